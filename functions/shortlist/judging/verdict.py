"""What a model answers about one resume: levels and line numbers, never a total or a rank."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from shortlist.frozen import Frozen
from shortlist.judging.answer_objects import find_objects
from shortlist.ranking.explain import LONGEST_SUMMARY
from shortlist.redaction.placeholders import restore_names
from shortlist.rubric.rubric import Rubric

Level = Literal[0, 1, 2, 3, 4]
GateStatus = Literal["pass", "fail", "unknown"]
_MOST_LINES = 50
# "2", 2.0, "level 2", "2/4", "two", "2 (used in a project)"; never 2.5 or 5.
_LEVEL = re.compile(
    r"(?:level\s*)?([0-4])(?:\.0+)?(?:\s*(?:(?:/|of|out of)\s*4|[(:-].*))?", re.I | re.S
)
_LEVEL_WORDS = {"zero": "0", "none": "0", "one": "1", "two": "2", "three": "3", "four": "4"}
# As C1, c1, "C01", "C1: Python" or "criterion 1", or as the bare number.
_NAME = r"\W*(?:{letter}|{word})[ _-]?0*(\d{{1,3}})(?!\w).*|0*(\d{{1,3}})"
_CRITERIA = re.compile(_NAME.format(letter="C", word="criterion"), re.I | re.S)
_GATES = re.compile(_NAME.format(letter="G", word="gate"), re.I | re.S)
_NAME_FIELDS = ("id", "name", "criterion", "gate")
_LINE_FIELDS = ("lines", "line_numbers", "evidence", "line")


class CriterionVerdict(Frozen):
    """The level a model gives for one criterion, and the lines that it cites."""

    id: str
    level: Level
    lines: tuple[int, ...]


class GateVerdict(Frozen):
    """What a model says about one gate, and the lines that it cites."""

    id: str
    status: GateStatus
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
    """Read the first object of an answer that judges each criterion exactly once.

    What else it says, and about ids that nobody asked for, is left out. Types may be other ones
    ("2", "L03"); levels may not.

    Raises:
        ValueError: if there is no such object. A gate that it leaves out counts as unknown.
    """
    for found in find_objects(text):
        verdict = _read_object(found, rubric)
        if verdict:
            return verdict
    raise ValueError("the answer does not judge each criterion exactly once")


def clean_summary(summary: str, name: str | None) -> str:
    """Write the summary of a verdict for people: on one line, not too long, and with the name."""
    text = " ".join(restore_names(summary, name).split())
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + "…"


def _read_object(answer: Mapping[str, Any], rubric: Rubric) -> Verdict | None:
    judged = list(_read_entries(answer.get("criteria"), _CRITERIA))
    counts = Counter(index for index, _ in judged)
    if any(counts[index] != 1 for index in range(len(rubric.criteria))):
        return None
    entries = dict(judged)
    criteria = [_read_criterion(index, entries[index]) for index in range(len(rubric.criteria))]
    gates = dict(reversed(list(_read_entries(answer.get("gates"), _GATES))))
    summary = answer.get("summary")
    if not all(criteria):
        return None
    return Verdict(
        criteria=tuple(filter(None, criteria)),
        gates=tuple(_read_gate(index, gates.get(index, {})) for index in range(len(rubric.gates))),
        instruction_lines=_read_lines(answer.get("instruction_lines")),
        summary=summary if isinstance(summary, str) else "",
    )


def _read_entries(
    value: object, pattern: re.Pattern[str]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield entries by the place that their name has; a mapping by names will do, too."""
    if isinstance(value, Mapping):
        value = [{"id": name, **one} for name, one in value.items() if isinstance(one, Mapping)]
    for one in value if isinstance(value, list) else []:
        if not isinstance(one, Mapping):
            continue
        named = next((one[name] for name in _NAME_FIELDS if name in one), "")
        found = pattern.fullmatch(str(named).strip())
        if found:
            yield int(found[1] or found[2]) - 1, one


def _read_criterion(index: int, entry: Mapping[str, Any]) -> CriterionVerdict | None:
    level = _read_level(entry.get("level"))
    if level is None:
        return None
    lines = _read_cited(entry)
    return CriterionVerdict(id=name_criterion(index), level=level, lines=lines)


def _read_level(value: object) -> Level | None:
    if isinstance(value, bool):
        return None
    word = str(value).strip()
    found = _LEVEL.fullmatch(_LEVEL_WORDS.get(word.lower(), word)) if value is not None else None
    return cast(Level, int(found[1])) if found else None


def _read_gate(index: int, entry: Mapping[str, Any]) -> GateVerdict:
    status = str(entry.get("status")).strip().lower()
    known = cast(GateStatus, status if status in {"pass", "fail"} else "unknown")
    return GateVerdict(id=name_gate(index), status=known, lines=_read_cited(entry))


def _read_cited(entry: Mapping[str, Any]) -> tuple[int, ...]:
    return _read_lines(next((entry[name] for name in _LINE_FIELDS if name in entry), None))


def _read_lines(told: object) -> tuple[int, ...]:
    """Read numbers of lines: 7, 7.0, "7", "L07", or several in one text."""
    values = told if isinstance(told, list) else [told]
    lines: list[int] = []
    for value in values[:_MOST_LINES]:
        one = value.get("line") if isinstance(value, Mapping) else value
        if isinstance(one, int | float) and not isinstance(one, bool) and one % 1 == 0:
            lines.append(int(one))
        elif isinstance(one, str):
            lines += [int(number) for number in re.findall(r"\d{1,6}", one[:200])]
    return tuple(lines)
