"""Durations that a text states: "over fifteen years of landscaping", "seit mehr als 3 Jahren"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shortlist.facts.fact_words import group_words, join_words, load_pattern, read_vocabulary
from shortlist.facts.stances import find_clause, is_denied
from shortlist.words.joints import OR, UP_TO

_FILE = "numbers.txt"
_SEARCHED = 1000
_MOST_YEARS = 50
_AROUND = 28
_LONGEST_BEFORE_UNIT = 80
# "Dreijährige Erfahrung": of training or of a child it would be no time of work.
_OF_YEARS = (
    r"(?:jahrig|letni|roczn)\w{0,3}"
    r"(?=\s(?:\w+\s){0,2}?\w{0,12}(?:erfahrung|praxis|doswiadcz|staz|prakty))"
)
# "Eight shows a year": how often, and no time of work.
_RATE_BEFORE = re.compile(
    r"(?:\d\w?|[a-z]{2,}s|times|people|children|sheep|once|twice"
    r"|\w*day|night|evening|morning|weekend|week|shift|trip|visit)\s$"
)
_OF_RATE = ("a", "an")
# "Drugi rok pracy" is a second one.
_LONE_YEAR = re.compile(
    r"(?:^\W*|\b(?:mam|posiadam|ponad|okolo|prawie|caly|zaledwie|tylko|i|oraz)\s|[:,(-]\s?)"
    r"(roku?)(?=\s(?:doswiadcz|praktyk|stazu|pracy))"
)
_STANDING = re.compile(_OF_YEARS)
_ENNIAL = re.compile(
    r"\b(?P<before>\w{2,9}ennale) esperienza\b|\besperienza (?:\w+ )?(?P<after>\w{2,9}ennale)\b"
)
# What each of them has in it.
_STANDING_SIGNS = ("jahrig", "letni", "roczn")
# What "of three years' standing" is of, as far as it stands behind: "jährige einschlägige ...".
_LONGEST_AFTER_UNIT = 60
_OTHER_BEFORE = re.compile(
    r"(?:past|last|within|after|ages?|aged|over the|next|every|founded)\s+(?:the\s+)?$"
    # Ages of children: "from 10 weeks to 3 years".
    r"|\d\s?(?:weeks?|months?|wochen|monaten?|semaines?|mois|semanas|meses|settimane|mesi|saptamani"
    r"|luni|tygodni|miesiecy)\s?(?:[-–]\s?|\s(?:to|bis|a|la|do)\s)$"  # noqa: RUF001
    r"|(?:children|kids|pupils|toddlers|kinder|kindern|enfants|ninos|bambini|copii|dzieci)\s"
    r"(?:(?:aged|of|from|between|under|de|von|ab|unter|da|dai|intre|w wieku|od|moins de)\s)?"
    r"(?:\d{1,2}\s?(?:-|to|and|bis|und|a|et|y|e|si|do)\s?)?$"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated number of years, with where it stands on its line; `clause` are its words."""

    years: float
    start: int
    end: int
    clause: str


@cache
def load_numbers() -> dict[str, float]:
    """Load the words of numbers, in every language that we read."""
    words = read_vocabulary(_FILE)
    return {name: float(key) for key, names in words.items() if key[0].isdigit() for name in names}


@cache
def _load_lengths() -> dict[str, int]:
    """Load the units that are more than a year."""
    return dict.fromkeys(read_vocabulary(_FILE)["decade"], 10)


@cache
def _load_duration() -> re.Pattern[str]:
    words = read_vocabulary(_FILE)
    year = f"{join_words(words['year'])}|{_OF_YEARS}"
    units = f"(?P<year>{year})|(?P<month>{join_words(words['month'])})"
    number = rf"(?P<digits>\d{{1,2}}(?:[.,]\d)?)|(?P<word>{group_words(load_numbers())})"
    more = (
        r"(?:\s?(?:and a half|et demi|y medio|e mezzo|si jumatate|i pol)|einhalb)?"
        r"(?:\+|plus|or more|oder mehr|\bou plus|\bo mas|\bo piu|sau mai mult\w{0,2}|lub wiecej)?"
    )
    # "Two to three years", "zwei- bis dreijährig": the lower of both counts.
    up_to = (
        rf"(?:(?:[-/]|\u2013|{UP_TO}|{OR}|pana la|si)\s{{0,2}}"
        rf"(?:\d{{1,2}}|{group_words(load_numbers())})\s{{0,2}}[+-]?\s{{0,2}})?"
        r"(?:full\s|ganze\s|de\s)?"
    )
    return re.compile(
        rf"(?<![\w.,/])(?:{number})[\s-]{{0,2}}(?:\([^)]{{1,12}}\)\s?)?{more}\s{{0,2}}"
        rf"{up_to}(?:{units})'?(?!\w)"
    )


@cache
def _load_ennials() -> dict[str, float]:
    words = read_vocabulary(_FILE)
    named = {key.removeprefix("ennial-"): names for key, names in words.items() if "-" in key}
    return {name: float(years) for years, names in named.items() for name in names}


@cache
def _load_unit() -> re.Pattern[str]:
    words = read_vocabulary(_FILE)
    return re.compile(rf"(?:{group_words((*words['year'], *words['month']))})(?!\w)")


def _find_units(line: str) -> list[tuple[int, int]]:
    units = [match.span() for match in _load_unit().finditer(line)]
    if any(sign in line for sign in _STANDING_SIGNS):
        units = sorted(units + [match.span() for match in _STANDING.finditer(line)])
    return units


# Parts of words of which each duration has one.
UNITS = (
    "year", "yr", "annee", "month", "jahr", "monat", " ans", "1 an", "un an", " ano ", " anos",
    " anni", " anno", " ani", " lat ", " lata", "mois", " mes ", " meses", " mese", " mesi",
    " luni", " luna", " rok", "rok ", "mies", "jaar",
    "season", "saison", "temporada", "stagion", "sezon",
    "sezoan", "ennal", "letni", "roczn", "vendimi", "decad", "jahrzehnt", "decenn", "deceni",
    "dekad", " j.",
)  # fmt: skip


def find_durations(folded: str) -> list[Duration]:
    """Find the durations of a line, without those that are no time of work."""
    line = folded[:_SEARCHED]
    found = list(_find_ennials(line)) if "ennal" in line else []
    found += _find_lone_years(line) if "rok" in line else ()
    units = _find_units(line)
    if not units:
        return found
    # Each duration ends with a unit, so that the engine need not look anywhere else.
    first, last = max(0, units[0][0] - _LONGEST_BEFORE_UNIT), units[-1][1] + _LONGEST_AFTER_UNIT
    for match in _load_duration().finditer(line, first, last):
        value = _read_number(match)
        unit = match.group("year")
        years = value / 12 if unit is None else value * _load_lengths().get(unit, 1)
        if years > _MOST_YEARS or _is_other(line, match.start(), match.end()):
            continue
        if match.group("word") in _OF_RATE and _RATE_BEFORE.search(line[: match.start()]):
            continue
        first, last = find_clause(line, match.start(), match.end())
        found.append(Duration(years, match.start(), match.end(), line[first:last]))
    return found


def _find_lone_years(line: str) -> Iterator[Duration]:
    """Find "rok doświadczenia": a year, for which Polish has no article."""
    for match in _LONE_YEAR.finditer(line):
        first, last = find_clause(line, *match.span())
        yield Duration(1.0, *match.span(1), line[first:last])


def _find_ennials(line: str) -> Iterator[Duration]:
    """Find experience of years in one word: "esperienza decennale", but no "laurea triennale"."""
    for match in _ENNIAL.finditer(line):
        years = _load_ennials().get(match["before"] or match["after"])
        if years is not None:
            yield Duration(years, *match.span(), line[slice(*find_clause(line, *match.span()))])


def _read_number(match: re.Match[str]) -> float:
    if match.group("digits"):
        return float(match.group("digits").replace(",", "."))
    return load_numbers()[match.group("word")]


def _is_other(line: str, start: int, end: int) -> bool:
    """Tell whether a number of years is an age, a guarantee, a stretch of the past."""
    if _OTHER_BEFORE.search(line[max(0, start - _AROUND) : start]) or is_denied(line, start, end):
        return True
    # "Twenty-two years, the last nine on my own" are years of work.
    said = line[end : end + _AROUND].partition(",")[0]
    after = load_pattern(_FILE, "other").search(said)
    return after is not None and "experience" not in line[end : end + after.start()]
