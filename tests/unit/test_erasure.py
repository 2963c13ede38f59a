"""Erasing candidates and job posts: what comes first, what is left when it breaks off."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.jobposts import JobPosts
from shortlist.catalogue.schedules import Schedule
from shortlist.errors import (
    ConflictError,
    NotFoundError,
    QueueUnavailableError,
    StoreUnavailableError,
)
from shortlist.queries import ListPage
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.task import Task
from shortlist.times import write_time
from tests.support.memory.probe import fail
from tests.support.memory.world import JOB_ID, RUBRIC, TENANT, World

NAMES = ["c0", "c1", "c2", "c3"]
# What comes before reads the job post, notes the erasure and closes the job post.
FIRST_AFTER_CLOSING = 5
UNPLANNED = {"fingerprint": None, "plan_id": None, "total": 0, "status": "PENDING"}


@pytest.fixture(autouse=True)
def large_job_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one ranking be too much to delete while the caller waits."""
    monkeypatch.setattr("shortlist.job_post_erasure.RANKINGS_AT_ONCE", 0)


def make_world(*, ranked: bool = False) -> tuple[World, str]:
    """Make a world with a ranking that has just begun, or one that has succeeded."""
    world = World(chunk_size=2)
    world.add(NAMES)
    task_id = world.start()
    world.deliver_one()
    if ranked:
        world.drain()
    return world, task_id


def erase_job(world: World) -> None:
    """Erase the job post, with a worker at once."""
    world.erase_job_post()


def add_job_again(world: World) -> None:
    """Add a job post of the same id."""
    job = JobPost(
        job_id=JOB_ID,
        title="Baker",
        description="Bread",
        rubric_version=1,
        created_at=write_time(world.clock()),
    )
    world.catalogue.add_job_post(TENANT, job, RUBRIC)


def count_accesses() -> int:
    """Return how many accesses the erasure of a job post takes."""
    world, _ = make_world()
    before = len(world.probe.names)
    erase_job(world)
    return len(world.probe.names) - before


def interfere(number: int, act: Callable[[World], None]) -> World:
    """Erase a job post, with something that comes between at the access of this number."""
    world, _ = make_world()
    with world.probe.at(number, lambda _: act(world)):
        erase_job(world)
    return world


def list_stale(world: World, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Let tasks be listed as they were before some changes."""
    original = world.tasks.list_tasks

    def list_tasks(wanted: TaskFilter, limit: int, after: str | None) -> ListPage[Task]:
        page = original(wanted, limit, after)
        return ListPage([task.model_copy(update=changes) for task in page.items], page.position)

    monkeypatch.setattr(world.tasks, "list_tasks", list_tasks)


def test_rankings_are_ended_before_anything_is_deleted() -> None:
    world, _ = make_world()
    before = len(world.probe.names)
    erase_job(world)
    names = world.probe.names[before:]
    assert "catalogue.clear_job_post" in names
    assert names.index("tasks.move job_post_deleted") < names.index("catalogue.list_candidate_ids")


def break_off(number: int) -> tuple[World, str]:
    """Begin the erasure of a job post and let the access of this number fail."""
    world, task_id = make_world()
    with world.probe.at(number, fail), suppress(StoreUnavailableError, QueueUnavailableError):
        erase_job(world)
    return world, task_id


def finish(world: World) -> None:
    """Erase again what is there yet, and let the sweeper and the workers do the rest."""
    with suppress(NotFoundError):
        world.begin_job_post_erasure()
    world.clock.move(100)
    world.sweep()
    world.drain()


def test_an_erasure_that_breaks_off_anywhere_is_whole_in_the_end() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = break_off(number)
        finish(world)
        assert world.tasks.peek(TENANT, task_id) is None
        assert world.tasks.peek_rows(TENANT) == []
        assert world.catalogue.list_candidate_ids(TENANT, JOB_ID) == []
        assert list(world.tasks.list_erasures()) == []
        with pytest.raises(NotFoundError):
            erase_job(world)


def test_once_it_has_begun_an_erasure_needs_nobody_who_asks_again() -> None:
    for number in range(1, count_accesses() + 1):
        world, _ = break_off(number)
        if list(world.tasks.list_erasures()):
            world.clock.move(100)
            world.sweep()
            world.drain()
            assert world.catalogue.get_job_post(TENANT, JOB_ID) is None
            add_job_again(world)


def test_an_id_is_taken_until_its_erasure_is_whole() -> None:
    for number in range(1, count_accesses() + 1):
        world, task_id = break_off(number)
        if list(world.tasks.list_erasures()) and world.tasks.peek(TENANT, task_id):
            with pytest.raises(ConflictError):
                add_job_again(world)
        finish(world)
        add_job_again(world)


def test_nothing_shows_a_ranking_once_its_job_post_is_being_erased() -> None:
    world, task_id = make_world(ranked=True)
    world.schedules.put(TENANT, JOB_ID, Schedule(expression="rate(1 day)"))
    world.begin_job_post_erasure()
    with pytest.raises(NotFoundError):
        world.read_result(task_id)
    assert world.catalogue.get_job_post(TENANT, JOB_ID) is None
    assert world.schedules.get(TENANT, JOB_ID) is None
    assert world.tasks.peek(TENANT, task_id) is not None
    world.drain()
    assert world.tasks.peek(TENANT, task_id) is None


def test_a_small_job_post_is_erased_at_once_or_else_by_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shortlist.job_post_erasure.RANKINGS_AT_ONCE", 9)
    world, task_id = make_world(ranked=True)
    before = len(world.probe.names)
    world.begin_job_post_erasure()
    accesses = len(world.probe.names) - before
    assert world.tasks.peek(TENANT, task_id) is None
    assert not world.queue.messages
    add_job_again(world)
    for number in range(FIRST_AFTER_CLOSING, accesses + 1):
        world, task_id = make_world(ranked=True)
        with world.probe.at(number, fail):
            world.begin_job_post_erasure()
        finish(world)
        assert world.tasks.peek(TENANT, task_id) is None
        add_job_again(world)


def test_many_rankings_are_deleted_by_one_worker_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shortlist.erasure.TASKS_A_STEP", 2)
    world, _ = make_world(ranked=True)
    for number in range(6):
        world.clock.move(1)
        world.start(max_cost_usd=number + 1.0)
        world.drain()
    world.worker_seconds = 20.0
    world.begin_job_post_erasure()
    done = []
    while world.deliver_one():
        done += [one.tasks_done for one in world.tasks.list_erasures()]
    assert done == [2, 4, 6]
    assert world.tasks.list_tasks(TaskFilter(TENANT), 9, None).items == []
    add_job_again(world)


def test_no_ranking_starts_once_an_erasure_has_begun() -> None:
    def start(world: World) -> None:
        with pytest.raises(NotFoundError):
            world.start(blind=False)

    for number in range(FIRST_AFTER_CLOSING, count_accesses() + 1):
        world = interfere(number, start)
        assert world.tasks.list_tasks(TaskFilter(TENANT), 9, None).items == []


def test_a_late_erasure_spares_a_new_job_post_of_the_same_id() -> None:
    def erase_and_add_again(world: World) -> None:
        for erasure in list(world.tasks.list_erasures()):
            world.work(erasure.message)
        world.clock.move(1)
        add_job_again(world)
        world.add(["new"])

    for number in range(FIRST_AFTER_CLOSING, count_accesses() + 1):
        world = interfere(number, erase_and_add_again)
        assert world.catalogue.list_candidate_ids(TENANT, JOB_ID) == ["new"]
        job = JobPosts(world.catalogue, world.catalogue, world.catalogue, world.clock).get(
            TENANT, JOB_ID
        )
        assert (job.title, job.candidate_count) == ("Baker", 1)


def test_an_unknown_job_post_is_not_found_and_nothing_is_touched() -> None:
    world, task_id = make_world()
    with pytest.raises(NotFoundError):
        world.begin_job_post_erasure("other")
    assert not world.look(task_id).is_finished


def test_a_candidate_is_erased_from_a_ranking_that_was_listed_before_its_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, task_id = make_world(ranked=True)
    list_stale(world, monkeypatch, **UNPLANNED)
    world.erase("c1")
    assert "c1" not in [row[1] for row in world.read_result(task_id)]
    world.drain()
    assert "c1" not in {row.candidate_id for row in world.tasks.peek_rows(TENANT)}


@pytest.mark.parametrize("ranked", [False, True], ids=["running", "finished"])
def test_a_job_posts_rows_are_erased_although_its_ranking_was_listed_before_its_plan(
    monkeypatch: pytest.MonkeyPatch, ranked: bool
) -> None:
    world, task_id = make_world(ranked=ranked)
    list_stale(world, monkeypatch, **UNPLANNED)
    erase_job(world)
    world.drain()
    assert world.tasks.peek(TENANT, task_id) is None
    assert world.tasks.peek_rows(TENANT) == []


def test_a_ranking_that_was_listed_before_its_redrive_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, _ = make_world()
    list_stale(world, monkeypatch, attempt=0)
    before = len(world.probe.names)
    erase_job(world)
    assert "tasks.move job_post_deleted done" in world.probe.names[before:]


def test_what_is_left_of_a_ranking_that_is_listed_but_gone_is_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, task_id = make_world(ranked=True)
    listed = world.tasks.list_tasks(TaskFilter(TENANT, job_id=JOB_ID), 9, None)
    rows = list(world.tasks.read_rows(world.look(task_id), "a", "z").values())
    task = world.look(task_id)
    world.tasks.delete_results(task)
    world.tasks.write_rows(task, rows)
    monkeypatch.setattr(world.tasks, "list_tasks", lambda *_: listed)
    erase_job(world)
    assert world.tasks.peek_rows(TENANT) == []


@pytest.mark.parametrize("whole", [False, True], ids=["candidate", "job post"])
def test_rankings_that_expired_and_are_not_deleted_yet_are_erased_from(whole: bool) -> None:
    world, task_id = make_world(ranked=True)
    world.clock.move(31 * 86_400)
    if whole:
        erase_job(world)
        assert world.tasks.peek_rows(TENANT) == []
        assert world.tasks.peek(TENANT, task_id) is None
    else:
        world.erase("c1")
        assert "c1" not in [row[1] for row in world.read_result(task_id)]
