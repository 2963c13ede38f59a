"""The characters of a page, gathered into pieces."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.pieces import Gap, Ink, Piece
from adapters.documents.sight import Box

_FINE = 1000

_Point = tuple[float, float]


class PageView:
    """Points of the page as shown, from its top left corner."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_size()
        origin, right, up = (
            self._shown(page, 0, 0),
            self._shown(page, 1, 0),
            self._shown(page, 0, 1),
        )
        self._origin = origin
        self._x = (right[0] - origin[0], right[1] - origin[1])
        self._y = (up[0] - origin[0], up[1] - origin[1])
        self._is_upright = self._x[1] == self._y[0] == 0 and self._x[0] == -self._y[1] == 1

    def point(self, x: float, y: float) -> _Point:
        return (
            self._origin[0] + x * self._x[0] + y * self._y[0],
            self._origin[1] + x * self._x[1] + y * self._y[1],
        )

    def box(self, box: raw.FS_RECTF) -> Box:
        """Turn a box; nearly all pages are upright, and every letter passes here."""
        if self._is_upright:
            x, y = self._origin
            return x + box.left, y - box.top, x + box.right, y - box.bottom
        x0, y0 = self.point(box.left, box.top)
        x1, y1 = self.point(box.right, box.bottom)
        return (
            x0 if x0 < x1 else x1,
            y0 if y0 < y1 else y1,
            x1 if x0 < x1 else x0,
            y1 if y0 < y1 else y0,
        )

    def turns(self, a: float, b: float) -> int:
        """Round the direction of writing to clockwise quarter turns."""
        across = a * self._x[0] + b * self._y[0]
        down = a * self._x[1] + b * self._y[1]
        return round(math.atan2(down, across) / (math.pi / 2)) % 4

    def _shown(self, page: pypdfium2.PdfPage, x: float, y: float) -> _Point:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, int(self.width * _FINE), int(self.height * _FINE), 0)
        raw.FPDF_PageToDevice(page, *size, x, y, across, down)
        return across.value / _FINE, down.value / _FINE


_SPACE, _LAST_BLANK = 0x20, 0xA0
_BLANKS = frozenset({_SPACE, _LAST_BLANK})
_NO_LETTERS = frozenset({*range(_SPACE), *_BLANKS})
# What is drawn is a hyphen: the first is PDFium's own sign for one that parts a word, the second
# comes from fonts whose character map knows the glyph only as a soft hyphen.
_PARTING_HYPHEN = 0x02
_HYPHENS = frozenset({_PARTING_HYPHEN, 0xAD})
_UNDRAWN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILL_MODES = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)
_STROKE_MODES = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


class PageText:
    """Reads the text of one page; `unmapped` counts letters that the file gives no name."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._view = PageView(page)
        # Kept, because the handle lives no longer than the object.
        self._owner = page.get_textpage()
        self._text = self._owner.raw
        self.count: int = self._owner.count_chars()
        self.unmapped = 0
        self.shapes = LetterShapes(self._text)
        self._inks: dict[int, Ink] = {}
        self._gap = Gap.NONE
        self._blank: tuple[float, float] | None = None

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in the order of the file, with the gaps that PDFium sees in it."""
        place = raw.FS_RECTF()
        piece: Piece | None = None
        ink, last, first = None, -1, 0
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(self._text, index)
            handle = raw.FPDFText_GetTextObject(self._text, index)
            drawn_by = ctypes.addressof(handle.contents) if handle else 0
            if drawn_by != last or ink is None:
                if piece is not None:
                    yield piece
                    piece = None
                if ink is not None and ink.font:
                    self.shapes.sample(ink.font, range(first, index), ink.size)
                ink, last, first = self._ink(index, handle, drawn_by), drawn_by, index
            if self._is_no_letter(index, code, ink):
                if piece is not None:
                    yield piece
                    piece = None
                self._note_gap(index, code, place)
                continue
            raw.FPDFText_GetLooseCharBox(self._text, index, place)
            box = self._view.box(place)
            character = "-" if code in _HYPHENS else chr(code)
            if piece is None:
                baseline = self._baseline(index, ink.turns)
                piece = Piece(character, *box, baseline, ink, self._gap, self._blank)
                self._gap, self._blank = Gap.NONE, None
            else:
                piece.extend(character, box)
        if piece is not None:
            yield piece
        if ink is not None and ink.font:
            self.shapes.sample(ink.font, range(first, self.count), ink.size)

    def _is_no_letter(self, index: int, code: int, ink: Ink) -> bool:
        """Tell spaces and signs without meaning; the latter are counted."""
        if code == _PARTING_HYPHEN and raw.FPDFText_IsHyphen(self._text, index) == 1:
            return False
        if (not ink.mapped or code < _SPACE) and raw.FPDFText_HasUnicodeMapError(
            self._text, index
        ) == 1:
            self.unmapped += 1
            return True
        return code <= _LAST_BLANK and code in _NO_LETTERS

    def _note_gap(self, index: int, code: int, box: raw.FS_RECTF) -> None:
        if raw.FPDFText_IsGenerated(self._text, index) == 1:
            self._gap = max(self._gap, Gap.SPACE if code == _SPACE else Gap.LINE)
        elif code in _BLANKS:
            raw.FPDFText_GetLooseCharBox(self._text, index, box)
            left, _, right, _ = self._view.box(box)
            self._blank = left, right
            self._gap = max(self._gap, Gap.SPACE)

    def _baseline(self, index: int, turns: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        return self._view.point(x.value, y.value)[turns % 2 == 0]

    def _ink(self, index: int, handle: Any, drawn_by: int) -> Ink:
        if drawn_by not in self._inks:
            self._inks[drawn_by] = self._read_ink(index, handle)
        return self._inks[drawn_by]

    def _read_ink(self, index: int, handle: Any) -> Ink:
        mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        ways = [] if mode in _STROKE_MODES else [raw.FPDFText_GetFillColor]
        if mode not in _FILL_MODES:
            ways.append(raw.FPDFText_GetStrokeColor)
        channels = [ctypes.c_uint() for _ in range(4)]
        colours = []
        for way in ways:
            if way(self._text, index, *channels):
                red, green, blue, _ = (channel.value for channel in channels)
                colours.append((red, green, blue))
        font = raw.FPDFTextObj_GetFont(handle) if handle else None
        size = raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        is_straight = matrix.b == matrix.c == 0 < matrix.d
        return Ink(
            size=size,
            colours=tuple(colours) if len(colours) == len(ways) else (),
            opacity=channels[3].value / 255 if colours else 1.0,
            drawn=mode not in _UNDRAWN_MODES,
            mapped=raw.FPDFText_HasUnicodeMapError(self._text, index) != 1,
            font_known=bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1,
            turns=self._view.turns(matrix.a, matrix.b),
            font=ctypes.addressof(font.contents) if font and is_straight else 0,
            source=ctypes.addressof(handle.contents) if handle else 0,
        )
