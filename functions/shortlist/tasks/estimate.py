"""What a ranking would take, before anything is started."""

from typing import Any

from shortlist.catalogue.ports import CatalogueStore
from shortlist.errors import ConflictError, NotFoundError
from shortlist.tasks.options import RankingOptions

# Measured on one core (docs/evaluation.md), with room for reading and writing the rows.
OFFLINE_SECONDS_A_CANDIDATE = 0.004
START_SECONDS = 1.0


def estimate_ranking(
    store: CatalogueStore, tenant: str, job_id: str, options: RankingOptions
) -> dict[str, Any]:
    """Return calls, tokens, cost and time of a ranking with these options.

    Raises:
        NotFoundError, ConflictError: as a start would.
    """
    job = store.get_job_post(tenant, job_id)
    if job is None:
        raise NotFoundError("no such job post")
    if not job.candidate_count:
        raise ConflictError("the job post has no candidates yet")
    seconds = START_SECONDS + OFFLINE_SECONDS_A_CANDIDATE * job.candidate_count
    return {
        "ranker": options.ranker,
        "model": options.model,
        "calls": 0,
        "tokens": {"input": 0, "output": 0},
        "cost_usd": {"low": 0.0, "high": 0.0},
        "seconds": round(seconds, 1),
    }
