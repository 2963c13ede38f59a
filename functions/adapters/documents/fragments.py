"""From pieces to fragments: stretches of one line that belong together beyond doubt."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from adapters.documents.pieces import Gap, Piece
from adapters.documents.spacing import GRADES, find_even_words, spell

_MAX_GAP = 1.0
_MAX_OVERLAP = 1.0
_MAX_SHIFT = 0.5
_WIDEST_GAP = 4.0
_FEWEST_GROUPS, _FEWEST_WIDE = 2, 5


class Fragment(NamedTuple):
    """A piece of text upright in its own coordinates, which grow to the right and downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    height: float


def fragments_of(pieces: Iterable[Piece]) -> dict[int, list[Fragment]]:
    """Gather the pieces into fragments, by the direction that they are written in."""
    found: dict[int, list[Fragment]] = {}
    for stretch in _joined_wide(_stretches(pieces)):
        found.setdefault(_direction_of(stretch[0]), []).append(_fragment(stretch))
    return found


def _stretches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    stretch: list[Piece] = []
    for piece in map(_upright, pieces):
        if stretch and not _touch(stretch[-1], piece):
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def _joined_wide(stretches: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """Join the letters of a heading that is set so wide that each stands alone."""
    group: list[list[Piece]] = []
    for stretch in stretches:
        is_wide = _is_letter(stretch[0]) and all(map(_is_letter, stretch[1:]))
        if group and not (is_wide and _follows_widely(group[-1][-1], stretch[0])):
            yield from _one_if_even(group)
            group = []
        if is_wide:
            group.append(stretch)
        else:
            yield stretch
    yield from _one_if_even(group)


def _is_letter(piece: Piece) -> bool:
    return len(piece.text) == 1 and piece.text.isalpha()


def _follows_widely(last: Piece, piece: Piece) -> bool:
    is_level = abs(piece.baseline - last.baseline) < 1.0 and last.ink.size == piece.ink.size
    is_near = 0 < piece.left - last.right < _WIDEST_GAP * last.height
    return is_level and is_near and not (_direction_of(last) or _direction_of(piece))


def _one_if_even(group: list[list[Piece]]) -> list[list[Piece]]:
    """Make one stretch of a group if it is a word or more; grades and crosses are none."""
    pieces = [piece for stretch in group for piece in stretch]
    if len(group) < _FEWEST_GROUPS or len(pieces) < _FEWEST_WIDE:
        return group
    letters = {piece.text.casefold() for piece in pieces}
    is_word = len(letters) > 1 and not letters <= GRADES and find_even_words(pieces)
    return [pieces] if is_word else group


def _touch(last: Piece, piece: Piece) -> bool:
    if piece.gap is Gap.LINE:
        return False
    height, other = piece.height, last.height
    height = other if other > height else height
    if abs(piece.baseline - last.baseline) > _MAX_SHIFT * height:
        return False
    direction = _direction_of(piece)
    if last.ink is not piece.ink and _direction_of(last) != direction:
        return False
    # A space that the file draws bridges the gap, however wide.
    left, right = piece.blank if piece.blank and not direction else (last.left, last.right)
    # Either side: right-to-left scripts come in reading order.
    gap = max(piece.left - right, left - piece.right)
    return -_MAX_OVERLAP * height < gap < _MAX_GAP * height


def _fragment(pieces: list[Piece]) -> Fragment:
    if len(pieces) == 1:
        (piece,) = pieces
        height = piece.bottom - piece.top
        height = 1.0 if height < 1.0 else height
        return Fragment(piece.text, *piece.box, piece.baseline, height)
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    return Fragment(
        text=spell(pieces),
        left=min(piece.left for piece in pieces),
        top=top,
        right=max(piece.right for piece in pieces),
        bottom=bottom,
        baseline=pieces[0].baseline,
        height=max(bottom - top, 1.0),
    )


def _direction_of(piece: Piece) -> int:
    """Name the direction of writing, in whole degrees."""
    return 90 * piece.ink.turns + (round(math.degrees(piece.ink.slant)) if piece.ink.slant else 0)


def _upright(piece: Piece) -> Piece:
    """Turn the coordinates of a piece, so that its text runs to the right; its ink stays."""
    turns, slant = piece.ink.turns, piece.ink.slant
    if slant:
        return _level(piece)
    if not turns:
        return piece
    (left, top, right, bottom), base = piece.box, piece.baseline
    if turns == 1:
        left, top, right, bottom, base = top, -right, bottom, -left, -base
    elif turns == 2:
        left, top, right, bottom, base = -right, -bottom, -left, -top, -base
    else:
        left, top, right, bottom = -bottom, left, -top, right
    return replace(piece, left=left, top=top, right=right, bottom=bottom, baseline=base)


def _level(piece: Piece) -> Piece:
    """Turn a piece at a slant about the corner of the page; its box holds more than its letters."""
    ink = piece.ink
    angle = ink.turns * math.pi / 2 + ink.slant
    cosine, sine = math.cos(angle), math.sin(angle)
    width, height = piece.right - piece.left, piece.bottom - piece.top
    if abs(cosine) >= abs(sine):
        length = (width - ink.size * abs(sine)) / abs(cosine)
    else:
        length = (height - ink.size * abs(cosine)) / abs(sine)
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    along, across = x * cosine + y * sine, y * cosine - x * sine
    half, bottom = max(length, 0.0) / 2, across + ink.size / 2
    return replace(
        piece,
        left=along - half,
        top=across - ink.size / 2,
        right=along + half,
        bottom=bottom,
        baseline=bottom,
    )
