"""The placeholders that stand for personal data, and how spans of a text become placeholders."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NAME = "[NAME]"
EMAIL = "[EMAIL]"
PHONE = "[PHONE]"
LINK = "[LINK]"
BIRTH_DATE = "[BIRTH DATE]"
GENDER = "[GENDER]"
THEY = "[THEY]"
ADDRESS = "[ADDRESS]"
PERSONAL = "[PERSONAL]"

# Where two overlap, the earlier one here names the whole.
_ORDER = (EMAIL, LINK, NAME, BIRTH_DATE, PERSONAL, PHONE, ADDRESS, GENDER, THEY)
_RANKS = {placeholder: rank for rank, placeholder in enumerate(_ORDER)}
ANY = re.compile("|".join(re.escape(placeholder) for placeholder in _ORDER))
# Stands for a character of a placeholder where nothing more is to be found.
FILLER = "\x01"


class Span(NamedTuple):
    """A range of a text, the end excluded, and the placeholder that takes its place."""

    start: int
    end: int
    placeholder: str


def replace_spans(text: str, spans: Iterable[Span]) -> str:
    """Replace spans by their placeholders; overlapping ones become one, and lines stay lines."""
    return put_in(text, merge_spans(text, spans))


def put_in(text: str, merged: Iterable[Span]) -> str:
    """Replace spans that are merged already."""
    parts: list[str] = []
    reached = 0
    for start, end, placeholder in merged:
        parts += (text[reached:start], placeholder)
        reached = end
    return "".join(parts) + text[reached:]


def merge_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, those that overlap made one, each on one line of the text."""
    merged: list[Span] = []
    some = set(spans)
    if any(text.find("\n", start, end) >= 0 for start, end, _ in some):
        some = {piece for whole in some for piece in _cut_at_lines(text, whole)}
    for span in sorted(some):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            placeholder = last.placeholder
            if span.placeholder != placeholder:
                placeholder = min(placeholder, span.placeholder, key=_rank)
            merged[-1] = Span(last.start, max(last.end, span.end), placeholder)
        else:
            merged.append(span)
    return merged


def _cut_at_lines(text: str, span: Span) -> Iterator[Span]:
    """Give the parts of a span that stand on lines of their own, blank ones left out."""
    if text.find("\n", span.start, span.end) < 0:
        yield span
        return
    start = span.start
    for line in text[span.start : span.end].split("\n"):
        if line.strip():
            yield Span(start, start + len(line), span.placeholder)
        start += len(line) + 1


def _rank(placeholder: str) -> int:
    return _RANKS.get(placeholder, len(_RANKS))


def mask_placeholders(text: str) -> str:
    """Give a text of the same length in which placeholders hold nothing to be found."""
    if "[" not in text:
        return text
    return ANY.sub(lambda match: FILLER * len(match[0]), text)
