"""Rankings with a model by the public API: from the 202 to SUCCESS, and what they took."""

from datetime import datetime
from typing import NamedTuple

from tools.bench.model_cloud import Behaviour, Cloud, Counts, prepare, read_counts
from tools.bench.piles import Pile, follow
from tools.bench.processes import Load


class Run(NamedTuple):
    """One ranking: seconds as a caller saw them and as the task keeps them, and what it took."""

    seconds: float
    kept_seconds: float
    counts: Counts
    load: Load
    usage: dict[str, int]
    cost_usd: float | None
    not_by_model: int

    @property
    def share_429(self) -> float:
        """The share of requests that were answered 429."""
        return self.counts.rejected_429 / max(1, self.counts.requests)

    @property
    def cached_share(self) -> float:
        """The share of input tokens that came from the cache."""
        return self.usage["cached"] / max(1, self.usage["input"])


def rank(cloud: Cloud, pile: Pile, behaviour: Behaviour) -> Run:
    """Rank a pile while the server behaves so, and measure it.

    Raises:
        LocalCloudError: if the ranking fails, or takes longer than any should.
    """
    prepare(cloud.server, behaviour)
    with cloud.groups.watch() as load:
        status_path = pile.start()
        seconds, body = follow(pile.client, status_path)
    result = body["result"]
    rows = pile.client.list_all(f"{status_path}candidates/")
    return Run(
        seconds=seconds,
        kept_seconds=_subtract(body["finished_at"], body["created_at"]),
        counts=read_counts(cloud.server),
        load=load,
        usage=result["token_usage"],
        cost_usd=result["estimated_cost"],
        not_by_model=sum(row["scored_by"] != "llm" for row in rows),
    )


def _subtract(later: str, earlier: str) -> float:
    moments = (datetime.fromisoformat(moment) for moment in (later, earlier))
    return (next(moments) - next(moments)).total_seconds()
