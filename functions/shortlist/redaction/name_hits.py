"""Where the words of a name stand in a folded text, each by itself or glued to the others."""

from collections.abc import Iterator
from typing import NamedTuple

from shortlist.redaction.names import NamePart, PersonName

_GLUE = ("", ".", "_", "-")
_LONG = 8
_SHORTEST_WITH_INITIAL = 4
_SHORTEST_GLUED = 6


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
            end = start + len(spelling)
            if part.is_unspaced or is_whole_word(folded, start, end):
                yield Hit(start, end, part)
            start = folded.find(spelling, end)


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Tell whether no letter stands on either side; digits and underscores may."""
    return not (start and folded[start - 1].isalpha()) and not folded[end : end + 1].isalpha()


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
