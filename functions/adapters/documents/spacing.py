"""Where the words of a line begin: letter-spaced headings and squeezed fonts mislead the parser."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from adapters.documents.glyphs import Glyph

_ENOUGH = 4
_QUANTILE = 5
_LETTERS_DIFFER = 0.08
_MOSTLY_BREAKS = 0.7
_BROKEN_BEYOND = 0.06
_UNBROKEN_BEYOND = 0.18

_Letter = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Upright glyphs of one line; `breaks[i]` tells that the parser saw a space before glyph i."""

    glyphs: list[Glyph]
    breaks: list[bool]

    def gaps(self) -> Iterator[tuple[Glyph, float, bool]]:
        """Yield each glyph but the last with the gap after it, relative to its height."""
        for index, glyph in enumerate(self.glyphs[:-1]):
            after = self.glyphs[index + 1]
            # Right-to-left scripts come in reading order, so the next glyph is on the left.
            gap = max(after.left - glyph.right, glyph.left - after.right)
            yield glyph, gap / max(glyph.bottom - glyph.top, 1.0), self.breaks[index + 1]


class Spacing:
    """The gaps that are usual on a page after a letter of a size, where no word ends.

    A low quantile stands for them, because after the f of `of` most words do end; and they stay
    near those of other letters, because after a comma nearly all words do.
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        by_letter: dict[_Letter, list[float]] = {}
        by_size: dict[float, list[float]] = {}
        for stretch in stretches:
            for glyph, gap, broken in stretch.gaps():
                if not broken:
                    letter = _letter(glyph)
                    by_letter.setdefault(letter, []).append(gap)
                    by_size.setdefault(letter[1], []).append(gap)
        most = {size: median(gaps) + _LETTERS_DIFFER for size, gaps in by_size.items()}
        self._usual = {
            letter: min(sorted(gaps)[len(gaps) // _QUANTILE], most[letter[1]])
            for letter, gaps in by_letter.items()
            if len(gaps) > _QUANTILE
        }

    def spell(self, stretch: Stretch) -> str:
        """Write a line as words: a space is a gap wider than usual."""
        fallback = _usual_in(stretch)
        text = stretch.glyphs[0].character
        for (glyph, gap, broken), after in zip(stretch.gaps(), stretch.glyphs[1:], strict=True):
            usual = self._usual.get(_letter(glyph), fallback)
            beyond = _BROKEN_BEYOND if broken else _UNBROKEN_BEYOND
            wide = broken if usual is None else gap - usual > beyond
            text += f" {after.character}" if wide else after.character
        return " ".join(text.split())


def _letter(glyph: Glyph) -> _Letter:
    return glyph.character, round(glyph.bottom - glyph.top, 1)


def _usual_in(stretch: Stretch) -> float | None:
    """Measure the gap within the words of one line; a short line does not tell."""
    gaps = [(gap, broken) for _, gap, broken in stretch.gaps()]
    if len(gaps) < _ENOUGH:
        return None
    joined = [gap for gap, broken in gaps if not broken]
    few = len(joined) < (1 - _MOSTLY_BREAKS) * len(gaps)
    return median([gap for gap, _ in gaps] if few else joined)
