"""What a page draws: its objects in their order, and those of drawings within drawings."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import compress, repeat

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick

_MAX_DEPTH = 20
# Of two bytes a letter, with their end.
_LONGEST_STAND_IN_BYTES, _MOST_STAND_IN_BYTES = 10, 4096
_WORDLESS = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)


# The addresses of objects, and what kind each is.
_Objects = tuple[list[int], list[int]]


class PageObjects:
    """The objects of a page: `outer` are in the order of drawing, `texts` are at any depth.

    `drawings` counts what is drawn and no text: pictures, and lines that may be letters as
    outlines. All objects are asked at once: a page may have thousands.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        start = quick.find_address(page.raw)
        found = map(quick.get_object, repeat(start), range(quick.count_objects(start)))
        self.outer, self._kinds = _with_kinds(list(found))
        self.texts: list[int] = []
        self.drawings = 0
        for some, kinds in _levels_of((self.outer, self._kinds)):
            self.texts += _of_kind(raw.FPDF_PAGEOBJ_TEXT, some, kinds)
            self.drawings += len(kinds) - sum(map(kinds.count, _WORDLESS))
        _drop_stand_ins(self.texts)

    def find_under(self) -> list[int]:
        """Find what is drawn before all text, which cannot cover any of it."""
        for place, (item, kind) in enumerate(zip(self.outer, self._kinds, strict=True)):
            if kind in _WORDLESS and _has_kind(item, kind, raw.FPDF_PAGEOBJ_TEXT):
                return self.outer[:place]
        return self.outer

    def picture_share(self, width: float, height: float) -> float:
        """Estimate which part of the page its pictures cover; a scan may be cut into strips."""
        covered = 0.0
        bounds = (ctypes.c_float * 4)()
        start, size = ctypes.addressof(bounds), ctypes.sizeof(ctypes.c_float)
        places = range(start, start + 4 * size, size)
        for item, kind in zip(self.outer, self._kinds, strict=True):
            if _has_kind(item, kind, raw.FPDF_PAGEOBJ_IMAGE) and quick.read_bounds(item, *places):
                left, bottom, right, top = bounds
                covered += (right - left) * (top - bottom)
        return float(min(covered / (width * height), 1.0))


def _has_kind(item: int, kind: int, wanted: int) -> bool:
    """Tell whether an object is of a kind, or draws one that is."""
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return kind == wanted
    return any(wanted in kinds for _, kinds in _levels_of(([item], [kind])))


def _with_kinds(addresses: list[int]) -> _Objects:
    return addresses, list(map(quick.get_kind, addresses))


def _of_kind(wanted: int, addresses: list[int], kinds: list[int]) -> Iterator[int]:
    return compress(addresses, map(wanted.__eq__, kinds))


def _levels_of(objects: _Objects) -> Iterator[_Objects]:
    """Yield objects, then those of drawings within them, and so on down."""
    for _ in range(_MAX_DEPTH):
        yield objects
        if raw.FPDF_PAGEOBJ_FORM not in objects[1]:
            return
        objects = _with_kinds(
            [
                quick.get_inner(item, index)
                for item in _of_kind(raw.FPDF_PAGEOBJ_FORM, *objects)
                for index in range(quick.count_inner(item))
            ]
        )


def _drop_stand_ins(texts: Sequence[int]) -> None:
    """Take away the words that a file wants read in place of those that it draws.

    A letter or two are left: they tell what a ligature or a hyphen means. So is what stands for
    letters of other scripts, whose glyphs need not tell what they mean.
    """
    size, words = ctypes.c_ulong(), ctypes.create_string_buffer(_MOST_STAND_IN_BYTES)
    place = ctypes.addressof(words), len(words)
    counts = list(map(quick.count_marks, texts))
    for item, count in compress(zip(texts, counts, strict=True), counts):
        for number in reversed(range(count)):
            mark = quick.get_mark(item, number)
            size.value = 0
            quick.read_mark(mark, b"ActualText", *place, ctypes.addressof(size))
            is_long = size.value > _LONGEST_STAND_IN_BYTES
            if is_long and (size.value > len(words) or not any(words.raw[1 : size.value : 2])):
                quick.remove_mark(item, mark)
