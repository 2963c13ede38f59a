"""Labels of job boards with what each one says on the line below: "Experience" above "5 years"."""

import re

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import load_cues, load_signs
from shortlist.rubric.headings import BULLET
from shortlist.rubric.section_names import is_label, name_kind, plain_heading, says_nothing_else
from shortlist.words.tokens import fold

_LONGEST_LABEL = 40
_LONGEST_VALUE = 90
_MOST_VALUES = 2
# "12 months" is as long as a contract; only with this word is it asked for.
_EXPERIENCE = re.compile(r"\b(?:exper|esper|doswiadcz)|erfahrung")


def join_values(lines: list[str]) -> list[str]:
    """Write what a label asks for behind it, and leave out contracts, hours and pay.

    "Travel" above "Own car needed" asks for a car: of that only the label is left out.
    A label has one or two short lines, and then another label, a heading or nothing: what has more
    is a section. "Hours" above the duties is none either, as they are no value.
    """
    lines = [part for line in lines for part in _part_value(line)]
    joined: list[str] = []
    skipped = 0
    for number, line in enumerate(lines):
        if skipped:
            skipped -= 1
            continue
        values = _find_values(lines, number)
        if not values:
            joined.append(line)
            continue
        skipped = len(values)
        if _is(line, "fact-label"):
            label = line.strip().rstrip(":")
            joined.append(f"{label}: {', '.join(value.strip() for value in values)}")
        else:
            joined += filter(_asks, values)
    return joined


def _find_values(lines: list[str], number: int) -> list[str]:
    """Find the lines that say what a label is for; none where it heads a section, or is none."""
    line = lines[number]
    is_fact = _is(line, "fact-label")
    if not (is_fact or _is(line, "value-label")):
        return []
    values: list[str] = []
    for below in lines[number + 1 :]:
        if not below.strip() or _opens(below):
            break
        values.append(below)
    is_short = 0 < len(values) <= _MOST_VALUES and all(map(_is_value, values))
    is_right = not is_fact or find_need_kind(f"{line.strip()}: {', '.join(values)}") is not None
    return values if is_short and is_right else []


def _part_value(line: str) -> list[str]:
    """Part "Pay: 12 an hour - Diploma in welding" where the next line of the page was joined."""
    head, colon, said = line.partition(":")
    value, dash, rest = said.partition(" - ")
    is_labelled = bool(colon and dash) and is_label(plain_heading(head)) and not BULLET.match(line)
    is_fact = is_labelled and find_need_kind(rest) is not None and find_need_kind(value) is None
    return [f"{head}:{value}", f"- {rest.strip()}"] if is_fact else [line]


def _asks(value: str) -> bool:
    """Tell whether a value names what somebody is to have: a fact, knowledge, or a readiness."""
    folded = fold(value)
    kind = find_need_kind(value)
    is_fact = kind is not None and (kind != "experience" or bool(_EXPERIENCE.search(folded)))
    is_said = load_signs("asking").search(folded) or load_cues("required").search(folded)
    is_of_person = any(load_signs(key).match(folded) for key in ("able", "known"))
    return is_fact or is_said is not None or is_of_person


def _is_value(line: str) -> bool:
    stripped = line.strip()
    is_sentence = stripped.endswith((".", "!", "?", ":", ";"))
    return len(stripped) <= _LONGEST_VALUE and not BULLET.match(line) and not is_sentence


def _opens(line: str) -> bool:
    """Tell whether a line is another label, or the heading of a section."""
    if _is(line, "fact-label") or _is(line, "value-label"):
        return True
    is_short = len(line.strip()) <= _LONGEST_LABEL and not BULLET.match(line)
    plain = plain_heading(line)
    is_head = says_nothing_else(plain) or line.rstrip().endswith(":")
    return is_short and is_head and name_kind(plain) is not None


def _is(line: str, key: str) -> bool:
    is_short = len(line.strip()) <= _LONGEST_LABEL and not BULLET.match(line)
    return is_short and load_signs(key).fullmatch(plain_heading(line)) is not None
