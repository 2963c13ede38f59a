"""Ranges of dates whose start and end stand on two lines."""

from collections.abc import Sequence

from shortlist.facts.date_points import Point
from shortlist.facts.dates import DateRange, find_points, says_present
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.heads import LONGEST_DATE_LINE, WORDS


def find_end_line(folded: Sequence[str], number: int) -> int:
    """Find the line where a range may end that begins on one; 0 if there is none.

    It is the next one, or the one behind a line of nothing but "to".
    """
    if len(folded[number]) > LONGEST_DATE_LINE:
        return 0
    below = number + 1
    if below < len(folded) and load_pattern("dates.txt", "to").fullmatch(folded[below].strip()):
        below += 1
    return below if below < len(folded) else 0


def join_lines(line: str, after: str, today: int) -> DateRange | None:
    """Read a range whose start and end stand on two lines with nothing else on them."""
    length = len(line)
    line, after = line.strip(" -–—"), after.strip(" -–—")  # noqa: RUF001
    starts, ends = find_points(line), find_points(after)
    if len(starts) != 1 or _has_words(line, starts[0]):
        return None
    first = starts[0][0]
    if says_present(after):
        return DateRange(first.first, today, 0, length, is_open=True)
    if len(ends) != 1 or _has_words(after, ends[0]) or ends[0][0].last < first.first:
        return None
    return DateRange(first.first, ends[0][0].last, 0, length)


def _has_words(line: str, found: tuple[Point, int, int]) -> bool:
    rest = line[: found[1]] + " " + line[found[2] :]
    return len(WORDS.findall(load_pattern("careers.txt", "label").sub("", rest))) > 0
