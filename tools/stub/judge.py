"""Invented answers: levels from a hash, or from a hidden relevance."""

import hashlib
import random
from typing import Any

from tools.stub.config import Config
from tools.stub.prompt import Prompt, find_lines, fold

TOP_LEVEL = 4
_MOST_CRITERIA = 8
_LONGEST_TITLE = 90
# As long as what a model writes.
_SUMMARY = (
    "The {lines} lines of this resume were read one by one, and some of them were found to support"
    " a level. Ask about what they leave open: {gates} gates were looked for in the same way."
)


def answer(config: Config, prompt: Prompt, salt: str) -> dict[str, Any]:
    """Judge a resume, or draft a rubric if the prompt has none.

    The same prompt, seed and salt give the same answer.
    """
    draw = random.Random(_hash(f"{config.seed}\n{salt}\n{prompt.text}"))  # noqa: S311  # no secret
    return _judge(config, prompt, draw) if prompt.criteria else _draft(prompt)


def _judge(config: Config, prompt: Prompt, draw: random.Random) -> dict[str, Any]:
    relevance = _find_relevance(config, prompt)
    criteria = []
    for name, title in prompt.criteria:
        noise = draw.gauss(0, config.noise)
        level = _find_level(relevance, noise, f"{config.seed}\n{title}\n{prompt.resume}")
        lines = (find_lines(prompt, title) or list(prompt.lines)[:1]) if level else []
        criteria.append({"id": name, "level": level, "lines": lines})
    gates = []
    for name, text in prompt.gates:
        found = find_lines(prompt, text)
        gates.append({"id": name, "status": "pass" if found else "unknown", "lines": found})
    summary = _SUMMARY.format(lines=len(prompt.lines), gates=len(gates))
    return {"criteria": criteria, "gates": gates, "instruction_lines": [], "summary": summary}


def _draft(prompt: Prompt) -> dict[str, Any]:
    """Draft a rubric: one criterion for each item that the job post lists."""
    items = [line.strip("-* ") for line in prompt.asked.splitlines() if line.lstrip()[:1] in "-*"]
    titles = [item[:_LONGEST_TITLE] for item in items if item][:_MOST_CRITERIA]
    ranks = ("critical", "important", "nice")
    criteria = [
        {"title": title, "importance": ranks[min(2, index // 4)]}
        for index, title in enumerate(titles or ["The work of this job post"])
    ]
    return {"criteria": criteria, "gates": []}


def _find_level(relevance: float | None, noise: float, otherwise: str) -> int:
    if relevance is None:
        return _hash(otherwise) % (TOP_LEVEL + 1)
    return min(TOP_LEVEL, max(0, round(TOP_LEVEL * relevance + noise)))


def _find_relevance(config: Config, prompt: Prompt) -> float | None:
    if config.judge == "hash":
        return None
    found = (value for mark, value in config.relevance.items() if fold(mark) in prompt.resume)
    return next(found, None)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
