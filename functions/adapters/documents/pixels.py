"""The drawn page, asked for colours at places given in points."""

from collections import Counter
from dataclasses import dataclass

from adapters.documents.sight import Colour

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of blue, green, red bytes."""

    data: bytes
    width: int
    height: int
    stride: int
    scale: float

    def differs(self, box: Box, least: int) -> bool:
        """Tell whether any two pixels of the box differ by so much; if not, nothing is seen."""
        left, top, right, bottom = self._clipped(box)
        middle = (top + bottom) // 2
        low, high = [255] * 3, [0] * 3
        # Letters are most likely met half-way down, and one row of them is enough.
        for y in (*range(middle, bottom), *range(top, middle)):
            row = self._row(y, left, right)
            for channel in range(3):
                darkest, lightest = min(row[channel::3]), max(row[channel::3])
                low[channel] = min(low[channel], darkest)
                high[channel] = max(high[channel], lightest)
                if high[channel] - low[channel] >= least:
                    return True
        return False

    def ground_inside(self, box: Box) -> Colour | None:
        """Name the colour of most pixels within the box."""
        left, top, right, bottom = self._clipped(box)
        return _most_common(b"".join(self._row(y, left, right) for y in range(top, bottom)))

    def ground_around(self, box: Box) -> Colour | None:
        """Name the colour of most pixels just above and below the box."""
        left, top, right, bottom = self._clipped(box)
        rows = [y for y in (top - 1, bottom) if 0 <= y < self.height]
        return _most_common(b"".join(self._row(y, left, right) for y in rows))

    def _clipped(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (int(edge * self.scale) for edge in box)
        left, top = min(max(left, 0), self.width - 1), min(max(top, 0), self.height - 1)
        return (
            left,
            top,
            min(max(right, left) + 1, self.width),
            min(max(bottom, top) + 1, self.height),
        )

    def _row(self, y: int, left: int, right: int) -> bytes:
        start = y * self.stride
        return self.data[start + 3 * left : start + 3 * right]


def _most_common(pixels: bytes) -> Colour | None:
    if not pixels:
        return None
    blue, green, red = pixels[:3]
    if pixels != pixels[:3] * (len(pixels) // 3):
        counts = Counter(zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True))
        blue, green, red = counts.most_common(1)[0][0]
    return red, green, blue
