"""Ranks in the names of papers: "Level 3", "Category B1", "Zweites Staatsexamen"."""

import re
from collections.abc import Mapping, Set

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_LEVEL = re.compile(
    r"\b(?:level|lvl|niveau|nivel|nivelul|livello|poziom|stufe|grad|gradul|grado|grade"
    r"|[ns]vq(?: l)?)"
    r"\s?([1-8]|i{1,3}|iv|v)\b"
)
_CATEGORY = re.compile(
    r"\b(?:category|cat|kategorie|categorie|categoria|kategoria|part[- ]66)\W{1,2}"
    r"([a-d](?:\d(?:\.\d)?)?)\b|\b([a-d]\d\.\d)\b"
)
# "STCW III/2"
_RULE = re.compile(r"\b(?:iii|ii|iv|vi|i|v)/\d\b")
_ORDINALS = {
    "1": "first|erste[nsr]?|premiere?|primer[oa]?|prim[oa]|pierwsz\\w{1,3}",
    "2": "second|zweite[nsr]?|deuxieme|second[oa]?|segund[oa]|doilea|drugi\\w{0,3}",
    "3": "third|dritte[nsr]?|troisieme|tercer[oa]?|terz[oa]|treilea|trzeci\\w{0,3}",
}
_ORDINAL = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th|\.(?=\s[a-z]))|"
    + "|".join(f"(?P<n{number}>{words})" for number, words in _ORDINALS.items())
    + r")(?!\w)"
)

Ranks = Mapping[str, Set[str]]


def find_ranks(folded: str) -> Ranks:
    """Find the ranks that a text names, by their kind."""
    found = {
        "level": {_ROMAN.get(one, one) for one in _LEVEL.findall(folded)},
        "category": {match[1] or match[2] for match in _CATEGORY.finditer(folded)},
        "rule": set(_RULE.findall(folded)),
        "ordinal": {match[1] or str(match.lastgroup)[1:] for match in _ORDINAL.finditer(folded)},
    }
    return {kind: ranks for kind, ranks in found.items() if ranks}


def has_other_rank(asked: Ranks, folded: str) -> bool:
    """Tell whether a text names a rank of a kind that is asked for, and none that is enough.

    A higher level is; "B1" may be "B1.1".
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
    return asked == found or (
        kind == "category" and (asked.startswith(found + ".") or found.startswith(asked + "."))
    )
