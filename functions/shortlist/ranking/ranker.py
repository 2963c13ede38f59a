"""What a ranker is, and how candidates without a readable resume come out."""

from typing import Protocol

from shortlist.catalogue.candidate import Candidate
from shortlist.ranking.row import Row

# Part of what a kept row is found by: change it whenever the offline ranker's answers change.
OFFLINE_VERSION = "offline-4"


class Ranker(Protocol):
    """Gives one candidate a row; it never sees another candidate."""

    def rank(self, candidate: Candidate, text: str | None) -> Row:
        """Rank a candidate; `text` is None unless the resume was read."""


class ResumeRanker(Protocol):
    """Gives a resume that could be read a row."""

    def rank(self, candidate_id: str, name: str | None, resume_text: str) -> Row:
        """Rank a resume by its text."""


class ReadableOnly:
    """A ranker that leaves readable resumes to another one, and lists the rest as unreadable."""

    def __init__(self, ranker: ResumeRanker) -> None:
        self._ranker = ranker

    def rank(self, candidate: Candidate, text: str | None) -> Row:
        """Rank a candidate, or say why its resume cannot be judged."""
        if text is None:
            return list_unreadable(candidate)
        row = self._ranker.rank(candidate.candidate_id, candidate.name, text)
        flags = (*candidate.flags, *(flag for flag in row.flags if flag not in candidate.flags))
        return row.model_copy(update={"flags": flags})


def list_unreadable(candidate: Candidate) -> Row:
    """Return the row of a candidate whose resume says nothing, with the reading error."""
    reading = candidate.reading
    detail = reading.detail or "The resume was not read yet when the ranking ran."
    return Row(
        candidate_id=candidate.candidate_id,
        name=candidate.name,
        score=None,
        confidence=0.0,
        flags=candidate.flags,
        summary=detail,
        scored_by="none",
        reason=reading.reason or reading.state,
    )
