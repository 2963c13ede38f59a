"""Handing a ranking over as a table: in an answer, or as a file where it is too large for one."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, NamedTuple, Protocol

from shortlist.catalogue.ports import CandidateStore
from shortlist.decisions.decision import Decision
from shortlist.decisions.decision_book import read_all_decisions
from shortlist.decisions.ports import DecisionStore
from shortlist.errors import ConflictError, FilesUnavailableError
from shortlist.identity import Identity
from shortlist.tasks.ports import ChunkStore, Plan, RowStore, TaskStore
from shortlist.tasks.rows import ROWS_A_PAGE
from shortlist.tasks.status import find_task
from shortlist.tasks.task import Task

# Excel reads a file as UTF-8 only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell for a formula that begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_BEFORE = (
    "rank",
    "candidate_id",
    "name",
    "score",
    "adjusted_score",
    "adjustment_reason",
    "confidence",
    "scored_by",
    "reason",
)
_AFTER = (
    "missing",
    "flags",
    "decision",
    "decision_reason",
    "decided_by",
    "decided_at",
    "note",
    "rubric_version",
    "model",
    "prompt_version",
    "ranked_at",
)

Row = Mapping[str, Any]


def write_ranking_csv(
    task: Task,
    plan: Plan,
    pages: Iterable[Iterable[Row]],
    decisions: Mapping[str, Decision],
    *,
    blind: bool,
) -> Iterator[str]:
    """Yield the table, a piece a page; in a blind one nobody has a name."""
    written = io.StringIO()
    written.write(BYTE_ORDER_MARK)
    table = csv.writer(written)
    gates = [gate.id for gate in plan.rubric.gates]
    criteria = [criterion.id for criterion in plan.rubric.criteria]
    titles = [f"gate: {gate.text}" for gate in plan.rubric.gates]
    titles += [f"level: {criterion.title}" for criterion in plan.rubric.criteria]
    table.writerow([_escape(cell) for cell in (*_BEFORE, *titles, *_AFTER)])
    for rows in pages:
        for row in rows:
            decision = decisions.get(row["candidate_id"], Decision())
            statuses = {gate["id"]: gate["status"] for gate in row["gates"]}
            levels = {criterion["id"]: criterion["level"] for criterion in row["criteria"]}
            cells = [
                *_tell_score(row, decision, blind=blind),
                *(statuses.get(one) for one in gates),
                *(levels.get(one) for one in criteria),
                *_tell_decision(row, decision),
                *(task.rubric_version, task.options.model, task.prompt_version, task.finished_at),
            ]
            table.writerow([_escape(cell) for cell in cells])
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def read_all_pages(task: Task, rows: RowStore) -> Iterator[Sequence[Row]]:
    """Yield all ranked rows of a task that has succeeded, a page at a time."""
    for page in range((task.total + ROWS_A_PAGE - 1) // ROWS_A_PAGE):
        yield rows.read_page(task, page)


def _tell_score(row: Row, decision: Decision, *, blind: bool) -> tuple[object, ...]:
    adjustment, score = decision.adjustment, row["score"]
    adjusted = None
    if adjustment is not None and score is not None:
        adjusted = round(min(100.0, max(0.0, score + adjustment.points)), 2)
    return (
        row["rank"],
        row["candidate_id"],
        None if blind else row["name"],
        score,
        adjusted,
        adjustment.reason if adjustment else None,
        row["confidence"],
        row["scored_by"],
        row["reason"],
    )


def _tell_decision(row: Row, decision: Decision) -> tuple[object, ...]:
    return (
        "; ".join(row["missing"]),
        "; ".join(row["flags"]),
        decision.decision,
        decision.reason,
        decision.decided_by,
        decision.decided_at,
        decision.note,
    )


def _escape(cell: object) -> object:
    """Let no text begin like a formula; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


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
            self._check_nobody_was_erased(find_task(self.tasks, identity, task_id, now), erased)
            # Not found, if the whole job post is being erased.
            self.rows.read_page(task, 0)
        except Exception:
            self.files.discard(name)
            raise
        return ExportedTable(task, None, self.files.sign_export(name))

    def _check_nobody_was_erased(self, task: Task, erased: Mapping[str, str]) -> None:
        if self.candidates.list_erased(task.tenant, task.job_id) != erased:
            raise FilesUnavailableError("somebody was erased while the file was written")

    def _write(self, task: Task, file: IO[bytes], *, blind: bool) -> None:
        pages = read_all_pages(task, self.rows)
        decisions = read_all_decisions(self.decisions, task.tenant, task.job_id)
        plan = self.chunks.read_plan(task)
        for piece in write_ranking_csv(task, plan, pages, decisions, blind=blind):
            file.write(piece.encode())
