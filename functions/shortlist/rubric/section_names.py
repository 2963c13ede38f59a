"""What the words of a heading say: which kind of section of a job post it opens."""

import re
from functools import cache
from typing import Literal

from shortlist.rubric.cue_words import load_signs, read_lines
from shortlist.words.lexicon import load_stop_words
from shortlist.words.tokens import fold

Kind = Literal["required", "duty", "nice", "other", "neutral"]

EDGE = " \t\r\n:;-–—_*#•·|=>.,▪●■§~…?!¿¡"  # noqa: RUF001
_ORDER: tuple[tuple[str, Kind], ...] = (
    ("profile", "required"),
    ("other", "other"),
    ("nice", "nice"),
    ("work", "duty"),
    ("required", "required"),
    ("duty", "duty"),
)
_HEADING_WORDS = frozenset(
    (
        "key",
        "main",
        "training",
        "list",
        "job",
        "position",
        "basic",
        "general",
        "core",
        "criteria",
        "professional",
        "technical",
        "personal",
        "required",
        *("profesional", "professionnelle", "professionale", "berufliche", "zawodowe"),
        *("minima", "minimo", "minimale", "minimum", "minimos", "minimi"),
        *("requerida", "requeridas", "requeridos", "requise", "requises", "requis"),
        *("richiesta", "richieste", "richiesti", "wymagane", "erforderliche", "necesare"),
    )
)
# "We look after people": what else we say of ourselves.
_OURS = re.compile(r"(?:we|our|wir|unsere?|nous|notre|nos|noi|nasz\w*|nuestr\w+|nostr\w+)\b")
_SPEAKS = re.compile(r"\b(?:you|role|job|rolle|poste|puesto|ruolo|rol|aufgabe|mission|tache)")
# Who reads, or has, alone: what follows is who that should be.
_READER = frozenset(
    ("you", "du", "sie", "vous", "toi", "tu", "ty", "usted", "lei", "ai", "masz", "hai")
)
# "We want you!" says nothing of what follows.
_SLOGAN = re.compile(
    r"(?:wir suchen|we (?:want|need)|szukamy|cerchiamo) (?:genau )?(?:dich|euch|sie|you|te|ciebie)"
    r"|(?:nous|on) (?:te|vous) (?:re)?cherch(?:ons|e)|te (?:buscamos|cautam)"
)
_WILL = frozenset(("vei", "bedziesz", "wirst du", "you will", "you would"))

_WITH_US = re.compile(
    r"(?<=\w)(?<!dich)(?<!sie)\s"
    r"(?:with us|bei uns|chez nous|con nosotros|da noi|con noi|la noi|u nas)(?=\s|$)"
)
_SHORT_VERBS = (("you'll need", "you will need"), ("you'd need", "you will need"))


@cache
def _load_kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    pairs = dict(line.split(" = ") for line in read_lines("sections.txt"))
    kinds: list[tuple[Kind, re.Pattern[str]]] = []
    for name, kind in _ORDER:
        words = sorted(set(pairs[name].split(", ")), key=lambda word: (-len(word), word))
        kinds.append((kind, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")))
    return tuple(kinds)


@cache
def _load_labels() -> frozenset[str]:
    return frozenset(word for line in read_lines("labels.txt") for word in line.split())


def plain_heading(text: str) -> str:
    """Give a heading's text folded, without the signs around it."""
    folded = fold(text).replace("&", " and ")
    return " ".join(folded.strip(EDGE).split())


def name_kind(plain: str) -> Kind | None:
    """Tell which kind of section a heading opens, by its words."""
    if plain in _READER:
        return "required"
    if plain in _WILL:
        return "duty"
    if _SLOGAN.fullmatch(plain):
        return None
    for short, full in _SHORT_VERBS:
        plain = plain.replace(short, full)
    # "What you'll do with us" is no offer.
    plain = _WITH_US.sub("", plain)
    if load_signs("gives").search(plain):
        return "other"
    if _OURS.match(plain) and load_signs("asking").search(plain):
        return "required"
    ours: Kind | None = "other" if _OURS.match(plain) else None
    kind = next((kind for kind, words in _load_kinds() if words.search(plain)), ours)
    # "Our workshop" has the beginning of "work" in it.
    return ours if ours and kind == "duty" and not _SPEAKS.search(plain) else kind


def names_section(plain: str) -> bool:
    """Tell whether a short line has a word that hardly stands outside headings."""
    return _load_section_words().search(plain) is not None


@cache
def _load_section_words() -> re.Pattern[str]:
    pairs = dict(line.split(" = ") for line in read_lines("sections.txt"))
    return re.compile(r"\b(?:" + "|".join(pairs["sure"].split(", ")) + r")")


def says_nothing_else(plain: str) -> bool:
    """Tell whether a line has only words of headings and words that say nothing."""
    rest = plain
    for _, words in _load_kinds():
        rest = re.sub(words.pattern + r"\w*", " ", rest)
    return _load_empty_words().issuperset(re.findall(r"\w+", rest))


@cache
def _load_empty_words() -> frozenset[str]:
    return load_stop_words() | _HEADING_WORDS


def is_label(plain: str) -> bool:
    """Tell whether a folded text is the label of a short fact, as "Location"."""
    return _load_labels().issuperset(re.findall(r"\w+", plain.replace(" d'", " ")))
