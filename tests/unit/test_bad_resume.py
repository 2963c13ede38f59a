"""One bad resume never holds up the others: whatever our own code does with it is its own row."""

from collections.abc import Callable
from typing import Any

import pytest

from shortlist.cpu_limit import limit_cpu
from shortlist.judging import forecast, judge, presentation
from shortlist.options import StartRequest
from shortlist.ranking import ranker as ranking
from shortlist.settings import RankerName
from shortlist.tasks.estimate import Estimator
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.start import resolve_options
from tests.support.memory import world as worlds
from tests.support.memory.world import JOB_ID, SETTINGS, TENANT, World

NAMES = [f"c{number}" for number in range(7)]
BAD = "c4"
RANKERS: tuple[RankerName, ...] = ("offline", "llm")


def spoil(patch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], None]) -> None:
    """Let a function do something else for the bad resume."""
    right = getattr(owner, name)

    def wrong(*arguments: Any, **options: Any) -> Any:
        if f"resume of {BAD}" in repr(arguments):
            act()
        return right(*arguments, **options)

    patch.setattr(owner, name, wrong)


def raise_error() -> None:
    """Fail as our own code does where it is wrong."""
    raise IndexError(f"resume of {BAD}")


def take_ages() -> None:
    """Use up processor time."""
    while True:
        pass


def rank(ranker: RankerName) -> tuple[World, dict[str, Any]]:
    """Rank everybody; return each candidate's scorer and reason."""
    world = World(ranker=ranker)
    world.add(NAMES)
    task_id = world.start()
    world.drain()
    task = world.look(task_id)
    assert task.status == "SUCCESS"
    assert not world.queue.messages
    assert all(event.status != "RETRY" for event in task.events)
    assert task.complete is False
    assert any("(internal)" in warning for warning in task.warnings)
    rows = world.tasks.read_page(task, 0)
    return world, {row["candidate_id"]: (row["scored_by"], row["reason"]) for row in rows}


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_ranker_that_raises_costs_one_row(
    ranker: RankerName, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, worlds.HashRanker, "rank", raise_error)
    # With a model the offline ranker only breaks ties, so its failure must reach a row there.
    spoil(monkeypatch, judge, "screen_resume", raise_error)
    world, rows = rank(ranker)
    others = {name: (ranker, None) for name in NAMES if name != BAD}
    assert rows == {**others, BAD: ("none", "internal")}
    assert world.failed == [(BAD, "IndexError")]


@pytest.mark.parametrize(
    ("owner", "part"),
    [
        (judge, "screen_resume"),
        (presentation, "redact_lines"),
        (presentation, "find_leaks"),
        (judge, "build_tail"),
    ],
)
def test_a_resume_that_cannot_be_made_ready_for_a_model_keeps_its_offline_score(
    owner: Any, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, owner, part, raise_error)
    world, rows = rank("llm")
    others = {name: ("llm", None) for name in NAMES if name != BAD}
    assert rows == {**others, BAD: ("offline", "internal")}
    assert world.failed == [(BAD, "IndexError")]


def test_what_a_call_took_is_counted_though_its_answer_broke_our_own_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> Any:
        raise KeyError("criterion")

    monkeypatch.setattr(judge.Judge, "_make_row", fail)
    world, _ = rank("llm")
    (task,) = world.tasks.list_tasks(TaskFilter(TENANT), 9, None).items
    assert task.token_usage.calls == len(NAMES)


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_resume_that_takes_too_long_costs_one_row(
    ranker: RankerName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "limit_cpu", lambda: limit_cpu(0.1))
    if ranker == "offline":
        spoil(monkeypatch, worlds.HashRanker, "rank", take_ages)
    else:
        look_at = judge.Judge._look_at.__wrapped__  # type: ignore[attr-defined]
        monkeypatch.setattr(judge.Judge, "_look_at", limit_cpu(0.1)(look_at))
        spoil(monkeypatch, judge, "screen_resume", take_ages)
    world, rows = rank(ranker)
    expected = "none" if ranker == "offline" else "offline"
    assert rows[BAD] == (expected, "internal")
    assert [reason for name, (_, reason) in rows.items() if name != BAD] == [None] * 6
    assert world.failed == [(BAD, "DefiantResumeError")]


def test_a_later_ranking_tries_a_bad_resume_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch, worlds.HashRanker, "rank", raise_error)
        world, _ = rank("offline")
    task_id = world.start()
    world.drain()
    task = world.look(task_id)
    assert task.complete
    assert [row["reason"] for row in world.tasks.read_page(task, 0)] == [None] * 7
    assert world.count_calls() == {**dict.fromkeys(NAMES, 1), BAD: 2}


def test_an_estimate_answers_whatever_a_resume_does(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, forecast, "screen_resume", raise_error)
    world = World(ranker="llm")
    world.add(NAMES)
    options = resolve_options(StartRequest(ranker="llm"), SETTINGS)
    shown = Estimator(world.catalogue, world.catalogue, world.tasks).estimate(
        TENANT, JOB_ID, options
    )
    assert shown.calls == len(NAMES)
