"""The reading order of a page: columns one after the other, never a line across two.

Columns are parted by gaps that stay free from row to row.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from adapters.documents.fragments import Fragment, fragments_of
from adapters.documents.pieces import Piece
from adapters.documents.text_rows import (
    TextRow,
    are_pairs,
    join_leaders,
    lines_of,
    match_centred,
    rows_of,
)

_DEEPEST = 4
_MIN_GUTTER = 0.8
_MIN_LINES = 2
# More of them part a table, which is read row by row.
_MOST_GAPS = 8
_MIN_BESIDE = 0.3
_MOSTLY_PAIRED = 0.75

_Rows = Sequence[TextRow]
_Gutter = tuple[float, float]


def page_text(pieces: Iterable[Piece]) -> str:
    """Write the page as lines; text that runs in another direction follows after the rest."""
    groups = sorted(fragments_of(pieces).values(), key=len, reverse=True)
    return "\n\n".join("\n".join(lay_out(fragments)) for fragments in groups)


def lay_out(fragments: Sequence[Fragment], depth: int = 0) -> list[str]:
    """Order fragments of one direction into lines; no page has columns in columns for long."""
    rows = rows_of(join_leaders(fragments))
    lines: list[str] = []
    plain: list[TextRow] = []
    if depth > _DEEPEST or not rows:
        return lines_of(rows)
    margins = _measure_margins(rows)
    start = 0
    while start < len(rows):
        region = _region_at(rows, start, margins)
        if region.gutter is None:
            plain += rows[start : region.end]
        else:
            lines += _block(lines_of(plain))
            plain = []
            columns = _part(rows[start : region.end], region.gutter)
            lines += _block(match_centred(*columns) or _lay_out_apart(columns, depth))
        start = region.end
    return lines + lines_of(plain)


def _lay_out_apart(columns: Iterable[_Rows], depth: int) -> list[str]:
    lines: list[str] = []
    for column in columns:
        inner = [fragment for row in column for fragment in row.fragments]
        lines += _block(lay_out(inner, depth + 1))
    return lines[:-1]


def _block(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines else []


class _Open(NamedTuple):
    """A gap that is free so far, and how many rows have text on its left and on its right."""

    low: float
    high: float
    left: int = 0
    right: int = 0

    @property
    def parts_text(self) -> bool:
        return self.left >= _MIN_LINES <= self.right


class _RowMargins(NamedTuple):
    """Where rows begin and end, and how wide a gap must be to part them."""

    left: float
    right: float
    least: float


def _measure_margins(rows: _Rows) -> _RowMargins:
    """Measure all rows of a stretch, once: each region of it asks."""
    heights = [row.fragments[0].height for row in rows]
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    return _RowMargins(left, right, _MIN_GUTTER * median(heights))


def _follow_gaps(rows: _Rows, start: int, margins: _RowMargins) -> tuple[int, list[_Open]]:
    """Go down from a row while some gap stays free; return the end and the gaps up to there.

    Once a gap parts text from text, the margins no longer count: all of them are free for ever.
    """
    least = margins.least
    gaps, parted = [_Open(margins.left, margins.right)], False
    end = start
    while end < len(rows):
        left: list[_Open] = []
        for gap in gaps:
            left += _past(gap, rows[end], least)
        parts = any(gap.parts_text for gap in left)
        if not left or (parted and not parts):
            break
        gaps, parted = left, parts
        end += 1
    return end, gaps


def _past(gap: _Open, row: TextRow, least: float) -> list[_Open]:
    """Return what the row leaves of the gap, as far as it is wide enough."""
    low, high, on_left, on_right = gap
    if row.left >= high:
        return [_Open(low, high, on_left, on_right + 1)]
    if row.right <= low:
        return [_Open(low, high, on_left + 1, on_right)]
    left: list[_Open] = []
    row_left, row_right = row.left, row.right
    for fragment in row.fragments:
        if fragment.right <= low:
            continue
        edge = fragment.left
        if edge >= high:
            break
        if edge - low >= least:
            left.append(_Open(low, edge, on_left + (row_left < low), on_right + (row_right > edge)))
        low = fragment.right
    if high - low >= least:
        left.append(_Open(low, high, on_left + (row_left < low), on_right + (row_right > high)))
    return left


class _Region(NamedTuple):
    """Rows from `start` up to `end`; with a gutter they are two columns, without it one."""

    start: int
    end: int
    gutter: _Gutter | None = None


def _region_at(rows: _Rows, start: int, margins: _RowMargins) -> _Region:
    """Find how far the rows from `start` belong together, and whether a gutter parts them."""
    end, gaps = _follow_gaps(rows, start, margins)
    if len(gaps) > _MOST_GAPS:
        return _Region(start, end)
    plain_end = start + 1
    for low, high, on_left, on_right in sorted(gaps, key=lambda gap: gap.low - gap.high):
        if not on_left or not on_right:
            continue
        gap = low, high
        left, right = _part(rows[start:end], gap)
        if not left or not right:
            continue
        first, last = _where_beside(rows, (start, end), left, right)
        if first > start:
            return _Region(start, first)
        if last < end:
            left, right = _part(rows[start:last], gap)
        if min(len(left), len(right)) < _MIN_LINES or not _are_beside(left, right):
            continue
        is_centred = match_centred(left, right) is not None
        if is_centred or not _belong_row_by_row(rows[start:last], gap, left, right):
            return _Region(start, last, gap)
        plain_end = max(plain_end, last)
    return _Region(start, plain_end)


def _part(rows: _Rows, gutter: _Gutter) -> tuple[list[TextRow], list[TextRow]]:
    """Divide rows at the gutter into those of its left and those of its right."""
    left: list[TextRow] = []
    right: list[TextRow] = []
    low, high = gutter[0] + 0.01, gutter[1] - 0.01
    for row in rows:
        if row.right <= low:
            left.append(row)
        elif row.left >= high:
            right.append(row)
        else:
            before = [fragment for fragment in row.fragments if fragment.right <= low]
            after = [fragment for fragment in row.fragments if fragment.left >= high]
            left += [TextRow(before)] if before else []
            right += [TextRow(after)] if after else []
    return left, right


def _where_beside(rows: _Rows, span: tuple[int, int], left: _Rows, right: _Rows) -> tuple[int, int]:
    """Leave out what stands apart above or below the other side: a title, or the next heading.

    At the end of the page nothing follows, so a column may be as long as it likes.
    """
    top = max(left[0].top, right[0].top)
    bottom = min(max(row.bottom for row in left), max(row.bottom for row in right))
    first, last = span
    while first < span[1] - 1 and rows[first].bottom <= top:
        first += 1
    edge = min(row.left for row in right)
    while first > span[0] and _heads(rows[first - 1], rows[first], edge):
        first -= 1
    if last == len(rows):
        return first, last
    while last > first + 1 and rows[last - 1].top >= bottom:
        last -= 1
    while last < span[1] and rows[last].follows(rows[last - 1]):
        last += 1
    return first, last


def _heads(row: TextRow, below: TextRow, edge: float) -> bool:
    """Tell whether a row belongs to the right column below; on the left the order is the same."""
    return row.left >= edge and below.follows(row)


def _is_on_both_sides(row: TextRow, gap: _Gutter) -> bool:
    return row.left < gap[0] + 0.01 and row.right > gap[1] - 0.01


def _are_beside(left: _Rows, right: _Rows) -> bool:
    """Tell columns from headings with indented text below: columns have lines at equal height."""
    fewer, more = sorted((left, right), key=len)
    bottoms = list(accumulate((row.bottom for row in more), max))
    beside = 0
    for row in fewer:
        # The first one that reaches below the row's top, if it starts above its bottom.
        index = bisect_right(bottoms, row.top)
        beside += index < len(more) and more[index].top < row.bottom
    return beside >= _MIN_BESIDE * len(fewer)


def _belong_row_by_row(rows: _Rows, gap: _Gutter, left: _Rows, right: _Rows) -> bool:
    """Recognise bullets, dates, places and labels, which mean nothing without their row."""
    paired = sum(row.is_even and _is_on_both_sides(row, gap) for row in rows)
    return paired >= _MOSTLY_PAIRED * min(len(left), len(right)) and are_pairs(left, right)
