"""Which text of a page a reader can see: the rest is dropped, whoever hid it and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adapters.documents.overlaps import Overlap, core_of, find_piles, is_crowded
from adapters.documents.pieces import CROWD, Gap, Piece
from adapters.documents.sight import TRANSPARENT, WHITE, Drawing, Window, is_legible, tells

_LEAST_INK = 12
_LEAST_MARK = 60
_SHARE_SET_OFF = 0.15
_LEAST_HEADING, _SHARE_PAINTED = 11.0, 0.2
_LONGEST_ICON_LABEL = 24
_EDGE = 0.2
_BESIDE = 2.0
_MOSTLY = 0.7


@dataclass(slots=True)
class Sight:
    """The pieces of a page, parted into what is seen and what is not."""

    seen: list[Piece] = field(default_factory=list)
    unseen: list[Piece] = field(default_factory=list)
    hides_text: bool = False


def look_at(
    pieces: Sequence[Piece],
    drawing: Drawing,
    overlaps: Iterable[Overlap] = (),
    covered: Drawing | None = None,
) -> Sight:
    """Judge piece by piece; a gap stays where something hidden was.

    `covered` differs from the page by the text that `find_covered` found.
    """
    sight = Sight()
    streaks: list[list[Piece]] = [[]]
    gap = Gap.NONE
    below, overlapping = set[int](), set[int]()
    piled = set(find_piles(pieces))
    for first, second in overlaps:
        below.add(first)
        overlapping |= {first, second}
    for place, piece in enumerate(pieces):
        is_seen = place not in piled and is_visible(piece, drawing)
        if is_seen and covered and place in below and _count_letters(piece) > 1:
            is_seen = covered.shows(_core_window(piece, covered), _LEAST_INK)
        if is_seen or (place not in overlapping and _is_shown_otherwise(piece, drawing)):
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
    ink = piece.ink
    is_drawn = ink.drawn or ink.clips
    if not (is_drawn and is_legible(ink.size) and _is_on_page(piece, drawing)):
        return False
    if len(piece.text) >= CROWD and is_crowded(piece):
        return False
    if ink.clips or ink.opacity < TRANSPARENT:
        return _shows_through(piece, drawing)
    # Dots, dashes and bullets may leave their ink anywhere in their box.
    window = drawing.window(core_of(piece) if piece.has_letters() else piece.box)
    # A missing font may leave no ink of a foreign script, which is not hiding.
    drawable = ink.font_known or piece.text.isascii()
    if drawable and not drawing.shows(window, _LEAST_INK):
        return False
    return not ink.colours or drawing.is_set_off(
        window, ink.colours, ink.opacity, ink.size, _SHARE_SET_OFF
    )


def _is_on_page(piece: Piece, drawing: Drawing) -> bool:
    half = drawing.scale / 2
    return (
        0 <= (piece.left + piece.right) * half <= drawing.width
        and 0 <= (piece.top + piece.bottom) * half <= drawing.height
    )


def _shows_through(piece: Piece, drawing: Drawing) -> bool:
    """Tell whether something else is painted in the shape of letters, and nothing around them.

    A browser fills a heading with a gradient in this way.
    """
    left, top, right, bottom = piece.box
    grounds = drawing.ground_colours(_core_window(piece, drawing))
    paper = max(grounds, key=grounds.__getitem__)
    share = grounds[paper] / sum(grounds.values())
    if not _SHARE_SET_OFF <= share <= 1 - _SHARE_SET_OFF:
        return False
    edges = [(left, y, right, y + _EDGE) for y in (top - _BESIDE, bottom + _BESIDE)]
    around = [drawing.ground_colours(drawing.window(edge)) for edge in edges]
    return all(one.get(paper, 0) >= (1 - _SHARE_SET_OFF) * sum(one.values()) for one in around)


def _tells(streak: list[Piece], shown: dict[str, list[Piece]]) -> bool:
    """Tell whether pieces that follow each other unseen hide something.

    The shadow of a heading lies under the heading, and the label that an icon has for the blind is
    crowded into it.
    """
    text, crowded = "", 0
    for piece in streak:
        if not any(map(piece.lies_at, shown.get(piece.text, ()))):
            count = _count_letters(piece)
            text += "" if is_crowded(piece) else piece.text
            crowded += count if 2 * piece.stacked < count else 0
    return tells(text) or crowded > _LONGEST_ICON_LABEL


def lie_on_marks(pieces: Iterable[Piece], drawing: Drawing) -> bool:
    """Tell whether the picture of a page shows something where its unseen pieces lie."""
    letters = [piece for piece in pieces if piece.has_letters()]
    found = sum(drawing.has_marks(drawing.window(piece.box), _LEAST_MARK) for piece in letters)
    return found >= _MOSTLY * len(letters)


def _count_letters(piece: Piece) -> int:
    return sum(character.isalpha() for character in piece.text)


def _is_shown_otherwise(piece: Piece, drawing: Drawing) -> bool:
    """Tell letters that are seen although PDFium says clear or white of them.

    Of two copies of a text, one beside the other, it gives only the first, as in a clear shadow;
    and a heading that a pattern fills is white to it.
    """
    ink = piece.ink
    if not (ink.drawn and is_legible(ink.size)):
        return False
    if ink.opacity < TRANSPARENT:
        return drawing.shows(_core_window(piece, drawing), _LEAST_MARK)
    is_white_heading = ink.colours == (WHITE,) and ink.size >= _LEAST_HEADING
    if not is_white_heading:
        return False
    return drawing.paints(_core_window(piece, drawing), _LEAST_MARK) >= _SHARE_PAINTED


def _core_window(piece: Piece, drawing: Drawing) -> Window:
    return drawing.window(core_of(piece))
