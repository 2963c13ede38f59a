"""Warnings about criteria that touch what must not decide, or stand in for it."""

import re
from collections.abc import Iterable
from functools import cache

from shortlist.rubric.cue_words import read_lines
from shortlist.rubric.rubric import Criterion, Gate
from shortlist.words.tokens import fold


@cache
def _load_signs() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    signs = []
    for line in read_lines("warning_signs.txt"):
        topic, _, patterns = line.partition(" = ")
        pattern, _, harmless = patterns.partition(" unless ")
        signs.append((topic, re.compile(pattern), re.compile(harmless) if harmless else None))
    return tuple(signs)


def find_rubric_warnings(gates: Iterable[Gate], criteria: Iterable[Criterion]) -> tuple[str, ...]:
    """Warn about protected or proxy criteria; one warning per criterion or gate and topic."""
    named = [("Gate", gate.text, gate.text) for gate in gates]
    named += [
        ("Criterion", criterion.title, " . ".join((criterion.title, *criterion.levels)))
        for criterion in criteria
    ]
    found = [
        f'{kind} "{name[:80]}" touches {topic}: it may treat people unfairly; ask for the skill '
        "the work needs instead."
        for kind, name, text in named
        for topic in _find_topics(text)
    ]
    return tuple(dict.fromkeys(found))


def _find_topics(text: str) -> list[str]:
    folded = " ".join(fold(text).split())
    topics: list[str] = []
    for topic, pattern, harmless in _load_signs():
        rest = harmless.sub(" ", folded) if harmless else folded
        if topic not in topics and pattern.search(rest):
            topics.append(topic)
    return topics
