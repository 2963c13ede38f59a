"""The candidate: a person who applied for a job post, as kept and as callers see one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import MISSING, Field

from shortlist.frozen import Frozen, Shown, ShownList, Time
from shortlist.queries import BlindPageQuery
from shortlist.reading.reading_state import Reading, ReadingState
from shortlist.reading.reasons import Reason
from shortlist.redaction.hidden_lines import REDACTION_VERSION, HiddenLines
from shortlist.times import write_time


class Candidate(Frozen):
    """A candidate without the text of the resume.

    `number` counts the candidates of a job post, in the order in which they came; `hidden_lines`
    are those that redaction changes, None if nobody knows them, and `hidden_by` names the version
    of the rules that found them. `upload_id` names the
    one upload whose file may be read for the candidate; its address is good until
    `upload_expires_at`, in the format of `write_time`. Both are null for a text.
    """

    candidate_id: str
    name: str | None = None
    reading: Reading
    flags: tuple[str, ...] = ()
    created_at: str
    filename: str | None = None
    upload_id: str | None = None
    upload_expires_at: str | None = None
    number: int | None = None
    hidden_lines: HiddenLines | None = None
    hidden_by: str | None = None

    def at(self, now: datetime) -> "Candidate":
        """Return the candidate as of a moment: an upload that never came has failed by then."""
        expires_at = self.upload_expires_at
        if self.reading.state != "waiting" or expires_at is None or write_time(now) <= expires_at:
            return self
        reading = Reading(state="failed", reason="never_uploaded")
        return self.model_copy(update={"reading": reading})

    def find_hidden_lines(self, text: str, line_count: int) -> HiddenLines | None:
        """Return what redaction changed when the resume was read, if it would change that today."""
        # It counts lines by newlines, and knows no other end of a line.
        is_cut_alike = text.removesuffix("\n").count("\n") + 1 == line_count
        is_known = self.hidden_by == REDACTION_VERSION and is_cut_alike
        return self.hidden_lines if is_known else None


class ShownReading(Shown):
    """How far the reading of a resume is."""

    state: ReadingState = Field(description="Whether the resume can be ranked.")
    reason: Reason | None = Field(description="Why a reading failed; null unless it did.")
    detail: str | None = Field(description="The reason as a sentence, with what to ask for.")
    scanned_pages: tuple[int, ...] = Field(
        description="Pages that are pictures, and of which nothing was read; from 1."
    )


class ShownListedCandidate(Shown):
    """A candidate without the text of the resume."""

    candidate_id: str = Field(description="The id, the caller's choice or one of ours.")
    name: str | None = Field(description="What the caller calls the candidate; null when blind.")
    label: str | MISSING = Field(MISSING, description="What a blind view calls the candidate.")
    reading: ShownReading = Field(description="How far the reading of the resume is.")
    flags: tuple[str, ...] = Field(description="What is odd about the resume, such as hidden text.")
    created_at: Time = Field(description="When the candidate was added.")


class ShownCandidate(ShownListedCandidate):
    """A candidate with the text of the resume."""

    resume_text: str | None = Field(
        description="The text as it is ranked; null until it is read. A blind view has it as "
        "redaction leaves it, and `[HIDDEN]` for every line where redaction fails on the resume."
    )

    @classmethod
    def of(cls, candidate: Candidate, text: str | None) -> "ShownCandidate":
        """Show a candidate with this text."""
        listed = ShownListedCandidate.model_validate(candidate)
        return cls(**dict(listed), resume_text=text)


class ShownCandidates(ShownList[ShownListedCandidate]):
    """One page of candidates in the order of their ids."""


class ShownAddedCandidates(Shown):
    """The candidates that were added, in the order of the request."""

    items: tuple[ShownListedCandidate, ...] = Field(description="The candidates.")


class ShownUpload(Shown):
    """Where and how to upload one file."""

    candidate_id: str = Field(description="The candidate that the file will be read for.")
    filename: str = Field(description="The name of the file, as it was announced.")
    url: str = Field(description="The address to upload to.")
    method: Literal["PUT"] = Field(description="The HTTP method to upload with.")
    headers: Mapping[str, str] = Field(description="The headers to send, exactly these.")
    expires_at: Time = Field(description="Until when the address is good.")


class ShownUploads(Shown):
    """Where to upload files, in the order of the request."""

    uploads: tuple[ShownUpload, ...] = Field(description="One address a file.")


class CandidatesQuery(BlindPageQuery):
    """Which candidates to list."""

    state: ReadingState | None = Field(
        None, description="Only candidates whose reading is in this state."
    )
