"""Dates and ranges of dates on a line, as resumes of many countries write them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from shortlist.facts.fact_words import join_words, match_words, read_vocabulary

_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"['\u00b4`]\d\d"
_YEAR_SIGN = re.compile(_YEAR)
_NAME = re.compile(r"[a-z]{3,}")
_DIGITS = re.compile(r"\d+")
_ELSE = re.compile(r"[a-z]{4,}|\d")
# A date begins with a digit or with a word: nothing else is worth a look.
_START = r"(?<![\d.])(?=\d|(?<![a-z])[a-z])"
_LONGEST_LINE = 400
# No date is longer, the spaces in it counted.
_LONGEST_POINT = 60
_LAST_SIGNS = "-–—+→"  # noqa: RUF001
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {name: number for number, name in enumerate(_ROMAN_MONTHS, start=1)}
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}


class Point(NamedTuple):
    """A date: the first and the last month it may mean, counted from year 0."""

    first: int
    last: int

    @property
    def is_exact(self) -> bool:
        """Tell whether it names a month."""
        return self.first == self.last


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
    months: dict[str, int]
    seasons: dict[str, str]
    since_word: re.Pattern[str]


@cache
def load_grammar() -> _Grammar:
    """Make the patterns."""
    words = read_vocabulary("dates.txt")
    months = {name: int(key) for key, names in words.items() if key.isdigit() for name in names}
    seasons = {name: key for key in _SEASON_MONTHS for name in words[key]}
    month = rf"(?:{join_words(months)})[a-z]{{0,9}}\.?"
    season = rf"(?:{join_words(seasons)})"
    point = (
        rf"(?:\d{{4}}-\d\d(?:-\d\d)?(?!\d)"
        rf"|(?:\d{{1,2}}[./-])?\d{{1,2}}\s?[./-]\s?{_YEAR}"
        rf"|{_YEAR}[./]\d{{1,2}}(?![\d./])"
        rf"|(?:\d{{1,2}}\.?\s)?(?:{month}|{season})(?:\s\d{{1,2}},)?(?:\sde)?[\s,./-]{{0,3}}(?:{_YEAR}|{_SHORT_YEAR})"
        rf"|(?:xi{{0,2}}|i?[vx]|vi{{1,3}}|i{{1,3}})[\s./]{{1,2}}{_YEAR}"
        rf"|q[1-4][\s/]{{0,2}}{_YEAR}|\d\d/\d\d(?![\d/])|{_YEAR})"
    )
    # "2019 r. - 2021 r." is Polish for years.
    of_year = r"(?:\s?r\.)?"
    # "06.16" is a month between two of its kind only: elsewhere it is a price or an hour.
    edge = rf"(?:{point}|\d{{1,2}}[./](?!00)\d\d(?![\d./]))"
    present = rf"(?:{join_words(words['present'])})"
    to = _write_to(join_words(words["to"]), month)
    return _Grammar(
        point=re.compile(rf"{_START}(?P<point>{point})(?!\d)"),
        # What every span has inside, found many times faster than the span itself.
        joint=re.compile(rf"\d{of_year}\)?{to}"),
        span=re.compile(
            rf"{_START}({edge}){of_year}\)?{to}(?:({edge})(?!\d)|({present})(?![a-z]))"
        ),
        # "January - June 2025" names the year once.
        in_year=re.compile(rf"\b({month}){to}({month}\s{_YEAR})"),
        since=re.compile(
            rf"\b(?:{join_words(words['since'])})\.?:?\s{{1,3}}(?:le\s|dem\s|el\s|il\s)?({edge})(?!\d)"
            rf"|{_START}({edge})\s{{0,2}}(?:-|–|—|\+|→)[\s)]{{0,3}}$"  # noqa: RUF001
        ),
        present=re.compile(rf"\b(?:{present})\b"),
        months=months,
        seasons=seasons,
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


@lru_cache(maxsize=4096)
def read_point(text: str) -> Point | None:
    """Read what the pattern of a date has found."""
    grammar = load_grammar()
    year_match = _YEAR_SIGN.search(text)
    if year_match is None:
        return _read_short(text, grammar)
    year = 12 * int(year_match.group())
    name = _NAME.search(text)
    roman = _ROMAN.get(text.partition(year_match.group())[0].strip(" ./"))
    if roman:
        return Point(year + roman, year + roman)
    if name:
        return _read_named(name.group(), year, grammar)
    if text.startswith("q"):
        last = 3 * int(text[1])
        return Point(year + last - 2, year + last)
    numbers = [int(one) for one in _DIGITS.findall(text) if len(one) <= 2]
    if not numbers:
        return Point(year + 1, year + 12)
    # Day and month stand in either order; a number over twelve is the day.
    month = numbers[0] if text.startswith(year_match.group()) else numbers[-1]
    if month > 12 and len(numbers) > 1:
        month = numbers[0]
    return Point(year + month, year + month) if 1 <= month <= 12 else None


def _read_named(name: str, year: int, grammar: _Grammar) -> Point | None:
    if name in grammar.seasons:
        first, last = _SEASON_MONTHS[grammar.seasons[name]]
        return Point(year + first, year + last)
    for length in (5, 4, 3):
        month = grammar.months.get(name[:length])
        if month:
            return Point(year + month, year + month)
    return None


def _read_short(text: str, grammar: _Grammar) -> Point | None:
    digits = _DIGITS.findall(text)
    if not digits:
        return None
    year = int(digits[-1])
    year = 12 * (2000 + year if year < 60 else 1900 + year)
    name = _NAME.search(text)
    if name:
        return _read_named(name.group(), year, grammar)
    month = int(digits[0])
    return Point(year + month, year + month) if 1 <= month <= 12 else None


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
        last = read_point(match.group(2))
        if last is not None:
            ranges.append(_close(first, last, match.span()))
    if not ranges:
        ranges = _find_within_year(line, grammar)
    if not ranges and _may_state_start(line, grammar):
        ranges = [
            DateRange(point.first, today, *match.span(), is_open=True)
            for match in grammar.since.finditer(line)
            if (point := read_point(match.group(1) or match.group(2))) is not None
        ]
    return [one for one in ranges if one.first <= one.last <= today + 18]


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
    return line.rstrip(" )")[-1:] in _LAST_SIGNS or grammar.since_word.search(line) is not None


def may_name_season(folded: str) -> bool:
    """Tell at little cost whether a season or a quarter may stand on a line."""
    return "q" in folded or any(name in folded for name in load_grammar().seasons)


def _close(first: Point, last: Point, span: tuple[int, int]) -> DateRange:
    """Let a range between bare years end when its last year begins, so that none counts twice."""
    is_bare = first.last - first.first == last.last - last.first == 11
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
