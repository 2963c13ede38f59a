"""What came of ordering by a noisy judge, in tables."""

from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import NamedTuple

from tools.eval.model_setup import write_table

OFFLINE = "offline, no judge"
SINGLE = "one overall score"
SINGLE_TIES = "one overall score, ties by the offline score"
UNCHECKED = "levels as given, ties by the offline score"
PIPELINE = "levels, lines checked: the pipeline"
COMMON = "the pipeline, half of the error common to a resume"
WAYS = (OFFLINE, SINGLE, SINGLE_TIES, UNCHECKED, PIPELINE, COMMON)
_MEASURES = {"ndcg": "nDCG@10", "pairs": "pairs in order", "tau_b": "tau-b"}
_BY_SIZE = (OFFLINE, SINGLE, UNCHECKED, PIPELINE, COMMON)
_NOTE = """The stub is told a hidden relevance for each resume, its grade as a share of 3, and errs
with a standard deviation of one level in every criterion, or of 25 points if it is asked for one
score. Both questions show it the same redacted lines. The table has the mean over the job posts,
then over the seeds, with the standard deviation over the seeds, and in brackets in how many of the
job posts and seeds a way is better and worse than one score.

"Pairs in order" is the share of pairs of different grades that the scores put in the right order,
equal scores counting half. Tau-b also charges for every two candidates of the same grade that get
different scores. Most candidates here have grade 0, and one score of 0 to 100 is cut off at 0 for
half of them, so that they are equal; a sum of ten levels hardly ever is. That is why tau-b shows
less of a gain than the pairs.

What this shows, and what not: the stub's errors in different criteria are independent, so that a
sum of ten levels errs about a third as much as one score. This is what asking by criterion is for.
With two to four criteria there is little to even out: the top 10 gains, the pairs do not. A real
model's errors about one resume hang together. In the last row half of the variance is common to
all criteria of a resume, and the gain is smaller; were all of it common, there would be none. How
much it is for a real model has to be measured with one: `quality` and `retest` run against any
server.

The check of lines is no part of the gain. It lowers levels above 2 whose lines never name the
criterion, which the stub, unlike a model, gives to any resume of a good grade, whether its lines
name the criterion or not. Here that costs pairs where there are few criteria, and next to nothing
elsewhere or in the top 10."""


class Trial(NamedTuple):
    """What one way of ordering came to for one job post and seed."""

    ndcg: float
    pairs: float
    tau_b: float


Trials = dict[str, list[list[Trial]]]


def write_trials(trials: Trials, by_size: Mapping[str, Mapping[str, Sequence[Trial]]]) -> str:
    """Write all trials, by way and seed, and by the number of criteria."""
    headers = ["ordered by", *_MEASURES.values()]
    rows = [[way, *(_write_measure(trials, way, name) for name in _MEASURES)] for way in trials]
    sizes = f"### By number of criteria\n\nnDCG@10, pairs in order:\n\n{_write_sizes(by_size)}"
    return "\n\n".join([write_table(headers, rows), _count_seeds(trials), _NOTE, sizes])


def _write_measure(trials: Trials, way: str, name: str) -> str:
    values = _average(trials, way, name)
    deviation = stdev(values) if len(values) > 1 else 0.0
    told = f"{fmean(values):.3f} ± {deviation:.3f}"
    if way == SINGLE:
        return told
    ours, theirs = (
        [getattr(one, name) for some in trials[which] for one in some] for which in (way, SINGLE)
    )
    better = sum(one > other for one, other in zip(ours, theirs, strict=True))
    worse = sum(one < other for one, other in zip(ours, theirs, strict=True))
    return f"{told} ({better} better, {worse} worse of {len(ours)})"


def _count_seeds(trials: Trials) -> str:
    told = []
    for name, title in _MEASURES.items():
        ours, theirs = (_average(trials, way, name) for way in (PIPELINE, SINGLE))
        better = sum(one > other for one, other in zip(ours, theirs, strict=True))
        told.append(f"{better} of {len(ours)} seeds by {title}")
    return f"On the mean, the pipeline orders better than one score in {', '.join(told)}."


def _average(trials: Trials, way: str, name: str) -> list[float]:
    return [fmean(getattr(one, name) for one in some) for some in trials[way]]


def _write_sizes(by_size: Mapping[str, Mapping[str, Sequence[Trial]]]) -> str:
    rows = [
        [size, *(_write_pair(by_size[size][way]) for way in _BY_SIZE)] for size in sorted(by_size)
    ]
    return write_table(["criteria", *_BY_SIZE], rows)


def _write_pair(some: Sequence[Trial]) -> str:
    return f"{fmean(one.ndcg for one in some):.3f}, {fmean(one.pairs for one in some):.3f}"
