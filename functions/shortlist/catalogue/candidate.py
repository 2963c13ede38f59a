"""The candidate: a person who applied for a job post, without the text of the resume."""

from datetime import datetime

from shortlist.frozen import Frozen
from shortlist.reading.reading_state import Reading
from shortlist.redaction.hidden_lines import HiddenLines
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
