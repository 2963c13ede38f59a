"""How a caller wants a ranking done."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from shortlist.frozen import Frozen
from shortlist.settings import RankerName

ServiceTier = Literal["auto", "default", "flex", "priority"]
Samples = Literal[1, 3]
_Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9@._:/-]{1,100}$")]


def _refuse_flag(number: object) -> object:
    # True equals 1, and is no number of samples.
    if type(number) is bool:
        raise ValueError("must be 1 or 3")
    return number


class StartRequest(Frozen):
    """How to rank; everything is optional."""

    ranker: RankerName | None = Field(
        None, description="What ranks; the deployment's default if null."
    )
    model: _Word | None = Field(None, description="The language model; the default one if null.")
    samples: Annotated[Samples, BeforeValidator(_refuse_flag)] = Field(
        1, description="How often the model is asked about each candidate."
    )
    max_cost_usd: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = Field(
        None, description="Above this no more calls are made; the rest keeps its offline score."
    )
    blind: bool = Field(True, description="Hide from the model who a candidate is.")
    service_tier: ServiceTier | None = Field(None, description="The tier of the model server.")


class RankingOptions(Frozen):
    """A start request with the deployment's defaults filled in."""

    ranker: RankerName
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
    # Half of a character pair, as it comes from broken files, has a hash as well.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
