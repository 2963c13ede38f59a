"""Fields: a label and its value, on one line, one below the other, or torn apart in two columns."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shortlist.redaction.addresses import is_postal
from shortlist.redaction.field_values import has_shape, may_belong, suits_label, tells_family
from shortlist.redaction.labels import (
    LONGEST_LABEL,
    Label,
    LabelKind,
    may_begin_label,
    read_label,
    split_label,
)
from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import (
    ADDRESS,
    BIRTH_DATE,
    FILLER,
    GENDER,
    LINK,
    NAME,
    PERSONAL,
    PHONE,
    Span,
)
from shortlist.redaction.vocabulary import load_values
from shortlist.words.sections import find_heading

_PLACEHOLDERS: dict[LabelKind, str] = {
    "name": NAME,
    "signature": NAME,
    "birth": BIRTH_DATE,
    "birthplace": PERSONAL,
    "gender": GENDER,
    "address": ADDRESS,
    "locality": ADDRESS,
    "handle": LINK,
    "phone": PHONE,
    "referee": NAME,
    "nationality": PERSONAL,
    "marital": PERSONAL,
    "religion": PERSONAL,
    "family": PERSONAL,
    "personal": PERSONAL,
    "identifier": PERSONAL,
}
_CELL_END = re.compile(r"[|•·;\t]| {3,}(?![ :])")
_SEPARATOR = re.compile(r"[|•·;\t:：]|   ")  # noqa: RUF001
_COLON = re.compile(r"(?:[*_]{1,2} ?)?[:：](?: ?[*_]{1,2})?(?: ?:)?")  # noqa: RUF001
_NEXT_FIELD = re.compile(r",? {1,2}([^\W\d_][\w ]{1,24}) ?:")
# "Nationality: Irish, right to work in the Union": what follows is for a gate.
_FOR_A_GATE = re.compile(
    r"[,(] ?(?=[^,]{0,20}\b(?:right|visa|permit|permis|work|settled|eligible|authori[sz]ed|eu|eea"
    r"|arbeit|aufenthalt|autorisation|trabajo|lavoro|trabalho|werk|prac|munca)\b)"
)
_LATER_PIECES = re.compile(r" ?[,(/\x01].*")
_ONE_LONG_WORD = re.compile(r"[^\W\d_]{4,30}")
_YEAR = re.compile(r"(?:19[3-9]|20[01])\d\.?")
_EAST_ASIAN_HOUSE = re.compile(
    "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3 ]{4,}\\d[\\d\u4e00-\u9fff -]*.{0,20}"
)
# Below "I hereby declare" stand a place, a date and a signature.
_DECLARATION = frozenset({"hereby", "declare"})
_WORDLESS = re.compile(r"[ \t:.|*-]*\Z")
_ONE_SPACE = re.compile(r"[\w.] \Z")
_TELLING_VALUES = ("family", "gender", "marital", "religion", "nationality")
_EDGE = " \t-–—*•.,:_#>"  # noqa: RUF001
_LONGEST_VALUE = 200
_LONGEST_LINE_OF_ADDRESS = 60
_MOST_LINES_OF_ADDRESS = 3
_BESIDE = 3
_FURTHER = 14
_LONGEST_OPEN = 32


class _Cell(NamedTuple):
    """A piece of a line between separators, its edges cut off."""

    line: int
    start: int
    end: int


class _Field(NamedTuple):
    """A label with the bounds of its value."""

    label: Label
    cell: _Cell
    has_colon: bool = False


class _LabelRow(NamedTuple):
    """A line: its cells, the fields in it, and its labels where it has nothing but labels."""

    cells: Sequence[_Cell]
    fields: Sequence[_Field]
    open_labels: Sequence[Label | None]


_BLANK = _LabelRow((), (), ())


def find_fields(page: Page) -> list[Span]:
    """Find the values of the fields that hold personal data."""
    rows = [_read_row(page, line) for line in range(len(page.starts))]
    fields = [field for row in rows for field in row.fields]
    fields += _match_apart(page, rows)
    certain = {field.cell.line for field in fields if field.label.is_certain}
    counted = [field for field in fields if _counts(page, field, certain)]
    spans = [span for field in counted if (span := _make_span(page, field))]
    if not page.words.isdisjoint(load_values("family")):
        spans += [span for row in rows if not row.fields for span in _tell_family(page, row)]
    return [*spans, *_continue_addresses(page, rows, spans)]


def _counts(page: Page, field: _Field, certain: set[int]) -> bool:
    """Tell whether a label means a person's data: anywhere, or beside other such labels."""
    if field.label.is_certain or page.in_contact_lines(field.cell.start):
        return True
    if field.label.kind == "locality" and not _DECLARATION.isdisjoint(page.words):
        return True
    value = page.folded[field.cell.start : field.cell.end]
    if field.label.kind in _TELLING_VALUES and has_shape(value, field.label.kind):
        return True
    near = range(field.cell.line - _BESIDE, field.cell.line + _BESIDE + 1)
    return field.label.kind != "handle" and not certain.isdisjoint(near)


def _tell_family(page: Page, row: _LabelRow) -> Iterator[Span]:
    """Find what says by itself, without a label, that somebody is married or has children."""
    for cell in row.cells:
        text = page.folded[cell.start : cell.end]
        if len(text) <= _LONGEST_LINE_OF_ADDRESS and tells_family(text):
            yield Span(cell.start, cell.end, PERSONAL)


def _read_row(page: Page, line: int) -> _LabelRow:
    start, end = page.line_bounds(line)
    if start == end:
        return _BLANK
    text = page.folded[start:end]
    if _WORDLESS.match(text):
        return _BLANK
    if not (may_begin_label(text) or _SEPARATOR.search(text)):
        return _LabelRow(list(_strip(page.folded, line, start, end)), (), ())
    cells = list(_split_cells(page.folded, line, start, end))
    fields: list[_Field] = []
    labels: list[Label | None] = []
    waiting: Label | None = None
    for cell in cells:
        if waiting and not _is_label(page, cell):
            fields.append(_Field(waiting, cell))
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
    is_open = len(labels) == len(cells) > 0 and not fields
    is_short = end - start <= _LONGEST_OPEN * len(cells) + LONGEST_LABEL
    return _LabelRow(cells, fields, labels if is_open and is_short else ())


def _is_label(page: Page, cell: _Cell) -> bool:
    text = page.folded[cell.start : cell.end]
    return ":" in text.lstrip(": ") or read_label(text) is not None


def _split_cells(folded: str, line: int, start: int, end: int) -> Iterator[_Cell]:
    reached = start
    for match in _CELL_END.finditer(folded, start, end):
        yield from _strip(folded, line, reached, match.start())
        reached = match.end()
    yield from _strip(folded, line, reached, end)


def _strip(folded: str, line: int, start: int, end: int) -> Iterator[_Cell]:
    text = folded[start:end]
    start += len(text) - len(text.lstrip(" \t"))
    end = start + len(text.strip(" \t"))
    if start < end:
        yield _Cell(line, start, end)


def _read_cell(folded: str, cell: _Cell) -> Iterator[_Field]:
    """Find the labels of a cell that a colon, a dash or a space sets apart from values."""
    begin, has_label = cell.start, False
    for colon in _COLON.finditer(folded, cell.start, cell.end):
        label = _read_before(folded, begin, colon.start())
        if label:
            has_label = True
            begin = _find_value_end(folded, colon.end(), cell.end)
            value = _trim(folded, _Cell(cell.line, colon.end(), begin))
            yield _Field(label, value, has_colon=True)
    if has_label:
        return
    found = split_label(folded[cell.start : cell.end])
    if found:
        label, skipped = found
        value = _trim(folded, _Cell(cell.line, cell.start + skipped, cell.end))
        is_apart = not _ONE_SPACE.search(folded, cell.start, value.start)
        rest = folded[value.start : value.end]
        if not is_apart and _is_whole(rest, label.kind):
            yield _Field(label, cell)
        elif (may_belong if is_apart else _has_plain_shape)(rest, label.kind):
            yield _Field(label, value)


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
        if read_label(match[1].rpartition(" ")[2]):
            return match.start(1) + match[1].rfind(" ")
    return end


def _trim(folded: str, cell: _Cell) -> _Cell:
    text = folded[cell.start : cell.end]
    start = cell.start + len(text) - len(text.lstrip(_EDGE))
    return _Cell(cell.line, start, max(start, cell.start + len(text.rstrip(" \t.,*_"))))


def _match_apart(page: Page, rows: Sequence[_LabelRow]) -> Iterator[_Field]:
    """Match labels that have lines for themselves with the values on the lines below."""
    line = 0
    while line < len(rows):
        labels: list[Label | None] = []
        while line < len(rows) and (rows[line].open_labels or (labels and not rows[line].cells)):
            labels += rows[line].open_labels
            line += 1
        if any(labels):
            yield from _match_run(page, labels, list(_take_values(page, rows, line, len(labels))))
        line += not labels


def _take_values(page: Page, rows: Sequence[_LabelRow], line: int, count: int) -> Iterator[_Cell]:
    """Give the pieces of the lines below, until others begin or there are more than enough."""
    taken = 0
    for row in rows[line : line + count + _FURTHER]:
        is_heading = row.cells and find_heading(page.folded[row.cells[0].start : row.cells[-1].end])
        is_other = row.open_labels or any(field.has_colon for field in row.fields)
        if is_other or is_heading or taken >= count + _BESIDE:
            return
        taken += len(row.cells)
        yield from (_trim(page.folded, cell) for cell in row.cells)


def _match_run(
    page: Page, labels: Sequence[Label | None], values: Sequence[_Cell]
) -> Iterator[_Field]:
    """Give each label the value in its place; or, where that is of another kind, one that fits."""
    left = dict(enumerate(values))
    waiting: list[Label] = []
    for place, label in enumerate(labels):
        if label is None:
            continue
        value = left.get(place)
        if value and may_belong(page.folded[value.start : value.end], label.kind):
            yield _Field(label, left.pop(place))
        else:
            waiting.append(label)
    for label in waiting:
        for place, value in left.items():
            if has_shape(page.folded[value.start : value.end], label.kind):
                yield _Field(label, left.pop(place))
                break


def _make_span(page: Page, field: _Field) -> Span | None:
    kind, cell = field.label.kind, field.cell
    placeholder = _PLACEHOLDERS.get(kind)
    value = page.folded[cell.start : cell.end]
    if kind == "referee":
        value = _LATER_PIECES.sub("", value)
    if not placeholder or value.startswith("//") or (FILLER in value and kind != "address"):
        return None
    if kind == "nationality" and (rest := _FOR_A_GATE.search(value)):
        value = value[: rest.start()].rstrip()
    if not suits_label(value, kind):
        return None
    return Span(cell.start, cell.start + len(value), placeholder)


def _continue_addresses(
    page: Page, rows: Sequence[_LabelRow], spans: Sequence[Span]
) -> Iterator[Span]:
    """Find the further lines of an address that is written over several."""
    for span in spans:
        line = page.find_line(span.start)
        if span.placeholder != ADDRESS or span.end < page.line_bounds(line)[1] - 2:
            continue
        for row in rows[line + 1 : line + 1 + _MOST_LINES_OF_ADDRESS]:
            if len(row.cells) != 1 or row.fields or row.open_labels:
                break
            cell = row.cells[0]
            text = page.folded[cell.start : cell.end]
            is_next = page.folded[cell.start - 2 : cell.start - 1] == ","
            if len(text) > _LONGEST_LINE_OF_ADDRESS or not (is_next or is_postal(text)):
                break
            if find_heading(text) or FILLER in text:
                break
            yield Span(cell.start, cell.end, ADDRESS)
