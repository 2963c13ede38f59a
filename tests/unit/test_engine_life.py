"""What happens to a task besides its work: cancels, limits, duplicates, sweeps, dead letters."""

from collections.abc import Callable
from functools import partial

import pytest

from shortlist.errors import (
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    QueueUnavailableError,
    StoreUnavailableError,
    TooManyError,
)
from shortlist.tasks.dead_letters import end_dead_letter_task
from shortlist.tasks.messages import RankingMessage
from shortlist.tasks.ports import TaskFilter
from tests.support.memory.probe import Crash, crash, fail, make_busy
from tests.support.memory.queue import MAX_RECEIVES
from tests.support.memory.world import JOB_ID, SETTINGS, TENANT, World

NAMES = [f"c{number}" for number in range(7)]
HARD_SECONDS = SETTINGS.hard_time_limit_seconds
SKEW_SECONDS = 300


def make_world(names: list[str] = NAMES) -> tuple[World, str]:
    """Make a world with a ranking that was just started."""
    world = World(chunk_size=3, chunks_in_flight=2)
    world.add(names)
    return world, world.start()


def count_accesses(names: list[str] = NAMES) -> int:
    """Return how many accesses a run without faults takes."""
    world, _ = make_world(names)
    before = len(world.probe.names)
    world.drain()
    return len(world.probe.names) - before


SIZES = pytest.mark.parametrize("names", [NAMES[:1], NAMES], ids=["one chunk", "three chunks"])
Interference = Callable[[World, str], None]


def run_with(names: list[str], number: int, interfere: Interference) -> tuple[World, str]:
    """Run a ranking, with something that comes between at the access of this number."""
    world, task_id = make_world(names)
    with world.probe.at(number, lambda _: interfere(world, task_id)):
        world.drain()
    return world, task_id


def cancel(world: World, task_id: str) -> None:
    """Cancel a task."""
    world.cancel(task_id)


@SIZES
def test_a_cancel_at_any_access_holds(names: list[str]) -> None:
    for number in range(1, count_accesses(names) + 1):
        acknowledged: list[bool] = []

        def cancel_and_note(world: World, task_id: str, notes: list[bool] = acknowledged) -> None:
            notes.append(world.cancel(task_id)[1])

        world, task_id = run_with(names, number, cancel_and_note)
        task = world.look(task_id)
        if acknowledged[0]:
            assert (task.status, task.error_code) == ("FAILURE", "revoked")
        else:
            assert task.status == "SUCCESS"
        assert not world.queue.messages
        assert sum(event.status in {"SUCCESS", "FAILURE"} for event in task.events) == 1


def test_a_chunk_that_was_begun_before_a_cancel_is_the_last_one() -> None:
    for number in range(1, count_accesses() + 1):
        world, _ = run_with(NAMES, number, cancel)
        late = [call for call in world.calls if call.is_late]
        assert len(late) <= world.chunk_size


def test_a_cancelled_task_is_cancelled_once() -> None:
    world, task_id = make_world()
    assert world.cancel(task_id)[1]
    task, is_first = world.cancel(task_id)
    assert (task.error_code, is_first) == ("revoked", False)
    world.drain()
    assert world.calls == []


def test_nobody_cancels_another_tenants_task() -> None:
    world, _ = make_world()
    with pytest.raises(NotFoundError):
        world.cancel("unknown")


def test_a_cancel_that_loses_to_the_end_changes_nothing() -> None:
    world, task_id = make_world(NAMES[:1])
    with world.probe.at(2, lambda _: world.drain()):
        task, was_cancelled = world.cancel(task_id)
    assert (task.status, was_cancelled) == ("SUCCESS", False)


def let_time_run_out(world: World, _: str) -> None:
    """Move the clock behind the hard limit."""
    world.clock.move(HARD_SECONDS + 1)


@SIZES
def test_a_deadline_that_passes_at_any_access_ends_the_task_soon(names: list[str]) -> None:
    for number in range(1, count_accesses(names) + 1):
        world, task_id = run_with(
            names, number, lambda world, _: world.clock.move(HARD_SECONDS + 1)
        )
        for _ in range(2):
            world.sweep()
        task = world.look(task_id)
        assert task.is_finished
        assert task.error_code in {None, "time_limit"}
        assert sum(event.status in {"SUCCESS", "FAILURE"} for event in task.events) == 1
        assert not world.queue.messages


def test_no_worker_begins_after_the_hard_limit() -> None:
    world, task_id = make_world()
    world.clock.move(HARD_SECONDS + 1)
    world.drain()
    assert world.look(task_id).error_code == "time_limit"
    assert world.calls == []


@pytest.mark.parametrize("skew", [-SKEW_SECONDS, 0, SKEW_SECONDS])
def test_a_sweeper_whose_clock_is_off_ends_nothing_before_or_long_after_its_time(skew: int) -> None:
    world, task_id = make_world()
    clock = world.clock.skewed(skew)
    world.clock.move(HARD_SECONDS - SKEW_SECONDS - 1)
    world.sweep(clock)
    assert not world.look(task_id).is_finished
    world.clock.move(2 * SKEW_SECONDS + 2)
    world.sweep(clock)
    assert world.look(task_id).error_code == "time_limit"


def sweep_with_skew(world: World, skew: int, _: str) -> None:
    """Sweep with the clock of a machine that is off."""
    world.sweep(world.clock.skewed(skew))


@SIZES
def test_clocks_that_differ_by_five_minutes_give_the_same_result(names: list[str]) -> None:
    expected = run_with(names, 1, lambda world, _: None)
    for skew in (-SKEW_SECONDS, SKEW_SECONDS):
        for number in range(1, count_accesses(names) + 1):
            world, task_id = make_world(names)
            with world.probe.at(number, partial(sweep_with_skew, world, skew)):
                world.drain()
            assert world.read_result(task_id) == expected[0].read_result(expected[1])
            assert not world.queue.messages


@SIZES
def test_duplicates_that_come_one_after_the_other_change_nothing(names: list[str]) -> None:
    world, task_id = make_world(names)
    while (delivery := world.queue.receive()) is not None:
        world.queue.duplicate(delivery)
        world.deliver(delivery)
        if len(world.queue.messages) > 20:
            break
        copy = world.queue.receive(-1)
        if copy is not None:
            world.deliver(copy)
    world.drain()
    assert world.look(task_id).progress == (len(names), 0, len(names))
    assert set(world.count_calls().values()) == {1}


@SIZES
def test_a_duplicate_that_comes_at_once_changes_nothing(names: list[str]) -> None:
    expected = run_with(names, 1, lambda world, _: None)
    accesses = count_accesses(names)
    for copies in (1, 2):
        for number in range(1, accesses + 1):
            world, task_id = make_world(names)

            def work_on_copies(_: str, world: World = world, copies: int = copies) -> None:
                for delivery in world.queue.messages[-1:] * copies:
                    world.work(delivery.message)

            with world.probe.at(number, work_on_copies):
                world.drain()
            assert world.read_result(task_id) == expected[0].read_result(expected[1])
            assert world.look(task_id).progress == (len(names), 0, len(names))
            assert not any(call.is_late for call in world.calls[: len(names)])


def test_every_message_of_a_task_that_ended_is_worked_off_without_effect() -> None:
    world, task_id = make_world()
    bodies: list[RankingMessage] = []
    while (delivery := world.queue.receive()) is not None:
        bodies.append(delivery.message)
        world.deliver(delivery)
    before = world.look(task_id)
    calls = len(world.calls)
    for message in bodies:
        world.work(message)
    assert world.look(task_id) == before
    assert len(world.calls) == calls
    assert not world.queue.messages


def test_two_chunks_that_are_tried_again_at_once_are_both_ranked() -> None:
    world, task_id = make_world()
    world.deliver_one()
    for _ in range(2):
        delivery = world.queue.receive()
        assert delivery is not None
        with world.probe.at(2, fail):
            world.deliver(delivery)
    assert world.look(task_id).status == "RETRY"
    world.clock.move(60)

    def deliver_the_other(_: str) -> None:
        world.deliver_one()

    with world.probe.at(2, deliver_the_other):
        world.deliver_one()
    world.drain()
    assert world.look(task_id).status == "SUCCESS"


def test_the_order_of_deliveries_does_not_matter() -> None:
    results = []
    for index in range(6):
        world, task_id = make_world()
        step = 0
        while world.deliver_one(index + step):
            step += index
        results.append(world.read_result(task_id))
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("in_flight", [1, 2, 4])
def test_a_task_never_has_more_chunks_in_the_queue_than_its_cap(in_flight: int) -> None:
    world = World(chunk_size=1, chunks_in_flight=in_flight)
    world.add([f"c{number:02d}" for number in range(11)])
    task_id = world.start()
    step = 0
    most = 0
    while world.deliver_one(step):
        step += 1
        most = max(most, len(world.list_open_chunks(task_id)))
        assert len(world.queue.messages) <= in_flight
    assert most == in_flight
    assert world.look(task_id).status == "SUCCESS"


def test_two_tasks_share_the_queue_chunk_by_chunk() -> None:
    world = World(chunk_size=1, chunks_in_flight=2)
    world.add([f"c{number:02d}" for number in range(20)])
    large = world.start()
    world.deliver_one()
    other = world.start(blind=False)
    waiting = [delivery.message.task_id for delivery in world.queue.messages]
    assert waiting.index(other) <= 2
    world.drain()
    assert {world.look(one).status for one in (large, other)} == {"SUCCESS"}


def test_a_start_holds_although_the_queue_is_down() -> None:
    world = World()
    world.add(NAMES)
    world.queue.is_down = True
    task_id = world.start()
    assert world.unsent == [task_id]
    world.clock.move(61)
    with pytest.RaisesGroup(QueueUnavailableError):
        world.sweep()
    world.queue.is_down = False
    assert world.sweep() == (1, 0, 1)
    world.drain()
    assert world.look(task_id).status == "SUCCESS"


def test_a_start_that_dies_before_it_sends_is_sent_by_the_sweeper() -> None:
    world = World()
    world.add(NAMES)
    with world.probe.at(4, crash), pytest.raises(Crash):
        world.start()
    (name,) = list(world.tasks.list_unfinished())
    assert not world.queue.messages
    world.clock.move(61)
    world.sweep()
    world.drain()
    assert world.look(name.task_id).status == "SUCCESS"


def test_a_queue_that_is_down_between_chunks_delays_the_rest() -> None:
    for delivered in range(1, 5):
        world, task_id = make_world()
        for _ in range(delivered):
            world.deliver_one()
        world.queue.is_down = True
        world.deliver_one()
        world.queue.is_down = False
        world.drain()
        assert world.look(task_id).status == "SUCCESS"
        assert set(world.count_calls().values()) == {1}


def test_an_overdue_task_ends_although_the_queue_is_down_for_another_one() -> None:
    world, quiet = make_world()
    world.clock.move(1)
    world.queue.messages.clear()
    overdue = world.start(blind=False)
    world.clock.move(HARD_SECONDS)
    task = world.look(quiet)
    world.tasks.fail(task, "dead_letter", "x", actor="queue")
    world.redriver.redrive(TENANT, quiet, actor="operator")
    world.queue.messages.clear()
    world.clock.move(300)
    world.queue.is_down = True
    with pytest.RaisesGroup(QueueUnavailableError):
        world.sweep()
    assert world.look(overdue).error_code == "time_limit"


def test_an_overdue_task_ends_although_the_store_is_busy_with_another_one() -> None:
    world, _ = make_world()
    second = world.start(blind=False)
    world.clock.move(HARD_SECONDS + 1)

    def refuse_the_first(name: str) -> None:
        raise make_busy(name)

    with world.probe.at(2, refuse_the_first), pytest.RaisesGroup(StoreUnavailableError):
        world.sweep()
    assert world.look(second).error_code == "time_limit"


def test_an_overdue_task_ends_although_another_one_cannot_be_read() -> None:
    world, first = make_world()
    second = world.start(blind=False)
    world.clock.move(HARD_SECONDS + 1)

    def misread(_: str) -> None:
        raise ValueError("a field that only a later version knows")

    with world.probe.at(2, misread), pytest.RaisesGroup(ValueError) as caught:
        world.sweep()
    (problem,) = caught.value.exceptions
    assert problem.__notes__ == [f"task {first} of {TENANT}"]
    assert world.look(second).error_code == "time_limit"


def test_sweeping_twice_sends_once() -> None:
    world, _ = make_world()
    world.queue.messages.clear()
    world.clock.move(61)
    assert world.sweep().sent == 1
    assert world.sweep().sent == 0
    assert len(world.queue.messages) == 1


def test_a_queue_that_is_down_is_asked_once_a_sweep() -> None:
    world, _ = make_world()
    world.start(blind=False)
    world.clock.move(61)
    world.queue.is_down = True
    before = len(world.probe.names)
    with pytest.RaisesGroup(QueueUnavailableError):
        world.sweep()
    assert world.probe.names[before:].count("queue.send down") == 1
    world.queue.is_down = False
    assert world.sweep().sent == 2


def test_two_sweepers_at_once_do_no_harm() -> None:
    for number in range(1, 6):
        world, task_id = make_world()
        world.queue.messages.clear()
        world.clock.move(61)
        with world.probe.at(number, partial(sweep_with_skew, world, 0)):
            world.sweep()
        world.drain()
        assert world.look(task_id).status == "SUCCESS"
        assert set(world.count_calls().values()) == {1}


def test_a_sweeper_that_comes_late_finishes_what_has_time_left() -> None:
    world, task_id = make_world()
    world.queue.messages.clear()
    world.clock.move(HARD_SECONDS - 1)
    world.sweep()
    world.drain()
    assert world.look(task_id).status == "SUCCESS"


def test_a_sweeper_waits_longer_each_time_it_has_sent_the_same_work() -> None:
    world, _ = make_world()
    sent = 0
    for _ in range(25):
        world.queue.messages.clear()
        world.clock.move(60)
        sent += world.sweep().sent
    assert 3 <= sent <= 6


def test_the_sweeper_finishes_what_lost_its_last_worker() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = make_world()
        with world.probe.at(number, crash):
            while world.deliver_one():
                pass
        world.queue.messages.clear()
        for _ in range(15):
            world.clock.move(60)
            world.sweep()
            while world.deliver_one():
                pass
        assert world.look(task_id).status == "SUCCESS", world.probe.names


def deliver_and_die_ranking(world: World) -> None:
    """Deliver one message; the worker dies if it comes to call the ranker."""

    def die_ranking(name: str) -> None:
        if name == "ranker.rank":
            raise Crash(name)
        world.probe.arm(1, die_ranking)

    with world.probe.at(1, die_ranking):
        world.deliver_one()


@SIZES
def test_work_that_fails_at_every_attempt_ends_its_task_as_a_dead_letter(names: list[str]) -> None:
    world, task_id = make_world(names)
    if len(names) > world.chunk_size:
        world.deliver_one()
    hopeless = world.queue.messages[0]
    for _ in range(MAX_RECEIVES):
        hopeless.receives += 1
    ended = world.end_dead_letter_tasks()
    assert [task.task_id for task in ended] == [task_id]
    assert world.look(task_id).error_code == "dead_letter"
    world.drain()
    assert world.look(task_id).error_code == "dead_letter"


@SIZES
def test_a_worker_that_dies_each_time_it_ranks_ends_its_task_as_a_dead_letter(
    names: list[str],
) -> None:
    world, task_id = make_world(names)
    while world.queue.messages:
        if not world.queue.list_visible():
            world.clock.move(30)
            continue
        deliver_and_die_ranking(world)
    world.end_dead_letter_tasks()
    assert world.look(task_id).error_code == "dead_letter"


def test_a_dead_letter_that_does_not_matter_any_more_ends_nothing() -> None:
    world, task_id = make_world()
    plan = world.queue.messages[0].message
    world.deliver_one()
    world.deliver_one()
    attempt = world.look(task_id).attempt
    finished = plan.model_copy(update={"attempt": attempt, "chunk": 0})
    foreign = plan.model_copy(update={"tenant": "globex"})
    later = plan.model_copy(update={"attempt": attempt + 1, "chunk": 1})
    for message in (plan, finished, foreign, later):
        assert end_dead_letter_task(world.tasks, message) is None
    world.drain()
    assert end_dead_letter_task(world.tasks, plan) is None
    assert world.look(task_id).status == "SUCCESS"


def test_a_dead_letter_of_a_task_whose_finish_failed_ends_it() -> None:
    world, task_id = make_world()
    while len(world.look(task_id).unfinished_chunks) != 1:
        world.deliver_one()
    (last,) = [one.message for one in world.queue.messages if one.message.chunk is not None]
    task = world.look(task_id)
    world.tasks.finish_chunk(task, task.unfinished_chunks[0], done=1, failed=0)
    assert end_dead_letter_task(world.tasks, last) is not None
    assert world.look(task_id).error_code == "dead_letter"


def test_a_dead_letter_of_a_task_that_ends_meanwhile_ends_nothing() -> None:
    world, task_id = make_world(NAMES[:1])
    message = world.queue.messages[0].message
    with world.probe.at(2, lambda _: world.drain()):
        assert end_dead_letter_task(world.tasks, message) is None
    assert world.look(task_id).status == "SUCCESS"


def dead_letter(world: World, task_id: str) -> None:
    """End a task as the dead letters' consumer does."""
    world.tasks.fail(world.look(task_id), "dead_letter", "failed", actor="queue")


def test_a_redrive_completes_a_task_without_repeating_what_was_finished() -> None:
    for number in range(0, count_accesses() + 1):
        world, task_id = make_world()
        if number:
            with world.probe.at(number, crash):
                while world.deliver_one():
                    pass
        if world.look(task_id).is_finished:
            continue
        dead_letter(world, task_id)
        world.clock.move(3600)
        kept = {row.candidate_id for row in world.tasks.peek_rows(TENANT)}
        called = len(world.calls)
        world.redriver.redrive(TENANT, task_id, actor="operator-1")
        world.drain()
        task = world.look(task_id)
        assert task.status == "SUCCESS"
        assert task.progress == (len(NAMES), 0, len(NAMES))
        assert not kept & {call.candidate_id for call in world.calls[called:]}
        assert [event.actor for event in task.events if event.reason == "redriven"] == [
            "operator-1"
        ]


def test_a_redriven_task_has_a_fresh_time_limit_and_no_error() -> None:
    world, task_id = make_world()
    world.clock.move(HARD_SECONDS + 1)
    world.sweep()
    task = world.redriver.redrive(TENANT, task_id, actor="operator-1")
    assert (task.error, task.error_code, task.finished_at) == (None, None, None)
    assert not task.is_past_hard_limit(world.clock())
    world.drain()
    assert world.look(task_id).status == "SUCCESS"


def test_a_message_of_an_earlier_attempt_does_nothing_after_a_redrive() -> None:
    world, task_id = make_world()
    world.deliver_one()
    old = [delivery.message for delivery in world.queue.messages]
    dead_letter(world, task_id)
    world.redriver.redrive(TENANT, task_id, actor="operator-1")
    finished, calls = world.look(task_id).finished_chunks, list(world.calls)
    for message in old:
        world.work(message)
    assert len(old) > 0
    assert world.calls == calls
    assert world.look(task_id).finished_chunks == finished


def test_a_worker_of_an_earlier_attempt_cannot_write_after_a_redrive() -> None:
    for number in range(1, count_accesses() + 1):

        def redrive(world: World, task_id: str) -> None:
            if not world.look(task_id).is_finished:
                dead_letter(world, task_id)
                world.redriver.redrive(TENANT, task_id, actor="operator-1")

        world, task_id = run_with(NAMES, number, redrive)
        task = world.look(task_id)
        assert task.status == "SUCCESS"
        assert task.progress == (len(NAMES), 0, len(NAMES))
        assert [row[0] for row in world.read_result(task_id)] == list(range(1, len(NAMES) + 1))


@SIZES
def test_a_dead_letter_of_an_earlier_attempt_does_not_end_the_next_one(names: list[str]) -> None:
    world, task_id = make_world(names)
    letters = [world.queue.messages[0].message]
    world.deliver_one()
    letters += [delivery.message for delivery in world.queue.messages]
    if world.look(task_id).is_finished:
        world, task_id = make_world(names)
        letters = [world.queue.messages[0].message]
    dead_letter(world, task_id)
    world.redriver.redrive(TENANT, task_id, actor="operator-1")
    for letter in letters:
        assert end_dead_letter_task(world.tasks, letter) is None


def test_a_redrive_whose_message_is_not_taken_is_sent_by_the_sweeper() -> None:
    world, task_id = make_world()
    world.deliver_one()
    world.queue.messages.clear()
    dead_letter(world, task_id)
    world.queue.is_down = True
    with pytest.raises(QueueUnavailableError):
        world.redriver.redrive(TENANT, task_id, actor="operator-1")
    world.queue.is_down = False
    world.clock.move(181)
    world.sweep()
    world.drain()
    assert world.look(task_id).status == "SUCCESS"


@pytest.mark.parametrize("end", ["cancelled", "succeeded", "running"])
def test_only_what_failed_for_want_of_workers_or_time_is_redriven(end: str) -> None:
    world, task_id = make_world()
    if end == "cancelled":
        world.cancel(task_id)
    if end == "succeeded":
        world.drain()
    with pytest.raises(ConflictError):
        world.redriver.redrive(TENANT, task_id, actor="operator-1")
    with pytest.raises(NotFoundError):
        world.redriver.redrive("globex", task_id, actor="operator-1")


def test_ranking_again_after_one_new_candidate_ranks_one_candidate() -> None:
    world, _ = make_world()
    world.drain()
    world.calls.clear()
    world.add(["new"])
    task_id = world.start()
    world.drain()
    assert [call.candidate_id for call in world.calls] == ["new"]
    assert world.look(task_id).total == len(NAMES) + 1


def test_a_task_whose_job_post_is_deleted_ends_and_says_so() -> None:
    world, task_id = make_world()
    job = world.catalogue.get_job_post(TENANT, JOB_ID)
    assert job is not None
    world.catalogue.close_job_post(TENANT, JOB_ID, job.created_at)
    world.drain()
    assert world.look(task_id).error_code == "job_post_deleted"


def test_a_task_whose_candidates_are_all_erased_succeeds_with_no_row() -> None:
    world, task_id = make_world(["only"])
    world.erase("only")
    world.drain()
    assert world.look(task_id).status == "SUCCESS"
    assert world.read_result(task_id) == []


def test_a_candidate_erased_at_any_access_is_in_no_store_afterwards() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = run_with(NAMES, number, lambda world, _: world.erase("c4"))
        assert world.look(task_id).status == "SUCCESS"
        names = [row[1] for row in world.read_result(task_id)]
        assert "c4" not in names
        assert "c4" not in {row.candidate_id for row in world.tasks.peek_rows(TENANT)}
        assert len(names) == len(set(names)) == len(NAMES) - 1


def test_an_erasure_holds_although_the_worker_that_must_heed_it_dies() -> None:
    accesses = count_accesses()
    for number in range(1, accesses + 1):
        for later in range(1, 8):
            world, task_id = make_world()

            def erase_then_crash(_: str, world: World = world, later: int = later) -> None:
                world.erase("c4")
                world.probe.arm(later, crash)

            with world.probe.at(number, erase_then_crash):
                world.drain()
            assert world.look(task_id).status == "SUCCESS"
            assert "c4" not in [row[1] for row in world.read_result(task_id)]
            assert "c4" not in {row.candidate_id for row in world.tasks.peek_rows(TENANT)}


def test_a_late_worker_changes_no_rank_of_a_ranking_that_has_ended() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = make_world()
        results: list[list[tuple[int, str, float | None]]] = []

        def end_and_erase(
            _: str,
            world: World = world,
            task_id: str = task_id,
            results: list[list[tuple[int, str, float | None]]] = results,
        ) -> None:
            for delivery in world.queue.messages[-1:]:
                world.work(delivery.message)
            if world.look(task_id).is_finished:
                world.erase("c4")
                results.append(world.read_result(task_id))

        with world.probe.at(number, end_and_erase):
            world.drain()
        assert results in ([], [world.read_result(task_id)])


def count_accesses_after_erasures(count: int) -> int:
    """Return how many accesses a ranking takes after so many erasures."""
    world = World(chunk_size=3, chunks_in_flight=2)
    world.add(NAMES)
    for number in range(count):
        world.add([f"gone{number}"])
        world.erase(f"gone{number}")
    # What workers have to do for the erasures themselves is no part of the ranking.
    world.drain()
    world.start()
    before = len(world.probe.names)
    world.drain()
    return len(world.probe.names) - before


def test_a_ranking_takes_no_more_accesses_after_many_erasures_than_after_one() -> None:
    assert count_accesses_after_erasures(20) == count_accesses_after_erasures(1)


def test_whoever_was_erased_and_added_again_is_ranked() -> None:
    world, _ = make_world()
    world.drain()
    world.erase("c4")
    world.clock.move(60)
    world.add(["c4"])
    task_id = world.start()
    world.drain()
    assert "c4" in [row[1] for row in world.read_result(task_id)]


@pytest.mark.parametrize("names", [NAMES, NAMES[:2]], ids=["chunks", "one chunk"])
def test_nothing_of_a_deleted_job_post_is_written_after_its_deletion(names: list[str]) -> None:
    for number in range(1, count_accesses(names) + 1):
        world, _ = run_with(names, number, lambda world, _: world.erase_job_post())
        assert world.tasks.peek_rows(TENANT) == []
        assert not world.queue.messages


def test_a_worker_without_time_for_a_large_finish_hands_it_on() -> None:
    world = World(chunk_size=300)
    names = [f"c{number:04}" for number in range(600)]
    for start in range(0, 600, 100):
        world.add(names[start : start + 100], limit=1000)
    task_id = world.start()
    world.deliver_one()
    world.worker_seconds = 20.0
    while not world.look(task_id).is_whole:
        world.deliver_one()
    world.deliver_one()
    assert world.look(task_id).status == "STARTED"
    world.worker_seconds = 100.0
    world.drain()
    assert world.look(task_id).status == "SUCCESS"
    assert set(world.count_calls().values()) == {1}


def test_progress_does_not_run_backwards_when_an_erasure_and_a_duplicate_meet() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = make_world()
        seen: list[int] = []

        def meet(_: str, world: World = world, seen: list[int] = seen, one: str = task_id) -> None:
            world.erase("c0")
            for delivery in list(world.queue.messages):
                world.work(delivery.message)
            seen.append(world.look(one).progress.done)

        with world.probe.at(number, meet):
            while world.deliver_one():
                seen.append(world.look(task_id).progress.done)
        assert seen == sorted(seen)
        assert world.look(task_id).status == "SUCCESS"


def test_a_start_while_the_same_ranking_runs_leads_to_it() -> None:
    world, task_id = make_world()
    assert world.start() == task_id
    assert world.start(key="monday") == task_id
    world.drain()
    assert world.start(key="monday") == task_id
    assert world.start() != task_id


@pytest.mark.parametrize("key", [None, "k-1"], ids=["without a key", "with a key"])
def test_two_starts_at_once_lead_to_one_ranking(key: str | None) -> None:
    for number in range(1, 12):
        world = World(chunk_size=3, chunks_in_flight=2)
        world.add(NAMES)
        others: list[str] = []

        def start_too(_: str, world: World = world, others: list[str] = others) -> None:
            others.append(world.start(key=key))

        with world.probe.at(number, start_too):
            task_id = world.start(key=key)
        assert set(others) <= {task_id}
        assert others or number > 1
        world.drain()
        assert set(world.count_calls().values()) == {1}
        assert len(world.tasks.list_tasks(TaskFilter(TENANT), 10, None).items) == 1


def test_a_key_leads_to_one_task_for_a_day() -> None:
    world = World()
    world.add(NAMES)
    first = world.start(key="monday")
    world.drain()
    assert world.start(key="monday") == first
    with pytest.raises(InvalidRequestError):
        world.start(key="monday", blind=False)
    world.clock.move(86_401)
    assert world.start(key="monday") != first


def test_an_overdue_task_keeps_nobody_from_starting_the_ranking_anew() -> None:
    world, task_id = make_world()
    world.queue.messages.clear()
    world.clock.move(HARD_SECONDS + 1)
    assert world.start() != task_id
    world.sweep()
    world.drain()
    assert world.look(task_id).error_code == "time_limit"


def test_a_tenant_has_only_so_many_rankings_running() -> None:
    world = World()
    world.add(NAMES)
    limited = SETTINGS.model_copy(update={"running_tasks_limit": 1})
    world.settings = limited
    task_id = world.start()
    with pytest.raises(TooManyError):
        world.start(blind=False)
    world.cancel(task_id)
    world.start(blind=False)
