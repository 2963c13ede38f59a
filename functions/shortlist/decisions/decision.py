"""A decision about one candidate, as it is kept and shown."""

from typing import Literal

from pydantic import Field

from shortlist.frozen import Frozen

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

    def says_the_same_as(self, other: "Decision") -> bool:
        """Whether two decisions differ in nothing that a person has said."""
        return self._words == other._words

    @property
    def _words(self) -> tuple[object, ...]:
        return (self.decision, self.reason, self.note, self.adjustment)
