"""Erasing a candidate: hidden at once, whole in the end, whatever breaks off in between."""

import json
from collections.abc import Callable, Iterator

import pytest

from shortlist.erasure import Erasure
from shortlist.errors import NotFoundError
from tests.support.memory.probe import Act, crash, fail
from tests.support.memory.world import JOB_ID, TENANT, World

NAMES = ["c0", "c1", "c2", "c3"]
MARKED = "c2"


def make_world(rankings: int = 3) -> tuple[World, list[str]]:
    """Make a world with some rankings that have succeeded."""
    world = World(chunk_size=2)
    world.add(NAMES)
    world.clock.move(1)
    task_ids = []
    for number in range(rankings):
        task_ids.append(world.start(max_cost_usd=number + 1.0))
        world.drain()
        world.clock.move(1)
    return world, task_ids


def erase(world: World) -> None:
    """Erase one candidate."""
    world.candidate_eraser.erase(TENANT, JOB_ID, MARKED, "ann")


def list_shown(world: World, task_id: str) -> list[tuple[int, str]]:
    """Return ranks and candidates of a result as it is shown."""
    return [(rank, name) for rank, name, _ in world.read_result(task_id)]


def is_kept(world: World) -> bool:
    """Tell whether any row or page names the erased candidate."""
    _, _, rows, pages = world.tasks.peek_contents()
    named = [row.candidate_id for kept in rows.values() for row in kept.values()]
    return MARKED in named or f'"{MARKED}"' in json.dumps(list(pages.values()))


def test_an_erased_candidate_is_hidden_before_any_worker_has_run() -> None:
    world, task_ids = make_world()
    before = [list_shown(world, one) for one in task_ids]
    erase(world)
    assert is_kept(world)
    for task_id, shown in zip(task_ids, before, strict=True):
        assert list_shown(world, task_id) == [one for one in shown if one[1] != MARKED]
    assert world.catalogue.get_resume(TENANT, JOB_ID, MARKED) is None


def test_workers_erase_the_candidate_from_every_ranking() -> None:
    world, _ = make_world()
    erase(world)
    world.drain()
    assert not is_kept(world)
    assert list(world.tasks.list_erasures()) == []
    assert not world.queue.messages


def test_an_unknown_candidate_is_not_found_and_nothing_is_noted() -> None:
    world, _ = make_world(1)
    with pytest.raises(NotFoundError):
        world.candidate_eraser.erase(TENANT, JOB_ID, "nobody", "ann")
    assert list(world.tasks.list_erasures()) == []
    erase(world)
    with pytest.raises(NotFoundError):
        erase(world)


def test_an_erasure_holds_while_the_queue_is_down_and_the_sweeper_sends_it() -> None:
    world, task_ids = make_world()
    world.queue.is_down = True
    erase(world)
    assert MARKED not in dict(list_shown(world, task_ids[0])).values()
    world.queue.is_down = False
    world.sweep()
    assert not world.queue.messages
    world.clock.move(91)
    world.sweep()
    world.drain()
    assert not is_kept(world)


def sweep_until_the_end(world: World) -> None:
    """Let the sweeper come each minute."""
    for _ in range(8):
        world.drain()
        world.clock.move(60)
        world.sweep()


@pytest.mark.parametrize("act", [crash, fail])
def test_a_fault_at_any_access_of_a_worker_leaves_nothing_behind(act: Act) -> None:
    for number in range(1, 25):
        world, task_ids = make_world(2)
        erase(world)
        with world.probe.at(number, act):
            world.drain()
        sweep_until_the_end(world)
        assert not is_kept(world), number
        assert list(world.tasks.list_erasures()) == []
        assert [name for _, name in list_shown(world, task_ids[0])].count(MARKED) == 0


def count_down(*seconds: float) -> Callable[[], float]:
    """Return a worker's clock that reads these times, and then none."""
    left: Iterator[float] = iter(seconds)
    return lambda: next(left, 0.0)


def test_a_worker_whose_time_is_over_hands_the_rest_on() -> None:
    world, _ = make_world(1)
    task = world.look(world.start(max_cost_usd=99.0))
    world.drain()
    # A hundred rankings are a step.
    for number in range(250):
        copy = task.model_copy(update={"task_id": f"{task.task_id}{number:04}"})
        world.tasks.accept(
            copy.model_copy(
                update={"options": copy.options.model_copy(update={"samples": number})}
            ),
            start=None,
            running_limit=1000,
        )
    world.clock.move(1)
    erase(world)
    (erasure,) = world.tasks.list_erasures()
    steps: list[Erasure | None] = []
    while erasure.message in [one.message for one in world.queue.messages]:
        received = world.queue.receive()
        assert received is not None
        steps.append(world.candidate_eraser.work(erasure.message, count_down(100)))
        world.queue.delete(received)
        kept = world.tasks.read_erasure(erasure.message)
        assert kept is None or kept.tasks_done == 100 * len(steps)
    assert steps[:-1] == [None] * 2
    assert steps[-1] is not None
    assert steps[-1].tasks_done == 252
    assert not is_kept(world)


def test_who_has_the_id_after_an_erasure_is_shown_and_kept() -> None:
    world, task_ids = make_world(1)
    erase(world)
    world.clock.move(1)
    world.add([MARKED])
    task_id = world.start(max_cost_usd=7.0)
    assert MARKED not in [name for _, name in list_shown(world, task_ids[0])]
    world.drain()
    assert MARKED in [name for _, name in list_shown(world, task_id)]
    assert MARKED not in [name for _, name in list_shown(world, task_ids[0])]
    assert world.catalogue.get_resume(TENANT, JOB_ID, MARKED) is not None
    assert list(world.tasks.list_erasures()) == []
