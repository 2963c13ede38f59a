"""A worker's lease of one chunk: take it, rank the chunk, and finish it or hand it on."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from shortlist.errors import RetryableError
from shortlist.tasks.chunk import ChunkRanker, Listener, RankedChunk, TasksAndRows
from shortlist.tasks.delivery import Delivery
from shortlist.tasks.observer import ChunkWork, TaskObserver, count_rows
from shortlist.tasks.outcome import sum_cost, sum_usage
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

# A lease outlives its worker by so much, and ends before the worker's message comes again.
LEASE_MARGIN_SECONDS = 10
_NOTE_EVERY = timedelta(seconds=1)


class LeaseEnd(NamedTuple):
    """The task after a lease, and whether its chunk is finished, left half-done, or taken."""

    task: Task
    chunk: Literal["finished", "left", "elsewhere"]


@dataclass(frozen=True)
class ChunkLeases:
    """Leases chunks. A lease keeps two workers from making the same rows at once."""

    store: TasksAndRows
    ranker: ChunkRanker
    clock: Clock
    observer: TaskObserver

    def take(self, task: Task, chunk: int, delivery: Delivery) -> LeaseEnd:
        """Rank a chunk as far as the time of the delivery allows.

        Raises:
            RetryableError, LostRaceError: the rows made until then are kept.
        """
        until = self.clock() + timedelta(seconds=delivery.seconds_left() + LEASE_MARGIN_SECONDS)
        try:
            ids = self.store.lease_chunk(task, chunk, owner=delivery.owner, until=write_time(until))
            if ids is None:
                # Whoever has it has a message for it, too; and the sweeper sends another one.
                return LeaseEnd(task, "elsewhere")
            end = self._rank(task, chunk, ids, delivery)
        except Exception:
            self._release(task, chunk, delivery)
            raise
        if end.chunk == "left":
            self._release(task, chunk, delivery)
        return end

    def rank(self, task: Task, ids: list[str], delivery: Delivery) -> RankedChunk:
        """Rank candidates outside of any chunk."""
        return self._make_rows(task, ids, delivery, lambda _: None)

    def _rank(self, task: Task, chunk: int, ids: list[str], delivery: Delivery) -> LeaseEnd:
        began = self.clock()
        notes = _Notes(self.store, self.clock, task, chunk)
        ranked = self._make_rows(task, ids, delivery, notes.listen)
        if ranked.left:
            self.store.note_rows(task, chunk, done=ranked.done, failed=ranked.failed)
            return LeaseEnd(task, "left")
        task = self.store.finish_chunk(task, chunk, done=ranked.done, failed=ranked.failed)
        work = ChunkWork(
            chunk=chunk,
            seconds=(self.clock() - began).total_seconds(),
            scored=count_rows(ranked.fresh),
            reused=len(ranked.rows) - len(ranked.fresh),
        )
        self.observer.chunk_done(task, work)
        return LeaseEnd(task, "finished")

    def _make_rows(
        self, task: Task, ids: list[str], delivery: Delivery, listener: Listener
    ) -> RankedChunk:
        chunk = RankedChunk()
        try:
            self.ranker.rank(task, ids, delivery, listener, chunk)
        finally:
            # Rows that were kept are paid for, however the lease ends.
            self._tell_spend(task, chunk)
        return chunk

    def _tell_spend(self, task: Task, ranked: RankedChunk) -> None:
        spends = [row.spend for row in ranked.fresh if row.spend]
        if spends:
            cost_usd = sum_cost(spends)
            cost = None if cost_usd is None else float(cost_usd)
            self.observer.spent(task, sum_usage(spends), cost)

    def _release(self, task: Task, chunk: int, delivery: Delivery) -> None:
        # The lease ends by itself, only later.
        with suppress(RetryableError):
            self.store.release_chunk(task, chunk, owner=delivery.owner)


@dataclass
class _Notes:
    """Notes how far a chunk is, once a second at most; a task of a model takes minutes."""

    store: TasksAndRows
    clock: Clock
    task: Task
    chunk: int
    last_at: datetime | None = None

    def listen(self, ranked: RankedChunk) -> None:
        now = self.clock()
        if self.task.options.ranker != "llm" or not ranked.left:
            return
        if self.last_at is None or now - self.last_at >= _NOTE_EVERY:
            self.last_at = now
            self.store.note_rows(self.task, self.chunk, done=ranked.done, failed=ranked.failed)
