"""A text as the screening looks at it: without what nobody sees, and the way back to a line."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import filterfalse

from shortlist.reading.plain_text import drop_invisible
from shortlist.words.resume_text import END_OF_LINE, ResumeText
from shortlist.words.tokens import fold

# Characters that nobody sees, and those that stand for plain letters: tags, mathematical letters.
_STRANGE = re.compile(
    "[\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2068\U000e0000-\U000e0fff"
    "\U0001d000-\U0001dfff]"
)


@dataclass(frozen=True)
class CleanText:
    """A resume without what nobody sees, and whether any of that deceived; lines stay lines."""

    text: ResumeText
    is_deceiving: bool = False


def clean_text(text: ResumeText) -> CleanText:
    """Leave out of a text the characters that nobody sees, and put plain letters for disguised."""
    if not any(map(_STRANGE.search, filterfalse(str.isascii, text.lines))):
        return CleanText(text)
    lines, folded = text.lines.copy(), text.folded.copy()
    is_deceiving = False
    for number, line in enumerate(lines):
        if not line.isascii():
            lines[number], deceives = _clean_line(line)
            is_deceiving |= deceives
            if lines[number] != line:
                folded[number] = fold(lines[number])
    return CleanText(ResumeText(lines, folded), is_deceiving)


def _clean_line(line: str) -> tuple[str, bool]:
    seen, is_deceiving = drop_invisible(line)
    return unicodedata.normalize("NFKC", seen).replace("\n", " "), is_deceiving


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
