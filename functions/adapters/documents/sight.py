"""What an eye can make out: sizes, colours on a ground, a page drawn with its text and without."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from operator import sub

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

WHITE: Colour = (255, 255, 255)
# Letters of less opacity leave nothing that an eye makes out.
TRANSPARENT = 0.1
_MIN_POINTS = 3.01
_MIN_DIFFERENCE = 26
# Letters of a watermark are told from paper that is hardly lighter.
_LARGE_POINTS, _MIN_DIFFERENCE_OF_LARGE = 24, 12
_TELLING_LETTERS = 3
_PAGE = (
    "page|pag|pg|p|seite|s|pagina|página|pág|pagină|strona|str|strana|stránka|stranica|sida|side|"
    "sivu|oldal|sayfa|lehekülg|puslapis|lappuse|trang|halaman|страница|стр|сторінка|стор|σελίδα|"
    "页|頁|ページ|쪽|페이지"
)
_OF = "of|von|de|di|van|sur|do|da|z|ze|av|af|din|iz|od|из|з|із|από|dari|trên|共|중|의"
# As letters and digits alone, with the word on either side.
_PAGE_NUMBER = re.compile(
    rf"(?:(?:{_PAGE}|第)?\d{{1,4}}(?:{_PAGE})?(?:(?:{_OF})\d{{1,4}}(?:{_PAGE})?)?){{1,2}}"
)


def tells(text: str) -> bool:
    """Tell whether text that nobody sees says something: page numbers and a letter or two do not.

    Accidents of the program that made the file leave such crumbs.
    """
    signs = "".join(filter(str.isalnum, text)).casefold()
    is_long = sum(map(str.isalpha, signs)) >= _TELLING_LETTERS
    return is_long and not _PAGE_NUMBER.fullmatch(signs)


def is_legible(points: float) -> bool:
    """Tell whether letters of this size can be read at all."""
    return points >= _MIN_POINTS


@lru_cache(maxsize=4096)
def is_distinct(colour: Colour, ground: Colour, opacity: float = 1.0, points: float = 0.0) -> bool:
    """Tell whether letters of a colour and size can be told from the ground behind them."""
    difference: int = max(map(abs, map(sub, colour, ground)))
    return difference * opacity >= _least_difference(points)


@lru_cache(maxsize=4096)
def _is_any_distinct(
    colours: tuple[Colour, ...], ground: Colour, opacity: float, points: float
) -> bool:
    return any(is_distinct(colour, ground, opacity, points) for colour in colours)


def _least_difference(points: float) -> int:
    return _MIN_DIFFERENCE if points < _LARGE_POINTS else _MIN_DIFFERENCE_OF_LARGE


_CHANNELS = 3
_PAPER = b"\xff"

# What a box holds of a drawing: its first and last columns and rows, the last ones left out.
Window = tuple[int, int, int, int]


@lru_cache(maxsize=4096)
def _within(level: int, least: int) -> bytes:
    """Return the levels that differ by less from a level of one channel."""
    return bytes(range(max(level - least + 1, 0), min(level + least, 256)))


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

    def window(self, box: Box) -> Window:
        """Find what a box holds, which is at least the pixel that is nearest to it."""
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

    def shows(self, window: Window, least: int) -> bool:
        """Tell whether the text changes any pixel by so much."""
        left, top, right, bottom = window
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
            return bool(drawn.translate(None, _within(255, least)))
        difference: int = max(map(abs, map(sub, drawn, bare)))
        return difference >= least

    def paints(self, window: Window, least: int) -> float:
        """Tell in which share of a window the text changes a pixel by so much."""
        changed = [
            abs(drawn - bare) >= least
            for drawn, bare in zip(
                self._cut(self.text, window), self._cut(self.ground, window), strict=True
            )
        ]
        return sum(changed) / len(changed)

    def has_marks(self, window: Window, least: int) -> bool:
        """Tell whether the ground is uneven, as where a picture shows letters."""
        pixels = self._cut(self.ground, window)
        channels = (pixels[channel::_CHANNELS] for channel in range(_CHANNELS))
        return any(max(channel) - min(channel) >= least for channel in channels)

    def ground_colours(self, window: Window) -> dict[Colour, int]:
        """Count the colours behind the text."""
        if self.plain:
            return {self.plain: 1}
        pixels = self._cut(self.ground, window)
        blue, green, red = pixels[:_CHANNELS]
        count = len(pixels) // _CHANNELS
        if pixels == pixels[:_CHANNELS] * count:
            return {(red, green, blue): count}
        return Counter(zip(pixels[2::3], pixels[1::3], pixels[0::3], strict=True))

    def is_set_off(
        self,
        window: Window,
        colours: tuple[Colour, ...],
        opacity: float,
        points: float,
        share: float,
    ) -> bool:
        """Tell whether some of the colours can be told from so large a share of the ground."""
        if self.plain:
            return _is_any_distinct(colours, self.plain, opacity, points)
        pixels = self._cut(self.ground, window)
        if pixels == pixels[:_CHANNELS] * (len(pixels) // _CHANNELS):
            blue, green, red = pixels[:_CHANNELS]
            return _is_any_distinct(colours, (red, green, blue), opacity, points)
        # A channel by itself decides nearly always, and takes no look at each pixel.
        enough = share * len(pixels) / _CHANNELS
        least = math.ceil(_least_difference(points) / opacity)
        for colour in colours:
            for channel, level in enumerate(reversed(colour)):
                apart = pixels[channel::_CHANNELS].translate(None, _within(level, least))
                if len(apart) >= enough:
                    return True
        grounds = self.ground_colours(window)
        set_off = sum(
            count
            for ground, count in grounds.items()
            if _is_any_distinct(colours, ground, opacity, points)
        )
        return set_off >= share * sum(grounds.values())

    def _cut(self, pixels: bytes, window: Window) -> bytes:
        left, top, right, bottom = window
        stride, left, right = self.stride, _CHANNELS * left, _CHANNELS * right
        starts = range(top * stride, bottom * stride, stride)
        return b"".join([pixels[start + left : start + right] for start in starts])
