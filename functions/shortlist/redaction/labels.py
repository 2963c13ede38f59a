"""Labels of fields in many languages: "Date of birth", "Geb.-Datum", "N° de passeport"."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from shortlist.redaction.placeholders import FILLER
from shortlist.redaction.vocabulary import fold_in_place, load_values, load_words, read_kinds

LabelKind = Literal[
    "name", "signature", "birth", "birthplace", "gender", "address", "locality", "phone", "email",
    "handle", "referee", "nationality", "marital", "religion", "family", "personal",
    "identifier", "other",
]  # fmt: skip
LONGEST_LABEL = 48
# A numbering may come before: a digit, a letter.
_NUMBERED = 2
# The same few labels stand in every resume.
_KEPT_LABELS = 2_048
_EDGE = " \t-–—*•.,_#>=✓▪●■◦‣:|/"  # noqa: RUF001
_ASIDE = re.compile(r" ?[(\[{][^()\[\]{}\d]{0,40}[)\]}]?")
_NUMBERING = re.compile(r"(?:\d{1,2}|[a-z])[.)] +")
_FIRST_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r" {2,}")
_END = re.compile(
    r"(?:[ -]?\b(?:no|nr|n|number|num|numbers|nos|nummer|numero|numer|numar|details)"
    r"|[ -]?(?:#|n[°º]|№))\.?º?\Z"
)
_BEFORE_LABELS = (
    "my", "your", "the", "candidate", "applicant", "personal", "mein", "meine", "mon", "ma", "mi",
    "mio", "mia",
)  # fmt: skip
_START = re.compile(rf"(?:{'|'.join(_BEFORE_LABELS)})(?:'?s)? ")
_GAP = re.compile(r" +(?:[-–—=>] +)?|[-–—] ")  # noqa: RUF001
_MOST_LABEL_WORDS = 7
_PARTS = re.compile(r" ?[/&] ?| (?:and|und|et|y|e|en|i|si|och|og) ")
_NEEDS_NO_OTHERS: frozenset[LabelKind] = frozenset(
    {"birth", "birthplace", "gender", "address", "nationality", "marital", "religion", "family",
     "personal", "identifier", "signature", "referee"}
)  # fmt: skip


class Label(NamedTuple):
    """What a label stands before; `is_certain` where it means the same anywhere in a resume."""

    kind: LabelKind
    is_certain: bool


@cache
def _load_labels() -> dict[str, Label]:
    kinds = read_kinds("labels.txt")
    elsewhere = load_words("contact_label")
    kinds["referee"] += load_words("referee_heading")
    labels: dict[str, Label] = {}
    for kind in get_args(LabelKind):
        for word in map(fold_in_place, kinds[kind]):
            is_certain = kind in _NEEDS_NO_OTHERS and word not in elsewhere
            labels.setdefault(word, Label(kind, is_certain))
    return labels


@cache
def _load_first_words() -> frozenset[str]:
    found = map(_FIRST_WORD.search, _load_labels())
    return frozenset(match[0] for match in found if match).union(_BEFORE_LABELS)


@lru_cache(maxsize=_KEPT_LABELS)
def read_label(text: str) -> Label | None:
    """Tell what a folded text is the label of, when it is one."""
    if len(text) > LONGEST_LABEL + 2 or not may_begin_label(text):
        return None
    text = text.strip(_EDGE)
    labels = _load_labels()
    if found := labels.get(text):
        return found
    text = _NUMBERING.sub("", _ASIDE.sub("", text), 1)
    if not _begins_label(text):
        return None
    text = _SPACES.sub(" ", text).strip(_EDGE)
    if found := labels.get(text) or labels.get(_END.sub("", text).strip(_EDGE)):
        return found
    text = _START.sub("", text, 1)
    parts = [labels.get(_END.sub("", part).strip(_EDGE)) for part in (text, *_PARTS.split(text))]
    known = [part for part in parts if part]
    return known[0] if known and (parts[0] or len(known) == len(parts) - 1) else None


def may_begin_label(folded: str) -> bool:
    """Tell whether any label begins with the first word of a folded text."""
    word = _FIRST_WORD.search(folded, 0, LONGEST_LABEL)
    if word and len(word[0]) <= _NUMBERED and word[0] not in _load_first_words():
        word = _FIRST_WORD.search(folded, word.end(), LONGEST_LABEL)
    return word is not None and word[0] in _load_first_words()


def may_hold_label(folded: str) -> bool:
    """Tell whether any word of a folded text begins a label."""
    return not _load_first_words().isdisjoint(_FIRST_WORD.findall(folded))


def _begins_label(folded: str) -> bool:
    """Tell the same where no numbering comes before."""
    word = _FIRST_WORD.search(folded, 0, LONGEST_LABEL)
    return word is not None and word[0] in _load_first_words()


def split_label(folded: str) -> tuple[Label, int] | None:
    """Find the longest label that begins a folded text and is set apart by spaces or a dash.

    The answer holds where the rest begins.
    """
    if not _begins_label(folded):
        return None
    labels = _load_labels()
    ends = [match.end() for match in _GAP.finditer(folded, 0, LONGEST_LABEL)]
    for end in reversed(ends[:_MOST_LABEL_WORDS]):
        text = folded[:end].strip(_EDGE)
        label = text and (labels.get(text) or labels.get(_END.sub("", text).strip(_EDGE)))
        if label:
            return label, end
    return None


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
