"""What an eye can make out: sizes, colours on a ground, a page drawn with its text and without."""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import sub

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

WHITE: Colour = (255, 255, 255)
_MIN_POINTS = 3.01
_MIN_DIFFERENCE = 26
# Letters of a watermark are told from paper that is hardly lighter.
_LARGE_POINTS, _MIN_DIFFERENCE_OF_LARGE = 24, 12


def is_legible(points: float) -> bool:
    """Tell whether letters of this size can be read at all."""
    return points >= _MIN_POINTS


@lru_cache(maxsize=4096)
def is_distinct(colour: Colour, ground: Colour, opacity: float = 1.0, points: float = 0.0) -> bool:
    """Tell whether letters of a colour and size can be told from the ground behind them."""
    difference: int = max(map(abs, map(sub, colour, ground)))
    least = _MIN_DIFFERENCE if points < _LARGE_POINTS else _MIN_DIFFERENCE_OF_LARGE
    return difference * opacity >= least


_CHANNELS = 3
_PAPER = b"\xff"


@cache
def _faint(least: int) -> bytes:
    """Return the levels that differ by less from white paper."""
    return bytes(range(256 - least, 256))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of blue, green, red bytes of both drawings; a plain ground has the one colour."""

    text: bytes
    ground: bytes
    width: int
    height: int
    stride: int
    scale: float
    plain: Colour | None = None

    def shows(self, box: Box, least: int) -> bool:
        """Tell whether the text changes any pixel of the box by so much."""
        left, top, right, bottom = self._clipped(box)
        middle = (top + bottom) // 2
        left, right = _CHANNELS * left, _CHANNELS * right
        # Letters are most likely met half-way down.
        return self._differs(middle, left, right, least) or any(
            self._differs(y, left, right, least)
            for y in (*range(middle + 1, bottom), *range(top, middle))
        )

    def _differs(self, y: int, left: int, right: int, least: int) -> bool:
        start, end = y * self.stride + left, y * self.stride + right
        drawn, bare = self.text[start:end], self.ground[start:end]
        if drawn == bare:
            return False
        if not bare.strip(_PAPER):
            return bool(drawn.translate(None, _faint(least)))
        difference: int = max(map(abs, map(sub, drawn, bare)))
        return difference >= least

    def paints(self, box: Box, least: int) -> float:
        """Tell in which share of the box the text changes a pixel by so much."""
        left, top, right, bottom = self._clipped(box)
        changed = [
            abs(drawn - bare) >= least
            for y in range(top, bottom)
            for drawn, bare in zip(
                self._row(self.text, y, left, right),
                self._row(self.ground, y, left, right),
                strict=True,
            )
        ]
        return sum(changed) / len(changed)

    def has_marks(self, box: Box, least: int) -> bool:
        """Tell whether the ground of the box is uneven, as where a picture shows letters."""
        left, top, right, bottom = self._clipped(box)
        pixels = b"".join(self._row(self.ground, y, left, right) for y in range(top, bottom))
        channels = (pixels[channel::_CHANNELS] for channel in range(_CHANNELS))
        return any(max(channel) - min(channel) >= least for channel in channels)

    def ground_colours(self, box: Box) -> dict[Colour, int]:
        """Count the colours behind the text of the box."""
        if self.plain:
            return {self.plain: 1}
        left, top, right, bottom = self._clipped(box)
        ground, stride, left, right = self.ground, self.stride, 3 * left, 3 * right
        starts = range(top * stride, bottom * stride, stride)
        pixels = b"".join([ground[start + left : start + right] for start in starts])
        blue, green, red = pixels[:_CHANNELS]
        count = len(pixels) // _CHANNELS
        if pixels == pixels[:_CHANNELS] * count:
            return {(red, green, blue): count}
        return Counter(zip(pixels[2::3], pixels[1::3], pixels[0::3], strict=True))

    def _clipped(self, box: Box) -> tuple[int, int, int, int]:
        scale, most_x, most_y = self.scale, self.width - 1, self.height - 1
        left, top, right, bottom = box
        x0, y0, x1, y1 = (
            int(left * scale),
            int(top * scale),
            int(right * scale),
            int(bottom * scale),
        )
        x0 = 0 if x0 < 0 else x0 if x0 < most_x else most_x
        y0 = 0 if y0 < 0 else y0 if y0 < most_y else most_y
        x1 = x0 if x1 < x0 else x1 if x1 < most_x else most_x
        y1 = y0 if y1 < y0 else y1 if y1 < most_y else most_y
        return x0, y0, x1 + 1, y1 + 1

    def _row(self, pixels: bytes, y: int, left: int, right: int) -> bytes:
        start = y * self.stride
        return pixels[start + _CHANNELS * left : start + _CHANNELS * right]
