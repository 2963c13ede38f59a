"""A decision about one candidate: as it is kept, and as callers write and see it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shortlist.frozen import Frozen, Shown, ShownList, Time
from shortlist.ids import CandidateId
from shortlist.revisions import make_revision
from shortlist.texts import check_line, check_paragraphs

DecisionKind = Literal["talk", "later", "no"]
MOST_POINTS = 30


class Adjustment(Frozen):
    """Points that a person adds to a candidate's score, or takes off; the score itself stays."""

    points: int = Field(ge=-MOST_POINTS, le=MOST_POINTS, description="The points.")
    reason: str = Field(description="Why.")


class Decision(Frozen):
    """What holds for a candidate now. Without `decided_at`, nobody has decided anything yet.

    `version` counts the changes, so that a lost race is seen.
    """

    decision: DecisionKind | None = None
    reason: str | None = None
    note: str | None = None
    adjustment: Adjustment | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    version: int = 0

    @property
    def revision(self) -> str:
        """Names what `PUT` replaces; an id that is used again begins to count again."""
        return make_revision(self.version, self.decided_at)

    def says_the_same_as(self, other: "Decision") -> bool:
        """Whether two decisions differ in nothing that a person has said."""
        return self._words == other._words

    @property
    def _words(self) -> tuple[object, ...]:
        return (self.decision, self.reason, self.note, self.adjustment)


DECISIONS_A_REQUEST = 100
_MOST_REASONS = 50
_LONGEST_REASON = 200
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(check_paragraphs),
]
_OfferedReason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_REASON),
    AfterValidator(check_line),
]


class NewAdjustment(Adjustment):
    """Points that a person adds to a candidate's score, or takes off; the score itself stays."""

    reason: Words = Field(description="Why.")


class NewDecision(Frozen):
    """The body of `PUT …/decision/`: it replaces the whole decision; `no` needs a reason.

    What GET says besides is taken and ignored, so that it can be put again.
    """

    decision: DecisionKind | None = Field(
        None, description="Talk to, keep for later, or not for this job; null takes it back."
    )
    reason: Words | None = Field(None, description="Why; needed for `no`.")
    note: Words | None = Field(None, description="Words for the colleagues.")
    adjustment: NewAdjustment | None = Field(
        None, description="Points that a person adds to the score, or takes off."
    )
    decided_by: str | None = Field(None, description="Ignored: it is the caller.")
    decided_at: str | None = Field(None, description="Ignored: it is now.")


class CandidateDecision(NewDecision):
    """One candidate's decision among several: a note or an adjustment that is left out stays."""

    candidate_id: CandidateId = Field(description="The candidate.")


class NewDecisions(Frozen):
    """The body of `POST …/decisions/`: up to a hundred candidates, each of them once."""

    decisions: Annotated[
        tuple[CandidateDecision, ...], Field(min_length=1, max_length=DECISIONS_A_REQUEST)
    ] = Field(description="The decisions, one a candidate.")

    @model_validator(mode="after")
    def _candidates_are_unique(self) -> "NewDecisions":
        if len({one.candidate_id for one in self.decisions}) != len(self.decisions):
            raise ValueError("a candidate_id stands twice in this request")
        return self


class NewReveal(Frozen):
    """The body of `POST …/reveal/`: why somebody wants to know who a candidate is."""

    reason: Words = Field(description="Why; it is kept.")


class ReasonList(Frozen):
    """The reasons that a tenant offers its people; they may always write one of their own."""

    reasons: tuple[str, ...] = Field(
        description="The reasons, in the order to offer them in; may be empty."
    )


class NewReasonList(ReasonList):
    """The body of `PUT /api/decision-reasons/`."""

    reasons: tuple[_OfferedReason, ...] = Field(
        max_length=_MOST_REASONS,
        description="The reasons, in the order to offer them in; may be empty.",
    )

    @model_validator(mode="after")
    def _reasons_are_unique(self) -> "NewReasonList":
        if len(set(self.reasons)) != len(self.reasons):
            raise ValueError("a reason stands twice in this list")
        return self


DEFAULT_REASONS = ReasonList(
    reasons=(
        "A must-have is missing",
        "Too little experience for this post",
        "Experience in another field",
        "Others fit this post better",
        "The resume does not say enough",
        "The candidate has withdrawn",
        "The post is filled",
    )
)


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


class ShownReasons(Shown):
    """The reasons that a tenant offers its people."""

    reasons: tuple[str, ...] = Field(description="The reasons, in the order to offer them in.")
