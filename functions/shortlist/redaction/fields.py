"""Fields: a label and its value, on one line, one below the other, or torn apart in two columns."""

import re
from collections.abc import Iterator, Sequence

from shortlist.redaction.addresses import is_postal
from shortlist.redaction.label_rows import Cell, Field, LabelRow, read_row, trim_value
from shortlist.redaction.labels import (
    Label,
    LabelKind,
    has_shape,
    may_belong,
    suits_label,
    tells_family,
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
from shortlist.redaction.referees import read_person
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
# "Nationality: Irish, right to work in the Union": what follows is for a gate.
_FOR_A_GATE = re.compile(
    r"[,(] ?(?=[^,]{0,20}\b(?:right|visa|permit|permis|work|settled|eligible|authori[sz]ed|eu|eea"
    r"|arbeit|aufenthalt|autorisation|trabajo|lavoro|trabalho|werk|prac|munca)\b)"
)
# "Date of birth 4/11/1986. Full driving licence."
_SENTENCE_AFTER = re.compile(r"(?<=\d{4})\. (?=[^\W\d_]{2})")
_LATER_PIECES = re.compile(r" ?[,(/\x01].*")
# Below "I hereby declare" stand a place, a date and a signature.
_DECLARATION = frozenset({"hereby", "declare"})
_TELLING_VALUES = ("family", "gender", "marital", "religion", "nationality")
_LONGEST_LINE_OF_ADDRESS = 60
_MOST_LINES_OF_ADDRESS = 3
_BESIDE = 3
_FURTHER = 14


def find_fields(page: Page) -> list[Span]:
    """Find the values of the fields that hold personal data."""
    rows = [read_row(page, line) for line in range(len(page.starts))]
    fields = [field for row in rows for field in row.fields]
    fields += _match_apart(page, rows)
    certain = {field.cell.line for field in fields if field.label.is_certain}
    certain.update(
        line
        for line, row in enumerate(rows)
        if any(label and label.is_certain for label in row.open_labels)
    )
    counted = [field for field in fields if _counts(page, field, certain)]
    spans = [span for field in counted if (span := _make_span(page, field))]
    if not page.words.isdisjoint(load_values("family")):
        spans += [span for row in rows if not row.fields for span in _tell_family(page, row)]
    return [*spans, *_continue_addresses(page, rows, spans)]


def _counts(page: Page, field: Field, certain: set[int]) -> bool:
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


def _tell_family(page: Page, row: LabelRow) -> Iterator[Span]:
    """Find what says by itself, without a label, that somebody is married or has children."""
    for cell in row.cells:
        text = page.folded[cell.start : cell.end]
        if len(text) <= _LONGEST_LINE_OF_ADDRESS and tells_family(text):
            yield Span(cell.start, cell.end, PERSONAL)


def _match_apart(page: Page, rows: Sequence[LabelRow]) -> Iterator[Field]:
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


def _take_values(page: Page, rows: Sequence[LabelRow], line: int, count: int) -> Iterator[Cell]:
    """Give the pieces of the lines below, until others begin or there are more than enough."""
    taken = 0
    for row in rows[line : line + count + _FURTHER]:
        is_heading = row.cells and find_heading(page.folded[row.cells[0].start : row.cells[-1].end])
        is_other = row.open_labels or any(field.has_colon for field in row.fields)
        if is_other or is_heading or taken >= count + _BESIDE:
            return
        taken += len(row.cells)
        yield from (trim_value(page.folded, cell) for cell in row.cells)


def _match_run(
    page: Page, labels: Sequence[Label | None], values: Sequence[Cell]
) -> Iterator[Field]:
    """Give each label the value in its place; or, where that is of another kind, one that fits."""
    left = dict(enumerate(values))
    waiting: list[Label] = []
    for place, label in enumerate(labels):
        if label is None:
            continue
        value = left.get(place)
        if value and may_belong(page.folded[value.start : value.end], label.kind):
            yield Field(label, left.pop(place))
        else:
            waiting.append(label)
    for label in waiting:
        for place, value in left.items():
            if has_shape(page.folded[value.start : value.end], label.kind):
                yield Field(label, left.pop(place))
                break


def _make_span(page: Page, field: Field) -> Span | None:
    kind, cell = field.label.kind, field.cell
    placeholder = _PLACEHOLDERS.get(kind)
    value = page.folded[cell.start : cell.end]
    if kind == "referee":
        value = _LATER_PIECES.sub("", value)
        if not read_person(page, cell.start, cell.start + len(value)):
            return None
    if not placeholder or value.startswith("//") or (FILLER in value and kind != "address"):
        return None
    if kind == "nationality" and (rest := _FOR_A_GATE.search(value)):
        value = value[: rest.start()].rstrip()
    if kind == "birth" and (rest := _SENTENCE_AFTER.search(value)):
        value = value[: rest.start()]
    if not suits_label(value, kind):
        return None
    return Span(cell.start, cell.start + len(value), placeholder)


def _continue_addresses(
    page: Page, rows: Sequence[LabelRow], spans: Sequence[Span]
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
