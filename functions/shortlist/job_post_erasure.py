"""Erasing a job post: gone at once for everybody, deleted with its rankings in the background."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import JobPostStore
from shortlist.catalogue.schedules import Schedules
from shortlist.erasure import STEP_SECONDS, TASKS_A_STEP, Erasure, Holdings, send_erasures
from shortlist.errors import LostRaceError, NotFoundError, RetryableError
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.task import Task

# What takes some hundred milliseconds is done while the caller waits, and frees the id at once.
RANKINGS_AT_ONCE = 10
CANDIDATES_AT_ONCE = 200
# Between a read and the end of a task there is time for one redrive, hardly for two.
_ATTEMPTS = 3


@dataclass(frozen=True)
class JobPostEraser:
    """Erases job posts. Each act can be repeated until it is whole; the id is taken until then."""

    job_posts: JobPostStore
    held: Holdings

    def erase(self, tenant: str, job_id: str, actor: str, schedules: Schedules) -> None:
        """Take a job post, its candidates and its schedule away, and let workers do the rest.

        Unless there is so little of it that it is all done at once.

        Raises:
            NotFoundError: if there is no such job post.
        """
        job = self.job_posts.get_job_post(tenant, job_id)
        if job is None:
            raise NotFoundError("no such job post")
        # First, because nobody would find the schedule of a job post that is gone.
        schedules.delete(tenant, job_id)
        erasure = self.held.begin(tenant, job_id, actor, job_created_at=job.created_at)
        self.job_posts.close_job_post(tenant, job_id, job.created_at)
        if not (self._is_small(job, tenant) and self._finish_now(erasure.message)):
            send_erasures(self.held.queue, [erasure])

    def _is_small(self, job: JobPost, tenant: str) -> bool:
        """Tell whether so little is to be deleted that the caller may wait for it."""
        wanted = TaskFilter(tenant, job_id=job.job_id, including_expired=True)
        listed = self.held.lists.list_tasks(wanted, RANKINGS_AT_ONCE + 1, None).items
        return job.candidate_count <= CANDIDATES_AT_ONCE and len(listed) <= RANKINGS_AT_ONCE

    def _finish_now(self, message: ErasureMessage) -> bool:
        try:
            return self.work(message, lambda: math.inf) is not None
        except RetryableError:
            return False

    def work(self, message: ErasureMessage, seconds_left: Callable[[], float]) -> Erasure | None:
        """Go on with an erasure; return it once it is whole, None if it was or is not yet.

        Raises:
            RetryableError: to have the message delivered again.
        """
        erasure = self.held.erasures.read_erasure(message)
        if erasure is None:
            return None
        if not self._delete_what_is_kept(erasure):
            # Another worker was faster, and the id may be that of a new job post.
            self.held.erasures.finish_erasure(erasure)
            return None
        after: str | None = None
        while True:
            erasure, after = self._delete_rankings(erasure, after)
            if after is None:
                break
            if seconds_left() <= STEP_SECONDS:
                self.held.queue.send([message])
                return None
        # Again: an export may have been written while its ranking was still there.
        self.held.files.delete(erasure.tenant, erasure.job_id, [])
        self.job_posts.forget_job_post(erasure.tenant, erasure.job_id)
        self.held.erasures.finish_erasure(erasure)
        return erasure

    def _delete_what_is_kept(self, erasure: Erasure) -> bool:
        """End the rankings and delete all but them; False if the job post is not closed."""
        tenant, job_id = erasure.tenant, erasure.job_id
        if not self.job_posts.close_job_post(tenant, job_id, erasure.job_created_at or ""):
            return False
        # Before anything that takes time: a ranking goes on paying until it is ended.
        for listed in self._list_tasks(tenant, job_id):
            if not listed.is_finished:
                self._end(listed)
        candidate_ids = self.held.candidates.list_candidate_ids(tenant, job_id)
        self.held.files.delete(tenant, job_id, candidate_ids)
        if not self.job_posts.clear_job_post(tenant, job_id):
            return False
        # Again: a file may have come while its candidate was still there.
        self.held.files.delete(tenant, job_id, candidate_ids)
        return True

    def _delete_rankings(self, erasure: Erasure, after: str | None) -> tuple[Erasure, str | None]:
        """Delete the next rankings; those that are gone are not listed when this begins again."""

        # Later ones belong to a new job post of the same id.
        def delete(listed: Task) -> None:
            self.held.rows.delete_results(self._end(listed))

        further, position = self.held.go_through_rankings(erasure, after, delete)
        self.held.erasures.note_erasure(further)
        return further, position

    def _end(self, listed: Task) -> Task:
        """Return a task as it is after its end."""
        task = self.held.read_task(listed)
        for _ in range(_ATTEMPTS):
            if task.is_finished:
                break
            try:
                return self.held.tasks.fail(
                    task, "job_post_deleted", "the job post was deleted", actor="erasure"
                )
            except LostRaceError:
                # It ended by itself, was sent on as its next attempt, or is gone.
                task = self.held.read_task(task)
        return task

    def _list_tasks(self, tenant: str, job_id: str) -> Iterator[Task]:
        wanted = TaskFilter(tenant, job_id=job_id, including_expired=True)
        after: str | None = None
        while True:
            page = self.held.lists.list_tasks(wanted, TASKS_A_STEP, after)
            yield from page.items
            after = page.position
            if after is None:
                return
