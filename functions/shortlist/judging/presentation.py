"""What a model is shown of a resume: its lines, blind, without those that give orders."""

from collections.abc import Sequence

from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines

WITHHELD = "[WITHHELD]"


def present(
    lines: Sequence[str], quarantined: frozenset[int], name: str | None, *, blind: bool
) -> Sequence[str] | None:
    """Return the lines that a model may see of a resume; None if they would tell whose it is."""
    shown: Sequence[str] = [
        WITHHELD if number in quarantined else line for number, line in enumerate(lines, start=1)
    ]
    if blind:
        shown = redact_lines(shown, name).lines
        if find_leaks(shown, name):
            return None
    return shown
