"""A text as the screening looks at it: without what nobody sees, and the way back to a line."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import filterfalse

from shortlist.reading.plain_text import drop_invisible
from shortlist.words.resume_text import END_OF_LINE

# Characters that nobody sees, and those that stand for plain letters: tags, mathematical letters.
_STRANGE = re.compile(
    "[\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2068\U000e0000-\U000e0fff"
    "\U0001d000-\U0001dfff]"
)


def needs_cleaning(lines: Sequence[str]) -> bool:
    """Tell whether lines have characters that nobody sees or that stand for plain letters."""
    return any(map(_STRANGE.search, filterfalse(str.isascii, lines)))


def clean_lines(lines: Sequence[str]) -> tuple[list[str], bool]:
    """Give the lines without invisible characters, in plain letters, and whether any deceived."""
    seen = [drop_invisible(line) for line in lines]
    cleaned = [unicodedata.normalize("NFKC", line).replace("\n", " ") for line, _ in seen]
    return cleaned, any(is_deceiving for _, is_deceiving in seen)


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
