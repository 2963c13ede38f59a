"""What a model is shown of a resume: its lines, blind, without those that give orders."""

from collections.abc import Sequence
from typing import NamedTuple

from shortlist.redaction.counts import RedactionCounts
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines

WITHHELD = "[WITHHELD]"


class PresentedLines(NamedTuple):
    """The lines that a model may see of a resume, and what was redacted of them if it is blind."""

    lines: Sequence[str]
    redacted: RedactionCounts | None


def present(
    lines: Sequence[str], quarantined: frozenset[int], name: str | None, *, blind: bool
) -> PresentedLines | None:
    """Return what a model may see of a resume; None if it would tell whose it is."""
    shown: Sequence[str] = [
        WITHHELD if number in quarantined else line for number, line in enumerate(lines, start=1)
    ]
    if not blind:
        return PresentedLines(shown, None)
    redacted = redact_lines(shown, name)
    return (
        None
        if find_leaks(redacted.lines, name)
        else PresentedLines(redacted.lines, redacted.counts)
    )
