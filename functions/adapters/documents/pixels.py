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

    def contrast(self, box: Box) -> int:
        """Measure the largest difference of any channel within the box; 0 means nothing is seen."""
        left, top, right, bottom = self._clipped(box)
        rows = [self._row(y, left, right) for y in range(top, bottom)]
        area = b"".join(rows)
        channels = [area[channel::3] for channel in range(3)]
        return max((max(values) - min(values) for values in channels if values), default=0)

    def ground_inside(self, box: Box) -> Colour | None:
        """Name the colour of most pixels within the box."""
        left, top, right, bottom = self._clipped(box)
        return _most_common([self._row(y, left, right) for y in range(top, bottom)])

    def ground_around(self, box: Box) -> Colour | None:
        """Name the colour of most pixels just above and below the box."""
        left, top, right, bottom = self._clipped(box)
        rows = [y for y in (top - 1, bottom) if 0 <= y < self.height]
        return _most_common([self._row(y, left, right) for y in rows])

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


def _most_common(rows: list[bytes]) -> Colour | None:
    counts: Counter[tuple[int, ...]] = Counter()
    for row in rows:
        counts.update(zip(row[0::3], row[1::3], row[2::3], strict=True))
    if not counts:
        return None
    blue, green, red = counts.most_common(1)[0][0]
    return red, green, blue
