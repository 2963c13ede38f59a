"""The row: one candidate's outcome in one ranking, the same shape from every ranker."""

from typing import Annotated, Literal

from pydantic import Field

from shortlist.frozen import Frozen

Scorer = Literal["llm", "offline", "none"]


class Evidence(Frozen):
    """A line of the resume, counted from 1, with its text cut to a readable length."""

    line: Annotated[int, Field(ge=1)]
    text: str


class GateOutcome(Frozen):
    """What the resume says about a must-have; `unknown` when it says nothing."""

    id: str
    status: Literal["pass", "fail", "unknown"]
    evidence: tuple[Evidence, ...] = ()


class CriterionOutcome(Frozen):
    """The level a resume reaches on one criterion and the lines that support it."""

    id: str
    level: Annotated[int, Field(ge=0, le=4)]
    evidence: tuple[Evidence, ...] = ()


class Row(Frozen):
    """Everything a ranking says about one candidate except its rank.

    It follows from the job post, the rubric and this one resume alone; `score` is None only
    for a candidate whose resume could not be read (`scored_by` is then "none"). `likeness`, how
    much the whole text speaks of the job post, stands where the offline ranker made the score.
    """

    candidate_id: str
    name: str | None = None
    score: Annotated[float, Field(ge=0, le=100)] | None
    likeness: Annotated[float, Field(ge=0, le=1)] | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    gates: tuple[GateOutcome, ...] = ()
    criteria: tuple[CriterionOutcome, ...] = ()
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    summary: str = ""
    scored_by: Scorer
    reason: str | None = None
