"""Words as redaction compares them: folded in place, by kinds, and which of them are ordinary.

Folding keeps every character in its place, so that what is found can be cut out. A name made of
ordinary words is not cut out wherever it stands.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal
from unicodedata import is_normalized, normalize

from shortlist.words.lexicon import read_lines
from shortlist.words.tokens import fold_plural

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_SAME_AS = {
    "ß": "s", "ł": "l", "đ": "d", "ø": "o", "\u0131": "i", "\u03c2": "\u03c3", "ð": "d", "þ": "t",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ",
}  # fmt: skip
_HAS_LIGATURE = re.compile("[\ufb00-\ufb04]")
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
_CHUNK = 500


class _Folding(dict[int, str]):
    """One folded character for every character, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_character(chr(point))
        return folded


def _fold_character(character: str) -> str:
    lower = character.lower()
    same = _SAME_AS.get(lower)
    if same:
        return same
    letters = [one for one in normalize("NFKD", lower) if not _FIRST_MARK <= one <= _LAST_MARK]
    if len(letters) == 1 and not letters[0].isspace():
        return letters[0]
    return lower if len(lower) == 1 else character


_FOLDING: Final = _Folding()
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold_in_place(text: str) -> str:
    """Lower the case and drop accents; the answer is as long as the text."""
    lower = text.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(text):
        return text.translate(_FOLDING)
    return _BEYOND_ASCII.sub(_fold_run, lower)


def _fold_run(match: re.Match[str]) -> str:
    return match[0].translate(_FOLDING)


def compose(text: str) -> str:
    """Write letters with their accents as one character, and ligatures as letters."""
    if text.isascii():
        return text
    if not is_normalized("NFC", text):
        # Putting a long run of marks in order takes quadratic time, so no run may be long.
        chunks = (text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))
        text = "".join(normalize("NFC", chunk) for chunk in chunks)
    return text.translate(_LIGATURES) if _HAS_LIGATURE.search(text) else text


WordKind = Literal[
    "skill", "ordinary", "month", "office", "particle", "title", "suffix", "job",
    "verb", "tool_verb", "before_first_name", "before_name", "before_month",
    "place_prefix", "document_title", "contact_heading", "referee_heading", "contact_label",
    "pronoun", "german", "french", "spanish", "romanian",
    "kin_sign", "birth_sign", "age_sign", "closing_sign",
    "box_sign",
]  # fmt: skip
_SHORT = 2


def read_kinds(name: str) -> dict[str, list[str]]:
    """Read a file of lines "kind = words"."""
    text = files("shortlist.redaction").joinpath("data", name).read_text("utf-8")
    kinds: dict[str, list[str]] = {}
    for line in text.splitlines():
        kind, equals, words = line.partition(" = ")
        if equals and not line.startswith("#"):
            kinds.setdefault(kind, []).extend(words.split(", "))
    return kinds


@cache
def _load_kinds() -> dict[str, list[str]]:
    return read_kinds("words.txt")


@cache
def _load_values() -> dict[str, list[str]]:
    return read_kinds("values.txt")


@cache
def load_words(kind: WordKind) -> frozenset[str]:
    """Load the words of a kind, folded."""
    return frozenset(map(fold_in_place, _load_kinds()[kind]))


@cache
def load_values(kind: str) -> frozenset[str]:
    """Load the words that values of a kind are made of, folded; none for other kinds."""
    return frozenset(map(fold_in_place, _load_values().get(kind, ())))


@cache
def _load_vocabulary() -> frozenset[str]:
    """Load dictionary words (first names are not among them) and stop words of ten languages."""
    words = [line.partition(" ")[0] for line in read_lines("words.txt")]
    return frozenset(map(fold_plural, words)) | frozenset(
        map(fold_in_place, read_lines("stop_words.txt"))
    )


def is_vocabulary(folded: str) -> bool:
    """Tell whether a word is one of a dictionary, whatever names it may also be part of."""
    vocabulary = _load_vocabulary()
    return folded in vocabulary or fold_plural(folded) in vocabulary


def is_ordinary(folded: str) -> bool:
    """Tell whether a part of a name may mean something else in a resume."""
    if len(folded) <= _SHORT or is_vocabulary(folded):
        return True
    return any(
        folded in load_words(kind) for kind in ("ordinary", "skill", "month", "job", "office")
    )
