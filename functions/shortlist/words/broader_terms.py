"""Broader terms: what somebody shows who names one thing of a kind, as Photoshop is of Adobe's."""

from collections.abc import Mapping
from functools import cache

from shortlist.words.lexicon import load_lexicon, read_lines
from shortlist.words.tokens import fold_plural

_VOCABULARY = "broader_terms.txt"


@cache
def load_broader_terms() -> Mapping[str, tuple[str, ...]]:
    """Give the broader terms of each term that has any.

    A criterion that names the broader one is shown by the other: a database by MySQL. The other
    way round nothing is shown, unless the file has both ways.
    """
    broader: dict[str, tuple[str, ...]] = {}
    for line in read_lines(_VOCABULARY):
        name, _, narrower = line.partition(" = ")
        for term in map(_find_term, narrower.split(", ")):
            broader[term] = (*broader.get(term, ()), _find_term(name))
    return broader


def _find_term(name: str) -> str:
    """Give the term of a word, or the one that a vocabulary has for what has many names."""
    return fold_plural(name) if "-" in name else load_lexicon().terms[name]
