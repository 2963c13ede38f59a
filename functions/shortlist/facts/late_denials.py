"""Denials that stand behind what they deny: "SAP: never used", "the badge I do not have"."""

import re
from functools import cache
from typing import Literal

from shortlist.facts.asides import is_not_without
from shortlist.facts.fact_words import load_pattern

_FILE = "stances.txt"
_AFTER = 80
_SIGNS = re.compile(r"\s?\d{0,4}[\s,:=(\u2013-]{0,4}")
# What goes on behind a comma is something else, but for what takes the denial back.
_VALUE = re.compile(r"(?:[^.,;|()!?\u2013\u2022]|(?<=\w)\.(?=\w))*")
_BUT = re.compile(r",?\s?(?:but|aber|mais|pero|ma|dar|ale)\b")
# "License no. 4471" and "Nº 12" have a number.
_NUMBER = re.compile(r"no(?:[.°º]\s?|\s)?\d")
_ON_FILE = re.compile(r"no\.")
# "Nicht erlernt", "mai svolta": not even the word for what was never done tells more.
_PARTICIPLE = re.compile(
    r"(?:nicht|noch nie|niemals) (?!vertieft)(?:ge|be|ver|er)\w+t|mai (?!mult)[a-z]+[ts][oaie]"
)
_VALUE_SIGNS = frozenset(":=(")
_WORD = re.compile(r"[^\W\d_]+")


def read_denial(line: str, start: int, end: int) -> Literal["denied", "open"] | None:
    """Read what a line says behind a name: "denied" where it says no, and nothing else.

    It is open where a no goes on to say more, or the name is said again: "SAP: never my
    favourite, but used daily". "Never suspended" says that all is well.
    """
    found = _SIGNS.match(line, end)
    begin = found.end() if found else end
    signs = line[end:begin]
    is_value = not _VALUE_SIGNS.isdisjoint(signs)
    value = _VALUE.match(line, begin, begin + _AFTER)
    text = value.group().strip() if value else ""
    no = load_pattern(_FILE, "none").search(text)
    is_no = is_value and _PARTICIPLE.fullmatch(text) is not None
    if (no is None and not is_no) or _names_number(line, begin, is_value=is_value):
        return None
    if any(load_pattern(_FILE, key).search(text) for key in ("harmless", "expire")):
        return None
    if no and is_not_without(text, *no.span()):
        return None
    if is_no or (no and _says_no(text, is_apart=is_value or "," in signs)):
        rest = line[begin + len(text) :]
        is_open = _BUT.match(rest) or line[start:end].split(" ", maxsplit=1)[0] in _WORD.findall(
            rest
        )
        return "open" if is_open else "denied"
    return "open" if is_value and no and no.start() == 0 else None


def _names_number(line: str, start: int, *, is_value: bool) -> bool:
    """Tell whether a "no" is short for a number."""
    return bool(_NUMBER.match(line, start) or (not is_value and _ON_FILE.match(line, start)))


def _says_no(text: str, *, is_apart: bool) -> bool:
    """Tell whether words deny, or end so behind what they are about: "for oil I do not have"."""
    late = None if is_apart else load_pattern(_FILE, "deny-after").search(text)
    said = text[late.end() :] if late else load_pattern(_FILE, "none").sub(" ", text)
    return all(map(is_of_denial, _WORD.findall(said)))


def says_only_no(text: str) -> bool:
    """Tell whether words do nothing but deny."""
    words = _WORD.findall(text)
    none = load_pattern(_FILE, "none")
    return any(map(none.fullmatch, words)) and all(
        none.fullmatch(word) or is_of_denial(word) for word in words
    )


@cache
def is_of_denial(word: str) -> bool:
    """Tell whether a word may stand with a denial and says nothing else."""
    return load_pattern(_FILE, "with-none").fullmatch(word) is not None
