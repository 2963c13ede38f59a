"""The characters of a page, gathered into pieces."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat

import pypdfium2  # type: ignore[import-untyped]

from adapters.documents import quick_calls as quick
from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.looks import find_inks
from adapters.documents.page_view import PageView
from adapters.documents.pieces import Edges, Gap, Ink, Piece, gather

_BLANKS = " \xa0"
# Spaces, and signs that PDFium gives for what has no meaning.
_NO_LETTERS = re.compile("[\x00-\x20\xa0]")
# What is drawn is a hyphen: the first is PDFium's own sign for one that parts a word, the second
# comes from fonts whose character map knows the glyph only as a soft hyphen.
_PARTING_HYPHEN = "\x02"
_HYPHENS = str.maketrans({_PARTING_HYPHEN: "-", "\xad": "-"})
# As a share of their size: letters of a word leave no gap like this, and hardly overlap.
_NEAR = 0.06
_DOUBLE = ctypes.sizeof(ctypes.c_double)


class PageText:
    """Reads the text of one page; `unmapped` counts letters that the file gives no name.

    PDFium is asked for all letters at once: calls one by one take most of the time of a page.
    """

    def __init__(self, page: pypdfium2.PdfPage, shapes: LetterShapes) -> None:
        self._view = PageView(page)
        self._shapes = shapes
        # Kept, because the handle lives no longer than the object.
        self._owner = page.get_textpage()
        self._text = quick.find_address(self._owner.raw)
        self.count: int = self._owner.count_chars()
        self.unmapped = 0

    def pieces(self) -> list[Piece]:
        """Give the pieces in the order of the file, with the gaps that PDFium sees in it.

        Objects that draw the letters of one word, one beside the other, make one piece.
        """
        letters = self._read_letters()
        sources, joints = self._find_objects()
        inks = self._find_inks(sources, joints)
        line = _Gathering(letters, self._read_edges(), self._view)
        odd = [*(sign.start() for sign in _NO_LETTERS.finditer(letters)), self.count]
        next_odd, first, ink = 0, 0, inks[sources[0]]
        for begin, end in pairwise((*joints, self.count)):
            source = sources[begin]
            first_odd = next_odd
            while odd[next_odd] < end:
                next_odd += 1
            if not source and next_odd - first_odd == end - begin:
                # What PDFium puts between letters is no change of their looks.
                line.close(begin, ink)
                self._note_gaps(range(begin, end), letters, line)
                continue
            before, ink = ink, inks[source]
            if before is not ink:
                line.close(begin, before)
                self._shapes.sample(self._text, before, letters, range(first, begin))
                first = begin
            start = begin
            for index in odd[first_odd:next_odd] if ink.mapped else range(begin, end):
                if self._is_no_letter(index, letters[index], ink):
                    if start < index:
                        line.take(start, source, ink)
                    line.close(index, ink)
                    self._note_gaps((index,), letters, line)
                    start = index + 1
            if start < end:
                line.take(start, source, ink)
        line.close(self.count, ink)
        self._shapes.sample(self._text, ink, letters, range(first, self.count))
        self._set_baselines(line.pieces, line.starts)
        return line.pieces

    def _read_letters(self) -> str:
        codes = map(quick.get_code, repeat(self._text), range(self.count))
        return "".join(map(chr, codes))

    def _find_objects(self) -> tuple[list[int], list[int]]:
        """Give the address of each letter's object, 0 for none, and where another one begins."""
        found = map(quick.get_source, repeat(self._text), range(self.count))
        sources = [source or 0 for source in found]
        joints = [at for at, (one, other) in enumerate(pairwise(sources), 1) if one != other]
        return sources, [0, *joints]

    def _find_inks(self, sources: Sequence[int], joints: Sequence[int]) -> dict[int, Ink]:
        firsts: dict[int, int] = {}
        for joint in joints:
            firsts.setdefault(sources[joint], joint)
        return find_inks(self._text, firsts, self._view)

    def _read_edges(self) -> Edges:
        boxes = (ctypes.c_float * (4 * self.count))()
        start, size = ctypes.addressof(boxes), ctypes.sizeof(boxes)
        places = range(start, start + size, 4 * ctypes.sizeof(ctypes.c_float))
        quick.call_each(quick.read_loose_box, repeat(self._text), range(self.count), places)
        sides = [boxes[side::4] for side in range(4)]
        if self._view.corner is None:
            return Edges(*map(list, zip(*map(self._view.box, *sides), strict=True)))
        return Edges(*sides)

    def _set_baselines(self, pieces: Sequence[Piece], starts: Sequence[int]) -> None:
        """Set the line on which each piece stands, by the origin of its first letter."""
        points = (ctypes.c_double * (2 * len(starts)))()
        start, end = ctypes.addressof(points), ctypes.addressof(points) + ctypes.sizeof(points)
        places = (range(start + axis * _DOUBLE, end, 2 * _DOUBLE) for axis in range(2))
        quick.call_each(quick.read_origin, repeat(self._text), starts, *places)
        shown = map(self._view.point, points[0::2], points[1::2])
        for piece, point in zip(pieces, shown, strict=True):
            piece.baseline = point[piece.ink.turns % 2 == 0]

    def _is_no_letter(self, index: int, letter: str, ink: Ink) -> bool:
        """Tell spaces and signs without meaning; the latter are counted."""
        if letter == _PARTING_HYPHEN and quick.is_hyphen(self._text, index) == 1:
            return False
        is_doubtful = not ink.mapped or letter < " "
        if is_doubtful and quick.has_map_error(self._text, index) == 1:
            self.unmapped += 1
            return True
        return _NO_LETTERS.match(letter) is not None

    def _note_gaps(self, indexes: Iterable[int], letters: str, line: "_Gathering") -> None:
        for index in indexes:
            letter = letters[index]
            if quick.is_generated(self._text, index) == 1:
                line.widen(Gap.SPACE if letter == " " else Gap.LINE)
            elif letter in _BLANKS:
                line.widen(Gap.SPACE, index)


class _Gathering:
    """The pieces of a page that are gathered so far, each with the index of its first letter."""

    def __init__(self, letters: str, edges: Edges, view: PageView) -> None:
        self.pieces: list[Piece] = []
        self.starts: list[int] = []
        self._letters = letters.translate(_HYPHENS)
        self._edges = edges
        self._corner = view.corner
        self._start = -1
        self._sources: tuple[int, ...] = ()
        self._gap = Gap.NONE
        self._blank: tuple[float, float] | None = None

    def take(self, place: int, source: int, ink: Ink) -> None:
        """Begin a piece with a letter of an object, or go on with the one that it stands beside."""
        if self._start >= 0:
            if self._goes_on(place, ink):
                self._sources += (source,)
                return
            self.close(place, ink)
        self._start, self._sources = place, (source,)

    def close(self, end: int, ink: Ink) -> None:
        """End the piece that is open, if one is."""
        start = self._start
        if start < 0:
            return
        piece = gather(self._letters, self._edges, start, end, ink, self._corner)
        piece.gap, piece.blank, piece.sources = self._gap, self._blank, self._sources
        self.pieces.append(piece)
        self.starts.append(start)
        self._start, self._gap, self._blank = -1, Gap.NONE, None

    def widen(self, gap: Gap, blank: int | None = None) -> None:
        """Note a gap before the next piece, and the index of a space that the file itself draws."""
        self._gap = max(self._gap, gap)
        if blank is not None:
            left, right = self._edges.lefts[blank], self._edges.rights[blank]
            x = self._corner[0] if self._corner else 0.0
            self._blank = x + min(left, right), x + max(left, right)

    def _goes_on(self, place: int, ink: Ink) -> bool:
        if ink.turns or ink.slant:
            return False
        lefts, tops, rights, bottoms = self._edges
        near = _NEAR * ink.size
        is_near = -near < lefts[place] - rights[place - 1] < near
        return is_near and tops[place] == tops[place - 1] and bottoms[place] == bottoms[place - 1]
