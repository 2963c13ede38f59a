"""Erasing people and job posts from every store."""

from collections.abc import Iterator
from dataclasses import dataclass

from shortlist.catalogue.ports import CatalogueStore, ResumeFiles
from shortlist.errors import LostRaceError, NotFoundError
from shortlist.tasks.model import Task
from shortlist.tasks.ports import RowStore, TaskFilter, TaskStore


@dataclass(frozen=True)
class Eraser:
    """Erases; each act can be repeated until it is whole."""

    catalogue: CatalogueStore
    files: ResumeFiles
    tasks: TaskStore
    rows: RowStore

    def erase_candidate(self, tenant: str, job_id: str, candidate_id: str) -> None:
        """Erase a candidate, the file, and the rows in every ranking of the job post.

        A ranking that is running looks for erased candidates when it finishes.

        Raises:
            NotFoundError: if there is no such candidate; what was left is erased all the same.
        """
        was_there = self.catalogue.delete_candidate(tenant, job_id, candidate_id)
        self.files.delete(tenant, job_id, [candidate_id])
        for task in self._list_tasks(tenant, job_id):
            self.rows.erase_candidate(task, candidate_id)
        if not was_there:
            raise NotFoundError("no such candidate")

    def erase_job_post(self, tenant: str, job_id: str) -> None:
        """Erase a job post with its candidates, files and rankings; running ones are ended.

        Raises:
            NotFoundError: if there is no such job post.
        """
        was_there = self.catalogue.close_job_post(tenant, job_id)
        candidate_ids = self.catalogue.list_candidate_ids(tenant, job_id)
        self.files.delete(tenant, job_id, candidate_ids)
        self.catalogue.clear_job_post(tenant, job_id)
        for task in self._list_tasks(tenant, job_id):
            self._end(task)
            self.rows.delete_results(task)
        if not was_there:
            raise NotFoundError("no such job post")

    def _end(self, task: Task) -> None:
        try:
            self.tasks.fail(task, "job_post_deleted", "the job post was deleted", actor="erasure")
        except LostRaceError:
            # It had ended by itself.
            return

    def _list_tasks(self, tenant: str, job_id: str) -> Iterator[Task]:
        after: str | None = None
        while True:
            page = self.tasks.list_tasks(TaskFilter(tenant, job_id=job_id), 100, after)
            yield from page.items
            after = page.position
            if after is None:
                return
