"""Why a resume could not be read, and the limits that some files go beyond.

The reasons are a closed set of codes, each with a sentence for recruiters.
"""

from dataclasses import dataclass
from typing import Literal

from shortlist.errors import PermanentError

MEBIBYTE = 1024 * 1024

Reason = Literal[
    "encrypted",
    "image_only",
    "empty",
    "too_large",
    "too_many_pages",
    "broken",
    "unsupported",
    "dynamic_form",
    "timed_out",
    "never_uploaded",
    "not_read",
]

_SENTENCES: dict[Reason, str] = {
    "encrypted": "The file needs a password; ask for an unprotected copy.",
    "image_only": "The file holds pictures of text, or letters without their meaning; "
    "ask for a version whose text can be selected and copied.",
    "empty": "The file holds no text.",
    "too_large": "The file is larger than a resume may be; ask for a shorter version.",
    "too_many_pages": "The file has more pages than a resume may have; ask for a shorter version.",
    "broken": "The file is damaged and cannot be opened; ask for a new copy.",
    "unsupported": "The file is not a PDF, a DOCX or a plain text; ask for one of these.",
    "dynamic_form": "The file is a form or a portfolio that only Adobe Reader shows; "
    "ask for a printed PDF of it.",
    "timed_out": "The file took too long to read; ask for a simpler version.",
    "never_uploaded": "The file was announced but never uploaded.",
    "not_read": "Shortlist could not read the file; upload it again or tell the operator.",
}


def explain(reason: Reason) -> str:
    """Say in a plain sentence what is wrong with the file and what to ask for."""
    return _SENTENCES[reason]


class UnreadableResumeError(PermanentError):
    """The file will never give a text; reading it again would end the same way."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(explain(reason))
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds on one file; no validation model, because the parsing process has to start fast.

    A file is judged by the processor time that it takes. `wall_seconds` only lets the reader end
    before its function does, however busy the machine is.
    """

    max_bytes: int = 5 * MEBIBYTE
    max_pages: int = 50
    max_characters: int = 150_000
    max_expanded_bytes: int = 20 * MEBIBYTE
    memory_bytes: int = 768 * MEBIBYTE
    cpu_seconds: float = 20.0
    wall_seconds: float = 50.0
