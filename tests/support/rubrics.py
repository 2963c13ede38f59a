"""Rubrics and answers of a model for tests."""

import json
from collections.abc import Sequence
from typing import Any

from shortlist.rubric.ladders import write_levels
from shortlist.rubric.rubric import Criterion, Gate, Rubric

TITLE = "Baker"
DESCRIPTION = "We bake bread at night. Sourdough is what we are known for."


def make_rubric(titles: Sequence[str] = ("Sourdough bread", "Oven maintenance")) -> Rubric:
    """Make a rubric of critical criteria with these titles and one gate."""
    criteria = tuple(
        Criterion(id=f"c{index}", title=title, importance="critical", levels=write_levels(title))
        for index, title in enumerate(titles, start=1)
    )
    gate = Gate(id="hygiene", text="Food hygiene certificate")
    return Rubric(version=1, gates=(gate,), criteria=criteria)


def write_answer(
    levels: Sequence[tuple[int, Sequence[int]]],
    *,
    gate: tuple[str, Sequence[int]] = ("unknown", ()),
    instruction_lines: Sequence[int] = (),
    summary: str = "Bakes bread.",
) -> str:
    """Write what a model answers: a level with its lines for each criterion, one gate."""
    answer: dict[str, Any] = {
        "criteria": [
            {"id": f"C{index}", "level": level, "lines": list(lines)}
            for index, (level, lines) in enumerate(levels, start=1)
        ],
        "gates": [{"id": "G1", "status": gate[0], "lines": list(gate[1])}],
        "instruction_lines": list(instruction_lines),
        "summary": summary,
    }
    return json.dumps(answer)
