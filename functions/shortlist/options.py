"""How a caller wants a ranking done."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shortlist.frozen import Frozen
from shortlist.settings import Ranker

ServiceTier = Literal["auto", "default", "flex", "priority"]
_Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{1,100}$")]


class StartRequest(Frozen):
    """The body of a start; everything is optional."""

    ranker: Ranker | None = None
    model: _Word | None = None
    samples: Literal[1, 3] = 1
    max_cost_usd: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    blind: bool = True
    service_tier: ServiceTier | None = None


class RankingOptions(Frozen):
    """A start request with the deployment's defaults filled in."""

    ranker: Ranker
    model: str | None
    samples: int
    max_cost_usd: float | None
    blind: bool
    # Tasks that are stored may have any word.
    service_tier: str | None

    @property
    def digest(self) -> str:
        """A short hash: equal options, and no others, have the same."""
        return hash_json(self.model_dump())


def hash_json(value: object) -> str:
    """Hash a JSON value, whatever the order of its names."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
