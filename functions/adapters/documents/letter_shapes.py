"""Whether letters look like themselves: a font's map may say `a` of what is drawn as a `k`."""

import ctypes
from collections import defaultdict
from collections.abc import Mapping
from statistics import median, median_low

from adapters.documents import quick_calls as quick
from adapters.documents.pieces import Ink

_TALL, _DEEP = frozenset("bdhkl"), frozenset("gpqy")
# How far these reach is a matter of taste.
_EITHER = frozenset("fijt")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_MOST_SAMPLES, _MOST_OF_A_LETTER = 150, 12
_LONGEST_LOOK = 400
_FEWEST_LETTERS = 7
_MOSTLY_UNLIKE = 0.4
_TALLER = 1.2
_BELOW = 0.1

_Reach = tuple[float, float]


class LetterShapes:
    """Samples how far the letters of each font of a file reach above and below their line."""

    def __init__(self) -> None:
        self._fonts: dict[int, dict[str, list[_Reach]]] = defaultdict(lambda: defaultdict(list))
        self._taken: dict[int, int] = defaultdict(int)
        self._numbers = (ctypes.c_double * 6)()
        start, size = ctypes.addressof(self._numbers), ctypes.sizeof(ctypes.c_double)
        self._places = range(start, start + 6 * size, size)

    def sample(self, text: int, ink: Ink, letters: str, indexes: range) -> None:
        """Measure some upright letters of a page, given by its address, that follow each other."""
        font, size = ink.font, ink.size
        if not font or size <= 0 or self._taken[font] >= _MOST_SAMPLES:
            return
        reaches = self._fonts[font]
        for index in indexes[:_LONGEST_LOOK]:
            letter = letters[index]
            if letter in _LETTERS and len(reaches[letter]) < _MOST_OF_A_LETTER:
                reaches[letter].append(self._reach(text, index, size))
                self._taken[font] += 1

    def are_unlike(self) -> bool:
        """Tell whether the letters of some font are drawn as others."""
        return any(_are_unlike(reaches) for reaches in self._fonts.values())

    def _reach(self, text: int, index: int, size: float) -> _Reach:
        quick.read_box(text, index, *self._places[:4])
        quick.read_origin(text, index, *self._places[4:])
        _, _, bottom, top, _, y = self._numbers
        return (top - y) / size, (y - bottom) / size


def _are_unlike(reaches: Mapping[str, list[_Reach]]) -> bool:
    means = {
        letter: tuple(map(median, zip(*some, strict=True))) for letter, some in reaches.items()
    }
    if len(means) < _FEWEST_LETTERS:
        return False
    # Of few letters as many may be tall as small.
    usual = median_low(above for above, _ in means.values())
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
