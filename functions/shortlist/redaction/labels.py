"""Labels of fields in many languages: "Date of birth", "Geb.-Datum", "N° de passeport"."""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from shortlist.redaction.vocabulary import fold_in_place, load_words, read_kinds

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
