"""Repeated judgements of one resume: joined by their median, and how far they agree."""

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from shortlist.judging.evidence import Checked
from shortlist.ranking.row import CriterionOutcome, GateOutcome
from shortlist.rubric.rubric import TOP_LEVEL, WEIGHTS, Rubric


def join_samples(samples: Sequence[Checked]) -> Checked:
    """Join repetitions of a judgement: the median level, and the status of most for a gate.

    The evidence is that of a sample which gave the level or the status that came out. What one
    sample gave rise to suspect stays.
    """
    if len(samples) == 1:
        return samples[0]
    criteria = [_join_criterion(some) for some in zip(*(s.criteria for s in samples), strict=True)]
    gates = [_join_gate(some) for some in zip(*(s.gates for s in samples), strict=True)]
    lowered = median_low([sample.lowered for sample in samples])
    suspicions = frozenset[str]().union(*(sample.suspicions for sample in samples))
    return Checked(tuple(criteria), tuple(gates), lowered, suspicions)


def measure_agreement(rubric: Rubric, samples: Sequence[Checked]) -> float:
    """Give how well repetitions agree: 1 if all levels are equal, 0 if they span the ladder."""
    weights = [WEIGHTS[criterion.importance] for criterion in rubric.criteria]
    spread = 0
    for weight, some in zip(weights, zip(*(s.criteria for s in samples), strict=True), strict=True):
        levels = [outcome.level for outcome in some]
        spread += weight * (max(levels) - min(levels))
    return 1 - spread / (TOP_LEVEL * sum(weights))


def measure_confidence(
    rubric: Rubric, samples: Sequence[Checked], wanted: int, offline_confidence: float
) -> float:
    """Give how far repetitions agree; of a single answer, how much of it lines support.

    `wanted` is how many there should have been.
    """
    if wanted > 1:
        return round(measure_agreement(rubric, samples) * len(samples) / wanted, 2)
    supported = 1 - samples[0].lowered / len(rubric.criteria)
    return round(offline_confidence * supported, 2)


def _join_criterion(outcomes: Sequence[CriterionOutcome]) -> CriterionOutcome:
    level = median_low([outcome.level for outcome in outcomes])
    return next(outcome for outcome in outcomes if outcome.level == level)


def _join_gate(outcomes: Sequence[GateOutcome]) -> GateOutcome:
    status, count = Counter(outcome.status for outcome in outcomes).most_common(1)[0]
    if 2 * count <= len(outcomes):
        return GateOutcome(id=outcomes[0].id, status="unknown")
    return next(outcome for outcome in outcomes if outcome.status == status)
