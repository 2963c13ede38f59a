"""The words of a row: what was found, what was not, and how much could be judged."""

from math import sqrt

from shortlist.facts.careers import Career, count_months
from shortlist.ranking.criterion_matcher import Line
from shortlist.ranking.row import CriterionOutcome, GateOutcome
from shortlist.rubric.rubric import Criterion, Rubric

LONGEST_SUMMARY = 240
_ENOUGH_WORDS = 150
_LONGEST_NAME = 60


def list_matched(
    criteria: tuple[Criterion, ...], outcomes: tuple[CriterionOutcome, ...]
) -> list[str]:
    """Name the criteria the resume supports, the strongest first."""
    pairs = [
        (-o.level, i, c.title) for i, (c, o) in enumerate(zip(criteria, outcomes, strict=True))
    ]
    return [title for level, _, title in sorted(pairs) if level < 0]


def list_missing(
    criteria: tuple[Criterion, ...], outcomes: tuple[CriterionOutcome, ...]
) -> list[str]:
    """Name the criteria without a supporting line, in the rubric's order."""
    return [c.title for c, o in zip(criteria, outcomes, strict=True) if o.level == 0]


def measure_confidence(lines: list[Line], career: Career, gates: tuple[GateOutcome, ...]) -> float:
    """Tell how much could be judged: enough text, known sections, dates, answered gates."""
    words = sum(len(line.terms) for line in lines)
    if not words:
        return 0.0
    amount = sqrt(min(1.0, words / _ENOUGH_WORDS))
    placed = sum(len(line.terms) for line in lines if line.is_in_section) / words
    answered = [gate.status != "unknown" for gate in gates]
    gate_share = sum(answered) / len(answered) if answered else 1.0
    dated = 1.0 if career.work else 0.0
    return round(amount * (0.4 + 0.25 * placed + 0.15 * dated + 0.2 * gate_share), 2)


def summarise(
    rubric: Rubric,
    outcomes: tuple[CriterionOutcome, ...],
    gates: tuple[GateOutcome, ...],
    career: Career,
) -> str:
    """Say in one sentence what a reader may expect."""
    in_roles = sum(outcome.level >= 3 for outcome in outcomes)
    supported = sum(outcome.level >= 1 for outcome in outcomes)
    text = f"Lines support {supported} of {len(outcomes)} criteria, {in_roles} of them in a role"
    years = count_months((job.first, job.last) for job in career.work) / 12
    if years:
        text += f"; about {years:.1f} years of work"
    failed = [gate for gate in gates if gate.status == "fail"]
    unknown = [gate for gate in gates if gate.status == "unknown"]
    if failed:
        text += f"; contradicts {_name_gates(rubric, failed)}"
    elif unknown:
        text += f"; ask about {_name_gates(rubric, unknown)}"
    return text[: LONGEST_SUMMARY - 1] + "."


def _name_gates(rubric: Rubric, outcomes: list[GateOutcome]) -> str:
    texts = {gate.id: gate.text for gate in rubric.gates}
    first = texts[outcomes[0].id]
    name = first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"
    others = len(outcomes) - 1
    return f'"{name}"' + (f" and {others} more" if others else "")
