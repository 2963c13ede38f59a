"""What a page draws, and a page drawn with its text and without: what lies below is drawn once."""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress, repeat

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick
from adapters.documents.sight import WHITE, Drawing

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


_PIXELS_PER_POINT = 1.0
_MAX_PIXELS = 4_000_000
_BYTES_A_PIXEL = 3
_PAPER = bytes(WHITE)
# A pixel of a picture tells as much of what lies behind a letter as the mean of its neighbours,
# and is had at a quarter of the time.
_QUICKLY = raw.FPDF_RENDER_NO_SMOOTHIMAGE
_INT_SIZE = ctypes.sizeof(ctypes.c_uint)


class Canvas:
    """Drawings of one page, with bounded memory.

    Whoever asks PDFium for colours and modes of letters does so before: outlined ones are filled.
    """

    def __init__(self, page: pypdfium2.PdfPage, objects: PageObjects) -> None:
        self._page = page
        self._objects = objects
        width, height = page.get_size()
        self._scale = min(_PIXELS_PER_POINT, math.sqrt(_MAX_PIXELS / (width * height)))
        self._width, self._height = math.ceil(width * self._scale), math.ceil(height * self._scale)
        self._stride = self._width * _BYTES_A_PIXEL
        self._paper = _PAPER * (self._width * self._height)
        self._pixels = ctypes.create_string_buffer(self._paper, len(self._paper))
        self._with_text = b""

    def draw_twice(self) -> Drawing:
        """Draw the page with its text and without."""
        _fill_outlined(self._objects.texts)
        under = self._objects.find_under()
        if under:
            self._draw_under(under)
        self._with_text = self._draw(raw.FPDF_ANNOT)
        if self._objects.drawings:
            return self.draw_without(None)
        return self._compare(self._paper, is_plain=True)

    def draw_without(self, sources: Set[int] | None) -> Drawing:
        """Draw the page again with some of its text switched off, or with all of it."""
        texts = self._objects.texts
        _switch(texts, is_active=sources is not None)
        _switch(sources or (), is_active=False)
        return self._compare(self._draw(raw.FPDF_ANNOT))

    def _draw_under(self, under: list[int]) -> None:
        """Draw what comes before all text, for good; from then on only the rest is drawn."""
        over = self._objects.outer[len(under) :]
        _switch(over, is_active=False)
        self._paper = self._draw()
        _switch(under, is_active=False)
        _switch(over, is_active=True)

    def _draw(self, flags: int = 0) -> bytes:
        """Draw what is switched on, over what is kept."""
        ctypes.memmove(self._pixels, self._paper, len(self._paper))
        size = self._width, self._height
        bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_BGR, self._pixels, self._stride)
        raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, *size, 0, flags | _QUICKLY)
        raw.FPDFBitmap_Destroy(bitmap)
        return self._pixels.raw

    def _compare(self, ground: bytes, *, is_plain: bool = False) -> Drawing:
        size = self._width, self._height, self._stride
        return Drawing(self._with_text, ground, *size, self._scale, WHITE if is_plain else None)


def _switch(objects: Iterable[int], *, is_active: bool) -> None:
    quick.call_each(quick.set_active, objects, repeat(is_active))


def _fill_outlined(texts: Sequence[int]) -> None:
    """Fill letters that are outlined only, in the colour of their outline.

    They leave ink in the same places, and PDFium takes ten times as long to draw outlines.
    """
    colour = (ctypes.c_uint * 4)()
    start = ctypes.addressof(colour)
    places = range(start, start + 4 * _INT_SIZE, _INT_SIZE)
    outlined = map(raw.FPDF_TEXTRENDERMODE_STROKE.__eq__, map(quick.get_render_mode, texts))
    for text in compress(texts, outlined):
        if quick.read_outline(text, *places):
            quick.set_fill(text, *colour)
            quick.set_render_mode(text, raw.FPDF_TEXTRENDERMODE_FILL)
