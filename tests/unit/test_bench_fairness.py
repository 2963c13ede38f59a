"""The bench of two tenants: a figure is measured, or there is none."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tools.bench import fairness
from tools.local.place import LocalCloudError


class FakePile:
    """A pile that nobody asks for."""

    def delete(self) -> None:
        """Delete nothing."""


def rank_large(large: Callable[[], float]) -> Callable[..., float]:
    """Rank as told; a small pile, whose status is asked for at once, takes a second."""
    return lambda _, poll_seconds=None: 1.0 if poll_seconds is None else large()


@pytest.fixture(autouse=True)
def no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be asked and nobody wait."""
    monkeypatch.setattr(fairness, "add_pile", lambda *_: FakePile())
    monkeypatch.setattr(fairness, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(fairness, "LOOK_SECONDS", 0.01)


def fail(*_: Any, **__: Any) -> Any:
    """Fail as a ranking or a queue does."""
    raise LocalCloudError("no answer")


def test_a_large_ranking_is_measured_and_the_queue_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fairness, "time_ranking", rank_large(lambda: 9.0))
    client: Any = None
    assert fairness.measure_fairness(client, client, lambda: 3).large_seconds == 9.0


def test_a_large_ranking_that_fails_has_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "time_ranking", rank_large(fail))
    client: Any = None
    with pytest.raises(LocalCloudError, match="no answer"):
        fairness.measure_fairness(client, client, lambda: 3)


def test_a_queue_that_cannot_be_counted_has_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    def rank() -> float:
        time.sleep(0.1)
        return 9.0

    monkeypatch.setattr(fairness, "time_ranking", rank_large(rank))
    client: Any = None
    with pytest.raises(LocalCloudError, match="no answer"):
        fairness.measure_fairness(client, client, fail)


def test_small_rankings_are_measured_as_long_as_the_many_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rank() -> float:
        time.sleep(0.2)
        return 9.0

    monkeypatch.setattr(fairness, "time_ranking", rank_large(rank))
    client: Any = None
    measured = fairness.measure_many_tasks(client, client)
    assert measured.large_seconds == 9.0
    assert set(measured.beside) == {1.0}
