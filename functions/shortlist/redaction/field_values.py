"""What the value of a field looks like, so that a label's neighbour is not taken for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from shortlist.redaction.labels import LabelKind
from shortlist.redaction.placeholders import FILLER
from shortlist.redaction.vocabulary import load_values

_WORD = re.compile(r"[^\W\d_]+(?:[/'’-][^\W\d_]+)*")  # noqa: RUF001
_WORD_OR_NUMBER = re.compile(r"[^\W_]+(?:[/'’-][^\W_]+)*")  # noqa: RUF001
_DATE = re.compile(
    r"\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}|\d{1,2}\D{1,16}(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.? \d{1,2}\D{1,5}(?:19|20)\d\d|\d{4} ?[年년]"
)
_IDENTIFIER = re.compile(r"[\w./#+() -]{4,32}")
_HOUSE = re.compile(r"\d.*[^\W\d_]{2}|[^\W\d_]{2}.*\d")
_LONGEST = 90
_MOST_WORDS = 14
_MOST_FAMILY_WORDS = 10
_MOST_NAME_WORDS = 6
_MOST_PLACE_WORDS = 4
_FEWEST_DIGITS, _MOST_LETTERS = 4, 6
_FEWEST_OF_A_PHONE = 6


class _Value(NamedTuple):
    """A folded value with what is asked of it again and again."""

    text: str
    words: Sequence[str]
    digits: int


def _read(folded: str) -> _Value:
    return _Value(folded, _WORD.findall(folded), sum(map(str.isdigit, folded)))


def suits_label(folded: str, kind: LabelKind) -> bool:
    """Tell whether a value may be of its label's kind where both stand on one line."""
    suits = _SUITS.get(kind)
    return any(map(str.isalnum, folded)) and (suits is None or suits(_read(folded)))


def may_belong(folded: str, kind: LabelKind) -> bool:
    """Tell whether a value may be a label's in whose place it stands."""
    if not folded or len(folded) > _LONGEST or FILLER in folded:
        return False
    value = _read(folded)
    if kind in ("gender", "religion", "nationality", "birthplace"):
        return 0 < len(value.words) <= _MOST_NAME_WORDS and not value.digits
    if kind in ("family", "marital"):
        return len(value.words) <= _MOST_NAME_WORDS
    return len(value.words) <= _MOST_WORDS and suits_label(folded, kind)


def has_shape(folded: str, kind: LabelKind) -> bool:
    """Tell whether a value is of a kind by its own look, wherever its label stands."""
    if not folded or len(folded) > _LONGEST or FILLER in folded:
        return False
    value = _read(folded)
    shape = _SHAPES.get(kind)
    if shape:
        return len(value.words) <= _MOST_NAME_WORDS and shape(value)
    words = load_values(kind)
    return 0 < len(value.words) <= _MOST_PLACE_WORDS and any(
        one in words for one in value.words[:2]
    )


def tells_family(folded: str) -> bool:
    """Tell whether a text says by itself how many children somebody has, or with whom."""
    words = _WORD_OR_NUMBER.findall(folded)
    people = load_values("family")
    if not 1 < len(words) <= _MOST_FAMILY_WORDS or people.isdisjoint(words):
        return False
    marital = load_values("marital")
    allowed = people | marital | load_values("count") | load_values("with")
    is_told = words[-1] in people or not marital.isdisjoint(words)
    return is_told and all(word in allowed or word.isdigit() for word in words)


def _is_identifier(value: _Value) -> bool:
    """Tell a number of a document from words: digits, and few letters in a row."""
    first = value.text.split(" (", maxsplit=1)[0]
    lengths = sorted(map(len, _WORD.findall(first)), reverse=True)
    is_short = not lengths or (lengths[0] <= _MOST_LETTERS and lengths[1:2] < [_MOST_LETTERS // 2])
    is_mixed = is_short and value.digits >= _FEWEST_DIGITS
    return is_mixed and _IDENTIFIER.fullmatch(first) is not None


def _is_name(value: _Value) -> bool:
    return not value.digits and len(value.text.split()) <= _MOST_NAME_WORDS


def _is_whole_name(value: _Value) -> bool:
    return not value.digits and 1 < len(value.text.split()) <= _MOST_PLACE_WORDS


def _is_phone(value: _Value) -> bool:
    return value.digits >= _FEWEST_OF_A_PHONE and _is_identifier(value)


def _counts_people(value: _Value) -> bool:
    words = _WORD_OR_NUMBER.findall(value.text)[:2]
    people = load_values("family") | load_values("count")
    return bool(words) and (words[0] in people or (words[0].isdigit() and len(words[0]) == 1))


_SUITS: Mapping[LabelKind, Callable[[_Value], bool]] = {
    "birth": lambda value: value.digits > 0,
    "name": _is_name,
    "signature": _is_name,
    "referee": _is_whole_name,
    "identifier": _is_identifier,
    "handle": lambda value: " " not in value.text,
    "phone": _is_phone,
}
_SHAPES: Mapping[LabelKind, Callable[[_Value], bool]] = {
    "birth": lambda value: _DATE.search(value.text) is not None,
    "identifier": lambda value: value.digits > _FEWEST_DIGITS and _is_identifier(value),
    "address": lambda value: _HOUSE.search(value.text) is not None,
    "family": _counts_people,
    "phone": _is_phone,
}
