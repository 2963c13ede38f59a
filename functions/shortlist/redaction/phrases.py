"""Telling phrases in a text, such as "married" and "driving licence", with where they stand."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple, get_args

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import FILLER
from shortlist.redaction.vocabulary import fold_in_place, read_kinds

PhraseKind = Literal[
    "marital", "marital_alone", "parent", "child", "by_itself", "kin", "before_nation",
    "after_nation", "born", "maiden", "nickname", "child_of", "lives", "boss",
    "boss_before", "document", "network",
]  # fmt: skip
_WordKind = Literal[
    "count", "of", "child", "nation", "country", "place_before", "risky", "possessive"
]

_WORD = re.compile(
    r"[^\W\d_]{2,}|[acdfnstwx](?=[./+]| las )|i(?= (?:am|c[ao]me|live|reside|stay)\b|'m)"
    r"|d(?='orig)"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")  # noqa: RUF001
_START = re.compile(r"(?:^|[,;|•·:()\t~/–—-]|\. |  )\W{0,3}\Z")  # noqa: RUF001
_END = re.compile(r" ?[,;|•·\t]|[:()]| [-–—/~] |\. |\.?$| {3,}|\x01| \x01")  # noqa: RUF001
_LOOK_BACK = 6


class Phrase(NamedTuple):
    """A telling phrase and the bounds of it and of its line."""

    kind: PhraseKind
    start: int
    end: int
    line_start: int
    line_end: int

    def begins_part(self, page: Page) -> bool:
        """Tell whether it begins a line, or a part that a sign sets apart in one."""
        first = max(self.line_start, self.start - _LOOK_BACK)
        before = page.folded[first : self.start]
        is_first = first == self.line_start and not before.strip(" ")
        return is_first or FILLER in before[-3:] or _START.search(before) is not None

    def is_alone(self, page: Page) -> bool:
        """Tell whether nothing else stands in its part of the line."""
        is_last = self.end == self.line_end
        is_last = is_last or _END.match(page.folded, self.end, self.line_end) is not None
        return is_last and self.begins_part(page)

    def words_before(self, page: Page, reach: int = 40) -> list[re.Match[str]]:
        """List the words before it on its line, as far back as that."""
        first = max(self.line_start, self.start - reach)
        return list(_TOKEN.finditer(page.folded, first, self.start))

    def words_after(self, page: Page, reach: int = 60) -> list[re.Match[str]]:
        """List the words behind it on its line, as far as that."""
        return list(_TOKEN.finditer(page.folded, self.end, min(self.line_end, self.end + reach)))


def find_phrases(page: Page) -> Iterator[Phrase]:
    """Find all telling phrases, in their order."""
    phrases = _load_phrases()
    for word in _WORD.finditer(page.folded):
        for kind, phrase in phrases.get(word[0], ()):
            end = _match(page.folded, word.start(), phrase)
            if end:
                bounds = page.line_bounds(page.find_line(word.start()))
                yield Phrase(kind, word.start(), end, *bounds)


def is_one_of(word: str, kind: _WordKind) -> bool:
    """Tell whether a folded word is of a kind."""
    return word in _load_kinds()[kind]


def is_nation(word: str) -> bool:
    """Tell whether a folded word, or each half of it, says where somebody is a citizen."""
    nations = _load_kinds()["nation"]
    return not is_one_of(word, "country") and all(
        half in nations or any(f"{half[:size]}*" in nations for size in range(3, len(half) + 1))
        for half in word.split("-")
    )


@cache
def _load_kinds() -> Mapping[str, frozenset[str]]:
    kinds = read_kinds("statements.txt")
    return {kind: frozenset(map(fold_in_place, words)) for kind, words in kinds.items()}


@cache
def _load_phrases() -> Mapping[str, tuple[tuple[PhraseKind, str], ...]]:
    """Give the telling phrases by their first words, the longest first."""
    found: dict[str, list[tuple[PhraseKind, str]]] = {}
    for kind in get_args(PhraseKind):
        for phrase in _load_kinds()[kind]:
            first = _WORD.match(phrase.partition("*")[0])
            if first:
                found.setdefault(first[0], []).append((kind, phrase))
    return {
        word: tuple(sorted(some, key=lambda one: (-len(one[1]), one)))
        for word, some in found.items()
    }


def _match(folded: str, start: int, phrase: str) -> int:
    """Give where a phrase ends, 0 where it does not stand."""
    end = start + len(phrase)
    is_there = folded.startswith(phrase, start) and not folded[end : end + 1].isalnum()
    return end if is_there else 0
