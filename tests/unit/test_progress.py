"""What a caller is told about how long it takes, and when to ask again."""

from datetime import UTC, datetime, timedelta

import pytest

from shortlist.tasks.status import choose_retry_after_seconds, show_progress
from tests.support.tasks import make_task

BEGAN = datetime(2026, 11, 23, 10, 0, 4, 500_000, tzinfo=UTC)


def show(seconds: float, done: int, failed: int = 0) -> dict[str, object]:
    task = make_task(chunk_done={"0": done}, chunk_failed={"0": failed})
    return show_progress(task, BEGAN + timedelta(seconds=seconds)).model_dump()


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
    task = make_task(chunk_done={"0": done})
    now = BEGAN + timedelta(seconds=seconds)
    assert choose_retry_after_seconds(task, now) == wait_seconds


def test_nobody_need_ask_again_about_a_task_that_has_ended() -> None:
    assert choose_retry_after_seconds(make_task(status="SUCCESS"), BEGAN) is None
