"""The engine: plan a task, rank its chunks side by side, finish it after the last one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from shortlist.catalogue.ports import CatalogueStore, Resume
from shortlist.errors import LostRaceError, RetryableError
from shortlist.ranking.ranker import OFFLINE_VERSION, Ranker
from shortlist.tasks.messages import RankingMessage
from shortlist.tasks.model import Task, TokenUsage
from shortlist.tasks.options import hash_json
from shortlist.tasks.ports import Outcome, Plan, RankingQueue, RowStore, TaskStore
from shortlist.tasks.rows import StoredRow, rank_rows, store_row
from shortlist.times import Clock

ROWS_A_WRITE = 50


class TasksAndRows(TaskStore, RowStore, Protocol):
    """A store of tasks and of their rows."""


class RankerFactory(Protocol):
    """Makes the ranker that a plan asks for."""

    def __call__(self, task: Task, plan: Plan) -> Ranker:
        """Make a ranker."""


@dataclass(frozen=True)
class Engine:
    """Does the work of one queue message. Doing a message twice does no harm."""

    store: TasksAndRows
    catalogue: CatalogueStore
    queue: RankingQueue
    make_ranker: RankerFactory
    clock: Clock
    chunk_size: int = 250
    chunks_in_flight: int = 4

    def work(self, message: RankingMessage) -> None:
        """Do what a message asks for, as far as its task still wants it.

        Raises:
            RetryableError: to have the message delivered again; the task says so meanwhile.
        """
        task = self.store.get(message.tenant, message.task_id)
        if task is None or task.is_finished:
            return
        try:
            self._work_on(task, message)
        except LostRaceError:
            # Another worker or a cancel was first; what it wrote stands.
            return
        except RetryableError as error:
            self._note_retry(message, type(error).__name__)
            raise

    def _work_on(self, task: Task, message: RankingMessage) -> None:
        if task.is_past_hard_limit(self.clock()):
            self.store.fail(task, "time_limit", "the hard time limit has passed", actor="worker")
        elif message.chunk is None:
            self._plan_or_dispatch(task)
        elif message.attempt == task.attempt:
            self._rank_chunk(self._resume(task), message.chunk)

    def _resume(self, task: Task) -> Task:
        if task.status != "RETRY":
            return task
        return self.store.set_retrying(task, retrying=False, reason="tried again")

    def _note_retry(self, message: RankingMessage, reason: str) -> None:
        try:
            task = self.store.get(message.tenant, message.task_id)
            if task and task.status == "STARTED":
                self.store.set_retrying(task, retrying=True, reason=reason)
        except (LostRaceError, RetryableError):
            # The note is a courtesy; the message comes again with or without it.
            return

    def _plan_or_dispatch(self, task: Task) -> None:
        task = self._plan(task) if task.status == "PENDING" else self._resume(task)
        if task.is_finished:
            return
        unfinished = task.unfinished_chunks
        if task.chunk_count == 1 or not unfinished:
            self._rank_chunk(task, 0)
        else:
            self._send(task, unfinished[: self.chunks_in_flight])

    def _send(self, task: Task, chunks: Sequence[int]) -> None:
        self.queue.send(
            [
                RankingMessage(
                    tenant=task.tenant, task_id=task.task_id, attempt=task.attempt, chunk=chunk
                )
                for chunk in chunks
            ]
        )

    def _plan(self, task: Task) -> Task:
        job = self.catalogue.get_job_post(task.tenant, task.job_id)
        rubric = job and self.catalogue.get_rubric(task.tenant, job.job_id, job.rubric_version)
        if job is None or rubric is None:
            return self.store.fail(
                task, "job_post_deleted", "the job post was deleted", actor="worker"
            )
        plan = Plan(job_id=job.job_id, title=job.title, description=job.description, rubric=rubric)
        ids = self.catalogue.list_candidate_ids(task.tenant, task.job_id)
        chunks = list(_cut(ids, self.chunk_size)) or [[]]
        return self.store.begin(task, plan, chunks, fingerprint=hash_plan(task, plan))

    def _rank_chunk(self, task: Task, chunk: int) -> None:
        if chunk not in task.finished_chunks:
            rows = self._rank_missing(task, self.store.read_chunk(task, chunk))
            failed = sum(row.row["score"] is None for row in rows)
            task = self.store.finish_chunk(task, chunk, done=len(rows) - failed, failed=failed)
        if task.is_whole:
            self._finish(task)
            return
        # Each chunk calls the one that is as far behind it as chunks are in flight: a large task
        # never has more of them in the queue, and none is forgotten whoever dies.
        following = chunk + self.chunks_in_flight
        if following in task.unfinished_chunks:
            self._send(task, [following])

    def _rank_missing(self, task: Task, ids: Sequence[str]) -> list[StoredRow]:
        if not ids:
            return []
        wanted = frozenset(ids)
        kept = self.store.read_rows(task, ids[0], ids[-1])
        ranker = self.make_ranker(task, self.store.read_plan(task))
        resumes = self.catalogue.read_resumes(task.tenant, task.job_id, ids[0], ids[-1])
        rows: list[StoredRow] = []
        fresh: list[StoredRow] = []
        for resume in resumes:
            if resume.candidate.candidate_id not in wanted:
                continue
            row = self._reuse(task, kept, resume)
            if row is None:
                row = self._rank_one(task, ranker, resume)
                fresh.append(row)
            rows.append(row)
            if len(fresh) >= ROWS_A_WRITE:
                self.store.write_rows(task, fresh)
                fresh = []
        self.store.write_rows(task, fresh)
        return rows

    def _reuse(self, task: Task, kept: dict[str, StoredRow], resume: Resume) -> StoredRow | None:
        row = kept.get(resume.candidate.candidate_id)
        if row is None or row.source != hash_resume(self._as_of_now(resume)):
            return None
        return row if row.is_final or row.task_id == task.task_id else None

    def _rank_one(self, task: Task, ranker: Ranker, resume: Resume) -> StoredRow:
        resume = self._as_of_now(resume)
        row = ranker.rank(resume.candidate, resume.text)
        return store_row(row, hash_resume(resume), task_id=task.task_id)

    def _as_of_now(self, resume: Resume) -> Resume:
        return Resume(resume.candidate.at(self.clock()), resume.text)

    def _finish(self, task: Task) -> None:
        ids = self.store.list_candidate_ids(task)
        kept = self.store.read_rows(task, ids[0], ids[-1]) if ids else {}
        # Rows expire; a candidate must not vanish from a ranking because one did meanwhile.
        lost = [one for one in ids if one not in kept]
        kept |= {row.candidate_id: row for row in self._rank_missing(task, lost)}
        erased = set(self.catalogue.list_erased(task.tenant, task.job_id))
        ranked = rank_rows(kept[one] for one in ids if one in kept and one not in erased)
        self.store.write_pages(task, ranked)
        self.store.succeed(
            task,
            Outcome(
                complete=True,
                warnings=(),
                token_usage=TokenUsage(),
                estimated_cost_usd=0.0,
                total=len(ranked),
            ),
        )
        for one in set(self.catalogue.list_erased(task.tenant, task.job_id)) - erased:
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


def _cut(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
