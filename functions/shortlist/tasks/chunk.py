"""One chunk of a ranking: rows that still hold are taken over, the others are made and kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from shortlist.catalogue.ports import CatalogueStore, Resume
from shortlist.ranking.ranker import OFFLINE_VERSION, Ranker
from shortlist.tasks.model import Task
from shortlist.tasks.options import hash_json
from shortlist.tasks.ports import Plan, RowStore, TaskStore
from shortlist.tasks.rows import StoredRow, store_row
from shortlist.times import Clock

ROWS_A_WRITE = 50


class TasksAndRows(TaskStore, RowStore, Protocol):
    """A store of tasks and of their rows."""


class RankerFactory(Protocol):
    """Makes the ranker that a plan asks for."""

    def __call__(self, task: Task, plan: Plan) -> Ranker:
        """Make a ranker."""


class RankedChunk(NamedTuple):
    """The rows of a chunk, and those among them that were made just now."""

    rows: list[StoredRow]
    fresh: list[StoredRow]

    @property
    def failed(self) -> int:
        """How many rows have no score."""
        return sum(stored.row["score"] is None for stored in self.rows)


@dataclass(frozen=True)
class ChunkRanker:
    """Ranks some candidates of a task. Doing so twice makes no row twice."""

    store: TasksAndRows
    catalogue: CatalogueStore
    make_ranker: RankerFactory
    clock: Clock

    def rank(self, task: Task, ids: Sequence[str]) -> RankedChunk:
        """Rank the candidates of these ids that are still there; the ids are in order."""
        if not ids:
            return RankedChunk([], [])
        kept = self.store.read_rows(task, ids[0], ids[-1])
        ranker = self.make_ranker(task, self.store.read_plan(task))
        chunk = RankedChunk([], [])
        unwritten: list[StoredRow] = []
        for resume in self._read_resumes(task, ids):
            row = _reuse(task, kept, resume)
            if row is None:
                ranked = ranker.rank(resume.candidate, resume.text)
                row = store_row(ranked, hash_resume(resume), task_id=task.task_id)
                chunk.fresh.append(row)
                unwritten.append(row)
            chunk.rows.append(row)
            if len(unwritten) == ROWS_A_WRITE:
                self.store.write_rows(task, unwritten)
                unwritten = []
        self.store.write_rows(task, unwritten)
        self._forget_erased(task, ids)
        return chunk

    def list_gone(self, task: Task, ids: Iterable[str]) -> set[str]:
        """Return who of these candidates was erased lately, and not added again since."""
        noted = self.catalogue.list_erased(task.tenant, task.job_id).keys() & set(ids)
        if not noted:
            return set()
        return noted.difference(self.catalogue.list_candidate_ids(task.tenant, task.job_id))

    def _read_resumes(self, task: Task, ids: Sequence[str]) -> list[Resume]:
        now = self.clock()
        wanted = frozenset(ids)
        found = self.catalogue.read_resumes(task.tenant, task.job_id, ids[0], ids[-1])
        return [
            Resume(resume.candidate.at(now), resume.text)
            for resume in found
            if resume.candidate.candidate_id in wanted
        ]

    def _forget_erased(self, task: Task, ids: Sequence[str]) -> None:
        # Looked up after writing: an erasure notes first and deletes rows then, so that one of
        # the two sees the other.
        for one in self.list_gone(task, ids):
            self.store.erase_candidate(task, one)


def hash_plan(task: Task, plan: Plan) -> str:
    """Hash what all rows of a ranking follow from, besides each one's resume."""
    options = task.options
    return hash_json(
        [
            [plan.title, plan.description, plan.rubric.model_dump(mode="json")],
            [options.ranker, options.model, options.samples, options.blind, OFFLINE_VERSION],
        ]
    )


def hash_resume(resume: Resume) -> str:
    """Hash what a row follows from: the text, or why there is none, and how to name it."""
    candidate = resume.candidate
    reading = candidate.reading
    return hash_json(
        [candidate.name, reading.state, reading.reason, list(candidate.flags), resume.text]
    )


def _reuse(task: Task, kept: Mapping[str, StoredRow], resume: Resume) -> StoredRow | None:
    row = kept.get(resume.candidate.candidate_id)
    if row is None or row.source != hash_resume(resume):
        return None
    return row if row.is_final or row.task_id == task.task_id else None
