"""The row: one candidate's outcome in one ranking, the same shape from every ranker."""

from typing import Annotated, Any, Literal

from pydantic import MISSING, ConfigDict, Field, TypeAdapter

from shortlist.frozen import Frozen, ShownList, ShownWhole
from shortlist.redaction.placeholders import RedactionCounts

Scorer = Literal["llm", "offline", "none"]
GateStatus = Literal["pass", "fail", "unknown"]


class Evidence(ShownWhole):
    """A line of the resume, counted from 1, with its text cut to a readable length."""

    line: Annotated[int, Field(ge=1)] = Field(description="The number of the line, from 1.")
    text: str = Field(description="What stands there, cut to a readable length.")


class GateOutcome(ShownWhole):
    """What the resume says about a must-have; `unknown` when it says nothing."""

    id: str = Field(description="The gate of the rubric.")
    status: GateStatus = Field(description="What the resume says about it.")
    evidence: tuple[Evidence, ...] = Field((), description="The lines that say so.")


class CriterionOutcome(ShownWhole):
    """The level a resume reaches on one criterion and the lines that support it."""

    id: str = Field(description="The criterion of the rubric.")
    level: Annotated[int, Field(ge=0, le=4)] = Field(description="The level that is reached.")
    evidence: tuple[Evidence, ...] = Field((), description="The lines that support it.")


# Many at once are made several times faster than one by one.
GATE_OUTCOMES = TypeAdapter(tuple[GateOutcome, ...], config=ConfigDict(defer_build=True))
CRITERION_OUTCOMES = TypeAdapter(tuple[CriterionOutcome, ...], config=ConfigDict(defer_build=True))


class Row(Frozen):
    """Everything a ranking says about one candidate except its rank.

    It follows from the job post, the rubric and this one resume alone; `score` is None only
    for a candidate whose resume could not be read (`scored_by` is then "none"). `likeness`, how
    much the whole text speaks of the job post, stands where the offline ranker made the score;
    `redacted` where a model did, blind.
    """

    candidate_id: str = Field(description="The candidate.")
    name: str | None = Field(None, description="What the caller calls the candidate.")
    score: Annotated[float, Field(ge=0, le=100)] | None = Field(
        description="From 0 to 100; null for a resume that could not be read."
    )
    likeness: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="How much the whole text speaks of the job post, if rules scored it."
    )
    confidence: Annotated[float, Field(ge=0, le=1)] = Field(
        description="How sure the score is, from 0 to 1."
    )
    gates: tuple[GateOutcome, ...] = Field(
        (), description="What the resume says about each must-have."
    )
    criteria: tuple[CriterionOutcome, ...] = Field(
        (), description="The level it reaches on each criterion."
    )
    matched: tuple[str, ...] = Field((), description="What was looked for and found.")
    missing: tuple[str, ...] = Field((), description="What was looked for and not found.")
    flags: tuple[str, ...] = Field(
        (), description="What is odd about the resume, such as hidden text."
    )
    summary: str = Field("", description="The same in a sentence.")
    scored_by: Scorer = Field(description="What made the score.")
    redacted: RedactionCounts | None = Field(
        None, description="What a model that ranks blind was not shown, by kind."
    )
    reason: str | None = Field(
        None, description="Why the score is missing, or not the one that was asked for."
    )


class _RowRank(Frozen):
    """A place in a ranking; it stands first in a row."""

    rank: int = Field(ge=1, description="The place in the ranking; 1 is the best.")


def _leave_out_label(schema: dict[str, Any]) -> None:
    """Say that every field is always there but the label."""
    schema["required"] = [name for name in schema["required"] if name != "label"]


class ShownRow(Row, _RowRank):
    """One candidate's outcome in one ranking."""

    model_config = ConfigDict(extra="ignore", json_schema_extra=_leave_out_label)

    label: str | MISSING = Field(MISSING, description="What a blind view calls the candidate.")


class ShownRows(ShownList[ShownRow]):
    """One page of a ranking, best first."""
