"""What a reader's eye can make out: the size of letters, and a colour on a ground."""

Colour = tuple[int, int, int]

_MIN_POINTS = 3.01
_MIN_DIFFERENCE = 26
# Letters of a watermark are told from paper that is hardly lighter.
_LARGE_POINTS, _MIN_DIFFERENCE_OF_LARGE = 24, 12


def is_legible(points: float) -> bool:
    """Tell whether letters of this size can be read at all."""
    return points >= _MIN_POINTS


def is_distinct(colour: Colour, ground: Colour, opacity: float = 1.0, points: float = 0.0) -> bool:
    """Tell whether letters of a colour and size can be told from the ground behind them."""
    difference = max(abs(a - b) for a, b in zip(colour, ground, strict=True))
    least = _MIN_DIFFERENCE if points < _LARGE_POINTS else _MIN_DIFFERENCE_OF_LARGE
    return difference * opacity >= least
