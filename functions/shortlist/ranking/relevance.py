"""How much a resume speaks of what the job post speaks of, without looking at other resumes."""

from collections import Counter
from itertools import pairwise
from math import sqrt

from shortlist.words.profile import JobProfile, damp

SOFT_SHARE = 0.75
HALF_RELEVANCE = 0.6
_DECIMALS = 4


def measure_likeness(terms: list[str], profile: JobProfile) -> float:
    """Give relevance bent towards 1, so that no text can outweigh levels; as a row shows it."""
    relevance = max(measure_relevance(terms, profile), 0.0)
    return round(relevance / (relevance + HALF_RELEVANCE), _DECIMALS)


def measure_relevance(terms: list[str], profile: JobProfile) -> float:
    """Give a length-normalised likeness of a resume's terms to the job post, about 0 to 1."""
    counts = Counter(terms)
    values = list(map(profile.values.__getitem__, counts))
    if not values:
        return 0.0
    sums = [float(sum(column)) for column in zip(*values, strict=True)]
    squares, shared, near, near_weights = sums
    for value, count in zip(values, counts.values(), strict=True):
        if count > 1:
            more = damp(count) - 1.0
            squares += value[0] * more * (more + 2.0)
            shared += value[1] * more
            near += value[2] * more
            near_weights += value[3] * more
    if not squares:
        return 0.0
    likeness = (shared + _measure_pairs(terms, profile)) / (sqrt(squares) * profile.length)
    return likeness + (SOFT_SHARE * near / near_weights if near_weights else 0.0)


def _measure_pairs(terms: list[str], profile: JobProfile) -> float:
    pairs = profile.pairs
    found = Counter([pair for pair in pairwise(terms) if pair in pairs])
    return sum(damp(count) * pairs[pair] for pair, count in found.items())
