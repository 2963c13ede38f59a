"""Where the words of a name stand in a folded text, each by itself or glued to the others."""

from collections.abc import Iterator
from typing import NamedTuple

from shortlist.redaction.names import NamePart, PersonName
from shortlist.redaction.vocabulary import is_ordinary

_GLUE = ("", ".", "_", "-")
_LONG = 8
_SHORTEST_WITH_INITIAL = 4
_SHORTEST_GLUED = 6
_LETTERS_OF_A_LONG_WORD = 40


class Hit(NamedTuple):
    """A word of a name in a text."""

    start: int
    end: int
    part: NamePart


def find_hits(folded: str, name: PersonName) -> list[Hit]:
    """Find the words of a name as whole words, in the order of the text; they do not overlap."""
    hits = [hit for part in name.all_parts for hit in _find_part(folded, part)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _find_part(folded: str, part: NamePart) -> Iterator[Hit]:
    for spelling in filter(None, part.spellings):
        start = folded.find(spelling)
        while start >= 0:
            end = _find_end(folded, start, spelling, part)
            if part.is_unspaced or is_whole_word(folded, start, end):
                yield Hit(start, end, part)
            start = folded.find(spelling, start + len(spelling))
    if len(part.folded) >= _LONG and not part.is_ordinary:
        yield from _find_in_pieces(folded, part)


def _find_end(folded: str, start: int, spelling: str, part: NamePart) -> int:
    end = start + len(spelling)
    return end + 1 if _is_genitive(folded, end, part) else end


def _is_genitive(folded: str, end: int, part: NamePart) -> bool:
    """Tell "Janes" from a word of its own that a name begins: "Paris" from "Pari"."""
    if part.is_ordinary or folded[end : end + 1] != "s" or folded[end + 1 : end + 2].isalpha():
        return False
    return len(part.folded) >= _SHORTEST_WITH_INITIAL and not is_ordinary(f"{part.folded}s")


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Tell whether no letter stands on either side; digits and underscores may."""
    return not (start and folded[start - 1].isalpha()) and not folded[end : end + 1].isalpha()


def _find_in_pieces(folded: str, part: NamePart) -> Iterator[Hit]:
    """Find a long word that the text writes as several: Vandersteen, van der Steen."""
    word = part.folded
    joined = folded.replace(" ", "").replace("-", "").replace("'", "")
    if joined.count(word) <= folded.count(word):
        return
    start = folded.find(word[:2])
    while start >= 0:
        end = _match_in_pieces(folded, start, word)
        if end and is_whole_word(folded, start, end):
            yield Hit(start, end, part)
        start = folded.find(word[:2], start + 1)


def _match_in_pieces(folded: str, start: int, word: str) -> int:
    """Give the end of a word that begins here with single joints inside; 0 when it does not."""
    position = start
    for index, letter in enumerate(word[:_LETTERS_OF_A_LONG_WORD]):
        if index and folded[position : position + 1] in (" ", "'", "-"):
            position += 1
        if folded[position : position + 1] != letter:
            return 0
        position += 1
    return position


def find_glued(folded: str, name: PersonName) -> Iterator[tuple[int, int]]:
    """Find the forms in which file names and handles glue a name together."""
    for form, is_anywhere in dict.fromkeys(_write_glued(name)):
        start = folded.find(form)
        while start >= 0:
            end = start + len(form)
            if is_anywhere or is_whole_word(folded, start, end):
                yield start, end
            start = folded.find(form, end)


def _write_glued(name: PersonName) -> Iterator[tuple[str, bool]]:
    """Write the glued forms, and whether each is long enough to be cut out of longer words."""
    words = [part for part in name.parts if not part.is_unspaced]
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    is_long = len(first.folded) + len(last.folded) >= _LONG
    is_distinct = len(first.folded) + len(last.folded) >= _SHORTEST_GLUED
    is_anywhere = is_long and not (first.is_ordinary or last.is_ordinary)
    for one, other in ((first, last), (last, first)):
        for glue in _GLUE if is_distinct else _GLUE[1:]:
            yield f"{one.folded}{glue}{other.folded}", is_anywhere
    if is_distinct:
        yield "".join(part.folded for part in words), False
    for part, letter in ((last, first.folded[0]), (first, last.folded[0])):
        if not part.is_ordinary and len(part.folded) >= _SHORTEST_WITH_INITIAL:
            for glue in _GLUE:
                yield f"{letter}{glue}{part.folded}", False
                yield f"{part.folded}{glue}{letter}", False
