"""Handing a ranking over as a table: in an answer, or as a file where it is too large for one."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, NamedTuple, Protocol

from shortlist.catalogue.ports import CandidateStore
from shortlist.decisions.decision_book import read_all_decisions
from shortlist.decisions.ports import DecisionStore
from shortlist.errors import ConflictError, FilesUnavailableError
from shortlist.identity import Identity
from shortlist.tasks.ports import ChunkStore, RowStore, TaskStore
from shortlist.tasks.ranking_csv import read_all_pages, write_ranking_csv
from shortlist.tasks.status import find_task
from shortlist.tasks.task import Task

# Lambda answers with 6 MB at most, and what is escaped in JSON counts as that.
MOST_ANSWER_BYTES = 5_000_000


class ExportFiles(Protocol):
    """Keeps exports for a day at most, and not longer than any candidate who is in them."""

    def keep_export(self, tenant: str, job_id: str, task_id: str, file: IO[bytes]) -> str:
        """Keep an export of a task and return its name."""

    def sign_export(self, name: str) -> str:
        """Return an address that is good for a few minutes."""

    def discard(self, key: str) -> None:
        """Delete a file that belongs to nobody."""


class ExportedTable(NamedTuple):
    """A ranking as a table: its text, or the address of a file with it."""

    task: Task
    text: str | None
    address: str | None = None


@dataclass(frozen=True)
class Exporter:
    """Exports rankings, a page of rows at a time, so that the largest one fits into memory."""

    tasks: TaskStore
    chunks: ChunkStore
    rows: RowStore
    candidates: CandidateStore
    decisions: DecisionStore
    files: ExportFiles

    def export(
        self, identity: Identity, task_id: str, now: datetime, *, blind: bool
    ) -> ExportedTable:
        """Export a ranking that has succeeded.

        Raises:
            NotFoundError, ConflictError: without the task, or without its rows.
            FilesUnavailableError: if somebody was erased while the file was written.
        """
        task = find_task(self.tasks, identity, task_id, now)
        if task.status != "SUCCESS":
            raise ConflictError("the task has no rows to show: it has not succeeded")
        erased = self.candidates.list_erased(task.tenant, task.job_id)
        with tempfile.SpooledTemporaryFile(2 * MOST_ANSWER_BYTES) as file:
            self._write(task, file, blind=blind)
            if file.tell() <= MOST_ANSWER_BYTES:
                file.seek(0)
                text = file.read().decode()
                if len(json.dumps(text)) <= MOST_ANSWER_BYTES:
                    return ExportedTable(task, text)
            file.seek(0)
            name = self.files.keep_export(task.tenant, task.job_id, task_id, file)
        try:
            # Whoever erases from now on finds the file; nobody may have found it until now.
            self._check_nobody_went(find_task(self.tasks, identity, task_id, now), erased)
            # Not found, if the whole job post is being erased.
            self.rows.read_page(task, 0)
        except Exception:
            self.files.discard(name)
            raise
        return ExportedTable(task, None, self.files.sign_export(name))

    def _check_nobody_went(self, task: Task, erased: Mapping[str, str]) -> None:
        if self.candidates.list_erased(task.tenant, task.job_id) != erased:
            raise FilesUnavailableError("somebody was erased while the file was written")

    def _write(self, task: Task, file: IO[bytes], *, blind: bool) -> None:
        pages = read_all_pages(task, self.rows)
        decisions = read_all_decisions(self.decisions, task.tenant, task.job_id)
        plan = self.chunks.read_plan(task)
        for piece in write_ranking_csv(task, plan, pages, decisions, blind=blind):
            file.write(piece.encode())
