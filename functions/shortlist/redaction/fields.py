"""Fields: a label, a colon and a value, such as "Date of birth: 4 May 1990"."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import (
    ADDRESS,
    BIRTH_DATE,
    FILLER,
    GENDER,
    LINK,
    NAME,
    PERSONAL,
    Span,
)
from shortlist.redaction.vocabulary import LabelKind, load_labels, load_words

_PLACEHOLDERS: dict[LabelKind, str] = {
    "name": NAME,
    "birth": BIRTH_DATE,
    "gender": GENDER,
    "address": ADDRESS,
    "handle": LINK,
    "personal": PERSONAL,
    "identifier": PERSONAL,
}
_LONGEST_LABEL = 40
_LABEL_START = re.compile(r"[\n|•·;\t,]| {3,}")
_VALUE_END = re.compile(r"[\n|•·;\t]| {3,}|,? {1,2}[^\W\d_][\w ]{1,24}:")
_IDENTIFIER = re.compile(r"(?=(?:[^\d\n]{0,3}\d){4})[\w./ -]{5,24}")
# "Nationality: Irish, right to work in the Union": what follows is for a gate.
_REST = re.compile(r",(?! (?:\w{1,8} )?(?:child|kid|kind|enfant|hij|copi|figli))")
_EDGE = " \t-–*•."  # noqa: RUF001
_EVERYWHERE: frozenset[LabelKind] = frozenset({"birth", "gender", "personal", "identifier"})
_MOST_NAME_WORDS = 6
_LONGEST_NEXT_LINE = 40
_LONGEST_VALUE = 200
_LINE_END = re.compile(r"[^\S\n]{0,80}\n")


def find_fields(page: Page) -> Iterator[Span]:
    """Find the values of the fields that hold personal data."""
    folded = page.folded
    colon = folded.find(":")
    while colon >= 0:
        label = _read_label(folded, colon)
        kind = load_labels().get(label)
        if kind and _counts(page, label, kind, colon):
            span = _read_value(page, kind, colon + 1)
            if span:
                yield span
        colon = folded.find(":", colon + 1)


def _read_label(folded: str, colon: int) -> str:
    before = folded[max(0, colon - _LONGEST_LABEL) : colon]
    start = 0
    for match in _LABEL_START.finditer(before):
        start = match.end()
    return before[start:].strip(_EDGE)


def _counts(page: Page, label: str, kind: LabelKind, colon: int) -> bool:
    if kind in _EVERYWHERE and label not in load_words("contact_label"):
        return True
    return page.in_contact_lines(colon)


def _read_value(page: Page, kind: LabelKind, start: int) -> Span | None:
    placeholder = _PLACEHOLDERS.get(kind)
    if not placeholder:
        return None
    start, end = _find_value(page, start)
    if start == end and kind not in ("address", "handle"):
        start, end = _find_value_below(page, end)
    if kind == "personal":
        rest = _REST.search(page.folded, start, end)
        end = rest.start() if rest else end
    value = page.folded[start:end]
    if not value or FILLER in value or value.startswith("//") or not _suits(value, kind):
        return None
    return Span(start, end, placeholder)


def _find_value(page: Page, start: int) -> tuple[int, int]:
    """Find a value's bounds; one that is too long for a value ends after a word."""
    limit = min(len(page.folded), start + _LONGEST_VALUE)
    match = _VALUE_END.search(page.folded, start, limit + 1)
    end = match.start() if match else limit
    if not match and limit < len(page.folded):
        space = page.folded.rfind(" ", start, limit)
        end = space if space > start else limit
    return _strip(page.folded, start, end)


def _find_value_below(page: Page, end: int) -> tuple[int, int]:
    """Give the next line, when it is short and no field itself."""
    below = _LINE_END.match(page.folded, end)
    if not below:
        return end, end
    start = below.end()
    stop = page.folded.find("\n", start)
    stop = len(page.folded) if stop < 0 else stop
    if stop - start > _LONGEST_NEXT_LINE or ":" in page.folded[start:stop]:
        return end, end
    return _strip(page.folded, start, stop)


def _strip(folded: str, start: int, end: int) -> tuple[int, int]:
    value = folded[start:end]
    start += len(value) - len(value.lstrip())
    return start, start + len(value.strip(" \t.,"))


def _suits(value: str, kind: LabelKind) -> bool:
    """Tell whether a value can be of its label's kind."""
    if not any(map(str.isalnum, value)):
        return False
    has_digit = any(character.isdigit() for character in value)
    if kind == "birth":
        return has_digit
    if kind == "name":
        return not has_digit and len(value.split()) <= _MOST_NAME_WORDS
    if kind == "identifier":
        return _IDENTIFIER.fullmatch(value) is not None
    if kind == "handle":
        return " " not in value
    return True
