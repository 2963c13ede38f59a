"""The placeholders that stand for personal data: put in, counted, and put back into words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

from pydantic import Field

from shortlist.frozen import ShownWhole

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
_Count = Annotated[int, Field(ge=0)]
_UNKNOWN = "the candidate"
_NEUTRAL = {
    NAME: _UNKNOWN,
    THEY: _UNKNOWN,
    EMAIL: "an e-mail address",
    PHONE: "a telephone number",
    LINK: "a link",
    ADDRESS: "an address",
    BIRTH_DATE: "a date of birth",
    GENDER: "a personal detail",
    PERSONAL: "a personal detail",
}
_WORDS = {placeholder.strip("[]"): words for placeholder, words in _NEUTRAL.items()}
# A model copies a placeholder in its own way, or makes one up: none may reach a person.
_KNOWN = re.compile(
    rf"[\[<{{(]\s?({'|'.join(map(re.escape, _WORDS))})(?:\(?S\)?|['\u2019]S)?(?:\s?[\]>}})]|\Z)",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\[([A-Z][A-Z '_/-]{0,30}(?:WITHHELD|REDACTED|HIDDEN|REMOVED|OMITTED)[A-Z '_/-]{0,30}"
    r"|(?:WITHHELD|REDACTED|HIDDEN|REMOVED|OMITTED)[A-Z '_/-]{0,30})\]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([A-Z][A-Z '_/-]{1,40})\]")
_WITHHELD = "a withheld line"
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])\s{0,2}\Z")


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
    long = [span for span in some if text.find("\n", span.start, span.end) >= 0]
    if long:
        some.difference_update(long)
        some.update(piece for whole in long for piece in _cut_at_lines(text, whole))
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


class RedactionCounts(ShownWhole):
    """The pieces of personal data that a model was not shown of a resume."""

    name: _Count = Field(0, description="Names of the candidate and of referees.")
    email: _Count = Field(0, description="E-mail addresses.")
    phone: _Count = Field(0, description="Telephone numbers.")
    link: _Count = Field(0, description="Links and handles.")
    birth_date: _Count = Field(0, description="Dates of birth and ages.")
    gender: _Count = Field(0, description="Words that tell a gender, pronouns among them.")
    address: _Count = Field(0, description="Lines and parts of addresses.")
    personal: _Count = Field(0, description="Nationality, family, numbers of documents and such.")


def count_redactions(before: str, after: str) -> RedactionCounts:
    """Count the placeholders that a text has got."""
    found = Counter(ANY.findall(after))
    found.subtract(ANY.findall(before))
    return RedactionCounts(
        name=max(0, found[NAME]),
        email=max(0, found[EMAIL]),
        phone=max(0, found[PHONE]),
        link=max(0, found[LINK]),
        birth_date=max(0, found[BIRTH_DATE]),
        gender=max(0, found[GENDER] + found[THEY]),
        address=max(0, found[ADDRESS]),
        personal=max(0, found[PERSONAL]),
    )


def restore_names(text: str, name: str | None) -> str:
    """Put the candidate's name back into a text, and neutral words for all other placeholders.

    Without a name, `[NAME]` becomes "the candidate". What else stands in brackets in capitals
    loses them: nothing that looks like a placeholder is left.
    """

    def restore(match: re.Match[str]) -> str:
        kind = match[1].upper()
        if kind == NAME.strip("[]") and name and name.strip():
            return name.strip()
        return _begin(match, _WORDS[kind])

    text = _KNOWN.sub(restore, text)
    text = _MADE_UP.sub(lambda match: _begin(match, _WITHHELD), text)
    return _BRACKETED.sub(lambda match: match[1], text)


def _begin(match: re.Match[str], words: str) -> str:
    before = match.string[max(0, match.start() - 3) : match.start()]
    return words[0].upper() + words[1:] if _SENTENCE_START.search(before) else words
