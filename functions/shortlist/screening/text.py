"""A text as the screening looks at it: folded lines, their words, and the way back to a line."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from shortlist.reading.text import normalise_text
from shortlist.words.tokens import find_words, fold

END_OF_LINE = "\n"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068"
# How tag characters and mathematical letters begin in UTF-8.
_STRANGE_BYTES = (b"\xf3\xa0", b"\xf0\x9d")


@dataclass(frozen=True)
class FoldedText:
    """The lines of a text folded, and their words in order, with the ends of lines among them."""

    folded: Sequence[str]
    words: list[str]

    @cached_property
    def whole(self) -> str:
        """The folded lines as one text."""
        return "\n".join(self.folded)

    @cached_property
    def plain(self) -> list[str]:
        """The words as if all stood on one line."""
        return [word for word in self.words if word != END_OF_LINE]

    @cached_property
    def unique(self) -> set[str]:
        """Every word once."""
        return set(self.words)

    @cached_property
    def longest(self) -> int:
        """The length of the longest word."""
        return max(map(len, self.unique), default=0)


def fold_text(lines: Sequence[str]) -> FoldedText:
    """Fold lines and find their words."""
    folded = fold("\n".join(lines)).split("\n")
    if len(folded) != len(lines):
        folded = [fold(line).replace("\n", " ") for line in lines]
    return FoldedText(folded, find_words("\n".join(folded)))


def needs_cleaning(whole: str) -> bool:
    """Tell whether a text has characters that nobody sees or that stand for plain letters."""
    if whole.isascii():
        return False
    if any(sign in whole for sign in _INVISIBLE):
        return True
    content = whole.encode("utf-8", "replace")
    return any(some in content for some in _STRANGE_BYTES)


def clean_lines(lines: Sequence[str]) -> list[str]:
    """Give the lines without invisible characters, in plain letters."""
    plain = (unicodedata.normalize("NFKC", normalise_text(line).text) for line in lines)
    return [line.replace("\n", " ") for line in plain]


def number_lines(words: Iterable[str], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Give the lines on which spans stand: a span is its first and last word, line ends aside."""
    if not spans:
        return set()
    ends: list[int] = []
    for place, word in enumerate(words):
        if word == END_OF_LINE:
            ends.append(place - len(ends))
    return {
        number
        for first, last in spans
        for number in range(bisect_right(ends, first) + 1, bisect_right(ends, last) + 2)
    }
