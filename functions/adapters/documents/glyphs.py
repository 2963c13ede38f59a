"""The marks on a page, in points from its top left corner as a reader sees it."""

from dataclasses import dataclass

from adapters.documents.sight import Colour


@dataclass(frozen=True, slots=True)
class Ink:
    """How the characters of one text object are drawn."""

    size: float
    colour: Colour | None
    opacity: float
    drawn: bool
    font_known: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its place; `turns` counts clockwise quarters from upright text."""

    character: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    turns: int
    ink: Ink

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class Break:
    """A gap that the parser saw between two glyphs: a space or the end of a line."""

    ends_line: bool


Mark = Glyph | Break
