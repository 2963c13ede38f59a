"""Pieces of a page: what stands between two gaps, in points from the top left corner as shown."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from adapters.documents.sight import Box, Colour

_SHADOW = 0.35

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def is_right_to_left(text: str) -> bool:
    """Tell whether a text has a letter of a script that is written to the left."""
    return _RIGHT_TO_LEFT.search(text) is not None


class Gap(IntEnum):
    """What the parser saw between two pieces; the larger one wins where two meet."""

    NONE = 0
    SPACE = 1
    LINE = 2


class Ink(NamedTuple):
    """How the characters of one text object are drawn; `turns` counts clockwise quarters.

    `font` tells fonts apart, and is 0 where letters are not upright; `source` tells text objects.
    """

    size: float
    colours: tuple[Colour, ...]
    opacity: float
    drawn: bool
    font_known: bool
    mapped: bool
    turns: int
    font: int = 0
    source: int = 0


@dataclass(slots=True)
class Piece:
    """A word, or part of one, that a single text object draws.

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
    _last: float = 0.0

    def __post_init__(self) -> None:
        self.room = self.right - self.left
        self._last = self.left

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    def extend(self, character: str, box: Box) -> None:
        """Take in the next character; letters of a right-to-left script come in either order."""
        left, top, right, bottom = box
        is_before = left > self.left and is_right_to_left(character)
        self.text = character + self.text if is_before else self.text + character
        self.room += right - left
        self.steps_back += left < self._last
        self.stacked += left == self._last
        self._last = left
        self.left = min(self.left, left)
        self.top = min(self.top, top)
        self.right = max(self.right, right)
        self.bottom = max(self.bottom, bottom)

    def lies_at(self, other: "Piece") -> bool:
        """Tell whether both are at the same place, but for what parts a shadow from its letters."""
        return all(
            abs(mine - theirs) <= _SHADOW * self.height
            for mine, theirs in zip(self.box, other.box, strict=True)
        )

    def has_letters(self) -> bool:
        return any(character.isalnum() for character in self.text)
