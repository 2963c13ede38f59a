"""Planning a ranking: its rubric, its candidates, its chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import NamedTuple, Protocol

from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import CandidateStore, JobPostStore, RubricDraft
from shortlist.errors import LostRaceError
from shortlist.judging.model_draft import ModelDraft, hash_job_text
from shortlist.options import RankingOptions
from shortlist.rubric.rubric import Rubric
from shortlist.rubric.warnings import find_rubric_warnings
from shortlist.spending import Spend
from shortlist.tasks.fingerprint import find_version, hash_plan
from shortlist.tasks.messages import Delivery
from shortlist.tasks.observer import TaskObserver
from shortlist.tasks.outcome import sum_cost, sum_usage
from shortlist.tasks.ports import Plan, Stamp, TaskStore
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_month, write_time

# With a model, few candidates are worth a worker of their own: judging them takes a processor
# longer than a call takes the server.
SMALLEST_CHUNK = 25
# A file is read within seconds; who announces one and never uploads it holds nobody up for longer.
LONGEST_WAIT = timedelta(minutes=2)


class RubricDrafter(Protocol):
    """Drafts a rubric from a job post."""

    def draft(self, title: str, description: str, options: RankingOptions) -> ModelDraft:
        """Draft a rubric, or say why not."""


class DrafterFactory(Protocol):
    """Makes what asks a task's model for a rubric."""

    def __call__(self, task: Task, delivery: Delivery) -> RubricDrafter:
        """Make a drafter for the time that a delivery has."""


class _Chosen(NamedTuple):
    """The rubric of a plan, what the task paid for it, and what to tell about it."""

    job: JobPost
    rubric: Rubric
    spend: Spend | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planner:
    """Plans tasks. Planning twice does no harm: the first plan that is kept counts."""

    tasks: TaskStore
    job_posts: JobPostStore
    candidates: CandidateStore
    make_drafter: DrafterFactory
    observer: TaskObserver
    clock: Clock
    chunk_size: int
    chunks_in_flight: int

    def plan(self, task: Task, delivery: Delivery) -> Task:
        """Plan a task and return it as it is then; it may have ended, or wait for readings.

        Raises:
            LostRaceError: if another worker was first.
        """
        present = self._read_present(task)
        held = self._wait_for_readings(task, present.job) if present else None
        if held:
            return held
        chosen = self._choose_rubric(task, present, delivery)
        if chosen is None:
            ended = self.tasks.fail(
                task, "job_post_deleted", "the job post was deleted", actor="worker"
            )
            self.observer.ended(ended)
            return ended
        job = chosen.job
        plan = Plan(
            job_id=job.job_id,
            title=job.title,
            description=job.description,
            rubric=chosen.rubric,
            draft_spend=chosen.spend,
            warnings=chosen.warnings,
            month=write_month(self.clock()),
        )
        ids = self.candidates.list_candidate_ids(task.tenant, task.job_id)
        chunks = list(_cut(ids, self._choose_size(task, len(ids)))) or [[]]
        return self._begin(task, plan, chunks)

    def _choose_size(self, task: Task, count: int) -> int:
        """Choose how many candidates a chunk has: with a model, all workers get their share."""
        if task.options.ranker != "llm":
            return self.chunk_size
        share = ceil(count / self.chunks_in_flight)
        return min(self.chunk_size, max(SMALLEST_CHUNK, share))

    def _wait_for_readings(self, task: Task, job: JobPost) -> Task | None:
        """Let a task wait while resumes are being read; None if it need not, or no longer."""
        now = self.clock()
        longest = min(write_time(now + LONGEST_WAIT), task.soft_deadline_at)
        until = task.waits_until or longest
        if write_time(now) >= until:
            return None
        (counts,) = self.candidates.count_readings(task.tenant, [job], now)
        if not counts.waiting:
            return None
        total = job.candidate_count
        return self.tasks.wait(task, waiting=counts.waiting, total=total, until=until)

    def _begin(self, task: Task, plan: Plan, chunks: Sequence[Sequence[str]]) -> Task:
        stamp = Stamp(hash_plan(task.options, plan), find_version(task.options))
        begun = self.tasks.begin(task, plan, chunks, stamp)
        self.observer.planned(begun)
        return begun

    def _choose_rubric(
        self, task: Task, present: _Chosen | None, delivery: Delivery
    ) -> _Chosen | None:
        if present is None or task.options.ranker != "llm" or present.job.rubric_is_edited:
            return present
        job = present.job
        text_hash = hash_job_text(job.title, job.description, task.options.model or "")
        known = self.job_posts.find_draft(task.tenant, job.job_id, text_hash)
        if known is None:
            return self._draft(task, present, text_hash, delivery)
        spend = known.spend if known.task_id == task.task_id else None
        if known.version == job.rubric_version:
            return present._replace(spend=spend)
        drafted = self.job_posts.get_rubric(task.tenant, job.job_id, known.version)
        if drafted is None:
            return present
        # The text was another one meanwhile, and has come back.
        return self._keep(task, present, drafted, text_hash, spend)

    def _read_present(self, task: Task) -> _Chosen | None:
        job = self.job_posts.get_job_post(task.tenant, task.job_id)
        rubric = job and self.job_posts.get_rubric(task.tenant, job.job_id, job.rubric_version)
        return _Chosen(job, rubric) if job and rubric else None

    def _draft(
        self, task: Task, present: _Chosen, text_hash: str, delivery: Delivery
    ) -> _Chosen | None:
        job = present.job
        drafter = self.make_drafter(task, delivery)
        answer = drafter.draft(job.title, job.description, task.options)
        if answer.spend:
            cost_usd = sum_cost([answer.spend])
            cost = None if cost_usd is None else float(cost_usd)
            self.observer.spent(task, sum_usage([answer.spend]), cost)
        if answer.rubric is None:
            warning = f"the model did not draft the rubric: {answer.failure}"
            return present._replace(spend=answer.spend, warnings=(warning,))
        edit = answer.rubric
        warnings = find_rubric_warnings(edit.gates, edit.criteria)
        rubric = Rubric(version=1, gates=edit.gates, criteria=edit.criteria, warnings=warnings)
        return self._keep(task, present, rubric, text_hash, answer.spend)

    def _keep(
        self, task: Task, present: _Chosen, drafted: Rubric, text_hash: str, spend: Spend | None
    ) -> _Chosen | None:
        """Make a draft the job post's rubric, unless a person or another worker was first."""
        version = present.job.rubric_version + 1
        job = present.job.model_copy(update={"rubric_version": version})
        rubric = drafted.model_copy(update={"version": version})
        draft = RubricDraft(version, task.task_id, spend)
        try:
            self.job_posts.keep_draft(task.tenant, job, rubric, draft, text_hash=text_hash)
        except LostRaceError:
            current = self._read_present(task)
            return current and current._replace(spend=spend)
        return _Chosen(job, rubric, spend)


def _cut(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
