"""The raw calls to PDFium, which know no types: a page becomes glyphs and pixels."""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.glyphs import Break, Glyph, Ink, Mark
from adapters.documents.pixels import Pixels
from shortlist.reading.errors import UnreadableResumeError
from shortlist.reading.reasons import Reason

_REASONS: dict[int, Reason] = {
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
}
_UNDRAWN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_STROKE_MODES = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_LINE_END_HYPHEN = 2
_PIXELS_PER_POINT = 1.5
_MAX_PIXELS = 4_000_000
_FINE = 1000

_Point = tuple[float, float]


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Open the file with no password, which opens those that merely forbid printing."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableResumeError(_REASONS.get(error.err_code, "broken")) from error


class PdfPage:
    """One page of an open document."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        try:
            self._page = document[index]
            self._text = self._page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise UnreadableResumeError("broken") from error
        self.width, self.height = self._page.get_size()
        self.character_count: int = self._text.count_chars()
        self._inks: dict[int, Ink] = {}

    def has_content_without_text(self) -> bool:
        """Tell whether anything is drawn: a picture, or letters that are only outlines."""
        return any(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(self._page, index))
            != raw.FPDF_PAGEOBJ_TEXT
            for index in range(raw.FPDFPage_CountObjects(self._page))
        )

    def marks(self) -> Iterator[Mark]:
        """Yield the characters in the order of the file, with the gaps PDFium sees in it."""
        to_view = _view_of(self._page, self.width, self.height)
        for index in range(self.character_count):
            code = raw.FPDFText_GetUnicode(self._text, index)
            if raw.FPDFText_IsGenerated(self._text, index) == 1:
                yield Break(ends_line=code != ord(" "))
            elif code:
                yield self._glyph(index, code, to_view)

    def draw(self) -> Pixels:
        """Draw the page as a reader would see it, with bounded memory."""
        scale = min(_PIXELS_PER_POINT, math.sqrt(_MAX_PIXELS / (self.width * self.height)))
        bitmap = self._page.render(scale=scale, may_draw_forms=False)
        return Pixels(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale)

    def _glyph(self, index: int, code: int, to_view: "_View") -> Glyph:
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetLooseCharBox(self._text, index, box)
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        (x0, y0), (x1, y1) = to_view.point(box.left, box.top), to_view.point(box.right, box.bottom)
        turns = to_view.turns(matrix.a, matrix.b)
        origin = to_view.point(x.value, y.value)
        return Glyph(
            character="-" if code == _LINE_END_HYPHEN else chr(code),
            left=min(x0, x1),
            top=min(y0, y1),
            right=max(x0, x1),
            bottom=max(y0, y1),
            baseline=origin[turns % 2 == 0],
            turns=turns,
            ink=self._ink(index, matrix),
        )

    def _ink(self, index: int, matrix: raw.FS_MATRIX) -> Ink:
        handle = raw.FPDFText_GetTextObject(self._text, index)
        address = ctypes.addressof(handle.contents) if handle else 0
        if address not in self._inks:
            self._inks[address] = self._read_ink(index, handle, matrix)
        return self._inks[address]

    def _read_ink(self, index: int, handle: ctypes.c_void_p, matrix: raw.FS_MATRIX) -> Ink:
        mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
        getter = raw.FPDFText_GetStrokeColor if mode in _STROKE_MODES else raw.FPDFText_GetFillColor
        channels = [ctypes.c_uint() for _ in range(4)]
        known = bool(getter(self._text, index, *channels))
        red, green, blue, alpha = (channel.value for channel in channels)
        font = raw.FPDFTextObj_GetFont(handle) if handle else None
        return Ink(
            size=raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d),
            colour=(red, green, blue) if known else None,
            opacity=alpha / 255 if known else 1.0,
            drawn=mode not in _UNDRAWN_MODES,
            font_known=bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1,
        )


class _View:
    """The way from the coordinates of the file to the page as it is shown, turned and cropped."""

    def __init__(self, origin: _Point, right: _Point, up: _Point) -> None:
        self._origin = origin
        self._x = (right[0] - origin[0], right[1] - origin[1])
        self._y = (up[0] - origin[0], up[1] - origin[1])

    def point(self, x: float, y: float) -> _Point:
        return (
            self._origin[0] + x * self._x[0] + y * self._y[0],
            self._origin[1] + x * self._x[1] + y * self._y[1],
        )

    def turns(self, a: float, b: float) -> int:
        """Round the direction of writing to clockwise quarter turns."""
        across = a * self._x[0] + b * self._y[0]
        down = a * self._x[1] + b * self._y[1]
        return round(math.atan2(down, across) / (math.pi / 2)) % 4


def _view_of(page: pypdfium2.PdfPage, width: float, height: float) -> _View:
    def shown(x: float, y: float) -> _Point:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, int(width * _FINE), int(height * _FINE), 0)
        raw.FPDF_PageToDevice(page, *size, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    return _View(shown(0, 0), shown(1, 0), shown(0, 1))
