"""Everything that ranks, over the fakes: starts, workers, sweeper, dead letters, redrive."""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import Resume
from shortlist.erasure import CandidateEraser, Holdings, send_quiet_erasures
from shortlist.errors import RetryableError
from shortlist.identity import Identity
from shortlist.job_post_erasure import JobPostEraser
from shortlist.options import StartRequest
from shortlist.ranking.ranker import CandidateRanker, Measured, Ranker, Report
from shortlist.ranking.row import Row
from shortlist.reading.reading_state import Reading
from shortlist.rubric.rubric import Criterion, Rubric
from shortlist.screening.screening import Screening
from shortlist.settings import RankerName, Settings
from shortlist.tasks.dead_letters import Redriver, end_dead_letter_task
from shortlist.tasks.ending import EndingTeller, tell_left_endings
from shortlist.tasks.engine import Engine
from shortlist.tasks.messages import Delivery, ErasureMessage, RankingMessage, WorkMessage
from shortlist.tasks.observer import SilentObserver
from shortlist.tasks.ports import Plan
from shortlist.tasks.start import Starter
from shortlist.tasks.status import cancel_task
from shortlist.tasks.sweep import Sweep, Sweeper
from shortlist.tasks.task import Task, TokenUsage
from shortlist.times import Clock, write_time
from tests.support.memory.bus import MemoryBus
from tests.support.memory.catalogue import MemoryCatalogue
from tests.support.memory.clock import MovableClock
from tests.support.memory.files import MemoryFiles, MemorySchedules
from tests.support.memory.models import ModelWorld, is_loop_running, read_virtual_seconds
from tests.support.memory.probe import Crash, Probe
from tests.support.memory.queue import MemoryQueue, Received
from tests.support.memory.tasks import MemorySpending, MemoryTasks
from tests.support.virtual_time import run, run_here

TENANT = "acme"
JOB_ID = "backend"
RECRUITER = Identity(role="recruiter", tenant=TENANT, subject="recruiter-1")
SETTINGS = Settings(
    catalogue_table="catalogue",
    task_table="tasks",
    resume_bucket="b",
    ranking_queue_url="q",
    model="gpt-6-luna",
)
# A worker hides its message for its own time and half a minute.
WORKER_SECONDS = 100.0
CRASH_SECONDS = 130
RETRY_SECONDS = 30
RUBRIC = Rubric(
    version=1,
    criteria=(
        Criterion(id="c", title="Python", importance="critical", levels=("a", "b", "c", "d", "e")),
    ),
)


@dataclass(frozen=True)
class Call:
    """One call of the ranker, and whether its task had ended before."""

    task_id: str
    attempt: int
    candidate_id: str
    is_late: bool


@dataclass(frozen=True)
class HashRanker:
    """A ResumeRanker (shortlist.ranking.ranker) whose scores follow from the text."""

    def rank(
        self,
        candidate_id: str,
        name: str | None,
        resume_text: str,
        screening: Screening | None = None,
    ) -> Row:
        """Rank a candidate by a hash of the text."""
        score, confidence = self.measure(resume_text)
        return Row(
            candidate_id=candidate_id, score=score, confidence=confidence, scored_by="offline"
        )

    def measure(self, resume_text: str, screening: Screening | None = None) -> Measured:
        """Score a hash of the text."""
        score = int(hashlib.sha256(resume_text.encode()).hexdigest()[:4], 16) % 101
        return Measured(score, 0.5)


@dataclass(frozen=True)
class CountingRanker:
    """A ResumeRanker which notes each call."""

    world: "World"
    task: Task

    def rank(
        self,
        candidate_id: str,
        name: str | None,
        resume_text: str,
        screening: Screening | None = None,
    ) -> Row:
        """Rank a candidate by a hash of the text."""
        self.world.note_call(self.task, candidate_id)
        self.world.probe("ranker.rank")
        return HashRanker().rank(candidate_id, name, resume_text, screening)

    def measure(self, resume_text: str, screening: Screening | None = None) -> Measured:
        """Score a hash of the text."""
        return HashRanker().measure(resume_text)


@dataclass(frozen=True)
class NotingObserver(SilentObserver):
    """A TaskObserver (shortlist.tasks.observer) which notes calls and resumes that failed."""

    told_calls: list[int]
    failed: list[tuple[str, str]]

    def resume_failed(self, task: Task, candidate_id: str, error: Exception) -> None:
        """Note the candidate and the kind of error."""
        self.failed.append((candidate_id, type(error).__name__))

    def spent(self, task: Task, usage: TokenUsage, cost_usd: float | None) -> None:
        """Note the calls."""
        self.told_calls.append(usage.calls)


class World:
    """One deployment in memory with one job post, which ranks by one kind of ranker."""

    def __init__(
        self,
        *,
        chunk_size: int = 3,
        chunks_in_flight: int = 2,
        ranker: RankerName = "offline",
        is_edited: bool = True,
    ) -> None:
        self.ranker = ranker
        self.spending = MemorySpending()
        self.models = ModelWorld(self)
        self.clock = MovableClock()
        self.probe = Probe()
        self.catalogue = MemoryCatalogue(self.clock, self.probe)
        self.tasks = MemoryTasks(self.catalogue, self.clock, self.probe)
        self.queue = MemoryQueue(self.clock, self.probe)
        self.calls: list[Call] = []
        self.told_calls: list[int] = []
        self.failed: list[tuple[str, str]] = []
        self.worker_seconds = WORKER_SECONDS
        self._workers = count(1)
        self.unsent: list[str] = []
        self.untold: list[str] = []
        self.bus = MemoryBus(self.probe)
        self.settings = SETTINGS
        self.chunk_size = chunk_size
        self.engine = Engine(
            self.tasks,
            self.tasks,
            self.tasks,
            self.catalogue,
            self.catalogue,
            self.queue,
            self.make_ranker,
            self.models.make_drafter,
            self.clock,
            EndingTeller(self.tasks, self.bus, self.untold.append),
            chunk_size=chunk_size,
            chunks_in_flight=chunks_in_flight,
            observer=NotingObserver(self.told_calls, self.failed),
            run_loop=run,
            run=run_here,
        )
        self.redriver = Redriver(self.tasks, self.queue, SETTINGS, self.clock)
        files = MemoryFiles(self.clock)
        self.schedules = MemorySchedules()
        held = Holdings(
            self.catalogue,
            files,
            self.tasks,
            self.tasks,
            self.tasks,
            self.tasks,
            self.queue,
            self.clock,
        )
        self.job_post_eraser = JobPostEraser(self.catalogue, held)
        self.candidate_eraser = CandidateEraser(held)
        job = JobPost(
            job_id=JOB_ID,
            title="Engineer",
            description="Python",
            rubric_version=1,
            rubric_is_edited=is_edited,
            created_at=write_time(self.clock()),
        )
        self.catalogue.add_job_post(TENANT, job, RUBRIC)

    def make_ranker(self, task: Task, plan: Plan, delivery: Delivery, report: Report) -> Ranker:
        """Make the ranker of a task."""
        if task.options.ranker == "llm":
            return self.models.make_ranker(task, plan, delivery, report)
        return CandidateRanker(CountingRanker(self, task), report)

    def note_call(self, task: Task, candidate_id: str) -> None:
        """Note that a candidate is ranked, by a worker or by a model."""
        known = self.tasks.peek(task.tenant, task.task_id)
        is_late = known is None or known.is_finished
        self.calls.append(Call(task.task_id, task.attempt, candidate_id, is_late))

    def add(
        self, names: Iterable[str], *, unreadable: Iterable[str] = (), limit: int = 100
    ) -> None:
        """Add candidates, some of whom have no text."""
        now = write_time(self.clock())
        broken = set(unreadable)
        resumes = [
            Resume(
                Candidate(
                    candidate_id=name,
                    reading=Reading(state="failed", reason="broken")
                    if name in broken
                    else Reading(state="read"),
                    created_at=now,
                ),
                None if name in broken else f"resume of {name}",
            )
            for name in (*names, *sorted(broken))
        ]
        self.catalogue.add_candidates(TENANT, JOB_ID, resumes, limit=limit)

    def start(self, *, key: str | None = None, blind: bool = True, **options: Any) -> str:
        """Start a ranking, or find the one that runs already."""
        starter = Starter(
            self.tasks, self.tasks, self.queue, self.settings, self.clock, self.unsent.append
        )
        request = StartRequest(ranker=self.ranker, blind=blind, **options)
        return starter.start(RECRUITER, JOB_ID, request, key).task.task_id

    def work(self, message: WorkMessage) -> None:
        """Let a new worker do what a message asks for, perhaps while another one is at work."""
        if isinstance(message, ErasureMessage):
            eraser = self.candidate_eraser if message.candidate_id else self.job_post_eraser
            eraser.work(message, lambda: self.worker_seconds)
            return
        delivery = Delivery(f"worker-{next(self._workers)}", self._make_timer())
        if not is_loop_running():
            self.engine.work(message, delivery)
            return
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(self.engine.work, message, delivery).result()

    def _make_timer(self) -> Callable[[], float]:
        """Return a worker's clock, which runs while its calls wait."""
        return lambda: self.worker_seconds - read_virtual_seconds()

    def deliver(self, delivery: Received) -> bool:
        """Let a worker do one message the way the handler does; False unless it was worked off."""
        try:
            self.queue.hide(delivery, CRASH_SECONDS)
            self.work(delivery.message)
        except (Crash, RetryableError) as error:
            wait = CRASH_SECONDS if isinstance(error, Crash) else RETRY_SECONDS
            self.queue.hide(delivery, wait)
            return False
        self.queue.delete(delivery)
        return True

    def deliver_one(self, index: int = 0) -> bool:
        """Receive one message and let a worker do it; False if none was visible."""
        delivery = self.queue.receive(index)
        if delivery is None:
            return False
        self.deliver(delivery)
        return True

    def drain(self, most: int = 400) -> None:
        """Deliver until the queue is empty; the clock goes on to the next visible message."""
        for _ in range(most):
            if self.deliver_one():
                continue
            moment = self.queue.find_next_moment()
            if moment is None:
                return
            self.clock.now = max(self.clock.now, moment)
        raise AssertionError("the queue does not run empty")

    def sweep(self, clock: Clock | None = None) -> Sweep:
        """Sweep once, if wanted with the clock of another machine."""
        send_quiet_erasures(self.tasks, self.queue, (clock or self.clock)())
        swept = Sweeper(self.tasks, self.tasks, self.queue, clock or self.clock).sweep()
        tell_left_endings(self.tasks, self.bus, (clock or self.clock)())
        return swept

    def end_dead_letter_tasks(self) -> list[Task]:
        """Let the dead letters' consumer work; return the tasks that it ended."""
        self.queue.list_visible()
        letters = [delivery.message for delivery in self.queue.dead]
        ended = [
            end_dead_letter_task(self.tasks, letter)
            for letter in letters
            if isinstance(letter, RankingMessage)
        ]
        self.queue.dead.clear()
        return [task for task in ended if task]

    def cancel(self, task_id: str) -> tuple[Task, bool]:
        """Cancel a task as its recruiter."""
        return cancel_task(self.tasks, RECRUITER, task_id, self.clock())

    def erase(self, candidate_id: str) -> None:
        """Erase a candidate from every store."""
        self.candidate_eraser.erase(TENANT, JOB_ID, candidate_id, "ann")

    def begin_job_post_erasure(self, job_id: str = JOB_ID) -> None:
        """Take the job post away, and leave the rest to workers."""
        self.job_post_eraser.erase(TENANT, job_id, "ann", self.schedules)

    def erase_job_post(self) -> None:
        """Erase the job post from every store, with a worker at once."""
        self.begin_job_post_erasure()
        for erasure in list(self.tasks.list_erasures()):
            if erasure.candidate_id is None:
                self.work(erasure.message)

    def look(self, task_id: str) -> Task:
        """Return a task past the probe."""
        task = self.tasks.peek(TENANT, task_id)
        assert task is not None
        return task

    def read_result(self, task_id: str) -> list[tuple[int, str, float | None]]:
        """Return rank, candidate and score of each row of a result."""
        task = self.look(task_id)
        pages = range(task.total // 100 + 1)
        rows = [row for page in pages for row in self.tasks.read_page(task, page)]
        return [(row["rank"], row["candidate_id"], row["score"]) for row in rows]

    def count_calls(self) -> dict[str, int]:
        """Return how often each candidate was ranked."""
        names = [call.candidate_id for call in self.calls]
        return {name: names.count(name) for name in names}

    def list_open_chunks(self, task_id: str) -> set[int]:
        """Return the unfinished chunks of a task that are in the queue."""
        messages = [delivery.message for delivery in self.queue.messages]
        finished = self.look(task_id).finished_chunks
        return {
            message.chunk
            for message in messages
            if message.task_id == task_id
            and message.chunk is not None
            and message.chunk not in finished
        }
