"""The characters of a page, gathered into pieces."""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick
from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.pieces import Gap, Ink, Piece, gather
from adapters.documents.sight import Box

_FINE = 1000
_LEAST_SLANT = 0.02

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

    @property
    def corner(self) -> _Point | None:
        """Where the page's own origin lies on an upright page, as nearly all are; else None."""
        return self._origin if self._is_upright else None

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, top), self.point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def direction(self, a: float, b: float) -> tuple[int, float]:
        """Round the direction of writing to clockwise quarter turns, and tell what is left of it.

        The rest is in radians, and none where nobody would see it.
        """
        if self._is_upright and b == 0 < a:
            return 0, 0.0
        across = a * self._x[0] + b * self._y[0]
        down = a * self._x[1] + b * self._y[1]
        angle = math.atan2(down, across)
        turns = round(angle / (math.pi / 2))
        slant = angle - turns * math.pi / 2
        return turns % 4, slant if abs(slant) > _LEAST_SLANT else 0.0

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
        self._text = quick.find_address(self._owner.raw)
        self.count: int = self._owner.count_chars()
        self.unmapped = 0
        self.shapes = LetterShapes(self._owner.raw)
        self._inks: dict[int, Ink] = {}
        self._embedded: dict[int, bool] = {}
        self._gap = Gap.NONE
        self._blank: tuple[float, float] | None = None
        self._box, self._matrix = (ctypes.c_float * 4)(), (ctypes.c_float * 6)()
        self._point, self._channels = (ctypes.c_double * 2)(), (ctypes.c_uint * 4)()
        start, size = ctypes.addressof(self._channels), ctypes.sizeof(ctypes.c_uint)
        self._places = [start + number * size for number in range(4)]

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in the order of the file, with the gaps that PDFium sees in it."""
        get_code, get_source, read_box = quick.get_code, quick.get_source, quick.read_loose_box
        text, box, place = self._text, self._box, ctypes.addressof(self._box)
        ink, last, first = None, 0, 0
        start, codes, edges = 0, list[int](), list[float]()
        for index in range(self.count):
            source = get_source(text, index) or 0
            if source != last or ink is None:
                if codes and ink is not None:
                    yield self._piece(start, codes, edges, ink)
                    codes, edges = [], []
                if ink is not None and ink.font:
                    self.shapes.sample(ink.font, range(first, index), ink.size)
                ink, last, first = self._ink(index, source), source, index
            code = get_code(text, index)
            is_odd = code <= _SPACE or code == _LAST_BLANK or not ink.mapped
            if is_odd and self._is_no_letter(index, code, ink):
                if codes:
                    yield self._piece(start, codes, edges, ink)
                    codes, edges = [], []
                self._note_gap(index, code)
                continue
            if not codes:
                start = index
            read_box(text, index, place)
            codes.append(code)
            edges += box[:]
        if codes and ink is not None:
            yield self._piece(start, codes, edges, ink)
        if ink is not None and ink.font:
            self.shapes.sample(ink.font, range(first, self.count), ink.size)

    def _piece(self, start: int, codes: list[int], edges: list[float], ink: Ink) -> Piece:
        characters = ["-" if code in _HYPHENS else chr(code) for code in codes]
        baseline = self._baseline(start, ink.turns)
        corner = self._view.corner
        if corner:
            piece = gather(characters, edges, baseline, ink, corner)
        else:
            boxes = zip(*(edges[side::4] for side in range(4)), strict=True)
            turned = [edge for box in boxes for edge in self._view.box(*box)]
            piece = gather(characters, turned, baseline, ink)
        piece.gap, piece.blank = self._gap, self._blank
        self._gap, self._blank = Gap.NONE, None
        return piece

    def _is_no_letter(self, index: int, code: int, ink: Ink) -> bool:
        """Tell spaces and signs without meaning; the latter are counted."""
        if code == _PARTING_HYPHEN and quick.is_hyphen(self._text, index) == 1:
            return False
        if (not ink.mapped or code < _SPACE) and quick.has_map_error(self._text, index) == 1:
            self.unmapped += 1
            return True
        return code <= _LAST_BLANK and code in _NO_LETTERS

    def _note_gap(self, index: int, code: int) -> None:
        if quick.is_generated(self._text, index) == 1:
            self._gap = max(self._gap, Gap.SPACE if code == _SPACE else Gap.LINE)
        elif code in _BLANKS:
            quick.read_loose_box(self._text, index, ctypes.addressof(self._box))
            left, _, right, _ = self._view.box(*self._box[:])
            self._blank = left, right
            self._gap = max(self._gap, Gap.SPACE)

    def _baseline(self, index: int, turns: int) -> float:
        place = ctypes.addressof(self._point)
        quick.read_origin(self._text, index, place, place + ctypes.sizeof(ctypes.c_double))
        return self._view.point(*self._point)[turns % 2 == 0]

    def _ink(self, index: int, source: int) -> Ink:
        if source not in self._inks:
            self._inks[source] = self._read_ink(index, source)
        return self._inks[source]

    def _read_ink(self, index: int, source: int) -> Ink:
        mode = quick.get_render_mode(source) if source else 0
        quick.read_matrix(self._text, index, ctypes.addressof(self._matrix))
        a, b, c, d, _, _ = self._matrix[:]
        ways = [] if mode in _STROKE_MODES else [quick.read_fill]
        if mode not in _FILL_MODES:
            ways.append(quick.read_stroke)
        colours = []
        for way in ways:
            if way(self._text, index, *self._places):
                red, green, blue, _ = self._channels[:]
                colours.append((red, green, blue))
        font = (quick.get_font(source) if source else 0) or 0
        if font and font not in self._embedded:
            self._embedded[font] = quick.is_embedded(font) == 1
        is_straight = b == c == 0 < d
        turns, slant = self._view.direction(a, b)
        return Ink(
            size=quick.get_font_size(self._text, index) * math.hypot(c, d),
            colours=tuple(colours) if len(colours) == len(ways) else (),
            opacity=self._channels[3] / 255 if colours else 1.0,
            drawn=mode not in _UNDRAWN_MODES,
            mapped=quick.has_map_error(self._text, index) != 1,
            font_known=self._embedded.get(font, False),
            turns=turns,
            slant=slant,
            clips=mode == raw.FPDF_TEXTRENDERMODE_CLIP,
            font=font if is_straight else 0,
            source=source,
        )
