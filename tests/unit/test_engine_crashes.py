"""A worker that dies, a store that is busy, an answer that is lost: at every access in turn."""

from collections.abc import Callable, Iterator

import pytest

from shortlist.errors import LostRaceError, RetryableError
from shortlist.tasks.task import Task
from tests.support.memory.probe import Act, crash, fail, lose_answer, refuse_repetition
from tests.support.memory.world import SETTINGS, TENANT, World

NAMES = [f"c{number}" for number in range(7)]
BROKEN = ["b1"]
Result = list[tuple[int, str, float | None]]


def make_world(names: list[str]) -> tuple[World, str]:
    """Make a world with a ranking that was just started."""
    world = World(chunk_size=3, chunks_in_flight=2)
    world.add(names, unreadable=BROKEN)
    return world, world.start()


def run_without_fault(names: list[str]) -> tuple[Result, int]:
    """Return the result, and how many accesses it took."""
    world, task_id = make_world(names)
    before = len(world.probe.names)
    world.drain()
    return world.read_result(task_id), len(world.probe.names) - before


def run_with_fault_at_every_access(
    names: list[str], act: Act, drive: Callable[[World], None]
) -> Iterator[tuple[World, str]]:
    """Yield one finished world for each access at which the fault struck."""
    expected, accesses = run_without_fault(names)
    assert accesses > 10
    for number in range(1, accesses + 1):
        world, task_id = make_world(names)
        with world.probe.at(number, act):
            drive(world)
        check_whole(world, world.look(task_id), expected)
        yield world, task_id


def check_whole(world: World, task: Task, expected: Result) -> None:
    """Check that a task has ended as if nothing had happened."""
    trace = world.probe.names
    assert task.status == "SUCCESS", trace
    assert world.read_result(task.task_id) == expected, trace
    done, failed, total = task.progress
    assert (done + failed, failed) == (total, len(BROKEN)), trace
    assert not world.queue.messages
    assert not world.queue.dead
    assert not any(call.is_late for call in world.calls)


def drain(world: World) -> None:
    """Let the queue run empty."""
    world.drain()


def drain_and_sweep(world: World) -> None:
    """Let the queue run empty, with a sweeper that comes every minute meanwhile."""
    for _ in range(30):
        world.drain()
        world.clock.move(60)
        world.sweep()
    world.drain()


SIZES = pytest.mark.parametrize("names", [NAMES[:1], NAMES], ids=["one chunk", "three chunks"])


@SIZES
def test_a_crash_at_any_access_ends_in_the_result_of_a_run_without_one(names: list[str]) -> None:
    for _ in run_with_fault_at_every_access(names, crash, drain):
        pass


@SIZES
def test_a_crash_repeats_no_row_that_was_kept(names: list[str]) -> None:
    kept: set[str] = set()
    called = 0

    def crash_and_note(name: str) -> None:
        nonlocal kept, called
        kept = {row.candidate_id for row in worlds[-1].tasks.peek_rows(TENANT)}
        called = len(worlds[-1].calls)
        crash(name)

    worlds: list[World] = []
    _, accesses = run_without_fault(names)
    for number in range(1, accesses + 1):
        worlds.append(make_world(names)[0])
        with worlds[-1].probe.at(number, crash_and_note):
            worlds[-1].drain()
        again = [call.candidate_id for call in worlds[-1].calls[called:]]
        assert not kept & set(again)


@SIZES
def test_two_crashes_in_a_row_are_no_worse_than_one(names: list[str]) -> None:
    expected, accesses = run_without_fault(names)
    for number in range(1, accesses + 1):
        for again in (1, 2, 3, 5, 8):
            world, task_id = make_world(names)
            with world.probe.at(number, crash):
                while world.deliver_one():
                    pass
            with world.probe.at(again, crash):
                world.drain()
            check_whole(world, world.look(task_id), expected)


@SIZES
def test_a_busy_store_or_queue_at_any_access_delays_the_task_and_no_more(
    names: list[str],
) -> None:
    for _ in run_with_fault_at_every_access(names, fail, drain):
        pass


def test_a_task_that_waits_to_be_tried_again_says_so() -> None:
    seen = set()
    _, accesses = run_without_fault(NAMES)
    for number in range(1, accesses + 1):
        world, task_id = make_world(NAMES)
        with world.probe.at(number, fail):
            while world.deliver_one():
                pass
        if world.queue.messages and world.look(task_id).chunk_count:
            seen.add(world.look(task_id).status)
        world.drain()
        assert world.look(task_id).status == "SUCCESS"
    assert "RETRY" in seen


@SIZES
def test_an_access_that_stays_busy_holds_nothing_up_for_ever(names: list[str]) -> None:
    expected, accesses = run_without_fault(names)
    for number in range(1, accesses + 1):
        world, task_id = make_world(names)
        for _ in range(3):
            with world.probe.at(number, fail):
                world.deliver_one()
            world.clock.move(30)
        world.drain()
        check_whole(world, world.look(task_id), expected)


@SIZES
@pytest.mark.parametrize("act", [lose_answer, refuse_repetition])
def test_a_write_whose_answer_was_lost_is_done_once(names: list[str], act: Act) -> None:
    for _ in run_with_fault_at_every_access(names, act, drain_and_sweep):
        pass


@SIZES
def test_a_lost_answer_is_made_up_for_without_the_sweeper(names: list[str]) -> None:
    for _ in run_with_fault_at_every_access(names, refuse_repetition, drain):
        pass


def test_a_lost_race_sends_no_chunk_a_second_time() -> None:
    world, _ = make_world(NAMES)
    world.drain()
    needed = world.probe.names.count("queue.send")

    def lose_race(name: str) -> None:
        if name.startswith(("tasks.move", "rows")):
            raise LostRaceError(name)

    for world, _ in run_with_fault_at_every_access(NAMES, lose_race, drain):
        assert world.probe.names.count("queue.send") == needed


@SIZES
def test_whoever_dies_a_tenant_gets_its_place_and_its_lock_back(names: list[str]) -> None:
    for world, task_id in run_with_fault_at_every_access(names, crash, drain_and_sweep):
        world.settings = SETTINGS.model_copy(update={"running_tasks_limit": 1})
        assert world.start() != task_id


def test_a_crash_leaves_a_valid_chain_of_events() -> None:
    for world, task_id in run_with_fault_at_every_access(NAMES, crash, drain):
        events = world.look(task_id).events
        assert [event.status for event in events] == ["PENDING", "STARTED", "SUCCESS"]
        attempts = [event.attempt for event in events]
        assert attempts == sorted(attempts)


@SIZES
def test_a_fault_of_ours_is_not_taken_for_one_of_the_store(names: list[str]) -> None:
    world, _ = make_world(names)

    def break_down(name: str) -> None:
        raise ZeroDivisionError(name)

    with world.probe.at(1, break_down), pytest.raises(ZeroDivisionError):
        world.deliver_one()


def test_only_what_may_succeed_later_is_tried_again() -> None:
    world, task_id = make_world(NAMES)
    with world.probe.at(2, fail):
        delivery = world.queue.receive()
        assert delivery is not None
        with pytest.raises(RetryableError):
            world.work(delivery.message)
    assert world.look(task_id).status == "PENDING"
