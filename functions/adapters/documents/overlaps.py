"""Letters that lie on each other: words over words, piles, and more letters than there is room."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from adapters.documents.pieces import CROWD, Ink, Piece
from adapters.documents.sight import TRANSPARENT, WHITE, Box, Drawing

_LEAST_ADVANCE = 0.12
_LEAST_ROOM = 0.5
_CELL = 40.0
_TOUCH = 0.5
_MOST_IN_CELL = 8
_EDGE = 0.2

# The places of two pieces, the one drawn first before.
Overlap = tuple[int, int]


def find_covered(pieces: Sequence[Piece], overlaps: Iterable[Overlap]) -> set[int]:
    """Find the text objects over which others are drawn later: more than text may lie between."""
    return {
        source
        for below, above in overlaps
        if not pieces[below].lies_at(pieces[above])
        for source in pieces[below].sources
    }


def find_overlaps(pieces: Sequence[Piece], drawing: Drawing) -> Iterator[Overlap]:
    """Find pairs of pieces whose letters lie on each other, the one drawn first before.

    None is looked for where it could change nothing: on plain paper, or below single letters, among
    letters of usual looks.
    """
    is_usual = not any(map(_may_look_odd, {piece.ink for piece in pieces}))
    if drawing.plain and is_usual:
        return
    cells: dict[tuple[int, int], list[int]] = {}
    boxes = [_lines_of(piece) for piece in pieces]
    reach = max((bottom - top for _, top, _, bottom in boxes), default=0.0) / 2
    for place, (left, top, right, bottom) in enumerate(boxes):
        row = int((top + bottom) / 2 / _CELL)
        first, last = int((top - reach) / _CELL), int((bottom + reach) / _CELL)
        rows = range(max(row - 1, first), min(row + 1, last) + 1)
        for column in range(int(left / _CELL), min(int(right / _CELL), 99) + 1):
            for near in rows if cells else ():
                for other in cells.get((near, column), ())[-_MOST_IN_CELL:]:
                    box = boxes[other]
                    if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]:
                        yield other, place
            if not is_usual or len(pieces[place].text) > 1:
                cells.setdefault((row, column), []).append(place)


def _may_look_odd(ink: Ink) -> bool:
    return ink.opacity < TRANSPARENT or ink.colours == (WHITE,)


def _lines_of(piece: Piece) -> Box:
    """Return the box of a piece without what it shares with the lines above and below."""
    _, top, _, bottom = core_of(piece)
    return piece.left + _TOUCH, top, piece.right - _TOUCH, bottom


def is_crowded(piece: Piece) -> bool:
    """Tell whether a piece claims more letters than its glyphs have room for."""
    count = len(piece.text)
    if count < CROWD:
        return False
    extent = max(piece.right - piece.left, piece.bottom - piece.top)
    if extent < _LEAST_ADVANCE * count * piece.ink.size:
        return True
    # Letters of some other scripts share their place by right.
    is_level = piece.ink.turns == 0 and not piece.ink.slant
    runs_back = 2 * piece.steps_back > count
    return is_level and piece.text.isascii() and (runs_back or extent < _LEAST_ROOM * piece.room)


def find_piles(pieces: Sequence[Piece]) -> Iterator[int]:
    """Find single letters that follow each other at about one place, each in a piece of its own."""
    pile: list[int] = []
    for place, (before, piece) in enumerate(pairwise(pieces), start=1):
        near = _LEAST_ADVANCE * piece.ink.size
        is_next = (
            -near < _advance(before, piece) < near
            and -near < piece.baseline - before.baseline < near
            and len(piece.text) == 1 == len(before.text)
            and piece.text != before.text
        )
        if is_next:
            pile.append(place)
            continue
        if len(pile) >= CROWD:
            yield from pile
        pile = [place]
    yield from pile if len(pile) >= CROWD else ()


def core_of(piece: Piece) -> Box:
    """Return the part of the box that its own letters fill, and not those beside or below it."""
    left, top, right, bottom = piece.left, piece.top, piece.right, piece.bottom
    width, height = _EDGE * (right - left), _EDGE * (bottom - top)
    size = width if piece.ink.turns % 2 else height
    aside, above = (size if size < width else width), (size if size < height else height)
    return left + aside, top + above, right - aside, bottom - above


def _advance(before: Piece, piece: Piece) -> float:
    """Tell how far a piece lies along the line from the one before, whichever way it is turned."""
    return piece.top - before.top if piece.ink.turns % 2 else piece.left - before.left
