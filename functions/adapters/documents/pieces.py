"""Pieces of a page: what stands between two gaps, in points from the top left corner as shown."""

import re
from dataclasses import dataclass
from enum import IntEnum
from operator import eq, lt
from typing import NamedTuple

from adapters.documents.sight import Box, Colour

_SHADOW = 0.35
# So many letters may be crowded into the room of fewer.
CROWD = 5

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
    holds two pieces of a line together. Of pieces that may be crowded, `room` is what their letters
    would take side by side, `steps_back` counts those that stand left of the one before, and
    `stacked` those at its very place, as when one glyph stands for a word.
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
        height = self.bottom - self.top
        return 1.0 if height < 1.0 else height

    def lies_at(self, other: "Piece") -> bool:
        """Tell whether both are at the same place, but for what parts a shadow from its letters."""
        return all(
            abs(mine - theirs) <= _SHADOW * self.height
            for mine, theirs in zip(self.box, other.box, strict=True)
        )

    def has_letters(self) -> bool:
        return self.text.isalnum() or any(map(str.isalnum, self.text))


class Edges(NamedTuple):
    """The edges of the boxes of letters, one list a side."""

    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def gather(
    letters: str, edges: Edges, start: int, end: int, ink: Ink, corner: tuple[float, float] | None
) -> Piece:
    """Make a piece of some letters of a page and their boxes; its baseline is not known yet.

    With a corner, the edges are counted from there, to the right and upwards.
    """
    lefts, tops, rights, bottoms = edges
    left, top, right, bottom = lefts[start], tops[start], rights[start], bottoms[start]
    text, room, steps_back, stacked = letters[start:end], 0.0, 0, 0
    if end - start > 1:
        afters, lefts, rights = lefts[start + 1 : end], lefts[start:end], rights[start:end]
        left, right = min(lefts), max(rights)
        highest, lowest = (max, min) if corner else (min, max)
        top, bottom = highest(tops[start:end]), lowest(bottoms[start:end])
        if is_right_to_left(text):
            text = _in_reading_order(text, lefts)
        if len(text) >= CROWD:
            room = sum(rights) - sum(lefts)
            steps_back, stacked = sum(map(lt, afters, lefts)), sum(map(eq, afters, lefts))
    if corner:
        x, y = corner
        left, top, right, bottom = x + left, y - top, x + right, y - bottom
    return Piece(
        text, left, top, right, bottom, bottom, ink, Gap.NONE, None, room, steps_back, stacked
    )


def _in_reading_order(characters: str, lefts: list[float]) -> str:
    """Write the letters of a right-to-left script, which files keep in either order."""
    text, start = "", lefts[0]
    for character, left in zip(characters, lefts, strict=True):
        is_before = left > start and is_right_to_left(character)
        text = character + text if is_before else text + character
        start = min(start, left)
    return text
