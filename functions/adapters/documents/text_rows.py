"""Rows: the fragments of a page that share a baseline, and how a row reads as a line."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from adapters.documents.fragments import Fragment
from adapters.documents.pieces import is_right_to_left

_LEADER = re.compile(r"[.\u2026_\u00b7 ]{4,}")
_SAME_BASELINE = 0.4
_EVEN = 1.0
_NO_GAP = 0.12
_WIDE_GAP = 1.5
_PARAGRAPH_GAP = 0.6
_BY_PLACE = attrgetter("baseline", "left")
_BY_LEFT = attrgetter("left")


class TextRow:
    """Fragments side by side, from left to right."""

    def __init__(self, fragments: Sequence[Fragment]) -> None:
        self._text: str | None = None
        if len(fragments) == 1:
            (only,) = self.fragments = tuple(fragments)
            self.left, self.right = only.left, only.right
            self.top, self.bottom = only.top, only.bottom
            return
        self.fragments = tuple(sorted(fragments, key=_BY_LEFT))
        _, lefts, tops, rights, bottoms, *_ = zip(*self.fragments, strict=True)
        self.left, self.right = lefts[0], max(rights)
        self.top, self.bottom = min(tops), max(bottoms)

    @property
    def is_even(self) -> bool:
        """Whether the fragments were set on one line, and not merely at about one height."""
        baselines = [fragment.baseline for fragment in self.fragments]
        return max(baselines) - min(baselines) <= _EVEN

    def follows(self, other: "TextRow") -> bool:
        """Whether no more than the usual space is left below the other row."""
        return self.top - other.bottom <= _PARAGRAPH_GAP * (self.bottom - self.top)

    @property
    def text(self) -> str:
        """The row as one line; a wide gap stays visible as two spaces."""
        if self._text is None:
            self._text = self._write()
        return self._text

    def _write(self) -> str:
        fragments = self.fragments
        if len(fragments) == 1:
            return fragments[0].text
        if all(is_right_to_left(fragment.text) for fragment in (fragments[0], fragments[-1])):
            fragments = fragments[::-1]
        line = fragments[0].text
        for before, after in pairwise(fragments):
            gap = max(after.left - before.right, before.left - after.right) / before.height
            line += "" if gap < _NO_GAP else "  " if gap > _WIDE_GAP else " "
            line += after.text
        return line


def rows_of(fragments: Sequence[Fragment]) -> list[TextRow]:
    """Gather fragments into rows from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=_BY_PLACE):
        if rows and _same_row(rows[-1][0], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [TextRow(row) for row in rows]


def join_leaders(fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Make one of what dots lead from and to: "Nationality ........ Irish"."""
    if not any(_LEADER.fullmatch(fragment.text) for fragment in fragments):
        return fragments
    joined: list[Fragment] = []
    for row in rows_of(fragments):
        some = list(row.fragments)
        for place in range(len(some) - 2, 0, -1):
            if _LEADER.fullmatch(some[place].text):
                some[place - 1 : place + 2] = [_joined(some[place - 1 : place + 2])]
        joined += some
    return joined


def _joined(fragments: Sequence[Fragment]) -> Fragment:
    row = TextRow(fragments)
    first = row.fragments[0]
    return first._replace(text=row.text, right=row.right, top=row.top, bottom=row.bottom)


def lines_of(rows: Sequence[TextRow]) -> list[str]:
    """Write each row as a line, with an empty line where the page leaves a gap."""
    lines: list[str] = []
    for index, row in enumerate(rows):
        if index and not row.follows(rows[index - 1]):
            lines.append("")
        lines.append(row.text)
    return lines


def _same_row(first: Fragment, other: Fragment) -> bool:
    reach = _SAME_BASELINE * min(first.height, other.height)
    return other.baseline - first.baseline <= reach
