"""The jobs and studies of a resume: which lines belong to each, and the months that they took."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat
from typing import NamedTuple

from shortlist.facts.dates import DateRange, find_points, find_ranges, may_name_season
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.heads import BULLET, WORDS, find_head, stand_above
from shortlist.facts.job_kinds import Kind, find_kind, opens_with_school, opens_without_work
from shortlist.facts.parted_dates import find_end_line, join_lines
from shortlist.words.sections import Place

_LONGEST_HEAD = 110
# "Grew sales in 2015." tells of work, and not when it began or ended.
_TELLS = re.compile(r"(?!joined|started|employed|worked)[a-z]+(?:ed|ew|ilt|ut|ought|ld)\b.*\.$")
_SPACED = re.compile(
    r"(?:19|20)\d\d\s+(?:\d{1,2}[./]|(?!(?:to|till?|until|bis|a|au|al|hasta|do|pana)\b)[a-z]+\s)"
)
# What dates have in them. Each alternative begins with one sign, so that the engine skips the rest.
_OPENS_WITH_YEAR = re.compile(r"\W{0,3}(?:19|20)\d\d\b(?!\W*$)")
_GOES_ON = re.compile(r"\s?[-\u2013\u2014\u2192]")
_DATED = re.compile(r"19\d\d|20\d\d|'\d\d|/(?<=\d/)\d\d(?!\d)|\.(?<=\d\.)\d\d(?!\d)")
_SEARCHED = 400


class Job(NamedTuple):
    """A stretch of work or study: lines from `first_line` to before `last_line`, from 0.

    `most` is its last month if the years given are read as generously as they allow. `part` is
    what of its first line is its own, where others stand on the same line.
    """

    kind: Kind
    first: int
    last: int
    most: int
    head: int
    first_line: int
    last_line: int
    date_line: int
    part: tuple[int, int] | None = None


@dataclass(frozen=True)
class Career:
    """All jobs and studies, and whether the date of a job stands there that nobody could read."""

    jobs: tuple[Job, ...]
    has_unread_date: bool

    @cached_property
    def work(self) -> tuple[Job, ...]:
        """Give the jobs, without studies, apprenticeships and unpaid work."""
        return tuple(job for job in self.jobs if job.kind == "work")


class _Anchor(NamedTuple):
    """A range of dates on a line, with the line that holds the title of its job."""

    dates: DateRange
    line: int
    head: int
    part: tuple[int, int] | None


def count_months(spans: Iterable[tuple[int, int]]) -> int:
    """Add up the months that any span covers, so that jobs at the same time count once."""
    months = reached = 0
    for first, last in sorted(spans):
        start = max(first, reached + 1)
        months += max(0, last - start + 1)
        reached = max(reached, last)
    return months


def read_career(
    folded: Sequence[str], places: Sequence[Place], openings: Sequence[int], today: int
) -> Career:
    """Read the jobs of a resume from the dates on its lines; `openings` are its headings."""
    dated = _find_dated_lines(folded)
    anchors: list[_Anchor] = []
    unread: list[int] = []
    is_above = stand_above(folded, dated, today)
    skipped = -1
    for number in dated:
        if number <= skipped:
            continue
        ranges = find_ranges(folded[number], today)
        if not ranges:
            below = find_end_line(folded, number)
            joined = join_lines(folded[number], folded[below], today) if below else None
            if joined:
                skipped = below
                ranges = [joined]
        if not ranges:
            ranges = _read_season(folded[number], today)
        ranges = [one for one in ranges if not _is_of_paper(folded[number], one)]
        if not ranges and _looks_like_date_of_job(folded[number], places[number], today):
            unread.append(number)
        if len(ranges) > 1:
            parts = _part_line(folded[number], ranges)
            anchors += map(_Anchor, ranges, repeat(number), repeat(number), parts)
            continue
        for one in ranges:
            head = find_head(folded, (number, max(number, skipped)), one, is_above=is_above)
            is_above = is_above or (not anchors and head > number)
            anchors.append(_Anchor(one, number, head, None))
    # "2020 Kitchen porter" below "2021 - 2023 Courier" is a job of its own.
    ends = sorted([*openings, *(n for n in unread if _OPENS_WITH_YEAR.match(folded[n]))])
    return Career(tuple(_cut_jobs(anchors, folded, places, ends)), bool(unread))


def _is_of_paper(line: str, dates: DateRange) -> bool:
    """Tell whether two dates with nothing between them stand beside a paper or a birth.

    Or one alone since which somebody holds a paper, or is married.
    """
    if dates.is_open and opens_without_work("no-work", line):
        return True
    is_spaced = _SPACED.search(line[dates.start : dates.end]) is not None
    return is_spaced and load_pattern("careers.txt", "paper").search(line) is not None


def _part_line(line: str, ranges: Sequence[DateRange]) -> list[tuple[int, int]]:
    """Give each of several jobs on a line what stands with its dates: before them, or after."""
    starts, ends = [one.start for one in ranges], [one.end for one in ranges]
    if WORDS.search(line[: starts[0]]):
        return list(zip([0, *ends[:-1]], [*ends[:-1], len(line)], strict=True))
    return list(zip(starts, [*starts[1:], len(line)], strict=True))


def _find_dated_lines(folded: Sequence[str]) -> list[int]:
    """Find the lines that may hold a date in their first signs."""
    ends = list(accumulate([len(line) + 1 for line in folded]))
    whole = "\n".join(folded)
    numbers = set()
    for match in _DATED.finditer(whole):
        number = bisect_right(ends, match.start())
        if match.end() <= ends[number] - len(folded[number]) - 1 + _SEARCHED:
            numbers.add(number)
    return sorted(numbers)


def _read_season(line: str, today: int) -> list[DateRange]:
    if len(line) > _LONGEST_HEAD or not may_name_season(line) or BULLET.match(line):
        return []
    return [
        DateRange(point.first, point.last, start, end)
        for point, start, end in find_points(line)
        if point.last - point.first == 2
        and point.first <= today
        # "Spring 2022 - since promoted" ends at a time that nobody could read.
        and not _GOES_ON.match(line, end)
    ]


def _looks_like_date_of_job(line: str, place: Place, today: int) -> bool:
    if (
        place in ("education", "list", "mention")
        or BULLET.match(line)
        or len(line) > _LONGEST_HEAD
        or _TELLS.match(line)
    ):
        return False
    names_paper = load_pattern("careers.txt", "paper").search(line)
    if names_paper or load_pattern("careers.txt", "study").match(line.lstrip()):
        return False
    if opens_with_school(line):
        return False
    # Nobody has begun a job at a date to come: that is when something ends.
    return any(point.first <= today for point, _, _ in find_points(line))


def _cut_jobs(
    anchors: Sequence[_Anchor],
    folded: Sequence[str],
    places: Sequence[Place],
    openings: Sequence[int],
) -> Iterable[Job]:
    starts = [min(one.line, one.head) for one in anchors]
    for index, anchor in enumerate(anchors):
        start = starts[index]
        later = [one for one in starts[index + 1 :] if one > start]
        end = later[0] if later else len(folded)
        opening = bisect_right(openings, max(start, anchor.line, anchor.head))
        if opening < len(openings):
            end = min(end, openings[opening])
        dates, between = anchor.dates, folded[anchor.line + 1 : anchor.head]
        yield Job(
            kind=find_kind(*_name_job(folded, anchor), places[anchor.line], between),
            first=dates.first,
            last=dates.last,
            most=dates.last + (12 if _is_bare(dates) else 0),
            head=anchor.head,
            first_line=start,
            last_line=end,
            date_line=anchor.line,
            part=anchor.part,
        )


def _is_bare(dates: DateRange) -> bool:
    return not dates.is_open and dates.first % 12 == 1 and dates.last % 12 == 0


def _name_job(folded: Sequence[str], anchor: _Anchor) -> tuple[str, str]:
    """Give the words that name what a range of dates is about, and those behind its dates."""
    head = folded[anchor.head]
    named = head[anchor.dates.end :] if anchor.head == anchor.line else ""
    return (head[slice(*anchor.part)] if anchor.part else head), named
