"""Rows of a label and its value, or of a thing and its date: what means nothing without its row."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from statistics import median

from adapters.documents.text_rows import TextRow

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
