"""Decisions and events as callers see them."""

from pydantic import ConfigDict, Field

from shortlist.decisions.candidate_event import EventKind
from shortlist.decisions.decision import MOST_POINTS, Decision, DecisionKind
from shortlist.frozen import Shown, ShownList, Time


class ShownScoreAdjustment(Shown):
    """Points that a person adds to a score, or takes off; the score itself stays."""

    points: int = Field(ge=-MOST_POINTS, le=MOST_POINTS, description="The points.")
    reason: str = Field(description="Why.")


class ShownDecision(Shown):
    """What a person decided about a candidate; all null until somebody does."""

    decision: DecisionKind | None = Field(
        description="Talk to, keep for later, or not for this job."
    )
    reason: str | None = Field(description="Why; a `no` has one.")
    note: str | None = Field(description="Words for the colleagues.")
    adjustment: ShownScoreAdjustment | None = Field(
        description="Points that a person added or took off."
    )
    decided_by: str | None = Field(description="Who changed any of it last: a token's subject.")
    decided_at: Time | None = Field(description="When that was.")


class ShownNamedDecision(ShownDecision):
    """A decision with the candidate that it is about."""

    candidate_id: str = Field(description="The candidate.")

    @classmethod
    def of(cls, candidate_id: str, decision: Decision) -> "ShownNamedDecision":
        """Show what was decided about a candidate."""
        return cls(candidate_id=candidate_id, **dict(ShownDecision.model_validate(decision)))


class ShownDecisions(ShownList[ShownNamedDecision]):
    """One page of decisions in the order of their candidates' ids."""


class ShownDecided(Shown):
    """What holds for the candidates of a request now, in its order."""

    items: tuple[ShownNamedDecision, ...] = Field(description="The decisions.")


class ShownEvent(Shown):
    """One thing that was done with a candidate."""

    # `from` is a word of Python's own.
    model_config = ConfigDict(serialize_by_alias=True)

    at: Time = Field(description="When.")
    actor: str = Field(description="Who: a token's subject, or a part of the service.")
    kind: EventKind = Field(description="What.")
    before: str | int | None = Field(
        serialization_alias="from", description="What a change replaced; points for an adjustment."
    )
    after: str | int | None = Field(serialization_alias="to", description="What it made of it.")
    reason: str | None = Field(description="Why; null after the candidate's erasure.")


class ShownEvents(ShownList[ShownEvent]):
    """One page of what was done with a candidate, oldest first."""


class ShownReveal(Shown):
    """Who a candidate is."""

    candidate_id: str = Field(description="The candidate.")
    label: str = Field(description="What the blind view calls the candidate.")
    name: str | None = Field(description="What the caller who added it calls the candidate.")


class ShownReasons(Shown):
    """The reasons that a tenant offers its people."""

    reasons: tuple[str, ...] = Field(description="The reasons, in the order to offer them in.")
