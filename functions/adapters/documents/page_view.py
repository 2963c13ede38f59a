"""A page as it is shown: its own points and directions, seen from the top left corner."""

import ctypes
import math

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.sight import Box

_FINE = 1000
_LEAST_SLANT = 0.02

_Point = tuple[float, float]


class PageView:
    """Points of the page as shown, from its top left corner."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_size()
        origin, right, up = (
            self._shown(page, 0, 0),
            self._shown(page, 1, 0),
            self._shown(page, 0, 1),
        )
        self._origin = origin
        self._x = (right[0] - origin[0], right[1] - origin[1])
        self._y = (up[0] - origin[0], up[1] - origin[1])
        self._is_upright = self._x[1] == self._y[0] == 0 and self._x[0] == -self._y[1] == 1

    def point(self, x: float, y: float) -> _Point:
        if self._is_upright:
            return self._origin[0] + x, self._origin[1] - y
        return (
            self._origin[0] + x * self._x[0] + y * self._y[0],
            self._origin[1] + x * self._x[1] + y * self._y[1],
        )

    @property
    def corner(self) -> _Point | None:
        """Where the page's own origin lies on an upright page, as nearly all are; else None."""
        return self._origin if self._is_upright else None

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, top), self.point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def direction(self, a: float, b: float) -> tuple[int, float]:
        """Round the direction of writing to clockwise quarter turns, and tell what is left of it.

        The rest is in radians, and none where nobody would see it.
        """
        if self._is_upright and b == 0 < a:
            return 0, 0.0
        across = a * self._x[0] + b * self._y[0]
        down = a * self._x[1] + b * self._y[1]
        angle = math.atan2(down, across)
        turns = round(angle / (math.pi / 2))
        slant = angle - turns * math.pi / 2
        return turns % 4, slant if abs(slant) > _LEAST_SLANT else 0.0

    def _shown(self, page: pypdfium2.PdfPage, x: float, y: float) -> _Point:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, int(self.width * _FINE), int(self.height * _FINE), 0)
        raw.FPDF_PageToDevice(page, *size, x, y, across, down)
        return across.value / _FINE, down.value / _FINE
