"""Folding that keeps every character in its place, so that what is found can be cut out."""

import re
from typing import Final
from unicodedata import is_normalized, normalize

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
