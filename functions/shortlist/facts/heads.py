"""Heads of jobs: the line that says what somebody was, beside its dates, above or below them."""

import re
from collections.abc import Sequence

from shortlist.facts.dates import DateRange
from shortlist.words.sections import find_heading

WORDS = re.compile(r"[^\W\d_]{3,}")
# How long something lasted, beside its dates: "(6 yrs 10 mos)".
_SPAN = re.compile(
    r"\b\d{1,2}\s?(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|anos?|meses|anni|mesi|ani|luni|lat|mies)\b\.?"
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
        return last + 1
    if number and _may_be_head(folded, number - 1):
        return number - 1
    return last + 1 if last + 1 < len(folded) else number


def _may_be_head(folded: Sequence[str], number: int) -> bool:
    if number >= len(folded):
        return False
    line = folded[number]
    return bool(line.strip()) and not BULLET.match(line) and not find_heading(line)
