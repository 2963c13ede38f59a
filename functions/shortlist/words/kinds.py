"""Kinds: what somebody shows who names one thing of a kind, such as Photoshop of Adobe's."""

from collections.abc import Mapping
from functools import cache

from shortlist.words.lexicon import load_lexicon, read_lines

VOCABULARY = "kinds.txt"


@cache
def load_kinds() -> Mapping[str, tuple[str, ...]]:
    """Give the terms of the kinds that each term is of, for those that are of any.

    A criterion that names a kind is shown by each thing of it: "MS Office" by Excel. The other way
    round nothing is shown: who writes "MS Office" may never have made a table.
    """
    terms = load_lexicon().terms
    kinds: dict[str, tuple[str, ...]] = {}
    for line in read_lines(VOCABULARY):
        kind, _, members = line.partition(" = ")
        for member in members.split(", "):
            term = terms[member]
            kinds[term] = (*kinds.get(term, ()), terms[kind])
    return kinds
