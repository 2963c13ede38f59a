"""A last look at redacted lines, with other and simpler rules than those that redacted them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist.ranking.tokens import fold
from shortlist.redaction.vocabulary import is_ordinary, load_words

LeakKind = Literal["name", "email", "phone", "link"]

_WORD = re.compile(r"[^\W\d_]+")
_AT = re.compile(r"\S@\S+\.\w|\S ?[(\[]at[)\]] ?\S+ ?(?:\.|[(\[]dot[)\]])")
_PROFILE = re.compile(
    r"https?://|\bwww\.|\b(?:linkedin|github|gitlab|xing|facebook|instagram|twitter|behance|dribbble"
    r"|kaggle|bitbucket)\.(?:com|net|org)/\S",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,:/-])\+?\(?\d(?:[ ().-]{0,2}\d){8,17}(?![\w%:/]|[.,]\d)")
_DATES = re.compile(r"\b(?:\d{1,2}[ ./-]+){0,2}(?:19|20)\d\d\b(?:[ ./-]+\d{1,2}\b){0,2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_GROUPS_OF_THREE_OR_FEWER = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,}")
_FEWEST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Leak:
    """What kind of personal data survived, and the number of its line, from 1; never the data."""

    kind: LeakKind
    line: int


def find_leaks(lines: Sequence[str], name: str | None) -> tuple[Leak, ...]:
    """Look for known fields in redacted lines: the name, e-mail addresses, numbers and profiles.

    A last name that is also an ordinary word is only looked for as part of the full name.
    """
    words = _Words(name) if name else None
    return tuple(
        Leak(kind, number)
        for number, line in enumerate(lines, start=1)
        for kind in _find_kinds(line, words)
    )


def _find_kinds(line: str, name: "_Words | None") -> Iterator[LeakKind]:
    if name and name.stand_in(line):
        yield "name"
    if _AT.search(line):
        yield "email"
    if _PROFILE.search(line):
        yield "link"
    if any(map(str.isdigit, line)) and _holds_number(line):
        yield "phone"


def _holds_number(line: str) -> bool:
    for match in _DIGITS.finditer(line):
        number = match[0]
        if _THOUSANDS.fullmatch(number) or _GROUPS_OF_THREE_OR_FEWER.fullmatch(number):
            continue
        if sum(map(str.isdigit, _DATES.sub(" ", number))) >= _FEWEST_DIGITS:
            return True
    return False


class _Words:
    """The words of a name, folded, to be compared with the words of lines."""

    def __init__(self, name: str) -> None:
        spoken = name
        if "," in name:
            last, _, first = name.partition(",")
            spoken = f"{first} {last}"
        skipped = load_words("title") | load_words("suffix")
        words = [word for word in _WORD.findall(fold(spoken)) if word not in skipped]
        self._full = words
        self._last = words[-1] if words and not is_ordinary(words[-1]) else None
        self._is_ordinary = all(map(is_ordinary, words))

    def stand_in(self, line: str) -> bool:
        """Tell whether the full name or the last name stands in a line."""
        folded = fold(line)
        if not self._full or self._full[-1] not in folded:
            return False
        written = _WORD.findall(line)
        words = [fold(word) for word in written]
        if self._last and any(
            word == self._last and not as_written[0].islower()
            for word, as_written in zip(words, written, strict=True)
        ):
            return True
        return self._is_full_name_in(words, written)

    def _is_full_name_in(self, words: list[str], written: list[str]) -> bool:
        length = len(self._full)
        if length < 2:
            return False
        for start in range(len(words) - length + 1):
            if words[start : start + length] == self._full:
                capitals = all(word[0].isupper() for word in written[start : start + length])
                if capitals or not self._is_ordinary:
                    return True
        return False
