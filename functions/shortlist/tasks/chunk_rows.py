"""The rows of a chunk while it is ranked: kept, counted, noted and told about as they come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shortlist.ranking.ranker import Ranked
from shortlist.tasks.fingerprint import hash_resume
from shortlist.tasks.observer import TaskObserver
from shortlist.tasks.outcome import sum_cost, sum_usage
from shortlist.tasks.ports import TasksAndRows
from shortlist.tasks.rows import StoredRow, store_row
from shortlist.tasks.task import Task
from shortlist.times import Clock

_NOTE_EVERY = timedelta(seconds=1)


@dataclass
class ChunkRows:
    """All rows so far, those among them that were made just now, and how many lack.

    The progress of a chunk is noted once a second at most, and only where a model makes it take
    long; candidates outside of any chunk are not counted.
    """

    store: TasksAndRows
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
        self.store.write_rows(self.task, rows)
        self.fresh.extend(rows)
        self.all.extend(rows)
        self.left -= len(rows)
        if self.chunk is not None and self.left and self._is_time_to_note():
            self.store.note_rows(self.task, self.chunk, done=self.done, failed=self.failed)

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
