"""Which text of a page a reader can see: the rest is dropped, whoever hid it and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from adapters.documents.drawing import Drawing
from adapters.documents.pieces import Box, Gap, Piece
from adapters.documents.sight import is_distinct, is_legible

_LEAST_INK = 12
_LEAST_MARK = 60
_SHARE_SET_OFF = 0.15
_TELLING_LETTERS = 3
_CROWD = 5
_LEAST_ADVANCE = 0.12
_EDGE = 0.2
_MOSTLY = 0.7


@dataclass(slots=True)
class Sight:
    """The pieces of a page, parted into what is seen and what is not."""

    seen: list[Piece] = field(default_factory=list)
    unseen: list[Piece] = field(default_factory=list)
    hides_text: bool = False


def look_at(pieces: Iterable[Piece], drawing: Drawing) -> Sight:
    """Judge piece by piece; a gap stays where something hidden was."""
    sight = Sight()
    streaks: list[list[Piece]] = [[]]
    gap = Gap.NONE
    for piece in pieces:
        if is_visible(piece, drawing):
            piece.gap = max(gap, piece.gap)
            sight.seen.append(piece)
            gap = Gap.NONE
            streaks.append([])
        else:
            gap = max(gap, piece.gap, Gap.SPACE)
            sight.unseen.append(piece)
            streaks[-1].append(piece)
    shown: dict[str, list[Piece]] = {}
    for piece in sight.seen if sight.unseen else ():
        shown.setdefault(piece.text, []).append(piece)
    sight.hides_text = any(_tells(streak, shown) for streak in streaks)
    return sight


def is_visible(piece: Piece, drawing: Drawing) -> bool:
    """Tell whether a piece is put on the page, drawn there, and set off from its ground."""
    left, top, right, bottom = piece.box
    on_page = (
        0 <= (left + right) / 2 * drawing.scale <= drawing.width
        and 0 <= (top + bottom) / 2 * drawing.scale <= drawing.height
    )
    ink = piece.ink
    if not (ink.drawn and on_page and is_legible(ink.size)) or _is_crowded(piece):
        return False
    # Dots, dashes and bullets may leave their ink anywhere in their box.
    core = _core_of(piece) if piece.has_letters() else piece.box
    # A missing font may leave no ink of a foreign script, which is not hiding.
    drawable = ink.font_known or piece.text.isascii()
    return (not drawable or drawing.shows(core, _LEAST_INK)) and _is_set_off(piece, drawing, core)


def _tells(streak: list[Piece], shown: dict[str, list[Piece]]) -> bool:
    """Tell whether pieces that follow each other unseen hide something.

    A letter or two are an accident of the program that made the file. The shadow of a heading
    lies under the heading, and the label that an icon has for the blind is crowded into it.
    """
    letters = sum(
        sum(character.isalpha() for character in piece.text)
        for piece in streak
        if not _is_crowded(piece) and not any(map(piece.lies_at, shown.get(piece.text, ())))
    )
    return letters >= _TELLING_LETTERS


def lie_on_marks(pieces: Iterable[Piece], drawing: Drawing) -> bool:
    """Tell whether the picture of a page shows something where its unseen pieces lie."""
    letters = [piece for piece in pieces if piece.has_letters()]
    found = sum(drawing.has_marks(piece.box, _LEAST_MARK) for piece in letters)
    return found >= _MOSTLY * len(letters)


def _is_crowded(piece: Piece) -> bool:
    """Tell whether a piece claims more letters than its glyphs have room for."""
    count = len(piece.text)
    extent = max(piece.right - piece.left, piece.bottom - piece.top)
    return count >= _CROWD and extent < _LEAST_ADVANCE * count * piece.ink.size


def _core_of(piece: Piece) -> Box:
    """Return the part of the box that its own letters fill, and not those beside or below it."""
    left, top, right, bottom = piece.box
    width, height = right - left, bottom - top
    size = width if piece.ink.turns % 2 else height
    aside, above = min(_EDGE * size, _EDGE * width), min(_EDGE * size, _EDGE * height)
    return left + aside, top + above, right - aside, bottom - above


def _is_set_off(piece: Piece, drawing: Drawing, core: Box) -> bool:
    """Compare the inks of a piece with all colours that lie behind it."""
    if not piece.ink.colours:
        return True
    grounds = drawing.ground_colours(core)
    apart = sum(
        count
        for ground, count in grounds.items()
        if any(is_distinct(colour, ground, piece.ink.opacity) for colour in piece.ink.colours)
    )
    return apart >= _SHARE_SET_OFF * sum(grounds.values())
