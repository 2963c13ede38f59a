"""What a reader's eye can make out: the size of letters, and a colour on a ground."""

Colour = tuple[int, int, int]

_MIN_POINTS = 3.01
_MIN_DIFFERENCE = 26


def is_legible(points: float) -> bool:
    """Tell whether letters of this size can be read at all."""
    return points >= _MIN_POINTS


def is_distinct(colour: Colour, ground: Colour, opacity: float = 1.0) -> bool:
    """Tell whether a colour can be told from the ground behind it."""
    difference = max(abs(a - b) for a, b in zip(colour, ground, strict=True))
    return difference * opacity >= _MIN_DIFFERENCE
