"""What the offline ranker's scores are worth: fitted on judged lists, measured on other sources.

The numbers printed here stand as constants in `shortlist/ranking/points.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from statistics import fmean
from typing import Any

import numpy as np
from scipy import optimize

from shortlist.ranking.points import BANDS
from tools.eval.data import IN_MACRO
from tools.eval.metrics import compute_spearman
from tools.pages import tabulate

# The same resumes are in several lists; each counts once, without the line that tells its label.
FITTED = tuple(name for name in IN_MACRO if name != "FERR +60")


@dataclass(frozen=True)
class JudgedScore:
    """The score of a resume that people, or a category, gave a grade."""

    source: str
    score: float
    confidence: float
    grade: int

    @property
    def fits(self) -> bool:
        """Tell whether the resume fits, in part at least."""
        return self.grade >= 1


@dataclass(frozen=True)
class Curve:
    """The share of fitting resumes by score: half at `middle`, the steeper the larger `slope`."""

    middle: float
    slope: float

    def estimate(self, score: float) -> float:
        """Give the share."""
        return 1 / (1 + exp(-self.slope * (score - self.middle)))


def fit_curve(judged: Sequence[JudgedScore]) -> Curve:
    """Fit a logistic curve, each source counting the same."""
    scores = np.array([one.score for one in judged])
    fits = np.array([one.fits for one in judged])
    counts = Counter(one.source for one in judged)
    weights = np.array([1 / counts[one.source] for one in judged])

    def lose(place: Any) -> float:
        told = place[0] + place[1] * scores
        return float(np.sum(weights * (np.logaddexp(0, told) - fits * told)))

    offset, slope = optimize.minimize(lose, (-6.0, 0.15), method="Nelder-Mead", tol=1e-10).x
    return Curve(float(-offset / slope), float(slope))


def write_calibration(judged: Iterable[JudgedScore]) -> str:
    """Write the curve, the bands, and how far confidence tells who is judged right."""
    known = [one for one in judged if one.source in FITTED]
    if not known:
        return "No judged list to calibrate on."
    curve = fit_curve(known)
    bands = ("band", "score", "resumes", "fit in part at least", "fit fully")
    folds = (
        "source left out of the fit", "resumes", "right",
        "Spearman of confidence and being right",
    )  # fmt: skip
    return (
        f"Half of the resumes with a score of {curve.middle:.1f} fit in part at least; slope"
        f" {curve.slope:.3f}. Fitted on {len(known)} judged resumes, each source"
        f" counting the same.\n\n{tabulate(bands, _write_bands(known))}"
        f"\n\n{tabulate(folds, _write_folds(known))}"
    )


def _write_bands(judged: Sequence[JudgedScore]) -> Iterator[Sequence[object]]:
    highest = 100.0
    for least, band in BANDS:
        some = [
            one for one in judged if least <= one.score and (one.score < highest or least == 50)
        ]
        by_source = [[one for one in some if one.source == source] for source in FITTED]
        told = [one for one in by_source if len(one) >= 5]
        partly = fmean(fmean(one.fits for one in rows) for rows in told)
        fully = fmean(fmean(one.grade >= 2 for one in rows) for rows in told)
        shares = (f"{100 * share:.0f} %" for share in (partly, fully))
        yield (band, f"{least:.0f} to {highest:.0f}", len(some), *shares)
        highest = least


def _write_folds(judged: Sequence[JudgedScore]) -> Iterator[Sequence[object]]:
    """Tell of each source how well a curve does that was fitted on the others."""
    told: list[float] = []
    for source in FITTED:
        rows = [one for one in judged if one.source == source]
        others = [one for one in judged if one.source != source]
        if not rows or not others:
            continue
        curve = fit_curve(others)
        shares = [curve.estimate(one.score) for one in rows]
        right = [float((share > 0.5) == one.fits) for share, one in zip(shares, rows, strict=True)]
        told.append(compute_spearman([max(share, 1 - share) for share in shares], right))
        yield (source, len(rows), f"{100 * fmean(right):.0f} %", f"{told[-1]:.2f}")
    yield ("**mean**", "", "", f"**{fmean(told):.2f}**")
