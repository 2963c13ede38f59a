"""The state of reading one candidate's resume."""

from typing import Literal, Self

from pydantic import model_validator

from shortlist.frozen import Frozen
from shortlist.reading.reasons import Reason, explain

ReadingState = Literal["waiting", "read", "failed"]


class ReadingCounts(Frozen):
    """How many resumes of a job post are being read, were read, and could not be."""

    waiting: int = 0
    read: int = 0
    failed: int = 0


class Reading(Frozen):
    """How far the reading of a resume is; a failed one says why, in a code of a closed set.

    `scanned_pages` of a read one are those that hold a picture in place of text, counted from 1.
    """

    state: ReadingState
    reason: Reason | None = None
    scanned_pages: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _only_failures_have_a_reason(self) -> Self:
        if (self.state == "failed") != (self.reason is not None):
            raise ValueError("a failed reading, and no other, has a reason")
        return self

    @property
    def detail(self) -> str | None:
        """The reason as a sentence that a recruiter can act on."""
        return explain(self.reason) if self.reason else None
