"""The engine: plan a task, rank its chunks side by side, finish it after the last one."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from shortlist.catalogue.ports import CandidateStore, JobPostStore
from shortlist.errors import LostRaceError, RetryableError
from shortlist.judging.ports import Run
from shortlist.tasks.chunk import ChunkRanker, RankerFactory
from shortlist.tasks.ending import EndingTeller
from shortlist.tasks.messages import Delivery, RankingMessage, message_for
from shortlist.tasks.observer import SilentObserver, TaskObserver
from shortlist.tasks.outcome import conclude
from shortlist.tasks.planning import DrafterFactory, Planner
from shortlist.tasks.ports import ChunkStore, RankingQueue, RowStore, TaskStore
from shortlist.tasks.rows import StoredRow, rank_rows
from shortlist.tasks.task import Task
from shortlist.times import Clock

# Reading, numbering and writing 10,000 rows takes seconds; a few hundred take none to speak of.
_SMALL_PILE = 500
_FINISH_SECONDS = 25
_LOOK_AGAIN_SECONDS = 2
# Each loss is another's gain; whoever still loses then leaves the task to the sweeper.
_MOST_LOST_RACES = 5


@dataclass(frozen=True)
class Engine:
    """Does the work of one queue message. Doing a message twice does no harm."""

    tasks: TaskStore
    chunks: ChunkStore
    rows: RowStore
    job_posts: JobPostStore
    candidates: CandidateStore
    queue: RankingQueue
    make_ranker: RankerFactory
    make_drafter: DrafterFactory
    clock: Clock
    teller: EndingTeller
    chunk_size: int = 250
    chunks_in_flight: int = 4
    observer: TaskObserver = field(default_factory=SilentObserver)
    run_loop: Callable[[Coroutine[Any, Any, None]], None] = asyncio.run
    run: Run = asyncio.to_thread

    def work(self, message: RankingMessage, delivery: Delivery) -> None:
        """Do what a message asks for, as far as its task still wants it.

        Raises:
            RetryableError: to have the message delivered again; the task says so meanwhile.
        """
        lost: Task | None = None
        chunk = message.chunk
        for lost_races in range(_MOST_LOST_RACES + 1):
            task = self.tasks.get(message.tenant, message.task_id)
            if task is None and lost:
                # The job post was deleted meanwhile; nothing of it may be left by us.
                self.rows.delete_results(lost)
            if task is None or task.is_finished or message.attempt != task.attempt:
                return
            if lost_races == _MOST_LOST_RACES:
                return
            try:
                task = self._take_up(task, delivery)
                chunk = self._share_out(task) if chunk is None else chunk
                self._go_on(task, chunk, delivery)
            except LostRaceError:
                # Another worker or a cancel was first, or an answer to ourselves was lost: what
                # is written stands, and the message goes on from there.
                lost = task
            except Exception as error:
                self.observer.retried(task, error)
                if isinstance(error, RetryableError):
                    self._note_retry(message, type(error).__name__)
                raise
            else:
                return

    def _take_up(self, task: Task, delivery: Delivery) -> Task:
        """Return a task that is planned and runs, or one that has ended instead."""
        if task.is_past_hard_limit(self.clock()):
            reason = "the hard time limit has passed"
            ended = self.tasks.fail(task, "time_limit", reason, actor="worker")
            self.observer.ended(ended)
            return ended
        if task.status == "RETRY":
            task = self.tasks.set_retrying(task, retrying=False, reason="tried again")
        if task.is_planned:
            return task
        planner = Planner(
            self.tasks,
            self.job_posts,
            self.candidates,
            self.make_drafter,
            self.observer,
            self.clock,
            self.chunk_size,
            self.chunks_in_flight,
        )
        return planner.plan(task, delivery)

    def _share_out(self, task: Task) -> int | None:
        """Send for the first chunks of a task that is planned, but for the one that is returned.

        That one is ranked at once: a message more would only wait.
        """
        if task.is_finished or not task.is_planned:
            return None
        chunk, *others = task.unfinished_chunks[: self.chunks_in_flight] or [0]
        if others:
            self._send(task, others)
        return chunk

    def _go_on(self, task: Task, chunk: int | None, delivery: Delivery) -> None:
        """Rank a chunk, and finish the task or send for a following chunk."""
        if task.is_finished:
            return
        if chunk is None or not task.is_planned:
            # It waits for readings; the sweeper sends another message if this one is lost.
            self.queue.send([message_for(task)], delay_seconds=_LOOK_AGAIN_SECONDS)
            return
        if chunk not in task.finished_chunks:
            task, state = self._make_ranker().rank_chunk(task, chunk, delivery)
            if state == "unfinished":
                self._send(task, [chunk])
            if state != "finished":
                return
        if task.is_whole:
            self._finish(task, delivery)
            return
        # Each chunk calls the one that is as far behind it as chunks are in flight: a large task
        # never has more of them in the queue, and none is forgotten whoever dies.
        following = chunk + self.chunks_in_flight
        if following in task.unfinished_chunks:
            self._send(task, [following])

    def _note_retry(self, message: RankingMessage, reason: str) -> None:
        # The note is a courtesy; the message comes again with or without it.
        with suppress(LostRaceError, RetryableError):
            task = self.tasks.get(message.tenant, message.task_id)
            if task and task.status == "STARTED":
                self.tasks.set_retrying(task, retrying=True, reason=reason)

    def _send(self, task: Task, chunks: Sequence[int]) -> None:
        self.queue.send([message_for(task, chunk) for chunk in chunks])

    def _make_ranker(self) -> ChunkRanker:
        return ChunkRanker(
            self.chunks,
            self.rows,
            self.candidates,
            self.make_ranker,
            self.clock,
            self.observer,
            self.run_loop,
            self.run,
        )

    def _finish(self, task: Task, delivery: Delivery) -> None:
        if task.total > _SMALL_PILE and delivery.seconds_left() < _FINISH_SECONDS:
            # Killed in the midst of it, a worker would cost an attempt and half a minute.
            self._send(task, [0])
            return
        ranker = self._make_ranker()
        ids = self.chunks.list_candidate_ids(task)
        kept = self.rows.read_rows(task, ids[0], ids[-1]) if ids else {}
        # Rows expire; a candidate must not vanish from a ranking because one did meanwhile.
        ranked = ranker.rank(task, [one for one in ids if one not in kept], delivery)
        if ranked.left:
            self._send(task, [0])
            return
        kept |= {row.candidate_id: row for row in ranked.all}
        rows = self._write_pages(task, ranker, ids, kept)
        plan = self.chunks.read_plan(task) if task.options.ranker == "llm" else None
        ended = self.tasks.succeed(task, conclude(task, rows, plan))
        self.observer.ended(ended)
        # Another finisher may have written a page anew before this end and after an erasure.
        ranked_ids = {row.candidate_id for row in rows}
        for one in ranker.list_erased(task, ranked_ids):
            self.rows.erase_candidate(ended, one)
        self.teller.tell(ended)

    def _write_pages(
        self, task: Task, ranker: ChunkRanker, ids: Sequence[str], kept: Mapping[str, StoredRow]
    ) -> list[StoredRow]:
        erased = ranker.list_erased(task, ids)
        while True:
            rows = [kept[one] for one in ids if one in kept and one not in erased]
            self.rows.write_pages(task, rank_rows(rows))
            # Looked up again after writing: an erasure notes first and goes through the pages
            # then, so that one of the two sees the other.
            erased_by_now = ranker.list_erased(task, ids)
            if erased_by_now == erased:
                return rows
            erased = erased_by_now
