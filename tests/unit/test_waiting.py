"""A ranking that starts while resumes are being read waits for them, for a while."""

import pytest

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.reading.reading_state import Reading
from shortlist.settings import RankerName
from shortlist.tasks.status import show_progress
from shortlist.times import write_time
from tests.support.memory.clock import START
from tests.support.memory.probe import crash, fail
from tests.support.memory.world import JOB_ID, TENANT, World

NAMES = ["a", "b"]
UPLOADS = ["u1", "u2"]


def make_candidate(world: World, name: str, reading: Reading) -> Candidate:
    """Make a candidate whose file may be uploaded for a quarter of an hour."""
    return Candidate(
        candidate_id=name,
        reading=reading,
        created_at=write_time(START),
        upload_expires_at=write_time(world.clock.skewed(900)()),
    )


def make_world(ranker: RankerName = "offline") -> World:
    """Make a world with two candidates who were read and two whose files are awaited."""
    world = World(ranker=ranker)
    world.add(NAMES)
    waiting = [
        Resume(make_candidate(world, one, Reading(state="waiting")), None) for one in UPLOADS
    ]
    world.catalogue.add_candidates(TENANT, JOB_ID, waiting, limit=100)
    return world


def read(world: World, name: str) -> None:
    """Let a file be read."""
    candidate = make_candidate(world, name, Reading(state="read"))
    world.catalogue.save_reading(TENANT, JOB_ID, Resume(candidate, f"resume of {name}"))


def pass_seconds(world: World, seconds: int) -> None:
    """Let time pass while workers look at what becomes visible."""
    for _ in range(seconds):
        world.clock.move(1)
        while world.deliver_one():
            continue


@pytest.mark.parametrize("ranker", ["offline", "llm"])
def test_a_ranking_waits_for_open_readings_and_ranks_them(ranker: RankerName) -> None:
    world = make_world(ranker)
    task_id = world.start()
    pass_seconds(world, 5)
    task = world.look(task_id)
    shown = show_progress(task, world.clock())
    assert (task.status, shown.waiting, shown.done, shown.total) == ("STARTED", 2, 0, 4)
    read(world, "u1")
    pass_seconds(world, 5)
    assert world.look(task_id).waiting == 1
    read(world, "u2")
    pass_seconds(world, 5)
    task = world.look(task_id)
    assert (task.status, task.complete, task.total) == ("SUCCESS", True, 4)
    assert {row["reason"] for row in world.tasks.read_page(task, 0)} == {None}
    assert not world.queue.messages


def test_nobody_is_waited_for_longer_than_two_minutes() -> None:
    world = make_world()
    task_id = world.start()
    read(world, "u1")
    pass_seconds(world, 118)
    assert world.look(task_id).status == "STARTED"
    pass_seconds(world, 5)
    task = world.look(task_id)
    assert (task.status, task.complete) == ("SUCCESS", False)
    rows = {row["candidate_id"]: row for row in world.tasks.read_page(task, 0)}
    assert (rows["u2"]["reason"], rows["u2"]["score"]) == ("waiting", None)
    assert rows["u1"]["reason"] is None
    assert [warning for warning in task.warnings if warning.startswith("1 row has no score")]


def test_nothing_is_waited_for_where_no_reading_is_open() -> None:
    world = World()
    world.add(NAMES, unreadable=["x"])
    task_id = world.start()
    while world.deliver_one():
        continue
    assert world.look(task_id).status == "SUCCESS"


def test_a_file_whose_address_has_expired_is_not_waited_for() -> None:
    world = make_world()
    world.clock.move(901)
    task_id = world.start()
    while world.deliver_one():
        continue
    task = world.look(task_id)
    assert task.status == "SUCCESS"
    assert task.complete


def test_the_soft_limit_ends_the_waiting() -> None:
    world = make_world()
    world.settings = world.settings.model_copy(update={"soft_time_limit_seconds": 10})
    task_id = world.start()
    pass_seconds(world, 14)
    assert world.look(task_id).status == "SUCCESS"


def test_a_task_that_waits_can_be_cancelled() -> None:
    world = make_world()
    task_id = world.start()
    pass_seconds(world, 3)
    world.cancel(task_id)
    pass_seconds(world, 5)
    assert world.look(task_id).error_code == "revoked"
    assert not world.queue.messages


@pytest.mark.parametrize("act", [crash, fail])
def test_a_fault_at_any_access_while_a_task_waits_costs_no_row(act: object) -> None:
    for number in range(1, 40):
        world = make_world()
        task_id = world.start()
        with world.probe.at(number, act):  # type: ignore[arg-type]
            pass_seconds(world, 3)
        for name in UPLOADS:
            read(world, name)
        for _ in range(6):
            pass_seconds(world, 60)
            world.sweep()
        task = world.look(task_id)
        assert (task.status, task.total) == ("SUCCESS", 4), number
        assert not world.queue.messages
