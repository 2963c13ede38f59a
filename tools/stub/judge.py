"""Invented answers: levels from a hash, from a hidden relevance, or from an attack."""

import hashlib
import random
from math import sqrt
from typing import Any

from tools.stub.config import Config
from tools.stub.prompt import Prompt, find_lines, find_unrelated_lines, fold
from tools.stub.shape import fill

TOP_LEVEL = 4
_POINTS_A_LEVEL = 25
_MOST_CRITERIA = 8
_LONGEST_TITLE = 90
# As long as what a model writes.
_SUMMARY = (
    "The {lines} lines of this resume were read one by one, and some of them were found to support"
    " a level. Ask about what they leave open: {gates} gates were looked for in the same way."
)


def answer(config: Config, prompt: Prompt, schema: dict[str, Any], salt: str) -> dict[str, Any]:
    """Answer in the shape that a schema asks for.

    The same prompt, seed and salt give the same answer.
    """
    draw = random.Random(_hash(f"{config.seed}\n{salt}\n{prompt.text}"))  # noqa: S311  # no secret
    properties = schema.get("properties", {})
    if "criteria" in properties and prompt.criteria:
        return _judge(config, prompt, draw)
    if "criteria" in properties:
        return _draft(prompt)
    if not schema:
        # JSON of any shape was asked for: what the old system's prompt describes.
        return {"score": _score(config, prompt, draw), "reasoning": "Invented."}
    if "score" in properties:
        return {**fill(schema, schema), "score": _score(config, prompt, draw)}
    return dict(fill(schema, schema))


def _judge(config: Config, prompt: Prompt, draw: random.Random) -> dict[str, Any]:
    is_swallowed = _is_swallowed(config, prompt)
    relevance = _find_relevance(config, prompt)
    criteria = []
    common = draw.gauss(0, config.noise) if config.noise_shared else 0.0
    for name, title in prompt.criteria:
        own = draw.gauss(0, config.noise)
        noise = sqrt(config.noise_shared) * common + sqrt(1 - config.noise_shared) * own
        level = _find_level(relevance, noise, f"{config.seed}\n{title}\n{prompt.resume}")
        level = TOP_LEVEL if is_swallowed else level
        criteria.append({"id": name, "level": level, "lines": _cite(config, prompt, title, level)})
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


def _score(config: Config, prompt: Prompt, draw: random.Random) -> int:
    if _is_swallowed(config, prompt):
        return 100
    relevance = _find_relevance(config, prompt)
    if relevance is None:
        return _hash(f"{config.seed}\n{prompt.resume}") % 101
    noise = draw.gauss(0, config.noise * _POINTS_A_LEVEL)
    return min(100, max(0, round(100 * relevance + noise)))


def _cite(config: Config, prompt: Prompt, title: str, level: int) -> list[int]:
    if not level:
        return []
    if config.cites == "unrelated":
        return find_unrelated_lines(prompt, title)
    return find_lines(prompt, title) or list(prompt.lines)[:1]


def _find_relevance(config: Config, prompt: Prompt) -> float | None:
    if config.judge == "hash":
        return None
    found = (value for mark, value in config.relevance.items() if fold(mark) in prompt.resume)
    return next(found, None)


def _is_swallowed(config: Config, prompt: Prompt) -> bool:
    return config.judge == "gullible" and any(fold(one) in prompt.resume for one in config.attacks)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
