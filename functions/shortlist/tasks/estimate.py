"""What a ranking would take, before anything is started."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import CandidateStore, JobPostStore, Resume
from shortlist.errors import ConflictError, NotFoundError
from shortlist.judging.call_rates import KnownPace
from shortlist.judging.forecast import (
    Forecast,
    forecast_call,
    forecast_cost_usd,
    forecast_draft,
)
from shortlist.judging.model_draft import hash_job_text
from shortlist.options import RankingOptions
from shortlist.tasks.fingerprint import hash_plan
from shortlist.tasks.ports import Plan, RowStore
from shortlist.tasks.shown_start import ShownCostRange, ShownEstimate, ShownTokenForecast

# Measured on one core, with room for reading and writing the rows.
OFFLINE_SECONDS_A_CANDIDATE = 0.004
START_SECONDS = 1.0
# Of a server that nobody has asked within a day: a call of a small model takes about a second.
_CALL_SECONDS = 1.2
_SAMPLE_SIZE = 99
_SAMPLE_PARTS = 3


@dataclass(frozen=True)
class Estimator:
    """Estimates rankings for one tenant's job posts."""

    job_posts: JobPostStore
    candidates: CandidateStore
    rows: RowStore
    read_pace: Callable[[RankingOptions], KnownPace | None]
    calls_in_flight: int

    def estimate(self, tenant: str, job_id: str, options: RankingOptions) -> ShownEstimate:
        """Return calls, tokens, cost and time of a ranking with these options.

        Rows that an earlier ranking made cost nothing again and are not counted. The time is that
        of a server which goes on as the last workers found it; of one that is unknown, it is that
        of a fast server which takes as many calls at once as this deployment lets a worker make.

        Raises:
            NotFoundError, ConflictError: as a start would.
        """
        job = self.job_posts.get_job_post(tenant, job_id)
        if job is None:
            raise NotFoundError("no such job post")
        if not job.candidate_count:
            raise ConflictError("the job post has no candidates yet")
        seconds = START_SECONDS + OFFLINE_SECONDS_A_CANDIDATE * job.candidate_count
        if options.ranker == "offline":
            return _show(options, [], seconds)
        parts = self._forecast(tenant, job, options)
        return _show(options, parts, seconds + self._time_calls(options, parts))

    def _time_calls(self, options: RankingOptions, parts: Sequence["_Part"]) -> float:
        calls = sum(part.calls for part in parts)
        if not calls:
            return 0.0
        known = self.read_pace(options)
        if known is None or not known.seconds:
            return _CALL_SECONDS * (1 + calls / self.calls_in_flight)
        tokens = sum(part.size.count_input(part.calls) for part in parts) // calls
        between = max(known.seconds / known.window, known.rates.measure_interval(tokens))
        return known.seconds + calls * between

    def _forecast(self, tenant: str, job: JobPost, options: RankingOptions) -> list["_Part"]:
        plan = self._plan(tenant, job)
        sample = self._sample(tenant, job.job_id)
        texts = [(one.candidate.name, one.text) for one in sample if one.text is not None]
        size = forecast_call(job.title, job.description, plan.rubric, texts, blind=options.blind)
        readable = len(texts) / len(sample) if sample else 1.0
        if self._will_draft(tenant, job, options):
            draft = [_Part(forecast_draft(job.title, job.description), 1)]
            return [*draft, _Part(size, round(job.candidate_count * readable) * options.samples)]
        kept = self.rows.count_rows(tenant, job.job_id, hash_plan(options, plan))
        missing = max(0, job.candidate_count - kept)
        return [_Part(size, round(missing * readable) * options.samples)]

    def _will_draft(self, tenant: str, job: JobPost, options: RankingOptions) -> bool:
        text_hash = hash_job_text(job.title, job.description, options.model or "")
        drafted = self.job_posts.find_draft(tenant, job.job_id, text_hash)
        return not job.rubric_is_edited and drafted is None

    def _plan(self, tenant: str, job: JobPost) -> Plan:
        rubric = self.job_posts.get_rubric(tenant, job.job_id, job.rubric_version)
        if rubric is None:
            raise NotFoundError("no such job post")
        return Plan(job_id=job.job_id, title=job.title, description=job.description, rubric=rubric)

    def _sample(self, tenant: str, job_id: str) -> list[Resume]:
        """Read some resumes from the beginning, the middle and the end of the pile."""
        ids = self.candidates.list_candidate_ids(tenant, job_id)
        if len(ids) <= _SAMPLE_SIZE:
            parts = [ids] if ids else []
        else:
            size = _SAMPLE_SIZE // _SAMPLE_PARTS
            step = (len(ids) - size) // (_SAMPLE_PARTS - 1)
            parts = [ids[start : start + size] for start in range(0, len(ids) - size + 1, step)]
        return [
            resume
            for part in parts
            for resume in self.candidates.read_resumes(tenant, job_id, part[0], part[-1])
        ]


class _Part(NamedTuple):
    """Calls of one kind."""

    size: Forecast
    calls: int


def _show(options: RankingOptions, parts: Sequence[_Part], seconds: float) -> ShownEstimate:
    tokens_in = sum(part.size.count_input(part.calls) for part in parts)
    tokens_out = sum(part.size.output * part.calls for part in parts)
    return ShownEstimate(
        ranker=options.ranker,
        model=options.model,
        calls=sum(part.calls for part in parts),
        tokens=ShownTokenForecast(input=tokens_in, output=tokens_out),
        cost_usd=_sum_costs(options, parts),
        seconds=round(seconds, 1),
    )


def _sum_costs(options: RankingOptions, parts: Sequence[_Part]) -> ShownCostRange | None:
    low = high = Decimal(0)
    for part in parts:
        cost = forecast_cost_usd(part.size, part.calls, options)
        if cost is None:
            return None
        low, high = low + cost[0], high + cost[1]
    return ShownCostRange(low=float(low), high=float(high))
