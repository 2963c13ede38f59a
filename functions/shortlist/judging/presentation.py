"""What a model is shown of a resume: its lines, blind, without those that give orders."""

from collections.abc import Sequence
from typing import NamedTuple

from shortlist.redaction.counts import RedactionCounts, count_redactions
from shortlist.redaction.hidden_lines import HiddenLines
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines

WITHHELD = "[WITHHELD]"


class PresentedLines(NamedTuple):
    """The lines that a model may see of a resume, and what was redacted of them if it is blind."""

    lines: Sequence[str]
    redacted: RedactionCounts | None


def present(
    lines: Sequence[str],
    quarantined: frozenset[int],
    name: str | None,
    *,
    blind: bool,
    hidden: HiddenLines | None = None,
) -> PresentedLines | None:
    """Return what a model may see of a resume; None if it would tell whose it is.

    `hidden` are the lines that the same rules have found before and looked at once more, which
    saves both.
    """
    if not blind:
        return PresentedLines(_withhold(lines, quarantined), None)
    if hidden is None:
        shown = _withhold(redact_lines(lines, name), quarantined)
        if find_leaks(shown, name):
            return None
    else:
        redacted = [hidden.get(number, line) for number, line in enumerate(lines, start=1)]
        shown = _withhold(redacted, quarantined)
    before = _withhold(lines, quarantined)
    return PresentedLines(shown, count_redactions("\n".join(before), "\n".join(shown)))


def _withhold(lines: Sequence[str], quarantined: frozenset[int]) -> list[str]:
    return [
        WITHHELD if number in quarantined else line for number, line in enumerate(lines, start=1)
    ]
