"""How much a resume speaks of what the job post speaks of, without looking at other resumes."""

from collections import Counter
from itertools import compress, count
from math import sqrt

from shortlist.rubric.rubric import TOP_LEVEL
from shortlist.words.profile import JobProfile, damp

SOFT_SHARE = 0.75
HALF_RELEVANCE = 0.6
TITLE_FIT_SHARE = 0.1
TITLE_SHOWN_SHARE = 0.2
UNKNOWN_TITLE_FIT = 0.25
# Fewer words than a line or two say too little, however much they are the job post's own.
_ENOUGH_TERMS = 6
_DECIMALS = 4


def measure_likeness(
    terms: list[str], profile: JobProfile, title_fit: float | None, title_level: int
) -> float:
    """Give 0 to 1, as a row shows it: the text's relevance, and how far the post's title fits.

    `title_fit` is that of the best title of a job, `title_level` says where its words stand.

    Relevance is bent towards 1, so that no text can outweigh the rest. A resume that names no
    job by its title is neither rewarded nor punished for it, and a title with nothing behind it is
    worth less than one line of work.
    """
    relevance = max(measure_relevance(terms, profile), 0.0)
    bent = relevance / (relevance + HALF_RELEVANCE)
    fit = UNKNOWN_TITLE_FIT if title_fit is None else title_fit
    likeness = (
        (1 - TITLE_FIT_SHARE - TITLE_SHOWN_SHARE) * bent
        + TITLE_FIT_SHARE * min(1.0, fit)
        + TITLE_SHOWN_SHARE * title_level / TOP_LEVEL
    )
    return round(min(1.0, len(terms) / _ENOUGH_TERMS) * likeness, _DECIMALS)


def measure_relevance(terms: list[str], profile: JobProfile) -> float:
    """Give a length-normalised likeness of a resume's terms to the job post, about 0 to 1."""
    values = map(profile.values.__getitem__, Counter(terms).items())
    sums = [float(sum(column)) for column in zip(*values, strict=True)]
    if not sums:
        return 0.0
    squares, shared, near, near_weights = sums
    if not squares:
        return 0.0
    likeness = (shared + _measure_pairs(terms, profile)) / (sqrt(squares) * profile.length)
    return likeness + (SOFT_SHARE * near / near_weights if near_weights else 0.0)


def _measure_pairs(terms: list[str], profile: JobProfile) -> float:
    pairs = profile.pairs
    # Few terms begin a pair of the job post: two words side by side are looked at only there.
    places = compress(count(), map(profile.pair_starts.__contains__, terms[:-1]))
    found = Counter([pair for n in places if (pair := (terms[n], terms[n + 1])) in pairs])
    return sum(damp(times) * pairs[pair] for pair, times in found.items())
