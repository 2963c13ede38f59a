"""Rows of a page: fragments on one baseline, as lines, and what means nothing without its row."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from statistics import median

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


_BULLET_LENGTH = 3
_LABEL_LENGTH = 25
_DATE_ROW_LENGTH = 40
_FLUSH = 2.5
_FEWEST_CELLS, _MOST_CELL_LINES, _MOST_CELL_WORDS = 2, 12, 6
_CENTRED = 0.5
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[/.]\d{2,4}", re.ASCII)
_AFTER_LABEL = re.compile(r"[:\uff1a]\s*\Z")
_BEFORE_VALUE = re.compile(r"\A\s*[:\uff1a]")
_DASHES_BEFORE_VALUE = re.compile(r"\A\s*[-\u2013\u2014=>]+\s")
_WORDS = Path(__file__).with_name("label_words.txt")


def are_pairs(left: Sequence[TextRow], right: Sequence[TextRow]) -> bool:
    """Recognise rows by what stands on either side of a gap that goes through all of them."""
    fewer, more = sorted((left, right), key=len)
    length = median(len(row.text) for row in fewer)
    return (
        (2 * len(fewer) <= len(more) and length <= _LABEL_LENGTH)
        or any(median(len(row.text) for row in side) <= _BULLET_LENGTH for side in (left, right))
        or _are_labels(left, right)
        or _has_dates_aside(left, right)
        or _is_flush_right(right)
    )


def match_centred(left: Sequence[TextRow], right: Sequence[TextRow]) -> list[str] | None:
    """Write the rows of a table whose cells are centred beside others of more lines.

    Each row of the side with fewer must have a block of the other one's lines about its middle,
    none left over, or it is no such table and the answer is None.
    """
    few, many = (left, right) if len(left) < len(right) else (right, left)
    if not _FEWEST_CELLS <= len(few) < len(many) or max(_count_words(few)) > _MOST_CELL_WORDS:
        return None
    lines: list[str] = []
    start = 0
    for cell in few:
        end = _find_block_end(many, start, cell)
        if end is None:
            return None
        block = [row.text for row in many[start:end]]
        if few is left:
            lines += [f"{cell.text}  {block[0]}", *block[1:]]
        else:
            lines += [f"{' '.join(block)}  {cell.text}"]
        start = end
    return lines if start == len(many) else None


def _find_block_end(rows: Sequence[TextRow], start: int, cell: TextRow) -> int | None:
    """Find how many rows have their middle where a cell has it."""
    middle = cell.top + cell.bottom
    for end in range(start + 1, min(len(rows), start + _MOST_CELL_LINES) + 1):
        shift = rows[start].top + rows[end - 1].bottom - middle
        if abs(shift) <= _CENTRED * (cell.bottom - cell.top):
            return end
        if shift > 0:
            return None
    return None


def _count_words(rows: Sequence[TextRow]) -> list[int]:
    return [len(row.text.split()) for row in rows]


def _are_labels(left: Sequence[TextRow], right: Sequence[TextRow]) -> bool:
    """Look for colons on either side, then for words that are labels or values by themselves."""
    words = _label_words()
    enough = min(len(left), len(right)) / 2
    # What meets at the gap: a row may hold two labels with their values.
    before = [row.fragments[-1].text for row in left]
    after = [row.fragments[0].text for row in right]
    return (
        sum(bool(_AFTER_LABEL.search(text)) for text in before) >= enough
        or sum(bool(_BEFORE_VALUE.search(text)) for text in after) >= enough
        or sum(bool(_DASHES_BEFORE_VALUE.search(text)) for text in after) >= 2 * enough
        or sum(_fold(text) in words["label"] for text in before) >= enough
        or sum(_is_level(text, words["level"]) for text in after) >= enough
    )


def _has_dates_aside(left: Sequence[TextRow], right: Sequence[TextRow]) -> bool:
    """Tell dates beside what they date from two lists that both name years."""
    dated = [side for side in (left, right) if _count_dates(side) * 2 >= len(side)]
    return len(dated) == 1 or any(_are_mostly_digits(side) for side in dated)


def _count_dates(side: Sequence[TextRow]) -> int:
    return sum(bool(_DATE.search(row.text)) and len(row.text) < _DATE_ROW_LENGTH for row in side)


def _are_mostly_digits(side: Sequence[TextRow]) -> bool:
    text = "".join(row.text for row in side)
    digits = sum(character.isdigit() for character in text)
    return 2 * digits >= sum(character.isalnum() for character in text)


def _is_level(text: str, levels: frozenset[str]) -> bool:
    folded = _fold(text)
    return folded in levels or folded.split(" (")[0].split(",")[0] in levels


def _is_flush_right(right: Sequence[TextRow]) -> bool:
    lefts = [row.left for row in right]
    rights = [row.right for row in right]
    return max(rights) - min(rights) <= _FLUSH < max(lefts) - min(lefts)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    """Write a label as the list of labels does; what leads it in, as bullets do, is left out."""
    plain = text.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(plain.replace("\u2019", "'").strip(" -\u2013\u2022*>:.").split())


@cache
def _label_words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for line in _WORDS.read_text(encoding="utf-8").splitlines():
        kind, equals, words = line.partition(" = ")
        if equals:
            kinds.setdefault(kind, set()).update(map(_fold, words.split(", ")))
    return {kind: frozenset(words) for kind, words in kinds.items()}
