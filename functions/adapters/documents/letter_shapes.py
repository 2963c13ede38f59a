"""Whether letters look like themselves: a font's map may say `a` of what is drawn as a `k`."""

import ctypes
from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from pypdfium2 import raw  # type: ignore[import-untyped]

_TALL, _DEEP = frozenset("bdhkl"), frozenset("gpqy")
# How far these reach is a matter of taste.
_EITHER = frozenset("fijt")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_MOST_SAMPLES = 240
_SAMPLES_A_TEXT = 40
_FEWEST_LETTERS = 7
_MOSTLY_UNLIKE = 0.4
_TALLER = 1.2
_BELOW = 0.1

_Reach = tuple[float, float]


class LetterShapes:
    """Samples how far the letters of each font reach above and below their line."""

    def __init__(self, text: raw.FPDF_TEXTPAGE) -> None:
        self._text = text
        self._fonts: dict[int, dict[str, list[_Reach]]] = defaultdict(lambda: defaultdict(list))
        self._taken: dict[int, int] = defaultdict(int)

    def sample(self, font: int, indexes: range, size: float) -> None:
        """Measure the first letters of an upright text object."""
        if size <= 0 or self._taken[font] >= _MOST_SAMPLES:
            return
        reaches = self._fonts[font]
        for index in indexes[:_SAMPLES_A_TEXT]:
            letter = chr(raw.FPDFText_GetUnicode(self._text, index))
            if letter in _LETTERS:
                reaches[letter].append(self._reach(index, size))
                self._taken[font] += 1

    def are_unlike(self) -> bool:
        """Tell whether the letters of some font are drawn as others."""
        return any(_are_unlike(reaches) for reaches in self._fonts.values())

    def _reach(self, index: int, size: float) -> _Reach:
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        return (top.value - y.value) / size, (y.value - bottom.value) / size


def _are_unlike(reaches: Mapping[str, list[_Reach]]) -> bool:
    means = {
        letter: tuple(map(median, zip(*some, strict=True))) for letter, some in reaches.items()
    }
    if len(means) < _FEWEST_LETTERS:
        return False
    usual = median(above for above, _ in means.values())
    tall = {letter for letter, (above, _) in means.items() if above > _TALLER * usual}
    deep = {letter for letter, (_, below) in means.items() if below > _BELOW}
    if not tall:
        # Small capitals are of one height, and so are letters that the font gives no shape of.
        return False
    counted = [letter for letter in means if letter not in _EITHER]
    unlike = sum(
        (letter in tall) != (letter in _TALL) or (letter in deep) != (letter in _DEEP)
        for letter in counted
    )
    return unlike >= _MOSTLY_UNLIKE * len(counted)
