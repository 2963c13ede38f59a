"""Classes of a driving licence, as texts name them, deny them and set them below a label."""

import re
from functools import cache

from shortlist.facts.fact_words import join_words, read_vocabulary
from shortlist.facts.stances import is_denied
from shortlist.words.joints import AND

# The older names of British licences for lorries and buses.
_RANK = re.compile(
    r"\b(?:(?:[hl]gv )?class [12](?! (?:medical|laser|felon|road))|[hl]gv ?[12]|pcv|psv)\b"
)
# "Pkw-Führerschein", "CE-Führerschein".
_BEFORE_NAME = re.compile(r"\b(pkw|auto|lkw|ce|c1|be|[bcd])[-\s](?:fuhrerschein|fahrerlaubnis)")
_BY_VEHICLE = {"pkw": "b", "auto": "b", "lkw": "c"}
_RANKS = {"1": "ce", "2": "c", "pcv": "d", "psv": "d"}
# Labels in front of classes alone: "Permisos: B, C, C+E".
PERMITS = (
    "permiso", "permisos", "permis", "permise", "carnet", "carnets", "carne", "carnes", "patente",
    "patenti", "licence", "licences", "license", "licenses", "fuhrerschein", "fuhrerscheine",
    "fahrerlaubnis", "fahrerlaubnisse", "fahrerlaubnisklassen", "fuhrerscheinklassen",
    "prawo jazdy", "prawa jazdy",
)  # fmt: skip
# "Carnet de marinar" is for no class DE, so that only "D+E" says it.
PERMIT_CLASSES = ("b", "be", "b+e", "c", "c1", "c1e", "ce", "c+e", "d", "d1", "d+e")
_CLASS_LEADS = (
    "class", "classes", "klasse", "klassen", "kategorie", "kategoria", "kategorii", "category",
    "categoria", "categorie", "categories", "cat.", "cat", "kat.", "kat", "kl.", "clase", "clasa",
    "lgv", "hgv",
    "fuhrerscheinklasse", "permiso de conducir", "permiso de conduccion", "permis de conduire",
    "permis auto", "permis de conducere", "patente di guida",
    "carnet de conducir", "carne de conducir", "driving licence", "driving license",
    *PERMITS,
)  # fmt: skip
# "Permiso de conducir" names no class DE.
_ONE_CLASS = r"\"?(?!de\s[a-z]{3})[a-d]1?e?\"?(?:\s?\+\s?e)?"
_NEXT_CLASS = rf"(?:\s?\((?:\w+ )?[\d/.]{{2,10}}\))?(?:\s?[,/]\s?|\s(?:{AND}|oder|or)\s|(?=\W|$))"
_CLASSES = re.compile(
    rf"\b(?:{join_words(_CLASS_LEADS)})[\s:\"'(]{{1,3}}"
    r"(?:nur |only |tip |de |with |incl?\.? |including |mit |avec |con |cu |z )?"
    rf"((?:{_ONE_CLASS}{_NEXT_CLASS})+)"
)
_BESIDE_CLASSES = " :.-•*\t"
# A class that may be denied: a letter alone is one only where it is not A, which is a word too.
_SAID_CLASS = re.compile(
    r"\b(?:(?:class|classe|klasse|clase|clasa|kategori\w+|categor\w+|cat\.?|kat\.?|permis|permiso"
    r"|patente|licence|fuhrerschein)\s([a-d]1?(?:\s?\+\s?e|e)?|[12])"
    r"|([cbd]1?\s?\+\s?e|[cd]1e?|[bcd]e?))(?![\w+'])"
)
_CLASS = re.compile(r"[a-d]1?(?:\s?\+\s?e|e)?(?![a-z])")

# A class of driving licence, and the ones that it takes in.
_INCLUDES = {
    "ce": "c c1 c1e b be",
    "c": "c1 b",
    "c1e": "c1 b",
    "c1": "b",
    "d": "d1 b",
    "de": "d d1 b",
    "be": "b",
}
# What stands beside "Führerschein": "Klasse C", "B", "kat. B".
_NEXT_WORDS = re.compile(r"(?:[^\w,;()]{1,3}[\w+]+){0,2}")


def find_classes(folded: str) -> frozenset[str]:
    """Find the classes of a driving licence that a text names."""
    ranks = frozenset(_RANKS[one if one in _RANKS else one[-1]] for one in _RANK.findall(folded))
    before = frozenset(_BY_VEHICLE.get(one, one) for one in _BEFORE_NAME.findall(folded))
    led = [one for match in _CLASSES.finditer(folded) for one in _CLASS.findall(match.group(1))]
    return ranks | before | frozenset(re.sub(r"[\s+]", "", one) for one in led)


def find_next_classes(folded: str, start: int, end: int) -> frozenset[str]:
    """Find the classes that stand directly at the name of a licence."""
    found = _NEXT_WORDS.match(folded, end)
    return find_classes(folded[start : found.end() if found else end])


def include_lower(classes: frozenset[str]) -> frozenset[str]:
    """Add the classes that others take in."""
    return classes.union(*[_INCLUDES.get(one, "").split() for one in classes])


def find_denied_classes(folded: str) -> frozenset[str]:
    """Find the classes that a text says somebody has not: "B, keine Klasse CE", "no C+E"."""
    found = [
        match[1] or match[2]
        for match in _SAID_CLASS.finditer(folded)
        if is_denied(folded, *match.span())
    ]
    return frozenset(_RANKS.get(one) or re.sub(r"[\s+]", "", one) for one in found)


def join_permit(line: str, below: str) -> str:
    """Give a licence whose classes stand below its label on one line; empty for any other."""
    joined = f"fuhrerschein {below.strip(_BESIDE_CLASSES)}"
    is_label = line.strip(_BESIDE_CLASSES) in _load_permit_labels()
    return joined if is_label and find_classes(joined) else ""


@cache
def _load_permit_labels() -> frozenset[str]:
    return frozenset((*PERMITS, *read_vocabulary("licences.txt")["driving"]))
