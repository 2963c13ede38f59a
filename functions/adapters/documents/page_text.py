"""The characters of a page, gathered into pieces."""

import ctypes
import math
import struct

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick
from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.page_view import PageView
from adapters.documents.pieces import Gap, Ink, Piece, gather

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


# How to read the colours of letters that are filled only, outlined only, or both.
_WAYS_OF_MODES = {
    **dict.fromkeys(_FILL_MODES, (quick.read_fill,)),
    **dict.fromkeys(_STROKE_MODES, (quick.read_stroke,)),
}
_BOTH = (quick.read_fill, quick.read_stroke)
# How letters look, as PDFium writes it: two colours of four channels, and a matrix of six numbers,
# of which the last two only say where.
_LOOK = struct.Struct("=8I6f")
_COLOUR_SIZE, _MATRIX_AT, _TURNED_END = 16, 32, 48
# As a share of their size: letters of a word leave no gap like this, and hardly overlap.
_NEAR = 0.06


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
        # By mode, bytes of colours and matrix, font, size, colours known, and error of the map.
        self._looks: dict[tuple[object, ...], Ink] = {}
        self._found: list[Piece] = []
        self._start, self._codes, self._edges = 0, list[int](), list[float]()
        self._sources: list[int] = []
        self._gap = Gap.NONE
        self._blank: tuple[float, float] | None = None
        self._box = (ctypes.c_float * 4)()
        self._point = (ctypes.c_double * 2)()
        self._look = (ctypes.c_char * _LOOK.size)()
        self._look_bytes = memoryview(self._look).cast("B")
        start = ctypes.addressof(self._look)
        self._matrix_place = start + _MATRIX_AT
        # A look of one colour has it next to the matrix.
        self._places = [
            [start + colour + channel for channel in range(0, _COLOUR_SIZE, 4)]
            for colour in (_COLOUR_SIZE, 0)
        ]

    def pieces(self) -> list[Piece]:
        """Give the pieces in the order of the file, with the gaps that PDFium sees in it.

        Objects that draw the letters of one word, one beside the other, make one piece.
        """
        get_code, get_source, read_box = quick.get_code, quick.get_source, quick.read_loose_box
        text, box, place = self._text, self._box, ctypes.addressof(self._box)
        ink, last, first, is_joint = None, 0, 0, False
        codes, edges = self._codes, self._edges
        for index in range(self.count):
            source = get_source(text, index) or 0
            if source != last or ink is None:
                before, ink, last, is_joint = ink, self._ink(index, source), source, True
                if before is not ink:
                    self._end_run(before, range(first, index))
                    first = index
            code = get_code(text, index)
            is_odd = code <= _SPACE or code == _LAST_BLANK or not ink.mapped
            if is_odd and self._is_no_letter(index, code, ink):
                self._end_piece(ink)
                self._note_gap(index, code)
                continue
            read_box(text, index, place)
            if is_joint or not codes:
                if codes and not _go_on(edges, box, ink):
                    self._end_piece(ink)
                self._start = self._start if codes else index
                self._sources.append(source)
                is_joint = False
            codes.append(code)
            edges += box[:]
        self._end_run(ink, range(first, self.count))
        return self._found

    def _end_run(self, ink: Ink | None, indexes: range) -> None:
        """End what is drawn in one look."""
        if ink is not None:
            self._end_piece(ink)
            if ink.font:
                self.shapes.sample(ink.font, indexes, ink.size)

    def _end_piece(self, ink: Ink) -> None:
        if self._codes:
            self._found.append(self._piece(ink))
            self._codes.clear()
            self._edges.clear()
            self._sources.clear()

    def _piece(self, ink: Ink) -> Piece:
        characters = ["-" if code in _HYPHENS else chr(code) for code in self._codes]
        baseline = self._baseline(self._start, ink.turns)
        corner = self._view.corner
        if corner:
            piece = gather(characters, self._edges, baseline, ink, corner)
        else:
            boxes = zip(*(self._edges[side::4] for side in range(4)), strict=True)
            turned = [edge for box in boxes for edge in self._view.box(*box)]
            piece = gather(characters, turned, baseline, ink)
        piece.gap, piece.blank, piece.sources = self._gap, self._blank, tuple(self._sources)
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
        """Read how an object is drawn; those that are drawn alike share their ink."""
        mode = quick.get_render_mode(source) if source else 0
        text = self._text
        quick.read_matrix(text, index, self._matrix_place)
        font = (quick.get_font(source) if source else 0) or 0
        size = quick.get_font_size(text, index)
        ways = _WAYS_OF_MODES.get(mode, _BOTH)
        known = [way(text, index, *places) for way, places in zip(ways, self._places, strict=False)]
        error = quick.has_map_error(text, index)
        start = _COLOUR_SIZE * (2 - len(ways))
        seen = self._look_bytes[start:_TURNED_END].tobytes()
        look = (mode, seen, font, size, *known, error)
        ink = self._looks.get(look)
        if ink is None:
            values = _LOOK.unpack(self._look)
            colours = [
                values[at : at + 4] if is_known else None
                for is_known, at in zip(known, (4, 0), strict=False)
            ]
            ink = self._looks[look] = self._make_ink(
                mode, values[8:12], font, size, colours, is_mapped=error != 1
            )
        return ink

    def _make_ink(
        self,
        mode: int,
        matrix: tuple[float, float, float, float],
        font: int,
        size: float,
        colours: list[tuple[int, int, int, int] | None],
        *,
        is_mapped: bool,
    ) -> Ink:
        a, b, c, d = matrix
        known = [colour for colour in colours if colour]
        turns, slant = self._view.direction(a, b)
        return Ink(
            size=size * math.hypot(c, d),
            colours=tuple(colour[:3] for colour in known) if len(known) == len(colours) else (),
            opacity=known[-1][3] / 255 if known else 1.0,
            drawn=mode not in _UNDRAWN_MODES,
            mapped=is_mapped,
            font_known=bool(font) and quick.is_embedded(font) == 1,
            turns=turns,
            slant=slant,
            clips=mode == raw.FPDF_TEXTRENDERMODE_CLIP,
            font=font if b == c == 0 < d else 0,
        )


def _go_on(edges: list[float], new: "ctypes.Array[ctypes.c_float]", ink: Ink) -> bool:
    """Tell whether a letter of another object stands beside the last one, as in one word."""
    if ink.turns or ink.slant:
        return False
    apart = new[0] - edges[-2]
    is_level = new[1] == edges[-3] and new[3] == edges[-1]
    return is_level and -_NEAR * ink.size < apart < _NEAR * ink.size
