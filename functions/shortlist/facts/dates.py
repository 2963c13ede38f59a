"""Dates and ranges of dates on a line, as resumes of many countries write them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from shortlist.facts.date_points import Point, load_months, load_seasons, read_point
from shortlist.facts.fact_words import join_words, match_words, read_vocabulary

_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"['\u00b4`]\d\d"
_YEAR_SIGN = re.compile(_YEAR)
_ONWARDS = re.compile(r"\d\son(?:wards?)?\b")
_ELSE = re.compile(r"[a-z]{4,}|\d")
# A date begins with a digit or with a word: nothing else is worth a look.
# "2019-22", "2013 - 21:": of the second year only what is new. "2013 - 21 beds" is none.
_SHORT_END = (
    rf"(?<={_YEAR}[-\u2013/])\d\d(?![\w./-])"
    r"|(?<!\S)\d\d(?=\s*(?:$|[,:;|)(\]\u2013\u2014-]))"
)
_START = r"(?<![\d.])(?=['\u00b4`\d]|(?<![a-z])[a-z])"
_LONGEST_LINE = 400
# No date is longer, the spaces in it counted.
_LONGEST_POINT = 60
_LAST_SIGNS = "-–—+→"  # noqa: RUF001


class DateRange(NamedTuple):
    """A range of months, both ends included, and where it stands on its line."""

    first: int
    last: int
    start: int
    end: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns made from the words of all languages, once in a process."""

    point: re.Pattern[str]
    joint: re.Pattern[str]
    span: re.Pattern[str]
    in_year: re.Pattern[str]
    since: re.Pattern[str]
    present: re.Pattern[str]
    since_word: re.Pattern[str]


@cache
def load_grammar() -> _Grammar:
    """Make the patterns."""
    words = read_vocabulary("dates.txt")
    month = rf"(?:{join_words(load_months())})[a-z]{{0,9}}\.?"
    season = rf"(?:{join_words(load_seasons())})"
    point = (
        rf"(?:\d{{4}}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)"
        rf"|(?:\d{{1,2}}[./-])?\d{{1,2}}\s?[./-]\s?{_YEAR}"
        rf"|{_YEAR}[./]\d{{1,2}}(?![\d./])"
        rf"|(?:\d{{1,2}}\.?\s)?(?:{month}|{season})(?:\s\d{{1,2}},)?(?:\sde)?[\s,./-]{{0,3}}(?:{_YEAR}|{_SHORT_YEAR})"
        rf"|(?:xi{{0,2}}|i?[vx]|vi{{1,3}}|i{{1,3}})[\s./]{{1,2}}{_YEAR}"
        rf"|q[1-4][\s/]{{0,2}}{_YEAR}|\d\d/\d\d(?![\d/])|{_YEAR})"
    )
    # "2019 r. - 2021 r." is Polish for years.
    of_year = r"(?:\s?r\.)?"
    # "06.16" is a month between two of its kind only: elsewhere it is a price or an hour.
    edge = rf"(?:{point}|\d{{1,2}}[./](?!00)\d\d(?![\d./])|{_SHORT_YEAR})"
    present = rf"(?:{join_words(words['present'])})"
    to = _write_to(join_words(words["to"]), month)
    return _Grammar(
        point=re.compile(rf"{_START}(?P<point>{point})(?!\d)"),
        # What every span has inside, found many times faster than the span itself.
        joint=re.compile(rf"\d{of_year}\)?{to}"),
        span=re.compile(
            rf"{_START}({edge}){of_year}\)?{to}"
            rf"(?:({edge})(?!\d)|({present})(?![a-z])|(?P<short>{_SHORT_END}))"
        ),
        # "January - June 2025" names the year once.
        in_year=re.compile(rf"\b({month}){to}({month}\s{_YEAR})"),
        since=re.compile(
            rf"\b(?:{join_words(words['since'])})\.?:?\s{{1,3}}(?:le\s|dem\s|el\s|il\s)?({edge})(?!\d)"
            rf"|{_START}({edge})\s{{0,2}}(?:-|–|—|\+|→)[\s)]{{0,3}}$"  # noqa: RUF001
            rf"|{_START}({edge})\s(?:onwards?|on)(?=\s?(?:[-\u2013\u2014:,;|]|$))"
        ),
        present=re.compile(rf"\b(?:{present})\b"),
        since_word=match_words(words["since"]),
    )


def _write_to(to_words: str, month: str) -> str:
    """Write the pattern of what stands between the two ends of a span."""
    # The last four are dashes that were lost on the way from one character set to another.
    sign = r"(?:-{1,2}>?|–|—|−|~|→|=?>|/|\.\.|a€\S?|i1⁄4\W?|\ufffd)"  # noqa: RUF001
    return (
        # "2019 - do dziś" says it twice.
        rf"(?:\s{{0,3}}{sign}\s{{0,3}}(?:(?:{to_words})\s)?|,?\s(?:{to_words})\s"
        rf"|\s\?\s|\?(?=\d)|\s{{1,3}}(?={month}\s{{0,2}}{_YEAR})|(?<=[./]{_YEAR})\s{{1,3}}(?=\d{{1,2}}[./]{_YEAR}))"
    )


def find_ranges(folded: str, today: int) -> list[DateRange]:
    """Find the ranges of a line; one that still runs ends in the month `today`."""
    grammar = load_grammar()
    line = folded[:_LONGEST_LINE]
    ranges = []
    joint = grammar.joint.search(line)
    before = max(0, joint.start() - _LONGEST_POINT) if joint else 0
    for match in grammar.span.finditer(line, before) if joint else ():
        first = read_point(match.group(1))
        if first is None:
            continue
        if match.group(3):
            ranges.append(DateRange(first.first, today, *match.span(), is_open=True))
            continue
        last = read_point(match.group(2) or _name_year(match.group(1), match["short"]))
        if last is not None:
            ranges.append(_close(first, last, match.span()))
    if not ranges:
        ranges = _find_within_year(line, grammar)
    if not ranges and _may_state_start(line, grammar):
        ranges = [
            DateRange(point.first, today, *match.span(), is_open=True)
            for match in grammar.since.finditer(line)
            if (point := read_point(match.group(match.lastindex or 0))) is not None
        ]
    return [one for one in ranges if one.first <= one.last <= today + 18]


def _name_year(first: str, short: str) -> str:
    """Give the year of which only the last two digits stand behind another one."""
    years = _YEAR_SIGN.findall(first)
    return years[-1][:2] + short if years else ""


def _find_within_year(line: str, grammar: _Grammar) -> list[DateRange]:
    ranges = []
    for match in grammar.in_year.finditer(line):
        last = read_point(match.group(2))
        first = read_point(f"{match.group(1)} {match.group(2)[-4:]}")
        if first is not None and last is not None:
            ranges.append(DateRange(first.first, last.last, *match.span()))
    return ranges


def _may_state_start(line: str, grammar: _Grammar) -> bool:
    """Tell at little cost whether a date without an end may stand on a line."""
    return (
        line.rstrip(" )")[-1:] in _LAST_SIGNS
        or grammar.since_word.search(line) is not None
        or _ONWARDS.search(line) is not None
    )


def may_name_season(folded: str) -> bool:
    """Tell at little cost whether a season or a quarter may stand on a line."""
    return "q" in folded or any(name in folded for name in load_seasons())


def _close(first: Point, last: Point, span: tuple[int, int]) -> DateRange:
    """Let a range between bare years end when its last year begins, so that none counts twice."""
    is_bare = first.last - first.first == last.last - last.first == 11 and first.first % 12 == 1
    if is_bare and last.first > first.last:
        return DateRange(first.first, last.first - 1, *span)
    return DateRange(first.first, last.last, *span)


def find_points(folded: str) -> list[tuple[Point, int, int]]:
    """Find the dates of a line, each with where it stands."""
    grammar = load_grammar()
    found = []
    for match in grammar.point.finditer(folded[:_LONGEST_LINE]):
        point = read_point(match.group())
        if point is not None:
            found.append((point, *match.span()))
    return found


def says_present(folded: str) -> bool:
    """Tell whether a line says no more than that something still lasts."""
    rest = load_grammar().present.sub("", folded, count=1)
    return rest != folded and not _ELSE.search(rest)
