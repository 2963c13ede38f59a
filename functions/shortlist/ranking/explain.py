"""The words of a row: what was found, what was not, and how much could be judged."""

from math import sqrt

from shortlist.facts.careers import Career, count_months
from shortlist.ranking.criterion_matcher import PART_MARK, Line
from shortlist.ranking.row import CriterionOutcome, GateOutcome
from shortlist.rubric.rubric import WEIGHTS, Criterion, Rubric

LONGEST_SUMMARY = 240
_ENOUGH_WORDS = 150
_LONGEST_NAME = 60
_SHOWN_IN_WORK = 2


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
    """Name the criteria without a supporting line, what matters most first."""
    open_ones = [c for c, o in zip(criteria, outcomes, strict=True) if o.level == 0]
    return [one.title for one in sorted(open_ones, key=lambda one: -WEIGHTS[one.importance])]


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
    """Say what a recruiter would say aloud: the two strongest points and what is open."""
    parts = [_name_strongest(rubric, outcomes)]
    years = count_months((job.first, job.last) for job in career.work) / 12
    if years:
        parts.append(f"{years:.0f} years of work" if years >= 1.5 else "little work so far")
    failed = [gate for gate in gates if gate.status == "fail"]
    unknown = [gate for gate in gates if gate.status == "unknown"]
    if failed:
        parts.append(f"contradicts {_name_gates(rubric, failed)}")
    elif unknown:
        parts.append(f"ask about {_name_gates(rubric, unknown)}")
    text = "; ".join(parts)
    return (
        (text[: LONGEST_SUMMARY - 1] + ".")
        if len(text) < LONGEST_SUMMARY
        else text[: LONGEST_SUMMARY - 1] + "…"
    )


def _name_strongest(rubric: Rubric, outcomes: tuple[CriterionOutcome, ...]) -> str:
    ranked = sorted(
        (-outcome.level, -WEIGHTS[criterion.importance], place)
        for place, (criterion, outcome) in enumerate(zip(rubric.criteria, outcomes, strict=True))
        if outcome.level >= _SHOWN_IN_WORK
    )
    names = [_shorten_name(rubric.criteria[place].title) for _, _, place in ranked[:2]]
    return f"Shows {' and '.join(names)}" if names else "Shows none of the criteria in work done"


def _shorten_name(name: str) -> str:
    name = name.partition(PART_MARK)[0]
    return f'"{name}"' if len(name) <= _LONGEST_NAME else f'"{name[: _LONGEST_NAME - 1]}…"'


def _name_gates(rubric: Rubric, outcomes: list[GateOutcome]) -> str:
    texts = {gate.id: gate.text for gate in rubric.gates}
    others = len(outcomes) - 1
    return _shorten_name(texts[outcomes[0].id]) + (f" and {others} more" if others else "")
