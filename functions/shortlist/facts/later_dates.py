"""Dates to come beside a paper or a degree: it begins or ends only then."""

import re

from shortlist.facts.dates import find_points

# A degree is followed by its field and its school before it says how it stands.
_REACH = 110
_EXPECTED = re.compile(
    r"\b(?:voraussichtlich|expected|anticipated|prevue?s?|previst[oa]s?|prevazut[a]?|planowan\w+|przewidywan\w+)\b"
)
# What a later year may be of, beside a degree.
_OF_OTHER = re.compile(
    r"\b(?:due|until|visa|valid|available|availability|start\w*|notice|contract|registration|revalidation"
    r"|renew\w*|next|refresh\w*|retrain\w*|recert\w*|reassess\w*|inspection|nachst\w+|\w*unterweisung"
    r"|auffrisch\w*|fortbildung|prochain\w*|recyclage|renouv\w*|proxim\w+|renov\w*|prossim\w+"
    r"|aggiorn\w*|rinnov\w*|urmat\w+|reinnoi\w*|nastepn\w+|kolejn\w+|odnowi\w*|expires?|expiry|exp|pin|project|gultig|verfugbar|ab|disponible|disponibile|dostepn\w+|wazn\w+)\b"
)
_TO = re.compile(r"\s*(?:[-–—/]|to|bis|a|al|au|do|pana in|until)\s*")  # noqa: RUF001
# "(QTS) in September 2027", "QTS, September 2027 start": the paper is to be begun then.
_BEGINS = re.compile(
    # A sign before other words begins something else: "licence (training of others in May)".
    r"(?:\W{0,3}|(?:\(\w{1,12}\)|(?! -)[^,;.:|(\u2013\u2014]){0,40})"
    r"\b(?:in|from|im|ab|a partir d[eu]|desde|dal|od|incepand (?:din|cu))\s"
)
_ENDS = re.compile(
    r"\b(?:to|till|bis|jusqu\w*|hasta|fino|pana|do|valid\w*|valab\w*|vigent\w*|vence|scad\w*|expir\w*|caduc\w*)\b"
)
_START = re.compile(
    r"\W{0,2}(?:start\w*|begin\w*|beginn\w*|debut\w*|inicio|inizio|inceput\w*|rozpocz\w+)"
)
_NEAR = 60
_COMING_YEAR = re.compile(r"20[2-9]\d")


def ends_later(line: str, end: int, last: int, today: int) -> bool:
    """Tell whether a clause says of a degree that it ends later: by a word, or by its year alone.

    The clause ends at `last`. "MSc, 2024 - 2028" ends later; what "BSc 2015, registration due
    2028" says is of another thing.
    """
    if _EXPECTED.search(line, end, end + _REACH):
        return True
    points = find_points(line[end:last])
    years = [is_later_year(point.first, today) for point, _, _ in points]
    if not any(years):
        return False
    place = years.index(True)
    if _OF_OTHER.search(line[end : end + points[place][1]]):
        return False
    return (
        place == 0
        or _TO.fullmatch(line[end + points[place - 1][2] : end + points[place][1]]) is not None
    )


def begins_later(line: str, end: int, today: int) -> bool:
    """Tell whether the first date behind a paper says that it is only begun then."""
    after = line[end : end + _NEAR]
    if _COMING_YEAR.search(after) is None:
        return False
    point, first, last = next(iter(find_points(after)), (None, 0, 0))
    if point is None or point.first <= today or _OF_OTHER.search(after[:first]):
        return False
    if _ENDS.search(after[:first]):
        return False
    return _BEGINS.fullmatch(after[:first]) is not None or _START.match(after, last) is not None


def is_later_year(month: int, today: int) -> bool:
    """Tell whether a month, counted from year 0, is in a year to come."""
    return (month - 1) // 12 > (today - 1) // 12
