"""One chunk of a ranking: rows that still hold are taken over, the others are made and kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shortlist.catalogue.ports import CatalogueStore, Resume
from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.options import RankingOptions, hash_json
from shortlist.ranking.pile import PileRanker, Ranked
from shortlist.ranking.ranker import OFFLINE_VERSION
from shortlist.tasks.delivery import Delivery
from shortlist.tasks.ports import Plan, RowStore, TaskStore
from shortlist.tasks.rows import StoredRow, store_row
from shortlist.tasks.task import Task
from shortlist.times import Clock


class TasksAndRows(TaskStore, RowStore, Protocol):
    """A store of tasks and of their rows."""


class RankerFactory(Protocol):
    """Makes the ranker that a plan asks for."""

    def __call__(self, task: Task, plan: Plan, delivery: Delivery) -> PileRanker:
        """Make a ranker for the time that a delivery has."""


@dataclass
class RankedChunk:
    """The rows of a chunk so far, those among them that were made just now, and how many lack."""

    rows: list[StoredRow] = field(default_factory=list)
    fresh: list[StoredRow] = field(default_factory=list)
    left: int = 0

    @property
    def failed(self) -> int:
        """How many rows were not scored as they should have been."""
        return sum(stored.row["reason"] is not None for stored in self.rows)

    @property
    def done(self) -> int:
        """How many rows were."""
        return len(self.rows) - self.failed


Listener = Callable[[RankedChunk], None]


@dataclass(frozen=True)
class ChunkRanker:
    """Ranks some candidates of a task. Doing so twice makes no row twice."""

    store: TasksAndRows
    catalogue: CatalogueStore
    make_ranker: RankerFactory
    clock: Clock

    def rank(
        self,
        task: Task,
        ids: Sequence[str],
        delivery: Delivery,
        listener: Listener,
        chunk: RankedChunk,
    ) -> None:
        """Rank the candidates of these ids that are still there; the ids are in order.

        The rows go into the chunk as they are kept, and `listener` hears it each time.
        """
        if not ids:
            return
        kept = self.store.read_rows(task, ids[0], ids[-1])
        missing = []
        for resume in self._read_resumes(task, ids):
            row = _reuse(task, kept, resume)
            if row is None:
                missing.append(resume)
            else:
                chunk.rows.append(row)
        try:
            if missing:
                self._rank_missing(task, missing, delivery, chunk, listener)
        finally:
            # Also after a cancel: a row may have been kept after its candidate was erased.
            self._forget_erased(task, ids)

    def list_gone(self, task: Task, ids: Iterable[str]) -> set[str]:
        """Return who of these candidates was erased lately, and not added again since."""
        noted = self.catalogue.list_erased(task.tenant, task.job_id).keys() & set(ids)
        if not noted:
            return set()
        return noted.difference(self.catalogue.list_candidate_ids(task.tenant, task.job_id))

    def _rank_missing(
        self,
        task: Task,
        missing: Sequence[Resume],
        delivery: Delivery,
        chunk: RankedChunk,
        listener: Listener,
    ) -> None:
        chunk.left = len(missing)

        def keep(some: Sequence[Ranked]) -> None:
            rows = [_store(task, ranked) for ranked in some]
            self.store.write_rows(task, rows)
            chunk.fresh.extend(rows)
            chunk.rows.extend(rows)
            chunk.left -= len(rows)
            listener(chunk)

        ranker = self.make_ranker(task, self.store.read_plan(task), delivery)
        ranker.rank_all(missing, keep)

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


def find_version(options: RankingOptions) -> str:
    """Name the version of what makes the rows: the words for a model, or the offline ranker."""
    return PROMPT_VERSION if options.ranker == "llm" else OFFLINE_VERSION


def hash_plan(options: RankingOptions, plan: Plan) -> str:
    """Hash what all rows of a ranking follow from, besides each one's resume."""
    # The offline ranker stands in for a model, too.
    parts: list[object] = [plan.title, plan.description, OFFLINE_VERSION]
    parts.append(plan.rubric.model_dump(mode="json"))
    if options.ranker == "llm":
        parts += [PROMPT_VERSION, options.model, options.samples, options.blind]
    return hash_json(parts)


def hash_resume(resume: Resume) -> str:
    """Hash what a row follows from: the text, or why there is none, and how to name it."""
    candidate = resume.candidate
    reading = candidate.reading
    return hash_json(
        [candidate.name, reading.state, reading.reason, list(candidate.flags), resume.text]
    )


def _store(task: Task, ranked: Ranked) -> StoredRow:
    source = hash_resume(ranked.resume)
    return store_row(ranked, source, task_id=task.task_id, attempt=task.attempt)


def _reuse(task: Task, kept: Mapping[str, StoredRow], resume: Resume) -> StoredRow | None:
    row = kept.get(resume.candidate.candidate_id)
    if row is None or row.source != hash_resume(resume):
        return None
    return row if row.is_final or _is_ours(task, row) else None


def _is_ours(task: Task, row: StoredRow) -> bool:
    """Tell whether a row that is not final was made for this attempt, or cost this task something.

    After a redrive there is time and money again for those that nobody was asked about.
    """
    return row.task_id == task.task_id and (row.attempt == task.attempt or row.spend is not None)
