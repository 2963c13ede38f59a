"""Which words are ordinary, so that a name made of them is not cut out wherever it stands."""

from functools import cache
from importlib.resources import files
from typing import Literal

from shortlist.redaction.folding import fold_in_place
from shortlist.words.lexicon import read_lines
from shortlist.words.tokens import fold_plural

WordKind = Literal[
    "skill", "ordinary", "month", "office", "particle", "title", "suffix", "job",
    "verb", "tool_verb", "before_first_name", "before_name", "before_month",
    "place_prefix", "document_title", "contact_heading", "referee_heading", "contact_label",
    "pronoun", "german", "french", "spanish", "romanian",
    "kin_sign", "birth_sign", "age_sign", "closing_sign",
    "box_sign",
]  # fmt: skip
_SHORT = 2


def read_kinds(name: str) -> dict[str, list[str]]:
    """Read a file of lines "kind = words"."""
    text = files("shortlist.redaction").joinpath("data", name).read_text("utf-8")
    kinds: dict[str, list[str]] = {}
    for line in text.splitlines():
        kind, equals, words = line.partition(" = ")
        if equals and not line.startswith("#"):
            kinds.setdefault(kind, []).extend(words.split(", "))
    return kinds


@cache
def _load_kinds() -> dict[str, list[str]]:
    return read_kinds("words.txt")


@cache
def _load_values() -> dict[str, list[str]]:
    return read_kinds("values.txt")


@cache
def load_words(kind: WordKind) -> frozenset[str]:
    """Load the words of a kind, folded."""
    return frozenset(map(fold_in_place, _load_kinds()[kind]))


@cache
def load_values(kind: str) -> frozenset[str]:
    """Load the words that values of a kind are made of, folded; none for other kinds."""
    return frozenset(map(fold_in_place, _load_values().get(kind, ())))


@cache
def _load_vocabulary() -> frozenset[str]:
    """Load dictionary words (first names are not among them) and stop words of ten languages."""
    words = [line.partition(" ")[0] for line in read_lines("words.txt")]
    return frozenset(map(fold_plural, words)) | frozenset(
        map(fold_in_place, read_lines("stop_words.txt"))
    )


def is_vocabulary(folded: str) -> bool:
    """Tell whether a word is one of a dictionary, whatever names it may also be part of."""
    vocabulary = _load_vocabulary()
    return folded in vocabulary or fold_plural(folded) in vocabulary


def is_ordinary(folded: str) -> bool:
    """Tell whether a part of a name may mean something else in a resume."""
    if len(folded) <= _SHORT or is_vocabulary(folded):
        return True
    return any(
        folded in load_words(kind) for kind in ("ordinary", "skill", "month", "job", "office")
    )
