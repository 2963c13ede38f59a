"""What a model is shown and asked: one prefix for a whole ranking, then one resume, blind.

The prefix is the same to the byte for every candidate of a ranking and has more than 1,024
tokens, so that a server can keep it (https://platform.openai.com/docs/guides/prompt-caching).
A resume comes as its lines, without those that give orders.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from shortlist.judging.verdict import name_criterion, name_gate
from shortlist.redaction.hidden_lines import HiddenLines
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.placeholders import RedactionCounts, count_redactions
from shortlist.redaction.redact import redact_lines
from shortlist.rubric.ladders import has_usual_levels
from shortlist.rubric.rubric import Criterion, Rubric

# Part of what a kept row is found by: change it whenever the words, the redaction, the screening
# or the checks of an answer change.
PROMPT_VERSION = "prompt-5"
# An answer names three lines a criterion and sums up in two sentences.
_TOKENS_A_CRITERION = 40
_TOKENS_BESIDES = 240
_PLAIN_CHARACTERS_A_TOKEN = 4
# Other scripts and accents take two to three bytes a letter, and more tokens a word.
_OTHER_CHARACTERS_A_TOKEN = 2
WITHHELD = "[WITHHELD]"


def build_prefix(title: str, description: str, rubric: Rubric) -> str:
    """Build what all candidates of a ranking share: instructions, job post and rubric."""
    instructions = files("shortlist.judging").joinpath("instructions.md").read_text("utf-8")
    parts = [instructions.strip(), f"# The job post\n\n{title}\n\n{description.strip()}"]
    parts.append(_write_rubric(rubric))
    return "\n\n".join(parts) + "\n"


def build_tail(lines: Sequence[str]) -> str:
    """Number the lines of a resume from 1; empty ones are left out and keep their numbers."""
    numbered = [
        f"L{number:02d}| {line.strip()}"
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    # Nobody may end the block from inside it.
    body = "\n".join(numbered).replace("</", "< /")
    return f"<resume>\n{body}\n</resume>"


def limit_output_tokens(rubric: Rubric) -> int:
    """Return how long an answer may be; a tight limit, because servers reserve all of it."""
    judged = len(rubric.criteria) + len(rubric.gates)
    return _TOKENS_BESIDES + _TOKENS_A_CRITERION * judged


def estimate_tokens(text: str) -> int:
    """Estimate the tokens of a text; within a tenth for English."""
    plain = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
    others = len(text) - plain
    return plain // _PLAIN_CHARACTERS_A_TOKEN + others // _OTHER_CHARACTERS_A_TOKEN


def _write_rubric(rubric: Rubric) -> str:
    parts = ["# The criteria"]
    for index, criterion in enumerate(rubric.criteria):
        parts.append(_write_criterion(name_criterion(index), criterion))
    parts.append("# The gates")
    gates = [f"{name_gate(index)}: {gate.text}" for index, gate in enumerate(rubric.gates)]
    parts.append("\n".join(gates) or "This job post has none: answer with an empty list.")
    return "\n\n".join(parts)


def _write_criterion(name: str, criterion: Criterion) -> str:
    first = f"{name}: {criterion.title} ({criterion.importance})"
    if has_usual_levels(criterion.title, criterion.levels):
        return f"{first}\n  levels: the standard ladder"
    anchors = (f"  level {level}: {text}" for level, text in enumerate(criterion.levels))
    return "\n".join([first, *anchors])


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
