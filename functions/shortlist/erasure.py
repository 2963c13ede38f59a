"""Erasing job posts with all that belongs to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from shortlist.catalogue.ports import CatalogueStore, ResumeFiles
from shortlist.errors import LostRaceError, NotFoundError
from shortlist.tasks.ports import RowStore, TaskFilter, TaskLists, TaskStore
from shortlist.tasks.task import Task

# Between a read and the end of a task there is time for one redrive, hardly for two.
_ATTEMPTS = 3


@dataclass(frozen=True)
class Eraser:
    """Erases; each act can be repeated until it is whole."""

    catalogue: CatalogueStore
    files: ResumeFiles
    tasks: TaskStore
    lists: TaskLists
    rows: RowStore

    def erase_job_post(self, tenant: str, job_id: str) -> None:
        """Erase a job post with its candidates, files and rankings; running ones are ended.

        An erasure that broke off is taken up again; the id is taken until it is whole.

        Raises:
            NotFoundError: if there is no such job post, nor one whose erasure broke off.
        """
        if not self.catalogue.close_job_post(tenant, job_id):
            raise NotFoundError("no such job post")
        # Before anything that takes time: a ranking goes on paying until it is ended.
        for listed in self._list_tasks(tenant, job_id):
            if not listed.is_finished:
                self._end(listed)
        candidate_ids = self.catalogue.list_candidate_ids(tenant, job_id)
        self.files.delete(tenant, job_id, candidate_ids)
        if not self.catalogue.clear_job_post(tenant, job_id):
            # A repetition was faster, and the id may be that of a new job post.
            return
        # Again: a file may have come while its candidate was still there.
        self.files.delete(tenant, job_id, candidate_ids)
        for listed in self._list_tasks(tenant, job_id):
            self.rows.delete_results(self._end(listed))
        self.catalogue.forget_job_post(tenant, job_id)

    def _end(self, listed: Task) -> Task:
        """Return a task as it is after its end."""
        task = self._read(listed)
        for _ in range(_ATTEMPTS):
            if task.is_finished:
                break
            try:
                return self.tasks.fail(
                    task, "job_post_deleted", "the job post was deleted", actor="erasure"
                )
            except LostRaceError:
                # It ended by itself, was sent on as its next attempt, or is gone.
                task = self._read(task)
        return task

    def _read(self, listed: Task) -> Task:
        """Return a task as it is now: lists lag behind, and lack the newest attributes.

        A task that is gone is returned as it was listed; something of it may be left.
        """
        return self.tasks.get(listed.tenant, listed.task_id) or listed

    def _list_tasks(self, tenant: str, job_id: str) -> Iterator[Task]:
        wanted = TaskFilter(tenant, job_id=job_id, including_expired=True)
        after: str | None = None
        while True:
            page = self.lists.list_tasks(wanted, 100, after)
            yield from page.items
            after = page.position
            if after is None:
                return
