"""A last look at redacted lines, with other and simpler rules than those that redacted them."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from unicodedata import category

from shortlist.redaction.names import NamePart, PersonName, read_name
from shortlist.redaction.vocabulary import fold_in_place, load_words
from shortlist.words.tokens import fold

_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_JOINTS = "'\u2018\u2019\u2010\u2011-"
_LONGEST_JOINT = 3
_MOST_PIECES = 16
_MOST_PARTICLES = 4


class LeakedName:
    """The words of a name, folded, to be compared with the words of lines."""

    def __init__(self, name: PersonName) -> None:
        """Look for this name."""
        self._forms = [_write_forms(part) for part in name.parts]
        self._last = self._forms[-1]
        self._rare = frozenset[str]().union(
            *(_write_forms(part) for part in name.parts if not part.is_ordinary)
        )
        self._particles = frozenset(map(_plain, name.particles))
        is_unspaced = any(part.is_unspaced for part in name.parts)
        self._unspaced = "".join(fold(part.folded) for part in name.parts) if is_unspaced else ""

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether a text has the letters of the name in a row; quick, to save a search."""
        if self._unspaced:
            return True
        letters = _plain(folded)
        if any(form in letters for form in self._rare):
            return True
        return all(any(form in letters for form in forms) for forms in self._forms)

    def stands_in(self, line: str, folded: str) -> bool:
        """Tell whether the full name, or a word of it that is no ordinary one, is in a line."""
        if self._unspaced:
            return self._unspaced in folded.replace(" ", "")
        words = _Words(line)
        if any(self._is_rare_at(words, start) for start in range(len(words.plain))):
            return True
        return len(self._forms) > 1 and any(
            self._is_full_name_at(words, start) for start in range(len(words.plain))
        )

    def _is_rare_at(self, words: "_Words", start: int) -> bool:
        """Tell a capitalised word of the name from one of a place's: "San José"."""
        if words.written[start][0].islower():
            return False
        if words.match(start, self._last & self._rare):
            return True
        is_in_place = start > 0 and words.plain[start - 1] in load_words("place_prefix")
        return not is_in_place and words.match(start, self._rare) > 0

    def _is_full_name_at(self, words: "_Words", start: int) -> bool:
        position = start
        for forms in self._forms:
            position = words.match(words.skip(position, self._particles), forms)
            if not position:
                return False
        written = zip(words.written[start:position], words.plain[start:position], strict=True)
        are_capitals = not any(
            word[0].islower() and plain not in self._particles for word, plain in written
        )
        return bool(self._rare) or are_capitals


class _Words:
    """The words of a line as they are written and folded, and what joins each to the next."""

    def __init__(self, line: str) -> None:
        found = list(_WORD.finditer(line))
        self.written = [match[0] for match in found]
        self.plain = [_plain(word) for word in self.written]
        self._joined = [
            _is_joint(line[one.end() : other.start()]) for one, other in pairwise(found)
        ]

    def skip(self, start: int, words: Set[str]) -> int:
        """Give the index of the next word that is none of these."""
        last = min(len(self.plain), start + _MOST_PARTICLES)
        while start < last and self.plain[start] in words:
            start += 1
        return start

    def match(self, start: int, forms: Set[str]) -> int:
        """Give the index after one of these words; the line may write it with joints inside."""
        word = ""
        for index in range(start, min(len(self.plain), start + _MOST_PIECES)):
            word += self.plain[index]
            if word in forms:
                return index + 1
            if index >= len(self._joined) or not self._joined[index]:
                break
        return 0


def _is_joint(between: str) -> bool:
    """Tell what stands inside words: a hyphen, an apostrophe, a vowel sign of some scripts."""
    return len(between) <= _LONGEST_JOINT and all(
        sign in _JOINTS or category(sign).startswith("M") for sign in between
    )


def _write_forms(part: NamePart) -> frozenset[str]:
    return frozenset(map(_plain, (part.folded, *part.spellings))) - {""}


def _plain(text: str) -> str:
    folded = text.lower() if text.isascii() else fold_in_place(fold(text))
    return folded if folded.isalpha() else _NO_LETTERS.sub("", folded)


LeakKind = Literal["name", "email", "phone", "link"]

_AT = re.compile(r"@[^\s@]{1,200}\.\w|[(\[]at[)\]] ?\S{1,200} ?(?:\.|[(\[]dot[)\]])")
_PROFILE = re.compile(
    r"https?://|www\.\w|(?:linkedin|github|gitlab|xing|facebook|instagram|twitter|behance|dribbble"
    r"|kaggle|bitbucket)\.(?:com|net|org)/\w"
)
_DIGITS = re.compile(r"\d(?:[ ().-]{0,2}\d){8,17}")
_DATES = re.compile(
    r"(?<!\d)(?:\d{1,2}[ ./-]+){0,2}(?:19|20)\d\d(?!\d)(?:[ ./-]+\d{1,2}(?!\d)){0,2}"
)
_GROUP = re.compile(r"\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?: ?- ?\d{1,3}(?:[ .]\d{3})+)?")
_DOTTED = re.compile(r"\d{1,5}(?:\.\d{1,20}){1,4}")
_FEWEST_DIGITS = 9
_SIGNS = ("@", "at)", "at]", "://", "www.", "/")


@dataclass(frozen=True, slots=True)
class Leak:
    """What kind of personal data survived, and the number of its line, from 1; never the data."""

    kind: LeakKind
    line: int


def find_leaks(lines: Sequence[str], name: str | None) -> tuple[Leak, ...]:
    """Look for known fields in redacted lines: the name, e-mail addresses, numbers and profiles.

    A word of the name that is also an ordinary one is only looked for as part of the full name.
    """
    whole = "\n".join(lines)
    plain_whole = fold(whole)
    known = read_name(name) if name else None
    leaked = LeakedName(known) if known else None
    if leaked and not leaked.may_stand_in(plain_whole):
        leaked = None
    if not (leaked or _DIGITS.search(whole) or any(sign in plain_whole for sign in _SIGNS)):
        return ()
    folded = [fold(line) for line in lines]
    return tuple(
        Leak(kind, number)
        for number, (line, plain) in enumerate(zip(lines, folded, strict=True), start=1)
        for kind in _find_kinds(line, plain, leaked)
    )


def _find_kinds(line: str, folded: str, name: LeakedName | None) -> Iterator[LeakKind]:
    if name and name.stands_in(line, folded):
        yield "name"
    if ("@" in line or "at)" in folded or "at]" in folded) and _AT.search(folded):
        yield "email"
    if ("/" in line or "www." in folded) and _PROFILE.search(folded):
        yield "link"
    if any(map(_holds_number, _DIGITS.finditer(line))):
        yield "phone"


def _holds_number(match: re.Match[str]) -> bool:
    """Tell digits that may be a telephone number from amounts, versions and dates."""
    number, line = match[0], match.string
    start, end = match.span()
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    if before.isalpha() or (before and before in ",.:/_$€£") or (after and after in "%,:/_"):
        return False
    if _THOUSANDS.fullmatch(number) or _DOTTED.fullmatch(number):
        return before == "+"
    groups = _GROUP.findall(number)
    if len(groups) == 2 and before != "+" and not groups[0].startswith("0"):
        return False
    return sum(map(str.isdigit, _DATES.sub(" ", number))) >= _FEWEST_DIGITS
