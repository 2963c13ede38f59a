"""Upright gaps: stretches of the page's width that stay free from one row to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from adapters.documents.text_rows import TextRow

Gap = tuple[float, float]

_MIN_GUTTER = 0.8
_MIN_LINES = 2


@dataclass(frozen=True, slots=True)
class _Open:
    """A gap that is free so far, and how many rows have text on its left and on its right."""

    low: float
    high: float
    left: int = 0
    right: int = 0

    @property
    def parts_text(self) -> bool:
        return min(self.left, self.right) >= _MIN_LINES


def follow_gaps(rows: Sequence[TextRow], start: int) -> tuple[int, list[Gap]]:
    """Go down from a row while some gap stays free; return the end and the gaps up to there.

    Once a gap parts text from text, the margins no longer count: all of them are free for ever.
    """
    least = _MIN_GUTTER * median(row.fragments[0].height for row in rows)
    gaps = [_Open(min(row.left for row in rows), max(row.right for row in rows))]
    end = start
    while end < len(rows):
        left = [part for gap in gaps for part in _past(gap, rows[end]) if _width(part) >= least]
        parted = any(gap.parts_text for gap in gaps)
        if not left or (parted and not any(gap.parts_text for gap in left)):
            break
        gaps = left
        end += 1
    return end, [(gap.low, gap.high) for gap in gaps]


def _width(gap: _Open) -> float:
    return gap.high - gap.low


def _past(gap: _Open, row: TextRow) -> Iterator[_Open]:
    """Yield what the row leaves of the gap."""
    low = gap.low
    edges = sorted((f.left, f.right) for f in row.fragments if f.right > low and f.left < gap.high)
    for left, right in [*edges, (gap.high, gap.high)]:
        if left > low:
            yield _Open(
                low,
                left,
                gap.left + (row.left < low),
                gap.right + (row.right > left),
            )
        low = max(low, right)
