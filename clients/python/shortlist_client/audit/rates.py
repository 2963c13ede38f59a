"""Rates by category and how far apart they are, with what chance alone allows.

The words are those of New York City's rules (6 RCNY § 5-300): a selection rate is selected by
applicants, a scoring rate is those above the sample's median score by those with a score, an impact
ratio is a rate by the highest one among the categories compared.

Intervals hold 95 % each. Of a rate: Wilson (1927), Journal of the American Statistical Association
22:209. Of a ratio of two rates: the logarithm's, Katz et al. (1978), Biometrics 34:469, with one
half added to all four counts of the comparison (those who reached and those who did not, of both
categories) where one of them is 0 (Haldane 1956, Annals of Human Genetics 20:309).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, median
from typing import NamedTuple

from shortlist_client.audit.sample import Application, Sample

_Z = NormalDist().inv_cdf(0.975)
SMALL_SHARE = 0.02
"""A category below this share of the data may be left out of the ratios: 6 RCNY § 5-301 (d)."""
FEW = 30
"""Below so many, a rate says little; a custom of statistics, not of the rules."""
FOUR_FIFTHS = 0.8
"""Below it, federal agencies see evidence of adverse impact: 29 CFR 1607.4 (D)."""

# The races and ethnicities of the EEO-1 report, in its order; others come behind them.
EEO_RACES = (
    "Hispanic or Latino",
    "White",
    "Black or African American",
    "Native Hawaiian or Pacific Islander",
    "Asian",
    "Native American or Alaska Native",
    "Two or More Races",
)
Category = tuple[str, ...]


class Interval(NamedTuple):
    """From where to where something may lie."""

    low: float
    high: float


@dataclass(frozen=True)
class CategoryRate:
    """One category of one table. The ratio is None where the category is left out of them."""

    category: Category
    applicants: int
    reached: int
    rate: float
    rate_interval: Interval
    ratio: float | None
    ratio_interval: Interval | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class RateTable:
    """The categories of one kind, those without a known category counted apart."""

    title: str
    heading: tuple[str, ...]
    rates: tuple[CategoryRate, ...]
    unknown: int


@dataclass(frozen=True)
class Audit:
    """What an audit found: tables of selection rates, tables of scoring rates, and the counts."""

    applicants: int
    selected: int
    median_score: float | None
    without_score: int
    unknown: int
    selection: tuple[RateTable, ...]
    scoring: tuple[RateTable, ...]


def audit_sample(sample: Sample, *, leave_out_small: bool = False) -> Audit:
    """Work out the rates and ratios of a sample.

    Whoever has no score is in no scoring rate, and is counted; `leave_out_small` leaves categories
    below 2 % of the data out of the ratios, as an auditor may.
    """
    everyone = sample.applications
    scores = [one.score for one in everyone if one.score is not None]
    middle = median(scores) if scores else None
    scored = [one for one in everyone if one.score is not None]
    return Audit(
        applicants=len(everyone),
        selected=sum(one.is_selected for one in everyone),
        median_score=middle,
        without_score=len(everyone) - len(scored),
        unknown=sum(one.sex is None or one.race is None for one in everyone),
        selection=_make_tables(everyone, lambda one: one.is_selected, leave_out_small),
        scoring=_make_tables(
            scored,
            lambda one: one.score is not None and middle is not None and one.score > middle,
            leave_out_small,
        ),
    )


def estimate_rate(reached: int, applicants: int) -> Interval:
    """Return Wilson's interval of a rate."""
    rate, z2 = reached / applicants, _Z * _Z
    middle = (rate + z2 / (2 * applicants)) / (1 + z2 / applicants)
    spread = math.sqrt(rate * (1 - rate) / applicants + z2 / (4 * applicants * applicants))
    half = spread * _Z / (1 + z2 / applicants)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def estimate_ratio(reached: int, applicants: int, best: int, best_applicants: int) -> Interval:
    """Return the interval of the ratio of two rates, by its logarithm."""
    counts = (reached, applicants - reached, best, best_applicants - best)
    half = 0 if all(counts) else 0.5
    some, other = reached + half, best + half
    some_all, other_all = applicants + 2 * half, best_applicants + 2 * half
    error = math.sqrt(1 / some - 1 / some_all + 1 / other - 1 / other_all)
    log = math.log((some / some_all) / (other / other_all))
    return Interval(math.exp(log - _Z * error), math.exp(log + _Z * error))


def _make_tables(
    everyone: Sequence[Application], reaches: Callable[[Application], bool], leave_out_small: bool
) -> tuple[RateTable, ...]:
    kinds: tuple[tuple[str, tuple[str, ...], Callable[[Application], Category | None]], ...] = (
        ("Sex", ("Sex",), lambda one: _known(one.sex)),
        ("Race and ethnicity", ("Race or ethnicity",), lambda one: _known(one.race)),
        ("Intersections", ("Race or ethnicity", "Sex"), lambda one: _known(one.race, one.sex)),
    )
    return tuple(
        RateTable(
            title,
            heading,
            _compare(_count(everyone, find, reaches), leave_out_small=leave_out_small),
            unknown=sum(find(one) is None for one in everyone),
        )
        for title, heading, find in kinds
    )


def _known(*parts: str | None) -> Category | None:
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else None


def _count(
    everyone: Iterable[Application],
    find: Callable[[Application], Category | None],
    reaches: Callable[[Application], bool],
) -> dict[Category, tuple[int, int]]:
    """Count applicants, and those who reached, by category."""
    counts: dict[Category, tuple[int, int]] = {}
    for one in everyone:
        category = find(one)
        if category is not None:
            applicants, reached = counts.get(category, (0, 0))
            counts[category] = (applicants + 1, reached + reaches(one))
    return dict(sorted(counts.items(), key=lambda item: _place(item[0])))


def _place(category: Category) -> tuple[tuple[int, str], ...]:
    order = {race.casefold(): place for place, race in enumerate(EEO_RACES)}
    return tuple((order.get(part.casefold(), len(order)), part.casefold()) for part in category)


def _compare(
    counts: dict[Category, tuple[int, int]], *, leave_out_small: bool
) -> tuple[CategoryRate, ...]:
    total = sum(applicants for applicants, _ in counts.values())
    compared = {
        category: numbers
        for category, numbers in counts.items()
        if not (leave_out_small and numbers[0] < SMALL_SHARE * total)
    }
    best = max(compared, key=lambda one: compared[one][1] / compared[one][0], default=None)
    return tuple(
        _describe(category, counts, total, best if category in compared else None)
        for category in counts
    )


def _describe(
    category: Category, counts: dict[Category, tuple[int, int]], total: int, best: Category | None
) -> CategoryRate:
    applicants, reached = counts[category]
    rate = reached / applicants
    ratio, interval = None, None
    if best is not None and counts[best][1]:
        most_applicants, most = counts[best]
        ratio = rate / (most / most_applicants)
        if category != best:
            interval = estimate_ratio(reached, applicants, most, most_applicants)
    remarks = [
        *(["under 2 % of the data"] if applicants < SMALL_SHARE * total else []),
        *([f"fewer than {FEW}"] if applicants < FEW else []),
        *(["left out of the ratios"] if best is None else []),
        *(["below four fifths"] if ratio is not None and ratio < FOUR_FIFTHS else []),
    ]
    return CategoryRate(
        category,
        applicants,
        reached,
        rate,
        estimate_rate(reached, applicants),
        ratio,
        interval,
        tuple(remarks),
    )
