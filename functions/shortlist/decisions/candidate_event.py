"""What people did with a candidate: one event a change, kept in order and never changed."""

from collections.abc import Iterator
from typing import Literal

from pydantic import ConfigDict, Field

from shortlist.decisions.decision import Adjustment, Decision
from shortlist.frozen import Frozen, Shown, ShownList, Time
from shortlist.reading.reading_state import Reading

EventKind = Literal["decision", "adjustment", "note", "reveal", "reading", "erasure"]


class CandidateEvent(Frozen):
    """One thing that was done. `before` and `after` are what it changed, if it changed something.

    A reason, and what a note says, are words about a person: an erasure takes them, and leaves
    the rest.
    """

    at: str
    actor: str
    kind: EventKind
    before: str | int | None = None
    after: str | int | None = None
    reason: str | None = None

    def without_words(self) -> "CandidateEvent":
        """Return the event as it is after the candidate's erasure."""
        words: dict[str, None] = {"reason": None}
        if self.kind == "note":
            words |= {"before": None, "after": None}
        return self.model_copy(update=words)


def note_reading(reading: Reading, at: str) -> CandidateEvent:
    """Return the event that an uploaded file was read, or could not be."""
    return CandidateEvent(
        at=at,
        actor="reader",
        kind="reading",
        before="waiting",
        after=reading.state,
        reason=reading.reason,
    )


def list_changes(known: Decision, new: Decision) -> Iterator[CandidateEvent]:
    """Yield one event for each part of a decision that a new one changes."""
    at, actor = new.decided_at or "", new.decided_by or ""
    if (known.decision, known.reason) != (new.decision, new.reason):
        yield CandidateEvent(
            at=at,
            actor=actor,
            kind="decision",
            before=known.decision,
            after=new.decision,
            reason=new.reason,
        )
    if known.adjustment != new.adjustment:
        yield CandidateEvent(
            at=at,
            actor=actor,
            kind="adjustment",
            before=_points(known.adjustment),
            after=_points(new.adjustment),
            reason=new.adjustment.reason if new.adjustment else None,
        )
    if known.note != new.note:
        yield CandidateEvent(at=at, actor=actor, kind="note", before=known.note, after=new.note)


def _points(adjustment: Adjustment | None) -> int | None:
    return adjustment.points if adjustment else None


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
