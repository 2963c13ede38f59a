"""Draws a page with its text and without: what lies under all text is drawn once and kept."""

import ctypes
import math
from collections.abc import Iterable, Sequence, Set
from itertools import compress, repeat

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick
from adapters.documents.page_objects import PageObjects
from adapters.documents.sight import WHITE, Drawing

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
