"""How much a resume speaks of what the job post speaks of, without looking at other resumes."""

from collections import Counter
from itertools import pairwise
from math import sqrt

from shortlist.ranking.profile import JobProfile, damp

SOFT_SHARE = 0.5


def measure_relevance(terms: list[str], profile: JobProfile) -> float:
    """Give a length-normalised likeness of a resume's terms to the job post, about 0 to 1."""
    values = profile.values
    squares = shared = near = near_weights = 0.0
    for term, count in Counter(terms).items():
        value = values[term]
        often = damp(count) if count > 1 else 1.0
        squares += often * often * value.square
        shared += often * value.shared
        near += often * value.near
        near_weights += often * value.near_weight
    if not squares:
        return 0.0
    exact = (shared + _measure_pairs(terms, profile)) / (sqrt(squares) * profile.length)
    return exact + (SOFT_SHARE * near / near_weights if near_weights else 0.0)


def _measure_pairs(terms: list[str], profile: JobProfile) -> float:
    pairs = profile.pairs
    found = Counter([pair for pair in pairwise(terms) if pair in pairs])
    return sum(damp(count) * pairs[pair] for pair, count in found.items())
