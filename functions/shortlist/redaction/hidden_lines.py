"""The lines of a resume that redaction changes; found once, when the resume is read.

Redaction takes milliseconds a resume and changes two lines in forty, so those are kept beside the
candidate: neither a page of a hundred blind rows nor a ranking by a model needs to redact anew.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from shortlist.cpu_limit import limit_cpu

# A hundred texts come in one request, whose processor is slow; a usual one takes milliseconds.
_CPU_SECONDS = 2.0
# What is kept stands beside the candidate, in lists too. A resume that hides more is redacted
# anew when it is read, and its lines are not shown in rows.
_MOST_CHARACTERS = 20_000

HiddenLines = Mapping[int, str]
Report = Callable[[Exception], None]

# Kept beside the lines: a model is only shown what the rules of today have found, and have looked
# at once more. Change it whenever these change what they find (tests/unit/test_redaction_version.py
# tells).
REDACTION_VERSION = "redaction-5"


class KnownLines(NamedTuple):
    """What is kept beside a candidate; both are None if the rules failed on the resume.

    `hidden_by` is None, too, if the last look finds that the lines tell whose they are.
    """

    hidden_lines: HiddenLines | None = None
    hidden_by: str | None = None


def note_hidden_lines(text: str, name: str | None, report: Report) -> KnownLines:
    """Find the lines to keep; `report` is told what our own code raised, or that it took too long.

    Then nothing is kept, and a ranking by a model, which redacts anew, says it in that one row.
    """
    try:
        with limit_cpu(_CPU_SECONDS):
            hidden = find_hidden_lines(text, name)
            return KnownLines(hidden, None if _leaks(text, hidden, name) else REDACTION_VERSION)
    except Exception as error:  # noqa: BLE001  # reported, and harms no other resume
        report(error)
        return KnownLines()


def find_hidden_lines(text: str, name: str | None) -> HiddenLines | None:
    """Return the lines that redaction changes, by their numbers from 1; None if they are long."""
    lines = text.split("\n")
    redacted = _redact(lines, name)
    pairs = enumerate(zip(lines, redacted, strict=True), start=1)
    hidden = {number: shown for number, (line, shown) in pairs if shown != line}
    return hidden if sum(map(len, hidden.values())) <= _MOST_CHARACTERS else None


def hide_lines(text: str, hidden: HiddenLines | None, name: str | None) -> str:
    """Return a resume's text as a blind view shows it; as many lines as it has."""
    lines = text.split("\n")
    if hidden is None:
        return "\n".join(_redact(lines, name))
    return "\n".join(hidden.get(number, line) for number, line in enumerate(lines, start=1))


def _leaks(text: str, hidden: HiddenLines | None, name: str | None) -> bool:
    from shortlist.redaction.leaks import find_leaks  # noqa: PLC0415  # as below

    return bool(find_leaks(hide_lines(text, hidden, name).split("\n"), name))


def _redact(lines: list[str], name: str | None) -> tuple[str, ...]:
    # Loaded for this alone: whoever lists candidates hides nothing.
    from shortlist.redaction.redact import redact_lines  # noqa: PLC0415

    return redact_lines(lines, name)
