"""Pronouns: all become one placeholder, so that a resume reads the same whoever it is about."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import GENDER, THEY, Span
from shortlist.redaction.vocabulary import WordKind, load_words

_DECLARED = re.compile(
    r"\b(?:she|he|they) ?/ ?(?:her|him|them|they|his|s?he(?= ?/ ?(?:they|her|him|his)))"
    r"(?: ?/ ?(?:hers|his|theirs|they|them|her|him))?\b"
)
_DECLARED_SIGNS = ("he/", "he /", "they/", "they /", "(s)")
_PRONOUN = re.compile(r"\b[HhSs](?:e|he|im|er|is|ers|imself|erself)\b(?:/[Hh]er|/[Hh]im)?")
_TITLE_AFTER = re.compile(r" (?:majesty|highness|excellency|honou?r|grace)\b")
_CAPITALS = re.compile(r"\b(?:SHE|HIM|HERS|HIMSELF|HERSELF|HE|HER|HIS)\b")
_CERTAIN_CAPITALS = frozenset(["SHE", "HIMSELF", "HERSELF"])
_EITHER = re.compile(r"\bs/he\b|\(s\)he\b")

_START = r"(?:(?<=^)|(?<=\n)|(?<=[.!?•*:-] ))"
# A language, its pronouns, and those that count at the start of a sentence only: German "Sie"
# elsewhere is a polite "you".
_LANGUAGES: tuple[tuple[WordKind, re.Pattern[str]], ...] = (
    (
        "german",
        re.compile(
            r"\b(?:er|sie|ihn|ihm|ihr(?:e[rmns]?)?|sein(?:e[rmns]?)?)\b"
            rf"|{_START}(?:Er|Sie|Ihm|Ihr(?:e[rmns]?)?|Sein(?:e[rmns]?)?)\b"
        ),
    ),
    ("french", re.compile(rf"\b(?:ils?|elles?|lui)\b|{_START}(?:Ils?|Elles?|Lui)\b")),
    ("spanish", re.compile(rf"\b(?:él|ellas?|ellos)\b|{_START}(?:Él|Ellas?|Ellos)\b")),
    (
        "romanian",
        re.compile(
            rf"\b(?:el|ea|lui|ei|d[aâ]nsul|d[aâ]nsa)\b|{_START}(?:El|Ea|Lui|Ei|D[aâ]nsul|D[aâ]nsa)\b"
        ),
    ),
)
_AROUND = 12


def find_pronouns(page: Page) -> Iterator[Span]:
    """Find pronouns that tell a gender, in the languages that the text is written in."""
    if page.has_any("pronoun"):
        yield from _find_declared(page)
        yield from _find_english(page)
    for language, pronouns in _LANGUAGES:
        if page.is_in(language):
            for match in pronouns.finditer(page.text):
                yield Span(match.start(), match.end(), THEY)


def _find_declared(page: Page) -> Iterator[Span]:
    """Find "she/her" and its like, which people write below their names."""
    if any(sign in page.folded for sign in _DECLARED_SIGNS):
        for match in _DECLARED.finditer(page.folded):
            yield Span(match.start(), match.end(), GENDER)
        for match in _EITHER.finditer(page.folded):
            yield Span(match.start(), match.end(), THEY)


def _find_english(page: Page) -> Iterator[Span]:
    for match in _PRONOUN.finditer(page.text):
        word = page.folded[match.start() : match.end()].partition("/")[0]
        if word in load_words("pronoun") and not _TITLE_AFTER.match(page.folded, match.end()):
            yield Span(match.start(), match.end(), THEY)
    for match in _CAPITALS.finditer(page.text):
        if match[0] in _CERTAIN_CAPITALS or _is_in_capitals(page.text, match.start(), match.end()):
            yield Span(match.start(), match.end(), THEY)


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words around are in capitals too, so that these are no abbreviation."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    around = before.rpartition("\n")[2] + after.partition("\n")[0]
    return around.isupper() and sum(map(str.isalpha, around)) > _AROUND // 3
