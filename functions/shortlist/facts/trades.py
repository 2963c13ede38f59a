"""Trades that are near each other, so that work in any other one is plainly different work."""

from collections.abc import Mapping, Set
from functools import cache

from shortlist.facts.fact_words import read_vocabulary
from shortlist.words.lexicon import load_lexicon
from shortlist.words.titles import load_professions
from shortlist.words.tokens import find_root, find_words


@cache
def _load_lines() -> Mapping[str, frozenset[str]]:
    """Load the lines that each trade stands in, by the root of its name."""
    lines: dict[str, frozenset[str]] = {}
    for line, trades in read_vocabulary("trades.txt").items():
        for trade in trades:
            is_profession = trade in load_professions()
            terms = [trade] if is_profession else load_lexicon().find_terms(find_words(trade))
            for root in map(find_root, terms):
                lines[root] = lines.get(root, frozenset()) | {line}
    return lines


def find_trades(roots: Set[str]) -> frozenset[str]:
    """Give the lines of trades that words speak of."""
    lines = _load_lines()
    return frozenset().union(*[lines[root] for root in roots & lines.keys()])
