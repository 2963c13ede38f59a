"""What a page draws: its objects in their order, and those of drawings within drawings."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick

_MAX_DEPTH = 20
# Of two bytes a letter, with their end.
_LONGEST_STAND_IN_BYTES, _MOST_STAND_IN_BYTES = 10, 4096
_WORDLESS = frozenset({raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM})


class PageObject(NamedTuple):
    """The address of an object of a page, and what kind it is."""

    address: int
    kind: int


class PageObjects:
    """The objects of a page: `outer` are in the order of drawing, `texts` are at any depth.

    `drawings` counts what is drawn and no text: pictures, and lines that may be letters as
    outlines.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        start = quick.find_address(page.raw)
        self.outer = _with_kinds(
            list(map(quick.get_object, repeat(start), range(quick.count_objects(start))))
        )
        everything = list(_with_inner(self.outer))
        self.texts = [item for item, kind in everything if kind == raw.FPDF_PAGEOBJ_TEXT]
        self.drawings = sum(kind not in _WORDLESS for _, kind in everything)
        _drop_stand_ins(self.texts)

    def find_under(self) -> list[int]:
        """Find what is drawn before all text, which cannot cover any of it."""
        under: list[int] = []
        for one in self.outer:
            if has_kind(one, raw.FPDF_PAGEOBJ_TEXT):
                break
            under.append(one.address)
        return under

    def picture_share(self, width: float, height: float) -> float:
        """Estimate which part of the page its pictures cover; a scan may be cut into strips."""
        covered = 0.0
        bounds = (ctypes.c_float * 4)()
        start, size = ctypes.addressof(bounds), ctypes.sizeof(ctypes.c_float)
        places = range(start, start + 4 * size, size)
        for one in self.outer:
            if has_kind(one, raw.FPDF_PAGEOBJ_IMAGE) and quick.read_bounds(one.address, *places):
                left, bottom, right, top = bounds
                covered += (right - left) * (top - bottom)
        return float(min(covered / (width * height), 1.0))


def has_kind(one: PageObject, kind: int) -> bool:
    """Tell whether an object is of a kind, or draws one that is."""
    if one.kind != raw.FPDF_PAGEOBJ_FORM:
        return one.kind == kind
    return any(inner.kind == kind for inner in _with_inner([one]))


def _with_kinds(addresses: Sequence[int]) -> list[PageObject]:
    return list(map(PageObject, addresses, map(quick.get_kind, addresses)))


def _with_inner(objects: Sequence[PageObject]) -> Iterator[PageObject]:
    """Yield objects, and those of drawings within drawings."""
    for _ in range(_MAX_DEPTH):
        yield from objects
        objects = _with_kinds(
            [
                quick.get_inner(item, index)
                for item, kind in objects
                if kind == raw.FPDF_PAGEOBJ_FORM
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
    for item, count in zip(texts, map(quick.count_marks, texts), strict=True):
        for number in reversed(range(count)):
            mark = quick.get_mark(item, number)
            size.value = 0
            quick.read_mark(mark, b"ActualText", *place, ctypes.addressof(size))
            is_long = size.value > _LONGEST_STAND_IN_BYTES
            if is_long and (size.value > len(words) or not any(words.raw[1 : size.value : 2])):
                quick.remove_mark(item, mark)
