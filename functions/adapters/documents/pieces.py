"""Pieces of a page: what stands between two gaps, in points from the top left corner as shown."""

import re
from dataclasses import dataclass
from enum import IntEnum
from operator import eq, lt
from typing import NamedTuple

from adapters.documents.sight import Box, Colour

_SHADOW = 0.35

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def is_right_to_left(text: str) -> bool:
    """Tell whether a text has a letter of a script that is written to the left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


class Gap(IntEnum):
    """What the parser saw between two pieces; the larger one wins where two meet."""

    NONE = 0
    SPACE = 1
    LINE = 2


class Ink(NamedTuple):
    """How the characters of text objects are drawn; `turns` counts clockwise quarters.

    `slant` is what the direction of writing has beyond these, in radians. Letters that clip are
    not drawn themselves: what is painted later shows through them.
    `font` tells fonts apart, and is 0 where letters are not upright.
    """

    size: float
    colours: tuple[Colour, ...]
    opacity: float
    drawn: bool
    font_known: bool
    mapped: bool
    turns: int
    font: int = 0
    slant: float = 0.0
    clips: bool = False


@dataclass(slots=True)
class Piece:
    """A word, or part of one, that text objects draw one beside the other: its `sources`.

    `blank` is the place of a space that the file itself draws before the piece: however wide, it
    holds two pieces of a line together. `room` is what its letters would take side by side,
    `steps_back` counts those that stand left of the one before, and `stacked` those at its very
    place, as when one glyph stands for a word.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    ink: Ink
    gap: Gap = Gap.NONE
    blank: tuple[float, float] | None = None
    room: float = 0.0
    steps_back: int = 0
    stacked: int = 0
    sources: tuple[int, ...] = ()

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    def lies_at(self, other: "Piece") -> bool:
        """Tell whether both are at the same place, but for what parts a shadow from its letters."""
        return all(
            abs(mine - theirs) <= _SHADOW * self.height
            for mine, theirs in zip(self.box, other.box, strict=True)
        )

    def has_letters(self) -> bool:
        return any(map(str.isalnum, self.text))


def gather(
    characters: list[str],
    edges: list[float],
    baseline: float,
    ink: Ink,
    corner: tuple[float, float] | None = None,
) -> Piece:
    """Make a piece of characters and of their boxes, each of a left, top, right and bottom edge.

    With a corner, the edges are counted from there, to the right and upwards.
    """
    lefts, tops, rights, bottoms = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
    text = "".join(characters)
    if corner:
        (x, y), high, low = corner, max(tops), min(bottoms)
        top, bottom = y - high, y - low
    else:
        x, top, bottom = 0.0, min(tops), max(bottoms)
    return Piece(
        text=_in_reading_order(characters, lefts) if is_right_to_left(text) else text,
        left=x + min(lefts),
        top=top,
        right=x + max(rights),
        bottom=bottom,
        baseline=baseline,
        ink=ink,
        room=sum(rights) - sum(lefts),
        steps_back=sum(map(lt, lefts[1:], lefts)),
        stacked=sum(map(eq, lefts[1:], lefts)),
    )


def _in_reading_order(characters: list[str], lefts: list[float]) -> str:
    """Write the letters of a right-to-left script, which files keep in either order."""
    text, start = "", lefts[0]
    for character, left in zip(characters, lefts, strict=True):
        is_before = left > start and is_right_to_left(character)
        text = character + text if is_before else text + character
        start = min(start, left)
    return text
