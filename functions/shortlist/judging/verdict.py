"""What a model answers about one resume: levels and line numbers, never a total or a rank."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field

from shortlist.frozen import Frozen
from shortlist.rubric.rubric import TOP_LEVEL, Rubric


class CriterionVerdict(Frozen):
    """The level a model gives for one criterion, and the lines that it cites."""

    id: str
    level: Annotated[int, Field(ge=0, le=TOP_LEVEL)]
    lines: tuple[int, ...]


class GateVerdict(Frozen):
    """What a model says about one gate, and the lines that it cites."""

    id: str
    status: Literal["pass", "fail", "unknown"]
    lines: tuple[int, ...]


class Verdict(Frozen):
    """A model's answer about one resume, as the server is told to shape it."""

    criteria: tuple[CriterionVerdict, ...]
    gates: tuple[GateVerdict, ...]
    instruction_lines: tuple[int, ...]
    summary: str


def name_criterion(index: int) -> str:
    """Return the name of a criterion in prompts, by its place from 0."""
    return f"C{index + 1}"


def name_gate(index: int) -> str:
    """Return the name of a gate in prompts, by its place from 0."""
    return f"G{index + 1}"


def read_verdict(text: str, rubric: Rubric) -> Verdict:
    """Read a model's answer; what it says about ids that nobody asked for is left out.

    Raises:
        ValueError: if it breaks the shape, or does not judge each criterion exactly once. A gate
            that it leaves out counts as unknown.
    """
    verdict = Verdict.model_validate_json(text)
    wanted = [name_criterion(index) for index in range(len(rubric.criteria))]
    found = Counter(one.id for one in verdict.criteria)
    if any(found[name] != 1 for name in wanted):
        raise ValueError("the answer does not judge each criterion exactly once")
    gates = {one.id: one for one in reversed(verdict.gates)}
    names = [name_gate(index) for index in range(len(rubric.gates))]
    by_id = {one.id: one for one in verdict.criteria}
    return verdict.model_copy(
        update={
            "criteria": tuple(by_id[name] for name in wanted),
            "gates": tuple(gates.get(name) or _leave_open(name) for name in names),
        }
    )


def _leave_open(name: str) -> GateVerdict:
    return GateVerdict(id=name, status="unknown", lines=())
