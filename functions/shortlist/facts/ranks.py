"""Ranks in the names of papers: "Level 3", "Category B1", "Zweites Staatsexamen"."""

import re
from collections.abc import Iterator, Mapping, Set

from shortlist.words.joints import AND, OR, UP_TO

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
# "Level 2 and 3", "Category A, B1"; "Level 2 and 3 years" names one.
_AND = rf"\s(?:{AND}|{OR}|{UP_TO})\s"
_JOINT = rf"(?:,?{_AND}|\s?[/&]\s?|-|,\s?(?=\w[\d.]{{0,3}}(?:\s?[^\w\s]|\s?$|{_AND})))"
_ONE_LEVEL = (
    r"(?:[1-8]|i{1,3}|iv|v)\b"
    r"(?!\s?(?:\+|years?|yrs?|months?|weeks?|days?|hours?|jahre?|monate?|tage?|stunden|ans?|annees|mois|jours"
    r"|heures|anos?|mes(?:es|i)|dias|horas|anni|giorni|ore|ani|luni|zile|lat\w?|miesi\w+|dni|godzin)\b)"
)
_LEVEL = re.compile(
    r"\b(?:levels?|lvl|niveaux?|nivel|niveles|nivelul|livell[oi]|poziom|stufen?|grad|gradul|grado|grades?"
    rf"|[ns]vq(?: l)?)\s?({_ONE_LEVEL}(?:{_JOINT}{_ONE_LEVEL}){{0,5}})"
)
_ONE_CATEGORY = r"[a-d](?:\d(?:\.\d)?)?\b"
_CATEGORY = re.compile(
    r"\b(?:category|categories|cat|kategorien?|categorie|categorias?|kategori[ae]|part[- ]66)"
    rf"\W{{1,2}}({_ONE_CATEGORY}(?:(?:{_JOINT}|,\s?(?!a\b)){_ONE_CATEGORY}){{0,9}})|\b([a-d]\d\.\d)\b"
)
_SPLIT = re.compile(rf"{_AND}|[,/&-]")
# "STCW III/2"
_RULE = re.compile(r"\b(?:iii|ii|iv|vi|i|v)/\d\b")
_ORDINALS = {
    "1": "first|erste[nsr]?|premiere?|primer[oa]?|prim[oa]|pierwsz\\w{1,3}",
    "2": "second|zweite[nsr]?|deuxieme|second[oa]?|segund[oa]|doilea|drugi\\w{0,3}",
    "3": "third|dritte[nsr]?|troisieme|tercer[oa]?|terz[oa]|treilea|trzeci\\w{0,3}",
}
# A "first degree" is any, and "first aid" has no second one.
_NO_RANK = (
    r"(?![\s-](?:\w+[\s-])?(?:degree|aid\w*|language|\w*abschluss\w*|\w*studium|hilfe|secours"
    r"|auxilios|soccorso|ajutor|pomoc\w?)\b)"
)
_CLASS = re.compile(
    r"\b(?:(first|second|third|1st|2nd|3rd)[\s-]class|(?:upper|lower)[\s-](second))\b"
)
_CLASSES = {"first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3"}
_ORDINAL = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th|\.(?=\s[a-z]))|"
    + "|".join(f"(?P<n{number}>{words})" for number, words in _ORDINALS.items())
    + rf")(?!\w){_NO_RANK}"
)

Ranks = Mapping[str, Set[str]]


def find_ranks(folded: str) -> Ranks:
    """Find the ranks that a text names, by their kind."""
    unclassed = _CLASS.sub(" ", folded)
    found = {
        "level": {_ROMAN.get(one, one) for one in _find_each(_LEVEL, folded)},
        "category": set(_find_each(_CATEGORY, folded)),
        "rule": set(_RULE.findall(folded)),
        "class": {_CLASSES[match[1] or match[2]] for match in _CLASS.finditer(folded)},
        "ordinal": {match[1] or str(match.lastgroup)[1:] for match in _ORDINAL.finditer(unclassed)},
    }
    return {kind: ranks for kind, ranks in found.items() if ranks}


def _find_each(pattern: re.Pattern[str], folded: str) -> Iterator[str]:
    """Find the ranks of one kind, each one of a list by itself."""
    for match in pattern.finditer(folded):
        yield from (one.strip(" ,") for one in _SPLIT.split(match[match.lastindex or 0]))


def has_other_rank(asked: Ranks, folded: str) -> bool:
    """Tell whether a text names a rank of a kind that is asked for, and none that is enough.

    A higher level is, and a better class; "B1" may be "B1.1".
    """
    if not asked:
        return False
    found = find_ranks(folded)
    return any(
        kind in found
        and not any(_is_enough(kind, one, two) for one in ranks for two in found[kind])
        for kind, ranks in asked.items()
    )


def _is_enough(kind: str, asked: str, found: str) -> bool:
    if kind == "level":
        return found >= asked
    if kind == "class":
        return found <= asked
    return asked == found or (
        kind == "category" and (asked.startswith(found + ".") or found.startswith(asked + "."))
    )
