"""Kinds: what somebody shows who names one thing of a kind, such as Photoshop of Adobe's."""

from collections.abc import Mapping
from functools import cache

from shortlist.words.lexicon import load_lexicon, read_lines
from shortlist.words.tokens import fold_plural

VOCABULARY = "kinds.txt"


@cache
def load_kinds() -> Mapping[str, tuple[str, ...]]:
    """Give the terms of the kinds that each term is of, for those that are of any.

    A criterion that names a kind is shown by each thing of it: "MS Office" by Excel. The other way
    round nothing is shown: who writes "MS Office" may never have made a table.
    """
    kinds: dict[str, tuple[str, ...]] = {}
    for line in read_lines(VOCABULARY):
        kind, _, members = line.partition(" = ")
        for member in map(_find_term, members.split(", ")):
            kinds[member] = (*kinds.get(member, ()), _find_term(kind))
    return kinds


def _find_term(name: str) -> str:
    """Give the term of a word, or the one that a vocabulary has for what has many names."""
    return fold_plural(name) if "-" in name else load_lexicon().terms[name]
