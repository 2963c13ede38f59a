"""What waiting for readings asks of the stores, held against the fakes and the real ones."""

from datetime import timedelta

import pytest

from shortlist.catalogue.ports import Resume
from shortlist.errors import LostRaceError
from shortlist.reading.reading_state import Reading, ReadingCounts
from shortlist.times import write_time
from tests.support.stores import Stores, accept, add_job, begin, make_resume


def count(stores: Stores) -> ReadingCounts:
    """Count the readings of the job post."""
    job = stores.job_posts.get_job_post("acme", "job")
    assert job is not None
    (counts,) = stores.candidates.count_readings("acme", [job], stores.clock())
    return counts


def add_waiting(stores: Stores, *names: str, seconds: float = 900) -> None:
    """Add candidates whose files are awaited for a while."""
    until = write_time(stores.clock() + timedelta(seconds=seconds))
    resumes = [
        Resume(
            make_resume(one, None).candidate.model_copy(update={"upload_expires_at": until}), None
        )
        for one in names
    ]
    stores.creations.add_candidates("acme", "job", resumes, limit=100)


class TestCounts:
    """A job post says how far the reading of its resumes is."""

    def test_each_reading_is_counted_in_its_state(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        add_waiting(stores, "u", "v", "w")
        assert count(stores) == ReadingCounts(waiting=3, read=2)
        stores.candidates.save_reading("acme", "job", make_resume("u", "text"))
        failed = make_resume("v").candidate.model_copy(
            update={"reading": Reading(state="failed", reason="broken")}
        )
        stores.candidates.save_reading("acme", "job", Resume(failed, None))
        assert count(stores) == ReadingCounts(waiting=1, read=3, failed=1)

    def test_an_upload_that_never_came_has_failed_in_the_end(self, stores: Stores) -> None:
        add_job(stores, "a")
        add_waiting(stores, "u")
        stores.clock.move(901)
        assert count(stores) == ReadingCounts(read=1, failed=1)

    def test_an_erased_candidate_is_not_counted(self, stores: Stores) -> None:
        add_job(stores, "a")
        add_waiting(stores, "u")
        stores.candidates.delete_candidate("acme", "job", "u", actor="a")
        assert count(stores) == ReadingCounts(read=1)

    def test_each_job_post_is_counted_by_itself(self, stores: Stores) -> None:
        add_job(stores, "a")
        add_waiting(stores, "u")
        add_job(stores, "x", job_id="other")
        add_job(stores, job_id="empty")
        jobs = stores.job_posts.list_job_posts("acme", 9, None).items
        counts = stores.candidates.count_readings("acme", jobs, stores.clock())
        found = {job.job_id: counted for job, counted in zip(jobs, counts, strict=True)}
        assert found == {
            "job": ReadingCounts(waiting=1, read=1),
            "other": ReadingCounts(read=1),
            "empty": ReadingCounts(),
        }


class TestWaiting:
    """A task may start before it is planned."""

    def test_a_task_that_waits_has_started_and_says_for_how_many(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = stores.tasks.wait(accept(stores), waiting=2, total=4, until=stores.now)
        assert (task.status, task.waiting, task.total) == ("STARTED", 2, 4)
        assert task.waits_until == stores.now
        assert not task.is_planned
        stores.clock.move(2)
        again = stores.tasks.wait(task, waiting=1, total=4, until=stores.now)
        assert (again.waiting, again.started_at, again.updated_at) == (
            1,
            task.started_at,
            stores.now,
        )
        assert len(again.events) == len(task.events)

    def test_a_task_that_waited_is_planned_once(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = stores.tasks.wait(accept(stores), waiting=2, total=4, until=stores.now)
        planned = begin(stores, task, ["a", "b"])
        assert (planned.waiting, planned.waits_until, planned.total) == (0, None, 2)
        assert planned.started_at == task.started_at
        with pytest.raises(LostRaceError):
            begin(stores, task, ["a"])
        with pytest.raises(LostRaceError):
            stores.tasks.wait(task, waiting=1, total=2, until=stores.now)

    def test_a_task_that_has_ended_waits_no_more(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = accept(stores)
        stores.tasks.fail(task, "revoked", "cancelled", actor="a")
        with pytest.raises(LostRaceError):
            stores.tasks.wait(task, waiting=1, total=1, until=stores.now)
