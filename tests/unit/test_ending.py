"""What is told about the end of a ranking: once at least, whoever dies, and nothing personal."""

import json
from collections.abc import Callable

import pytest

from shortlist.errors import BusUnavailableError
from shortlist.tasks.ending import Ending, tell_left_endings
from tests.support.memory.probe import crash, fail
from tests.support.memory.world import TENANT, World


def make_world(names: tuple[str, ...] = ("a", "b", "c", "d")) -> tuple[World, str]:
    """Make a world with a ranking that was just started."""
    world = World(chunk_size=3, chunks_in_flight=2)
    world.add(names, unreadable=["broken"])
    return world, world.start()


def list_told(world: World) -> set[tuple[str, int, str, str | None]]:
    """Return what the bus was told, without repetitions."""
    return {(one.task_id, one.attempt, one.status, one.error_code) for one in world.bus.told}


def end_well(world: World, task_id: str) -> None:
    """Let the ranking come to its end."""
    world.drain()


def cancel(world: World, task_id: str) -> None:
    """Cancel the ranking."""
    world.cancel(task_id)


def pass_the_limit(world: World, task_id: str) -> None:
    """Let the hard time limit pass."""
    world.queue.messages.clear()
    world.clock.move(1900)
    world.sweep()


def meet_the_limit_in_a_worker(world: World, task_id: str) -> None:
    """Let a worker be the first to see that the time is up."""
    world.clock.move(1900)
    world.drain()


def die_at_every_attempt(world: World, task_id: str) -> None:
    """Let the message go to the dead letters."""
    for _ in range(5):
        with world.probe.at(1, crash):
            world.deliver_one()
        world.clock.move(700)
    assert world.end_dead_letter_tasks()


def delete_the_job_post(world: World, task_id: str) -> None:
    """Delete the job post, and the task with it."""
    world.erase_job_post()
    assert world.tasks.peek(TENANT, task_id) is None


ENDS: dict[str, tuple[Callable[[World, str], None], str, str | None]] = {
    "success": (end_well, "SUCCESS", None),
    "cancel": (cancel, "FAILURE", "revoked"),
    "time limit, by the sweeper": (pass_the_limit, "FAILURE", "time_limit"),
    "time limit, by a worker": (meet_the_limit_in_a_worker, "FAILURE", "time_limit"),
    "dead letter": (die_at_every_attempt, "FAILURE", "dead_letter"),
    "deletion": (delete_the_job_post, "FAILURE", "job_post_deleted"),
}


@pytest.mark.parametrize("name", ENDS)
def test_every_end_is_told(name: str) -> None:
    end, status, code = ENDS[name]
    world, task_id = make_world()
    end(world, task_id)
    world.clock.move(60)
    world.sweep()
    assert list_told(world) == {(task_id, 1, status, code)}
    assert not list(world.tasks.list_endings())


@pytest.mark.parametrize("name", ENDS)
def test_every_end_is_told_though_the_bus_was_down_meanwhile(name: str) -> None:
    end, status, code = ENDS[name]
    world, task_id = make_world()
    world.bus.is_down = True
    end(world, task_id)
    world.clock.move(60)
    with pytest.raises(BusUnavailableError):
        world.sweep()
    assert not world.bus.told
    world.bus.is_down = False
    world.sweep()
    assert list_told(world) == {(task_id, 1, status, code)}


def test_a_success_is_told_at_once_and_only_once() -> None:
    world, task_id = make_world()
    world.drain()
    assert [one.task_id for one in world.bus.told] == [task_id]
    world.clock.move(60)
    world.sweep()
    assert len(world.bus.told) == 1
    assert not world.untold


def test_a_bus_that_is_down_harms_no_ranking_and_is_noted() -> None:
    world, task_id = make_world()
    world.bus.is_down = True
    world.drain()
    assert world.look(task_id).status == "SUCCESS"
    assert len(world.read_result(task_id)) == 5
    assert world.untold == [task_id]
    assert not world.queue.dead


@pytest.mark.parametrize("act", [crash, fail], ids=["a crash", "a fault"])
def test_a_worker_that_dies_at_any_access_leaves_the_telling_to_the_sweeper(
    act: Callable[[str], None],
) -> None:
    world, task_id = make_world()
    before = len(world.probe.names)
    world.drain()
    for number in range(1, len(world.probe.names) - before + 1):
        world, task_id = make_world()
        with world.probe.at(number, act):
            world.drain()
        world.clock.move(60)
        world.sweep()
        assert list_told(world) == {(task_id, 1, "SUCCESS", None)}, world.probe.names
        assert not list(world.tasks.list_endings())


@pytest.mark.parametrize("access", range(1, 5))
def test_a_sweeper_that_dies_while_it_tells_tells_again(access: int) -> None:
    world, task_id = make_world()
    world.cancel(task_id)
    world.clock.move(60)
    with world.probe.at(access, crash), pytest.raises(SystemExit):
        tell_left_endings(world.tasks, world.bus, world.clock())
        crash("it was told before that many accesses")
    tell_left_endings(world.tasks, world.bus, world.clock())
    assert list_told(world) == {(task_id, 1, "FAILURE", "revoked")}
    assert not list(world.tasks.list_endings())


def test_the_sweeper_leaves_what_a_worker_is_about_to_tell() -> None:
    world, task_id = make_world()
    world.cancel(task_id)
    assert tell_left_endings(world.tasks, world.bus, world.clock()) == 0
    world.clock.move(11)
    assert tell_left_endings(world.tasks, world.bus, world.clock()) == 1


def test_an_ending_that_the_bus_refuses_holds_up_no_other() -> None:
    world, _ = make_world()
    ids = []
    for number in range(25):
        ids.append(world.start(max_cost_usd=number + 1))
        world.cancel(ids[-1])
    world.bus.refused = {ids[3]}
    world.clock.move(60)
    with pytest.raises(BusUnavailableError):
        tell_left_endings(world.tasks, world.bus, world.clock())
    assert {one.task_id for one in world.bus.told} == set(ids) - {ids[3]}
    assert [one.task_id for one in world.tasks.list_endings()] == [ids[3]]


def test_a_redriven_task_is_told_once_an_attempt() -> None:
    world, task_id = make_world()
    die_at_every_attempt(world, task_id)
    world.redriver.redrive(TENANT, task_id, actor="operator")
    world.drain()
    world.clock.move(60)
    world.sweep()
    assert list_told(world) == {
        (task_id, 1, "FAILURE", "dead_letter"),
        (task_id, 2, "SUCCESS", None),
    }


def test_an_ending_counts_rows_by_what_scored_them() -> None:
    world, _ = make_world()
    world.drain()
    (ending,) = world.bus.told
    assert ending.candidates == 5
    assert ending.rows.model_dump() == {"llm": 0, "offline": 4, "none": 1}
    assert ending.complete


def test_a_failure_has_no_rows_and_is_not_complete() -> None:
    world, task_id = make_world()
    world.deliver_one()
    world.cancel(task_id)
    world.clock.move(60)
    world.sweep()
    (ending,) = world.bus.told
    assert ending.candidates == 5
    assert set(ending.rows.model_dump().values()) == {0}
    assert not ending.complete


def test_an_ending_holds_nothing_that_a_person_wrote() -> None:
    world, _ = make_world(("Mallory Example",))
    world.drain()
    (ending,) = world.bus.told
    text = json.dumps(ending.model_dump())
    job = world.catalogue.get_job_post(TENANT, "backend")
    assert job
    for personal in ("Mallory", job.title, job.description, "recruiter-1"):
        assert personal not in text
    assert set(Ending.model_fields) == {
        *("task_id", "job_id", "tenant", "attempt", "status", "error_code", "complete"),
        *("candidates", "rows", "ended_at"),
    }
