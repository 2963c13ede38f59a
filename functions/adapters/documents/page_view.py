"""The way from the coordinates of a PDF to its page as it is shown, turned and cropped."""

import ctypes
import math

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.pieces import Box

_FINE = 1000

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
        return (
            self._origin[0] + x * self._x[0] + y * self._y[0],
            self._origin[1] + x * self._x[1] + y * self._y[1],
        )

    def box(self, box: raw.FS_RECTF) -> Box:
        """Turn a box; nearly all pages are upright, and every letter passes here."""
        if self._is_upright:
            x, y = self._origin
            return x + box.left, y - box.top, x + box.right, y - box.bottom
        x0, y0 = self.point(box.left, box.top)
        x1, y1 = self.point(box.right, box.bottom)
        return (
            x0 if x0 < x1 else x1,
            y0 if y0 < y1 else y1,
            x1 if x0 < x1 else x0,
            y1 if y0 < y1 else y0,
        )

    def turns(self, a: float, b: float) -> int:
        """Round the direction of writing to clockwise quarter turns."""
        across = a * self._x[0] + b * self._y[0]
        down = a * self._x[1] + b * self._y[1]
        return round(math.atan2(down, across) / (math.pi / 2)) % 4

    def _shown(self, page: pypdfium2.PdfPage, x: float, y: float) -> _Point:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, int(self.width * _FINE), int(self.height * _FINE), 0)
        raw.FPDF_PageToDevice(page, *size, x, y, across, down)
        return across.value / _FINE, down.value / _FINE
