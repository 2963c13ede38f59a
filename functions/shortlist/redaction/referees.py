"""Referees: the names of other people, who never asked to be read about."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shortlist.redaction.folding import fold_in_place
from shortlist.redaction.names import LETTER
from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import FILLER, NAME, Span
from shortlist.redaction.vocabulary import is_vocabulary, load_words

_CUT = re.compile(r"[|•·;\t,()\[\]:/\x01]| [-–—] | {3,}")  # noqa: RUF001
_NUMBERING = re.compile(r"[\s*_>–—-]*(?:\(?\d{1,2}[.):]|[a-z][.)])?\s*[*_]*")  # noqa: RUF001
_WORD = re.compile(rf"{LETTER}+(?:['’‑‐.-]{LETTER}+)*\.?")  # noqa: RUF001
_NAME = re.compile(rf"{LETTER}+(?:[ .'’‑‐-]{{1,2}}{LETTER}+){{0,6}}\.?")  # noqa: RUF001
_TITLES = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|eng|ing|rev|sir|herr|frau|m|mme|mlle|sr|sra|srta"
    r"|d|dna|dña|don|doña|sig|sig\.ra|dott|dott\.ssa|dhr|mevr|mw|pan|pani|mgr|dl|doamna|domnul"
    r"|phd|med|г-н|г-жа)\b\.?,? ){1,3}"  # noqa: RUF001
)
_COMPANY = frozenset(
    ["ltd", "limited", "llc", "llp", "inc", "plc", "gmbh", "ag", "kg", "se", "sa", "sas", "sarl",
     "sl", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "kft", "sp", "zoo", "corp",
     "corporation", "company", "group", "holding", "bank", "university", "college", "school",
     "institute", "hospital", "council"]
)  # fmt: skip
_COLUMN_END = re.compile(r"[|\t]| {3,}")
_AT_THE_START, _AFTER_COLON, _IN_CONTACTS, _WITH_TITLE = 1, 2, 4, 8
_MOST_WORDS = 5
_LONGEST = 60


def find_referees(page: Page, contacts: str) -> Iterator[Span]:
    """Find a name in each cell of the lines about referees.

    `contacts` are the folded e-mail addresses of the resume: they tell a name from an employer's.
    """
    for line in sorted(page.referee_lines):
        start, end = page.line_bounds(line)
        for first, last in _split_columns(page.text, start, end):
            candidates = list(_list_candidates(page, first, last, contacts))
            if candidates:
                yield max(candidates, key=lambda one: (one.weight, -one.span.start)).span


class _PossibleName(NamedTuple):
    """What may be a referee's name, and how much speaks for it."""

    span: Span
    weight: int


def _split_columns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _COLUMN_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _list_candidates(page: Page, start: int, end: int, contacts: str) -> Iterator[_PossibleName]:
    numbering = _NUMBERING.match(page.folded, start, end)
    reached = numbering.end() if numbering else start
    weight = _AT_THE_START
    has_contact = FILLER in page.folded[start:end]
    for cut in [*_CUT.finditer(page.text, reached, end), None]:
        stop = cut.start() if cut else end
        found = _read_piece(page, reached, stop)
        if found:
            span, has_title = found
            words = page.folded[span.start : span.end].split()
            weight += _WITH_TITLE * has_title
            weight += _IN_CONTACTS * any(len(one) > 3 and one in contacts for one in words)
            if weight or has_contact:
                yield _PossibleName(span, weight)
        is_blank = not page.text[reached:stop].strip()
        weight = _AFTER_COLON if cut and cut[0] == ":" else weight * is_blank
        reached = cut.end() if cut else end


def _read_piece(page: Page, start: int, end: int) -> tuple[Span, bool] | None:
    text = page.text[start:end]
    start += len(text) - len(text.lstrip(" *_"))
    title = _TITLES.match(page.folded, start, end)
    first = title.end() if title else start
    name = page.text[first:end].rstrip(" *_")
    if not name or len(name) > _LONGEST or not _NAME.fullmatch(name):
        return None
    words = [match[0].rstrip(".") for match in _WORD.finditer(name)]
    if not _are_names(words, has_title=title is not None):
        return None
    return Span(first, first + len(name), NAME), title is not None


def _are_names(words: list[str], *, has_title: bool) -> bool:
    particles = load_words("particle")
    folded = list(map(fold_in_place, words))
    whole = [word for word, plain in zip(words, folded, strict=True) if plain not in particles]
    if not (1 if has_title else 2) <= len(whole) <= _MOST_WORDS:
        return False
    if any(word[0].islower() for word in whole):
        return False
    if any(word in load_words("job") or word in _COMPANY for word in folded):
        return False
    return has_title or not all(map(is_vocabulary, folded))
