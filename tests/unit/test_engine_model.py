"""A ranking with a model under fault: nothing is asked twice but what was in flight."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from shortlist.errors import StoreUnavailableError
from shortlist.judging.errors import ModelDeclinedError
from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.tasks.messages import Delivery
from shortlist.tasks.task import Task
from tests.support.memory import models
from tests.support.memory.models import COST_USD, MOST_IN_FLIGHT
from tests.support.memory.probe import Act, crash, fail, lose_answer
from tests.support.memory.world import JOB_ID, RUBRIC, SETTINGS, TENANT, World
from tests.support.virtual_time import run

NAMES = [f"c{number}" for number in range(7)]
BROKEN = ["b1"]


def make_world(names: list[str] = NAMES) -> tuple[World, str]:
    """Make a world with a ranking by a model that was just started."""
    world = World(chunk_size=3, chunks_in_flight=2, ranker="llm")
    world.add(names, unreadable=BROKEN)
    return world, world.start()


def count_accesses(names: list[str] = NAMES) -> int:
    """Return how many accesses a run without faults takes."""
    world, _ = make_world(names)
    before = len(world.probe.names)
    world.drain()
    return len(world.probe.names) - before


def run_at_every_access(act: Callable[[World, str], Act]) -> Iterator[tuple[World, str]]:
    """Yield one finished world for each access at which something happened."""
    accesses = count_accesses()
    assert accesses > 30
    for number in range(1, accesses + 1):
        world, task_id = make_world()
        with world.probe.at(number, act(world, task_id)):
            world.drain()
        sweep_until_the_end(world, task_id)
        yield world, task_id


def sweep_until_the_end(world: World, task_id: str) -> None:
    """Let the sweeper come each minute; a lease that nobody let go of ends within two."""
    for _ in range(10):
        if world.look(task_id).is_finished:
            return
        world.clock.move(60)
        world.sweep()
        world.drain()


def list_reasons(world: World, task_id: str) -> list[str | None]:
    """Return the reasons of a result's rows."""
    task = world.look(task_id)
    rows = world.tasks.read_page(task, 0)
    return [row["reason"] for row in rows]


def check_whole(world: World, task: Task) -> None:
    """Check that every candidate has a row of the model, but the one that cannot be read."""
    assert task.status == "SUCCESS"
    assert len(world.read_result(task.task_id)) == len(NAMES) + len(BROKEN)
    assert list_reasons(world, task.task_id).count(None) == len(NAMES)
    assert task.progress == (len(NAMES), len(BROKEN), len(NAMES) + len(BROKEN))
    assert not world.queue.messages


def test_every_readable_resume_is_asked_for_once() -> None:
    world, task_id = make_world()
    world.drain()
    check_whole(world, world.look(task_id))
    assert world.count_calls() == dict.fromkeys(NAMES, 1)
    task = world.look(task_id)
    assert task.token_usage.calls == len(NAMES)
    assert task.estimated_cost_usd == pytest.approx(float(COST_USD) * len(NAMES))
    assert task.prompt_version == PROMPT_VERSION


@pytest.mark.parametrize("fault", [crash, fail, lose_answer])
def test_a_fault_at_any_access_repeats_only_the_calls_in_flight(fault: Act) -> None:
    for world, task_id in run_at_every_access(lambda *_: fault):
        check_whole(world, world.look(task_id))
        repeated = sum(world.count_calls().values()) - len(NAMES)
        assert 0 <= repeated <= MOST_IN_FLIGHT, world.probe.names


def test_a_message_that_is_delivered_twice_at_once_is_paid_for_once() -> None:
    def work_elsewhere(world: World, _: str) -> Act:
        def work(_: str) -> None:
            for delivery in list(world.queue.messages):
                world.work(delivery.message)

        return work

    for world, task_id in run_at_every_access(work_elsewhere):
        check_whole(world, world.look(task_id))
        assert set(world.count_calls().values()) == {1}, world.probe.names


def test_after_a_cancel_nothing_more_is_asked_than_was_about_to_be() -> None:
    def cancel(world: World, task_id: str) -> Act:
        return lambda _: world.cancel(task_id) and None

    ends: Counter[str | None] = Counter()
    for world, task_id in run_at_every_access(cancel):
        task = world.look(task_id)
        ends[task.error_code] += 1
        if task.status == "SUCCESS":
            continue
        assert task.error_code == "revoked"
        assert sum(call.is_late for call in world.calls) < MOST_IN_FLIGHT
        assert not world.queue.messages
    # Only after the last access that matters is it too late to cancel.
    assert ends["revoked"] > 30 > ends[None]


def test_a_soft_limit_ends_the_calls_and_not_the_ranking() -> None:
    world, task_id = make_world()
    world.models.on_ask = partial(move_after, world, 3)  # type: ignore[method-assign]
    world.drain()
    task = world.look(task_id)
    assert (task.status, task.complete) == ("SUCCESS", False)
    asked = len(world.calls)
    assert asked <= 3 + MOST_IN_FLIGHT
    assert list_reasons(world, task_id).count("soft_time_limit") == len(NAMES) - asked
    assert any("soft time limit" in warning for warning in task.warnings)


def move_after(world: World, calls: int) -> None:
    """Let the soft limit pass once so many calls were made."""
    if len(world.calls) == calls:
        world.clock.move(SETTINGS.soft_time_limit_seconds)


def test_a_redrive_asks_for_the_rows_that_a_limit_left_out_of_an_unfinished_chunk() -> None:
    left_out = 0
    for number in range(1, 40):
        world, task_id = make_world()
        soft = datetime.fromisoformat(world.look(task_id).soft_deadline_at)
        world.clock.now = soft + timedelta(seconds=1)
        with world.probe.at(number, crash):
            world.deliver_one()
        if world.look(task_id).finished_chunks:
            continue
        left_out += len(world.tasks.peek_rows(TENANT))
        world.tasks.fail(world.look(task_id), "dead_letter", "failed", actor="queue")
        world.redriver.redrive(TENANT, task_id, actor="operator")
        world.drain()
        sweep_until_the_end(world, task_id)
        check_whole(world, world.look(task_id))
    assert left_out


def test_rows_that_a_limit_left_out_are_asked_for_by_the_next_ranking() -> None:
    world, _ = make_world()
    world.models.on_ask = partial(move_after, world, 3)  # type: ignore[method-assign]
    world.drain()
    asked = set(world.count_calls())
    second = world.start()
    world.drain()
    check_whole(world, world.look(second))
    assert world.count_calls() == dict.fromkeys(NAMES, 1)
    assert world.look(second).token_usage.calls == len(NAMES) - len(asked)


def test_a_cost_limit_is_passed_by_no_more_than_the_calls_in_flight() -> None:
    world = World(chunk_size=3, chunks_in_flight=2, ranker="llm")
    world.add(NAMES)
    task_id = world.start(max_cost_usd=float(3 * COST_USD))
    world.drain()
    task = world.look(task_id)
    assert (task.status, task.complete) == ("SUCCESS", False)
    assert 3 <= len(world.calls) < 3 + MOST_IN_FLIGHT
    assert list_reasons(world, task_id).count("max_cost") == len(NAMES) - len(world.calls)


def test_a_chunk_that_takes_longer_than_a_worker_is_handed_on() -> None:
    world, task_id = make_world()
    world.worker_seconds = 3.0
    world.models.call_seconds = 0.9
    world.drain()
    check_whole(world, world.look(task_id))
    assert world.count_calls() == dict.fromkeys(NAMES, 1)
    assert sum(name == "tasks.release_chunk" for name in world.probe.names) > 0


def test_progress_grows_while_a_chunk_is_worked_on() -> None:
    world = World(chunk_size=20, ranker="llm")
    world.add([f"c{number:02d}" for number in range(12)])
    task_id = world.start()
    seen: list[int] = []

    def look() -> None:
        world.clock.move(0.6)
        seen.append(world.look(task_id).progress.done)

    world.models.on_ask = look  # type: ignore[method-assign]
    world.drain()
    assert seen == sorted(seen)
    assert 0 < seen[-1] < 12


def test_a_repeated_ranking_costs_nothing() -> None:
    world, _ = make_world()
    world.drain()
    second = world.start()
    world.drain()
    task = world.look(second)
    assert len(world.calls) == len(NAMES)
    assert (task.token_usage.calls, task.estimated_cost_usd) == (0, 0.0)


def test_other_options_ask_for_everybody_anew() -> None:
    world, _ = make_world()
    world.drain()
    world.start(blind=False)
    world.drain()
    assert set(world.count_calls().values()) == {2}


def test_an_erased_candidate_is_in_no_row_and_the_others_are_not_asked_for_again() -> None:
    world, task_id = make_world()
    world.drain()
    world.erase("c3")
    assert "c3" not in {name for _, name, _ in world.read_result(task_id)}
    second = world.start()
    world.drain()
    assert len(world.read_result(second)) == len(NAMES)
    assert len(world.calls) == len(NAMES)
    assert world.catalogue.get_job_post(TENANT, JOB_ID) is not None


def test_a_candidate_erased_before_a_cancel_leaves_no_row() -> None:
    for number in range(1, count_accesses() + 1):
        for later in range(1, 8):
            world, task_id = make_world()

            def erase_then_cancel(
                _: str, world: World = world, later: int = later, task_id: str = task_id
            ) -> None:
                world.erase("c0")
                world.probe.arm(later, lambda _: world.cancel(task_id) and None)

            with world.probe.at(number, erase_then_cancel):
                world.drain()
            assert "c0" not in {row.candidate_id for row in world.tasks.peek_rows(TENANT)}


def test_what_was_paid_for_is_told_however_a_turn_ends() -> None:
    def cancel(world: World, task_id: str) -> Act:
        return lambda _: world.cancel(task_id) and None

    for world, _ in run_at_every_access(cancel):
        kept = [row.spend for row in world.tasks.peek_rows(TENANT) if row.spend]
        assert sum(world.told_calls) >= sum(spend.calls for spend in kept)


def test_resumes_too_long_for_the_model_do_not_keep_others_from_it() -> None:
    world = World(chunk_size=20, chunks_in_flight=1, ranker="llm")
    world.add(f"c{number:02d}" for number in range(12))

    def refuse_eight() -> None:
        if len(world.calls) <= 8:
            raise ModelDeclinedError("context_overflow")

    world.models.on_ask = refuse_eight  # type: ignore[method-assign]
    task_id = world.start()
    world.drain()
    reasons = list_reasons(world, task_id)
    assert Counter(reasons) == {"context_overflow": 8, None: 4}


def test_all_that_kept_a_chunk_from_its_end_is_told_with_the_first() -> None:
    world, task_id = make_world()
    world.deliver_one()
    task = world.look(task_id)
    resumes = list(world.catalogue.read_resumes(TENANT, JOB_ID, "c0", "c9"))
    plan = world.tasks.read_plan(task)
    ranker = world.models.make_ranker(task, plan, Delivery("w"), lambda *_: None)

    def slow_down() -> None:
        world.models.call_seconds += 0.1

    async def keep_none() -> None:
        batches = ranker.rank_all(resumes)
        assert len(await anext(batches)) == 1
        # What was in flight is still handed over.
        assert len(await batches.athrow(StoreUnavailableError("first"))) == 1
        await batches.athrow(KeyError("second"))

    world.models.on_ask = slow_down  # type: ignore[method-assign]

    with pytest.raises(StoreUnavailableError, match="first") as caught:
        run(keep_none())
    (note,) = caught.value.__notes__
    assert "KeyError: 'second'" in note


def test_a_judgement_that_is_broken_off_ends_the_chunk_instead_of_holding_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(models, "MOST_IN_FLIGHT", len(NAMES))
    world, task_id = make_world()
    world.deliver_one()
    task = world.look(task_id)
    resumes = list(world.catalogue.read_resumes(TENANT, JOB_ID, "c0", "c9"))
    plan = world.tasks.read_plan(task)
    ranker = world.models.make_ranker(task, plan, Delivery("w"), lambda *_: None)
    seconds = iter([0.1, 0.2, 0.3, *[9.0] * len(resumes)])

    def break_off_a_slow_one() -> None:
        world.models.call_seconds = next(seconds)
        judging = asyncio.current_task()
        if world.models.call_seconds > 1 and judging:
            asyncio.get_running_loop().call_later(0.5, judging.cancel)

    async def take_all() -> list[int]:
        sizes = []
        async for batch in ranker.rank_all(resumes):
            sizes.append(len(batch))
            # Meanwhile others are judged, and one is broken off.
            await asyncio.sleep(1)
        return sizes

    world.models.on_ask = break_off_a_slow_one  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        run(asyncio.wait_for(take_all(), 60))


def draft_world() -> tuple[World, str]:
    """Make a world whose rubric nobody has edited, with a ranking that was just started."""
    world = World(chunk_size=3, chunks_in_flight=2, ranker="llm", is_edited=False)
    world.add(NAMES)
    return world, world.start()


def read_rubric(world: World) -> tuple[int, str]:
    """Return the version of the present rubric and the title of its first criterion."""
    job = world.catalogue.get_job_post(TENANT, JOB_ID)
    assert job is not None
    rubric = world.catalogue.get_rubric(TENANT, JOB_ID, job.rubric_version)
    assert rubric is not None
    return rubric.version, rubric.criteria[0].title


def test_a_rubric_that_nobody_edited_is_drafted_by_the_model_once() -> None:
    world, task_id = draft_world()
    world.drain()
    task = world.look(task_id)
    assert task.status == "SUCCESS"
    assert read_rubric(world) == (2, "Resume writing")
    assert task.rubric_version == 2
    assert task.token_usage.calls == len(NAMES) + 1
    assert task.estimated_cost_usd == pytest.approx(float(COST_USD) * (len(NAMES) + 1))
    world.add(["new"])
    world.start()
    world.drain()
    assert (world.models.drafts, len(world.calls)) == (1, len(NAMES) + 1)


def test_an_edited_rubric_stays() -> None:
    world, _ = make_world()
    world.drain()
    assert world.models.drafts == 0
    assert read_rubric(world) == (1, "Python")


def test_an_edit_while_the_model_drafts_wins() -> None:
    world, task_id = draft_world()

    def edit() -> None:
        job = world.catalogue.get_job_post(TENANT, JOB_ID)
        assert job is not None
        changes = {"rubric_version": 2, "rubric_is_edited": True}
        edited = RUBRIC.model_copy(update={"version": 2})
        world.catalogue.replace_job_post(TENANT, job.model_copy(update=changes), edited)

    world.models.on_draft = edit  # type: ignore[method-assign]
    world.drain()
    assert read_rubric(world) == (2, "Python")
    assert world.look(task_id).rubric_version == 2


def test_without_a_draft_the_offline_one_stands_and_the_result_says_so() -> None:
    world, task_id = draft_world()
    world.models.draft_answer = "no JSON"
    world.drain()
    task = world.look(task_id)
    assert task.status == "SUCCESS"
    assert task.rubric_version == 1
    assert task.warnings == ("the model did not draft the rubric: invalid_answer",)
    assert task.token_usage.calls == len(NAMES) + 2


def test_a_fault_while_planning_pays_for_at_most_one_more_draft() -> None:
    world, _ = draft_world()
    before = len(world.probe.names)
    world.drain()
    for number in range(1, len(world.probe.names) - before + 1):
        world, task_id = draft_world()
        with world.probe.at(number, crash):
            world.drain()
        sweep_until_the_end(world, task_id)
        assert world.look(task_id).status == "SUCCESS"
        assert world.models.drafts <= 2
        assert read_rubric(world) == (2, "Resume writing")
