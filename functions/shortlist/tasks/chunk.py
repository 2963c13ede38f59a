"""One chunk of a ranking: leased, ranked, and finished or handed on."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple, Protocol

from shortlist.catalogue.ports import CandidateStore, Resume
from shortlist.errors import RetryableError
from shortlist.judging.ports import Run
from shortlist.ranking.ranker import Ranked, Ranker, Report, RowBatches
from shortlist.tasks.fingerprint import hash_resume
from shortlist.tasks.messages import Delivery
from shortlist.tasks.observer import ChunkWork, TaskObserver, count_rows
from shortlist.tasks.outcome import sum_cost, sum_usage
from shortlist.tasks.ports import ChunkStore, Plan, RowStore
from shortlist.tasks.rows import StoredRow, store_row
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

_NOTE_EVERY = timedelta(seconds=1)


@dataclass
class ChunkRows:
    """The rows of a chunk: `all` there are so far; how many `left` of those that it shall have.

    The progress of a chunk is noted once a second at most, and only where a model makes it take
    long; candidates outside of any chunk are not counted.
    """

    chunks: ChunkStore
    rows: RowStore
    observer: TaskObserver
    clock: Clock
    task: Task
    chunk: int | None
    all: list[StoredRow] = field(default_factory=list)
    left: int = 0
    fresh: list[StoredRow] = field(default_factory=list)
    _noted_at: datetime | None = None

    @property
    def failed(self) -> int:
        """How many rows were not scored as they should have been."""
        return sum(stored.row["reason"] is not None for stored in self.all)

    @property
    def done(self) -> int:
        """How many rows were."""
        return len(self.all) - self.failed

    def keep(self, ranked: Sequence[Ranked]) -> None:
        """Keep some rows that a ranker has made, and note how far the chunk is."""
        rows = [self._store(one) for one in ranked]
        self.rows.write_rows(self.task, rows)
        self.fresh.extend(rows)
        self.all.extend(rows)
        self.left -= len(rows)
        if self.chunk is not None and self.left and self._is_time_to_note():
            self.chunks.note_rows(self.task, self.chunk, done=self.done, failed=self.failed)

    def tell_spend(self) -> None:
        """Tell the observer what the fresh rows took."""
        spends = [row.spend for row in self.fresh if row.spend]
        if spends:
            cost_usd = sum_cost(spends)
            cost = None if cost_usd is None else float(cost_usd)
            self.observer.spent(self.task, sum_usage(spends), cost)

    def _store(self, ranked: Ranked) -> StoredRow:
        source = hash_resume(ranked.resume)
        return store_row(ranked, source, task_id=self.task.task_id, attempt=self.task.attempt)

    def _is_time_to_note(self) -> bool:
        now = self.clock()
        is_recent = self._noted_at is not None and now - self._noted_at < _NOTE_EVERY
        if self.task.options.ranker != "llm" or is_recent:
            return False
        self._noted_at = now
        return True


# A lease outlives its worker by so much, and ends before the worker's message comes again.
LEASE_MARGIN_SECONDS = 10


class RankerFactory(Protocol):
    """Makes the ranker that a plan asks for."""

    def __call__(self, task: Task, plan: Plan, delivery: Delivery, report: Report) -> Ranker:
        """Make a ranker for the time that a delivery has."""


class ChunkEnd(NamedTuple):
    """The task after a worker's work on a chunk, and what has become of the chunk."""

    task: Task
    chunk: Literal["finished", "unfinished", "taken"]


@dataclass(frozen=True)
class ChunkRanker:
    """Ranks some candidates of a task. Doing so twice makes no row twice.

    A lease keeps two workers from making the same rows at once.
    """

    chunks: ChunkStore
    rows: RowStore
    candidates: CandidateStore
    make_ranker: RankerFactory
    clock: Clock
    observer: TaskObserver
    run_loop: Callable[[Coroutine[Any, Any, None]], None] = asyncio.run
    run: Run = asyncio.to_thread

    def rank_chunk(self, task: Task, chunk: int, delivery: Delivery) -> ChunkEnd:
        """Rank a chunk as far as the time of the delivery allows.

        Raises:
            RetryableError, LostRaceError: the rows made until then are kept.
        """
        began = self.clock()
        until = write_time(
            began + timedelta(seconds=delivery.seconds_left() + LEASE_MARGIN_SECONDS)
        )
        try:
            ids = self.chunks.lease_chunk(task, chunk, owner=delivery.owner, until=until)
            if ids is None:
                # Whoever has it has a message for it, too; and the sweeper sends another one.
                return ChunkEnd(task, "taken")
            rows = self.rank(task, ids, delivery, chunk)
            if rows.left:
                self.chunks.note_rows(task, chunk, done=rows.done, failed=rows.failed)
            else:
                task = self.chunks.finish_chunk(task, chunk, done=rows.done, failed=rows.failed)
        except Exception:
            self._release(task, chunk, delivery)
            raise
        if rows.left:
            self._release(task, chunk, delivery)
            return ChunkEnd(task, "unfinished")
        self._tell(task, chunk, rows, (self.clock() - began).total_seconds())
        return ChunkEnd(task, "finished")

    def rank(
        self, task: Task, ids: Sequence[str], delivery: Delivery, chunk: int | None = None
    ) -> ChunkRows:
        """Rank the candidates of these ids that are still there; the ids are in order."""
        rows = ChunkRows(self.chunks, self.rows, self.observer, self.clock, task, chunk)
        if not ids:
            return rows
        kept = self.rows.read_rows(task, ids[0], ids[-1])
        missing = []
        for resume in self._read_resumes(task, ids):
            row = _reuse(task, kept, resume)
            if row is None:
                missing.append(resume)
            else:
                rows.all.append(row)
        rows.left = len(missing)
        try:
            if missing:
                report = partial(self.observer.resume_failed, task)
                ranker = self.make_ranker(task, self.chunks.read_plan(task), delivery, report)
                self.run_loop(self._keep_all(ranker.rank_all(missing), rows))
        finally:
            # Rows that were kept are paid for, however this ends. And one may have been kept
            # after its candidate was erased.
            rows.tell_spend()
            self._forget_erased(task, ids)
        return rows

    async def _keep_all(self, batches: RowBatches, rows: ChunkRows) -> None:
        """Keep what a ranker yields, while it goes on.

        It hears what went wrong with keeping, and ends what it has begun before it raises that.
        """
        async with aclosing(batches):
            batch = await anext(batches, None)
            while batch:
                try:
                    await self.run(rows.keep, batch)
                except Exception as error:  # noqa: BLE001  # raised by the ranker
                    batch = await batches.athrow(error)
                else:
                    batch = await anext(batches, None)

    def list_erased(self, task: Task, ids: Iterable[str]) -> set[str]:
        """Return who of these candidates was erased lately, and not added again since."""
        noted = self.candidates.list_erased(task.tenant, task.job_id).keys() & set(ids)
        if not noted:
            return set()
        return noted.difference(self.candidates.list_candidate_ids(task.tenant, task.job_id))

    def _tell(self, task: Task, chunk: int, rows: ChunkRows, seconds: float) -> None:
        scored = count_rows(rows.fresh)
        work = ChunkWork(chunk, seconds, scored, reused=len(rows.all) - len(rows.fresh))
        self.observer.chunk_done(task, work)

    def _read_resumes(self, task: Task, ids: Sequence[str]) -> list[Resume]:
        now = self.clock()
        wanted = frozenset(ids)
        found = self.candidates.read_resumes(task.tenant, task.job_id, ids[0], ids[-1])
        return [
            Resume(resume.candidate.at(now), resume.text)
            for resume in found
            if resume.candidate.candidate_id in wanted
        ]

    def _forget_erased(self, task: Task, ids: Sequence[str]) -> None:
        # Looked up after writing: an erasure notes first and deletes rows then, so that one of
        # the two sees the other.
        for one in self.list_erased(task, ids):
            self.rows.erase_candidate(task, one)

    def _release(self, task: Task, chunk: int, delivery: Delivery) -> None:
        # The lease ends by itself, only later.
        with suppress(RetryableError):
            self.chunks.release_chunk(task, chunk, owner=delivery.owner)


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
