"""Years of work in a resume: date ranges merged, so that overlapping roles count once."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from shortlist.words.lexicon import read_lines

_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(?:(\d{1,2})\s?[./-]\s?|([a-z]{3,10})[.,']{0,2}\s{0,2})?"
_JOIN = r"\s{0,3}(?:-|–|—|−|~|to|until|till|through|bis|a|au|al|hasta|pana la|pana in|ate|tot|do|till)\s{0,3}"  # noqa: RUF001, E501
_TWO_YEARS = re.compile(r"\b(?:19|20)\d\d")
# Begins with plain digits, which the engine can look for quickly; no boundary stands before them.
_STATED = re.compile(
    r"([0-9][0-9]?)(?<![0-9]{3})\s?\+?\s?(?:plus |or more )?"
    r"(?:years?|yrs?|ani|jahre[n]?|ans|anos|anni|jaar|lat|ar)\b"
)
_LONGEST_LINE = 400


@dataclass(frozen=True)
class WorkSpan:
    """A range of months, both ends included, with the line that names it."""

    first_month: int
    last_month: int
    line: int
    is_open: bool = False


@cache
def _load_range() -> re.Pattern[str]:
    words = [word for line in read_lines("present.txt") for word in line.split(", ")]
    present = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b{_MONTH}{_YEAR}{_JOIN}(?:{_MONTH}{_YEAR}(?!\d)|({present})\b)")


@cache
def _load_months() -> dict[str, int]:
    pairs = (line.split(" = ") for line in read_lines("months.txt"))
    return {start: int(number) for number, starts in pairs for start in starts.split(", ")}


def find_spans(folded_lines: list[str], today: date) -> list[WorkSpan]:
    """Find the date ranges of the lines given; a range still running ends today."""
    spans = []
    for number, line in enumerate(folded_lines, start=1):
        if "19" in line or "20" in line:
            spans.extend(_read_spans(line[:_LONGEST_LINE], number, today))
    return spans


def _read_spans(line: str, number: int, today: date) -> list[WorkSpan]:
    if not _TWO_YEARS.search(line):
        return []
    spans = []
    for match in _load_range().finditer(line):
        digits, name, year, end_digits, end_name, end_year, present = match.groups()
        first = int(year) * 12 + _read_month(digits, name, 1)
        last = today.year * 12 + today.month
        if end_year:
            last = int(end_year) * 12 + _read_month(end_digits, end_name, 12 if not name else 1)
        if first <= last <= (today.year + 1) * 12 + 12:
            spans.append(WorkSpan(first, last, number, present is not None))
    return spans


def _read_month(digits: str | None, name: str | None, default: int) -> int:
    if digits:
        return min(max(int(digits), 1), 12)
    months = _load_months()
    if name:
        return months.get(name[:4]) or months.get(name[:3]) or default
    return default


def count_years(spans: list[WorkSpan]) -> float:
    """Add up the months that any span covers, as years."""
    months = 0
    reached = 0
    for span in sorted(spans, key=lambda span: (span.first_month, span.last_month)):
        start = max(span.first_month, reached + 1)
        months += max(0, span.last_month - start + 1)
        reached = max(reached, span.last_month)
    return round(months / 12, 1)


def find_stated_years(folded: str) -> int | None:
    """Give the largest number of years a text claims, when it claims any."""
    stated = [int(match) for match in _STATED.findall(folded)]
    plausible = [years for years in stated if years <= 50]
    return max(plausible) if plausible else None
