"""A resume as redaction sees it: its text, its folded text, and where its contact block is."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from shortlist.redaction.placeholders import (
    FILLER,
    Span,
    mask_placeholders,
    merge_spans,
    put_in,
)
from shortlist.redaction.vocabulary import WordKind, fold_in_place, load_words
from shortlist.words.sections import find_heading

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS_OF_A_LANGUAGE = 4
_LONGEST_BLOCK = 12
_LONGEST_CONTACT_LINE = 120
_LONGEST_PLAIN_LINE = 80
_YEARS = re.compile(r"\b(?:19|20)\d\d ?[-–—/] ?(?:[^\W_]{1,10}[ /.]?)?(?:(?:19|20)\d\d|\w{3,8}\b)")  # noqa: RUF001
# "Av. de los Maestros 1280, Col. Alcalde, C.P. 44270, Guadalajara, Jalisco"
_LONG_ADDRESS = re.compile(r"[^,\d\n]{0,30}\b\d{1,5}[^,\n]{0,20}(?:, [^,\n]{2,30}){3,}\Z")
_LONGEST_CONTACT_SECTION = 20
_LONGEST_REFEREE_SECTION = 40
_EDGE = " \t:-–—_*#•·|=.▪●■"  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Page:
    """A text of lines; `folded` is as long as `text`, and blind where placeholders stand.

    `starts` holds where each line begins; `contact_lines` are the indexes of the lines that hold
    contact data: the block at the top and the sections about the person or its referees, of which
    `referee_lines` are the latter. `words` are the folded words of the text before anything was
    replaced.
    """

    text: str
    folded: str
    starts: tuple[int, ...]
    contact_lines: frozenset[int]
    referee_lines: frozenset[int]
    words: frozenset[str]

    def has_any(self, kind: WordKind) -> bool:
        """Tell whether any word of a kind stands in the text; quick, to save a search."""
        return not self.words.isdisjoint(load_words(kind))

    def is_in(self, language: WordKind) -> bool:
        """Tell whether enough of its words are of a language."""
        return len(self.words & load_words(language)) >= _FEWEST_WORDS_OF_A_LANGUAGE

    def replace(self, spans: Iterable[Span]) -> "Page":
        """Give the page with placeholders where spans are; its lines stay its lines."""
        some = merge_spans(self.text, spans)
        if not some:
            return self
        folded = put_in(self.folded, [span._replace(placeholder=_blind(span)) for span in some])
        return replace(
            self, text=put_in(self.text, some), folded=folded, starts=_find_starts(folded)
        )

    def hide(self, spans: Iterable[Span]) -> "Page":
        """Give the page with nothing to be found where spans are."""
        some = merge_spans(self.text, spans)
        if not some:
            return self
        hidden = [Span(start, end, FILLER * (end - start)) for start, end, _ in some]
        return replace(self, text=put_in(self.text, hidden), folded=put_in(self.folded, hidden))

    def line_bounds(self, index: int) -> tuple[int, int]:
        """Give where a line begins and ends in the text, its newline left out."""
        after = index + 1
        end = self.starts[after] - 1 if after < len(self.starts) else len(self.text)
        return self.starts[index], end

    def find_line(self, position: int) -> int:
        """Give the index of the line in which a position stands."""
        return bisect_right(self.starts, position) - 1

    def find_lines_about(self, placeholder: str) -> set[int]:
        """Give the indexes of the lines that hold a placeholder, and of those beside them."""
        lines: set[int] = set()
        position = self.text.find(placeholder)
        while position >= 0:
            line = self.find_line(position)
            lines.update(range(max(0, line - 1), min(len(self.starts), line + 2)))
            position = self.text.find(placeholder, position + 1)
        return lines

    def contact_bounds(self) -> Iterator[tuple[int, int]]:
        """Give the bounds of the contact lines, in order."""
        return (self.line_bounds(index) for index in sorted(self.contact_lines))

    def in_contact_lines(self, position: int) -> bool:
        """Tell whether a position of the text stands in a contact line."""
        return self.find_line(position) in self.contact_lines


def read_page(text: str) -> Page:
    """Read a text whose lines end with newlines."""
    folded = fold_in_place(mask_placeholders(text))
    lines = folded.split("\n")
    referee_lines = frozenset(_find_referee_lines(lines))
    contact_lines = referee_lines.union(_find_contact_lines(lines))
    words = frozenset(_WORD.findall(folded))
    return Page(text, folded, _find_starts(folded), contact_lines, referee_lines, words)


def _blind(span: Span) -> str:
    return FILLER * len(span.placeholder)


def _find_starts(text: str) -> tuple[int, ...]:
    lines = text.split("\n")
    return tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


_NUMBER_OF_REFEREE = re.compile(r" ?(?:no\.?|nr\.?|n[°º]|#)? ?\d\Z")
# A birth date may stand there by itself; a span of years belongs to what was done.
_ONE_DATE = re.compile(
    r"\W{0,3}\d{1,2}[ ./-]{1,2}[^\W_]{1,12}[ ./-]{1,2}(?:19|20)\d\d\b(?! ?[-–/])"  # noqa: RUF001
)
_APPLICATION = re.compile(
    r"(?:bewerbung (?:als|um|fur)|application for|candidature (?:au|pour)"
    r"|candidatura (?:a|para|per))\b"
)


def is_title_or_heading(folded_line: str) -> bool:
    """Tell whether a line only says that this is a resume, or that contact data follows."""
    name = folded_line.strip(_EDGE)
    is_told = name in load_words("document_title") or name in load_words("contact_heading")
    return is_told or _APPLICATION.match(name) is not None


def _find_contact_lines(folded_lines: Sequence[str]) -> Iterator[int]:
    yield from _take_block(folded_lines, 0, _LONGEST_BLOCK)
    for index, line in enumerate(folded_lines):
        if len(line) <= _LONGEST_BLOCK * 4 and line.strip(_EDGE) in load_words("contact_heading"):
            yield from _take_block(folded_lines, index + 1, _LONGEST_CONTACT_SECTION)


def _find_referee_lines(folded_lines: Sequence[str]) -> Iterator[int]:
    """Give the lines below a heading about referees, until another heading or enough of them."""
    left = 0
    for index, line in enumerate(folded_lines):
        if len(line) <= _LONGEST_BLOCK * 4:
            name = line.strip(_EDGE)
            if _NUMBER_OF_REFEREE.sub("", name) in load_words("referee_heading"):
                left = _LONGEST_REFEREE_SECTION
                continue
            if left and find_heading(line) is not None:
                left = 0
        if left and line.strip():
            left -= 1
            yield index


def _take_block(folded_lines: Sequence[str], first: int, longest: int) -> Iterator[int]:
    """Give the lines until a heading, a paragraph or enough of them."""
    taken = 0
    for index in range(first, len(folded_lines)):
        line = folded_lines[index]
        if not line.strip():
            continue
        if taken >= longest or _ends_block(line):
            return
        taken += 1
        yield index


def _ends_block(line: str) -> bool:
    holds_contact = "@" in line or FILLER in line or "|" in line or _LONG_ADDRESS.match(line)
    if len(line) > (_LONGEST_CONTACT_LINE if holds_contact else _LONGEST_PLAIN_LINE):
        return not holds_contact or len(line) > 2 * _LONGEST_CONTACT_LINE
    if not holds_contact and _YEARS.search(line) and not _ONE_DATE.match(line):
        return True
    name = line.strip(_EDGE)
    is_about_the_person = name in load_words("document_title") or name in load_words(
        "contact_heading"
    )
    return find_heading(line) is not None and not is_about_the_person
