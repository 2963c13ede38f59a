"""Reading uploaded files: the bytes of a resume become a candidate's text, or a reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from shortlist.catalogue.ports import CandidateStore, Resume, Upload, UploadedFiles
from shortlist.errors import LostRaceError
from shortlist.reading.plain_text import NormalisedText
from shortlist.reading.reading_state import Reading
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from shortlist.redaction.hidden_lines import note_hidden_lines

ReadDocument = Callable[[bytes, FileLimits], NormalisedText]


@dataclass(frozen=True)
class UploadReader:
    """Reads uploaded resumes. A file is read once, however often it is told of.

    `report` is told the tenant, the job post and the candidate in whose resume our own code failed
    to find the personal data.
    """

    candidates: CandidateStore
    files: UploadedFiles
    read_document: ReadDocument
    report: Callable[[str, str, str, Exception], None]
    limits: FileLimits = field(default_factory=FileLimits)

    def read(self, upload: Upload, key: str) -> Reading | None:
        """Read the file of one upload and keep the outcome; None if nobody waits for it.

        Raises:
            RetryableError: to have the file read again later.
        """
        known = self.candidates.get_resume(upload.tenant, upload.job_id, upload.candidate_id)
        if known is None or known.candidate.upload_id != upload.upload_id:
            # Erased, or another person by now, while an address to upload to was still good.
            self.files.discard(key)
            return None
        if known.candidate.reading.state != "waiting":
            return None
        content = self.files.read(key, limit=self.limits.max_bytes)
        if content is None:
            return None
        resume = self._read_content(upload, known, content)
        try:
            self.candidates.save_reading(upload.tenant, upload.job_id, resume)
        except LostRaceError:
            return None
        return resume.candidate.reading

    def give_up(self, upload: Upload) -> Reading | None:
        """Keep that we could not read a file, after all attempts; None if that is settled."""
        known = self.candidates.get_resume(upload.tenant, upload.job_id, upload.candidate_id)
        if known is None or known.candidate.reading.state != "waiting":
            return None
        if known.candidate.upload_id != upload.upload_id:
            return None
        reading = Reading(state="failed", reason="not_read")
        candidate = known.candidate.model_copy(update={"reading": reading})
        try:
            self.candidates.save_reading(upload.tenant, upload.job_id, Resume(candidate, None))
        except LostRaceError:
            return None
        return reading

    def _read_content(self, upload: Upload, known: Resume, content: bytes) -> Resume:
        candidate = known.candidate
        try:
            document = self.read_document(content, self.limits)
        except UnreadableResumeError as error:
            reading = Reading(state="failed", reason=error.reason)
            changes = {"reading": reading, "flags": (), "hidden_lines": None}
            return Resume(candidate.model_copy(update=changes), None)
        report = partial(self.report, upload.tenant, upload.job_id, upload.candidate_id)
        changes = {
            "reading": Reading(state="read", scanned_pages=document.scanned_pages),
            "flags": document.flags,
            **note_hidden_lines(document.text, candidate.name, report)._asdict(),
        }
        return Resume(candidate.model_copy(update=changes), document.text)
