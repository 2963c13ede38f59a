"""Heads of jobs: the line that says what somebody was, beside its dates, above or below them."""

import re
from collections.abc import Sequence

from shortlist.facts.dates import DateRange, find_ranges
from shortlist.words.lexicon import load_lexicon
from shortlist.words.sections import find_heading
from shortlist.words.titles import names_role
from shortlist.words.tokens import find_words

WORDS = re.compile(r"[^\W\d_]{3,}")
# How long something lasted, beside its dates: "(6 yrs 10 mos)".
_SPAN = re.compile(
    r"\b\d{1,2}\s?(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|anos?|meses|anni|mesi|ani|luni|lat|mies)\b\.?"
)
LONGEST_DATE_LINE = 40
# A longer line tells of the work.
_LONGEST_ROLE = 45
_DATED = re.compile(r"(?:19|20)\d\d")
# "Helped the accountant", "office junior to the store manager".
_OF_COLLEAGUE = re.compile(
    r"(?<!\bas )(?<!\bpromoted )(?<!\bals )(?<!\bzum )"
    r"\b(?:(?:for|to|by) the|for|to|by|the|der|den|dem|le|la|il"
    r"|(?:help|assist|support|accompany|serv)ing(?: the)?"
    r"|(?<=\w )supervising(?: the)?|alongside)\s(\w+(?:\s\w+)?)"
)
_WAS_DONE = re.compile(
    r"(?!registered|certified|qualified|unqualified|licen[cs]ed|chartered|skilled|experienced|trained"
    r"|accredited|advanced|embedded|retired|employed|newly)[a-z]{2,}ed\s"
)
BULLET = re.compile(r"\s{0,8}[-•*–·▪●◦○>]\s")  # noqa: RUF001


def find_head(
    folded: Sequence[str], lines: tuple[int, int], dates: DateRange, *, is_above: bool
) -> int:
    """Find the line with the title: that of the dates, else the one above it, else below.

    `lines` are the first and the last that the dates stand on. `is_above` tells that the first
    dates of the resume stand above their title: then all others do.
    """
    number, last = lines
    line = folded[number]
    rest = _SPAN.sub(" ", line[dates.end :])
    if WORDS.search(line[: dates.start]) or WORDS.search(rest):
        return number
    if is_above and _may_be_head(folded, last + 1):
        return _find_role(folded, last + 1, last + 2)
    if number and _may_be_head(folded, number - 1):
        return _find_role(folded, number - 1, number - 2, last + 1)
    return _find_role(folded, last + 1, last + 2) if last + 1 < len(folded) else number


def stand_above(folded: Sequence[str], dated: Sequence[int], today: int) -> bool:
    """Tell whether dates stand above their titles: two lines of them below blank ones show it."""
    lone = [
        number
        for number in dated
        if number
        and len(folded[number]) <= LONGEST_DATE_LINE
        and not folded[number - 1].strip()
        and _may_be_head(folded, number + 1)
    ]
    count = 0
    for number in lone if len(lone) > 1 else ():
        ranges = find_ranges(folded[number], today)
        count += len(ranges) == 1 and _is_lone(folded[number], ranges[0])
    return count > 1


def _is_lone(line: str, dates: DateRange) -> bool:
    """Tell whether nothing but dates is on a line."""
    rest = line[: dates.start] + " " + _SPAN.sub(" ", line[dates.end :])
    return WORDS.search(rest) is None


def _find_role(folded: Sequence[str], number: int, *others: int) -> int:
    """Give the line that names a role: one of the others where the first names an employer."""
    if _heads_job(folded[number]):
        return number
    return next(
        (
            one
            for one in others
            if one >= 0
            and _may_be_head(folded, one)
            and len(folded[one]) <= _LONGEST_ROLE
            and not _DATED.search(folded[one])
            and _heads_job(folded[one])
        ),
        number,
    )


def _heads_job(line: str) -> bool:
    """Tell whether a line names a role of the candidate's own."""
    return _WAS_DONE.match(line.lstrip()) is None and is_role(blank_colleagues(line))


def blank_colleagues(line: str) -> str:
    """Blank the roles of those whom a line says something was done for, or by."""
    return _OF_COLLEAGUE.sub(lambda found: " " if is_role(found.group(1)) else found.group(), line)


def is_role(line: str) -> bool:
    """Tell whether a line names a role."""
    return names_role(set(load_lexicon().find_terms(find_words(line))))


def _may_be_head(folded: Sequence[str], number: int) -> bool:
    if number >= len(folded):
        return False
    line = folded[number]
    return bool(line.strip()) and not BULLET.match(line) and not find_heading(line)
