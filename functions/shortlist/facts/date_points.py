"""One date of a resume, read from the words and digits that name it."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from shortlist.facts.fact_words import read_vocabulary

_FILE = "dates.txt"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"[a-z]{3,}")
_DIGITS = re.compile(r"\d+")
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


@cache
def load_months() -> dict[str, int]:
    """Load the numbers of the months by how their names begin, in every language that we read."""
    words = read_vocabulary(_FILE)
    return {name: int(key) for key, names in words.items() if key.isdigit() for name in names}


@cache
def load_seasons() -> dict[str, str]:
    """Load the English names of the seasons by all their names."""
    words = read_vocabulary(_FILE)
    return {name: key for key in _SEASON_MONTHS for name in words[key]}


@lru_cache(maxsize=4096)
def read_point(text: str) -> Point | None:
    """Read what the pattern of a date has found; None for what is no month of any year."""
    found = _YEAR.search(text)
    if found is None:
        return _read_short(text)
    year = 12 * int(found.group())
    name = _NAME.search(text)
    roman = _ROMAN.get(text.partition(found.group())[0].strip(" ./"))
    if roman:
        return Point(year + roman, year + roman)
    if name:
        return _read_named(name.group(), year)
    if text.startswith("q"):
        last = 3 * int(text[1])
        return Point(year + last - 2, year + last)
    return _read_numbers(text, year, is_year_first=text.startswith(found.group()))


def _read_numbers(text: str, year: int, *, is_year_first: bool) -> Point | None:
    numbers = [int(one) for one in _DIGITS.findall(text) if len(one) <= 2]
    if not numbers:
        return Point(year + 1, year + 12)
    # Day and month stand in either order; a number over twelve is the day.
    month = numbers[0] if is_year_first else numbers[-1]
    if month > 12 and len(numbers) > 1:
        month = numbers[0]
    if month == (year // 12 + 1) % 100 > 12:
        # "2019/20" is a school year.
        return Point(year + 9, year + 20)
    return Point(year + month, year + month) if 1 <= month <= 12 else None


def _read_named(name: str, year: int) -> Point | None:
    season = load_seasons().get(name)
    if season:
        first, last = _SEASON_MONTHS[season]
        return Point(year + first, year + last)
    for length in (5, 4, 3):
        month = load_months().get(name[:length])
        if month:
            return Point(year + month, year + month)
    return None


def _read_short(text: str) -> Point | None:
    digits = _DIGITS.findall(text)
    if not digits:
        return None
    year = int(digits[-1])
    year = 12 * (2000 + year if year < 60 else 1900 + year)
    name = _NAME.search(text)
    if name:
        return _read_named(name.group(), year)
    if len(digits) == 1:
        return Point(year + 1, year + 12)
    month = int(digits[0])
    return Point(year + month, year + month) if 1 <= month <= 12 else None
