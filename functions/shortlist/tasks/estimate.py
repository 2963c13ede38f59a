"""What a ranking would take, before anything is started."""

from dataclasses import dataclass
from typing import Any

from shortlist.catalogue.model import JobPost
from shortlist.catalogue.ports import CatalogueStore, Resume
from shortlist.errors import ConflictError, NotFoundError
from shortlist.judging.forecast import Forecast, forecast_call, forecast_cost_usd
from shortlist.tasks.chunk import hash_plan
from shortlist.tasks.options import RankingOptions
from shortlist.tasks.ports import Plan, RowStore

# Measured on one core (docs/evaluation.md), with room for reading and writing the rows.
OFFLINE_SECONDS_A_CANDIDATE = 0.004
START_SECONDS = 1.0
# A call of a small model takes about a second, and so many are in flight.
_CALL_SECONDS = 1.2
_CALLS_IN_FLIGHT = 64
_SAMPLE_SIZE = 100


@dataclass(frozen=True)
class Estimator:
    """Estimates rankings for one tenant's job posts."""

    catalogue: CatalogueStore
    rows: RowStore

    def estimate(self, tenant: str, job_id: str, options: RankingOptions) -> dict[str, Any]:
        """Return calls, tokens, cost and time of a ranking with these options.

        Rows that an earlier ranking made cost nothing again and are not counted.

        Raises:
            NotFoundError, ConflictError: as a start would.
        """
        job = self.catalogue.get_job_post(tenant, job_id)
        if job is None:
            raise NotFoundError("no such job post")
        if not job.candidate_count:
            raise ConflictError("the job post has no candidates yet")
        seconds = START_SECONDS + OFFLINE_SECONDS_A_CANDIDATE * job.candidate_count
        if options.ranker == "offline":
            return _show(options, 0, Forecast(0, 0, 0), seconds)
        plan = self._plan(tenant, job)
        kept = self.rows.count_rows(tenant, job_id, hash_plan(options, plan))
        sample = self._sample(tenant, job_id)
        texts = [(one.candidate.name, one.text) for one in sample if one.text is not None]
        readable = len(texts) / len(sample) if sample else 1.0
        missing = max(0, job.candidate_count - kept)
        calls = round(missing * readable) * options.samples
        size = forecast_call(job.title, job.description, plan.rubric, texts, blind=options.blind)
        seconds += calls * _CALL_SECONDS / _CALLS_IN_FLIGHT + (_CALL_SECONDS if calls else 0)
        return _show(options, calls, size, seconds)

    def _plan(self, tenant: str, job: JobPost) -> Plan:
        rubric = self.catalogue.get_rubric(tenant, job.job_id, job.rubric_version)
        if rubric is None:
            raise NotFoundError("no such job post")
        return Plan(job_id=job.job_id, title=job.title, description=job.description, rubric=rubric)

    def _sample(self, tenant: str, job_id: str) -> list[Resume]:
        page = self.catalogue.list_candidates(tenant, job_id, _SAMPLE_SIZE, None)
        ids = [candidate.candidate_id for candidate in page.items]
        if not ids:
            return []
        return list(self.catalogue.read_resumes(tenant, job_id, ids[0], ids[-1]))


def _show(options: RankingOptions, calls: int, size: Forecast, seconds: float) -> dict[str, Any]:
    cost = forecast_cost_usd(size, calls, options) if calls else (0, 0)
    return {
        "ranker": options.ranker,
        "model": options.model,
        "calls": calls,
        "tokens": {"input": size.count_input(calls), "output": calls * size.output},
        "cost_usd": cost and {"low": float(cost[0]), "high": float(cost[1])},
        "seconds": round(seconds, 1),
    }
