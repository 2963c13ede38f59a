"""Lines that hold labels: their cells, the fields in them, and labels that wait for a value."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shortlist.redaction.addresses import is_postal
from shortlist.redaction.labels import (
    LONGEST_LABEL,
    Label,
    LabelKind,
    has_shape,
    may_begin_label,
    may_belong,
    may_hold_label,
    read_label,
    split_label,
)
from shortlist.redaction.page import Page

_CELL_END = re.compile(r"[|•·;\t]| {3,}(?![ :])")
_COLON = re.compile(r"(?:[*_]{1,2} ?)?[:：](?: ?[*_]{1,2})?(?: ?:)?")  # noqa: RUF001
_NEXT_FIELD = re.compile(r",? {1,2}([^\W\d_][\w ]{1,24}) ?:")
_SPACE = re.compile(r" +")
_ONE_LONG_WORD = re.compile(r"[^\W\d_]{4,30}")
_YEAR = re.compile(r"(?:19[3-9]|20[01])\d\.?")
_EAST_ASIAN_HOUSE = re.compile(
    "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3 ]{4,}\\d[\\d\u4e00-\u9fff -]*.{0,20}"
)
_WORDLESS = re.compile(r"[ \t:.|*-]*\Z")
_ONE_SPACE = re.compile(r"[\w.] \Z")
_SEPARATOR = re.compile(r"[|•·;\t:：]|   ")  # noqa: RUF001
_SPACES = " \t"
_EDGE = " \t-–—*•.,:_#>"  # noqa: RUF001
_LONGEST_VALUE = 200
_LONGEST_OPEN = 32


class Cell(NamedTuple):
    """A piece of a line between separators, its edges cut off."""

    line: int
    start: int
    end: int


class Field(NamedTuple):
    """A label with the bounds of its value."""

    label: Label
    cell: Cell
    has_colon: bool = False


class LabelRow(NamedTuple):
    """A line: its cells, the fields in it, and its labels where it has nothing but labels."""

    cells: Sequence[Cell]
    fields: Sequence[Field]
    open_labels: Sequence[Label | None]


_BLANK = LabelRow((), (), ())


def read_row(page: Page, line: int) -> LabelRow:
    """Read one line of a page."""
    start, end = page.line_bounds(line)
    if start == end:
        return _BLANK
    text = page.folded[start:end]
    if _WORDLESS.match(text):
        return _BLANK
    may_begin = may_begin_label(text)
    if not (may_begin or _SEPARATOR.search(text)):
        cell = _strip(page.folded, line, start, end)
        return LabelRow((cell,) if cell else (), (), ())
    cells = list(_split_cells(page.folded, line, start, end))
    may_hold = may_begin or may_hold_label(text)
    fields, labels = _read_cells(page, cells) if may_hold else ([], _find_colons(page, cells))
    is_open = len(labels) == len(cells) > 0 and not fields
    is_short = end - start <= _LONGEST_OPEN * len(cells) + LONGEST_LABEL
    return LabelRow(cells, fields, labels if is_open and is_short else ())


def _find_colons(page: Page, cells: Sequence[Cell]) -> list[Label | None]:
    """Give an unknown label for each cell that looks like one."""
    return [None for cell in cells if page.folded[cell.end - 1] == ":"]


def _read_cells(page: Page, cells: Sequence[Cell]) -> tuple[list[Field], list[Label | None]]:
    """Read the fields of a line, and the labels to which it gives no value."""
    fields: list[Field] = []
    labels: list[Label | None] = []
    waiting: Label | None = None
    for cell in cells:
        if waiting and not _is_label(page, cell):
            fields.append(Field(waiting, cell))
            waiting = None
            continue
        found = list(_read_cell(page.folded, cell))
        fields += [field for field in found if field.cell.start < field.cell.end]
        last = found[-1].label if found and found[-1].cell.start == found[-1].cell.end else None
        waiting = last or (None if found else read_label(page.folded[cell.start : cell.end]))
        if waiting and waiting.kind == "referee":
            # A heading: what stands below is for the rules about referees.
            waiting = None
            continue
        if waiting or page.folded[cell.start : cell.end].endswith(":"):
            labels.append(waiting)
    return fields, labels


def _is_label(page: Page, cell: Cell) -> bool:
    text = page.folded[cell.start : cell.end]
    return ":" in text.lstrip(": ") or read_label(text) is not None


def _split_cells(folded: str, line: int, start: int, end: int) -> Iterator[Cell]:
    reached = start
    for match in _CELL_END.finditer(folded, start, end):
        if cell := _strip(folded, line, reached, match.start()):
            yield cell
        reached = match.end()
    if cell := _strip(folded, line, reached, end):
        yield cell


def _strip(folded: str, line: int, start: int, end: int) -> Cell | None:
    text = folded[start:end].lstrip(_SPACES)
    first = end - len(text)
    last = first + len(text.rstrip(_SPACES))
    return Cell(line, first, last) if first < last else None


def _read_cell(folded: str, cell: Cell) -> Iterator[Field]:
    """Find the labels of a cell that a colon, a dash or a space sets apart from values."""
    begin, has_label = cell.start, False
    for colon in _COLON.finditer(folded, cell.start, cell.end):
        label = _read_before(folded, begin, colon.start()) if colon.start() > begin else None
        if label:
            has_label = True
            begin = _find_value_end(folded, colon.end(), cell.end)
            value = trim_value(folded, Cell(cell.line, colon.end(), begin))
            yield Field(label, value, has_colon=True)
    if has_label:
        return
    found = split_label(folded[cell.start : cell.end])
    if found:
        label, skipped = found
        value = trim_value(folded, Cell(cell.line, cell.start + skipped, cell.end))
        is_apart = not _ONE_SPACE.search(folded, cell.start, value.start)
        rest = folded[value.start : value.end]
        if not is_apart and _is_whole(rest, label.kind):
            yield Field(label, cell)
        elif (may_belong if is_apart else _has_plain_shape)(rest, label.kind):
            yield Field(label, value)


def _is_whole(value: str, kind: LabelKind) -> bool:
    """Tell a value that goes with its label: "born on 4 May 1990", "Residence Elms, 31000 Foo"."""
    return is_postal(value) if kind == "address" else kind == "birth" and has_shape(value, kind)


def _has_plain_shape(value: str, kind: LabelKind) -> bool:
    """Tell a value that a space parts from its label; not "Children aged", "Address book"."""
    if kind == "nationality" and _ONE_LONG_WORD.fullmatch(value):
        return True
    if kind == "birth" and _YEAR.fullmatch(value):
        return True
    if kind == "address" and _EAST_ASIAN_HOUSE.fullmatch(value):
        return True
    return kind not in ("address", "family") and has_shape(value, kind)


def _read_before(folded: str, begin: int, colon: int) -> Label | None:
    """Read the label before a colon, or the end of it after a comma or a bullet."""
    before = folded[max(begin, colon - LONGEST_LABEL) : colon]
    return read_label(before) or read_label(before.rpartition(",")[2])


def _find_value_end(folded: str, start: int, end: int) -> int:
    end = min(end, start + _LONGEST_VALUE)
    for match in _NEXT_FIELD.finditer(folded, start, end):
        if read_label(match[1]):
            return match.start()
        for space in _SPACE.finditer(match[1]):
            if read_label(match[1][space.end() :]):
                return match.start(1) + space.start()
    return end


def trim_value(folded: str, cell: Cell) -> Cell:
    """Leave the edges of a value out: spaces, bullets, dashes."""
    text = folded[cell.start : cell.end]
    start = cell.start + len(text) - len(text.lstrip(_EDGE))
    return Cell(cell.line, start, max(start, cell.start + len(text.rstrip(" \t.,*_"))))
