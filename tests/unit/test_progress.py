"""What a caller is told about how long it takes, and when to ask again."""

from datetime import UTC, datetime, timedelta

import pytest

from shortlist.tasks.status import choose_retry_after_seconds, show_progress
from shortlist.times import write_time
from tests.support.tasks import make_task

BEGAN = datetime(2026, 11, 23, 10, 0, 4, 500_000, tzinfo=UTC)


def show(
    seconds: float, done: int, failed: int = 0, *, total: int = 120, since: float = 0
) -> dict[str, object]:
    """Show a task that has run for so long, and whose last row came so long since."""
    now = BEGAN + timedelta(seconds=seconds)
    task = make_task(
        chunk_done={"0": done},
        chunk_failed={"0": failed},
        total=total,
        updated_at=write_time(now - timedelta(seconds=since)),
    )
    return show_progress(task, now).model_dump()


@pytest.mark.parametrize(
    ("seconds", "done", "left"),
    [(36, 1, 139), (70, 2, 105), (90, 2, 85), (141, 4, 34), (165, 4, 10), (172, 4, 3)],
)
def test_of_five_rows_of_35_seconds_the_estimate_is_within_a_factor_of_two(
    seconds: float, done: int, left: float
) -> None:
    told = show(seconds, done, total=5, since=seconds - 35 * done)["eta_seconds"]
    assert isinstance(told, int)
    assert left / 2 <= told <= 2 * left


@pytest.mark.parametrize(
    ("seconds", "done", "failed", "eta_seconds"),
    [
        (10, 0, 0, None),
        (10, 30, 0, 30),
        (10, 25, 5, 30),
        (30, 90, 0, 10),
        (40, 120, 0, 0),
        (7, 33, 0, 19),
        (9, 1, 0, 714),
    ],
)
def test_the_rest_takes_as_long_as_the_rate_so_far_says(
    seconds: float, done: int, failed: int, eta_seconds: int | None
) -> None:
    assert show(seconds, done, failed)["eta_seconds"] == eta_seconds


def test_progress_counts_rows_of_all_kinds() -> None:
    assert show(10, 25, 5) == {
        "done": 25,
        "failed": 5,
        "total": 120,
        "percent": 25.0,
        "eta_seconds": 30,
        "waiting": 0,
    }


@pytest.mark.parametrize(
    ("seconds", "done", "wait_seconds"),
    [(0, 0, 1), (30, 0, 1), (4, 8, 4), (30, 20, 10), (30, 118, 1), (60, 110, 6)],
    ids=["at once", "nothing yet", "as long as it ran", "the longest", "nearly done", "the rest"],
)
def test_asking_again_follows_what_is_left(seconds: float, done: int, wait_seconds: int) -> None:
    now = BEGAN + timedelta(seconds=seconds)
    task = make_task(chunk_done={"0": done}, updated_at=write_time(now))
    assert choose_retry_after_seconds(task, now) == wait_seconds


def test_nobody_need_ask_again_about_a_task_that_has_ended() -> None:
    assert choose_retry_after_seconds(make_task(status="SUCCESS"), BEGAN) is None


def test_a_row_that_is_overdue_is_asked_after_less_and_less_often() -> None:
    told = [show(140 + late, 4, total=5, since=late)["eta_seconds"] for late in (40, 80, 160)]
    assert told == [5, 10, 20]
