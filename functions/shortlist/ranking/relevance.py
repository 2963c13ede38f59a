"""How much a resume speaks of what the job post speaks of, without looking at other resumes."""

from collections import Counter
from itertools import pairwise
from math import sqrt

from shortlist.ranking.profile import JobProfile, damp

SOFT_SHARE = 0.75


def measure_relevance(terms: list[str], profile: JobProfile) -> float:
    """Give a length-normalised likeness of a resume's terms to the job post, about 0 to 1."""
    values = profile.values
    squares = shared = near = near_weights = 0.0
    for term, count in Counter(terms).items():
        square, exact, soft, soft_weight = values[term]
        if count > 1:
            often = damp(count)
            square *= often * often
            exact *= often
            soft *= often
            soft_weight *= often
        squares += square
        shared += exact
        near += soft
        near_weights += soft_weight
    if not squares:
        return 0.0
    likeness = (shared + _measure_pairs(terms, profile)) / (sqrt(squares) * profile.length)
    return likeness + (SOFT_SHARE * near / near_weights if near_weights else 0.0)


def _measure_pairs(terms: list[str], profile: JobProfile) -> float:
    pairs = profile.pairs
    found = Counter([pair for pair in pairwise(terms) if pair in pairs])
    return sum(damp(count) * pairs[pair] for pair, count in found.items())
