"""The words of a row: what was found, what was not, and what makes it less sure."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from shortlist.facts.careers import Career, count_months
from shortlist.facts.languages import load_languages
from shortlist.facts.needs import find_need_kind
from shortlist.ranking.points import ENOUGH_WORDS
from shortlist.ranking.row import CriterionOutcome, GateOutcome
from shortlist.rubric.rubric import PART_MARK, WEIGHTS, Criterion, Rubric
from shortlist.rubric.wording import is_condition, shorten
from shortlist.words.tokens import fold

LONGEST_SUMMARY = 240
_LONGEST_NAME = 60
_SHOWN_IN_WORK = 2
_HELD = 3


def list_matched(
    criteria: tuple[Criterion, ...], outcomes: tuple[CriterionOutcome, ...]
) -> list[str]:
    """Name the criteria the resume supports as a recruiter would: work first, the strongest first.

    What is a gate as well, and hours that somebody agrees to, are the least to say of anybody.
    """
    ranked = sorted(
        (_goes_unsaid(criterion.title), _is_said_last(criterion.title), -outcome.level, place)
        for place, (criterion, outcome) in enumerate(zip(criteria, outcomes, strict=True))
        if outcome.level
    )
    return [criteria[place].title for *_, place in ranked]


def list_missing(
    criteria: tuple[Criterion, ...], outcomes: tuple[CriterionOutcome, ...]
) -> list[str]:
    """Name the criteria without a supporting line, what matters most first."""
    open_ones = [c for c, o in zip(criteria, outcomes, strict=True) if o.level == 0]
    return [one.title for one in sorted(open_ones, key=lambda one: -WEIGHTS[one.importance])]


class Background(NamedTuple):
    """What a summary says beside criteria and gates.

    `language` is the one that the resume is written in: nobody needs to ask whether the candidate
    knows it. `notes` are what makes the row less sure than others.
    """

    career: Career
    language: str | None = None
    notes: Sequence[str] = ()


def summarise(
    rubric: Rubric,
    names: Sequence[str],
    outcomes: tuple[CriterionOutcome, ...],
    gates: tuple[GateOutcome, ...],
    background: Background,
) -> str:
    """Say what a recruiter would say aloud: the two strongest points, what is open, what to know.

    `names` are those of the criteria, in order. The page reads these sentences again, to say them
    in German (web/src/strings/summary.ts).
    """
    career, language, notes = background
    parts = [_name_strongest(rubric, names, outcomes)]
    years = count_months((job.first, job.last) for job in career.work) / 12
    if years:
        parts.append(f"{years:.0f} years of work" if years >= 1.5 else "little work so far")
    failed = [gate for gate in gates if gate.status == "fail"]
    texts = {gate.id: gate.text for gate in rubric.gates}
    asked = [gate for gate in gates if gate.status == "unknown"]
    unknown = [gate for gate in asked if _list_languages(texts[gate.id]) != {language}]
    if failed:
        parts.append(f"contradicts {_name_gates(rubric, failed)}")
    elif unknown:
        parts.append(f"ask about {_name_gates(rubric, unknown)}")
    end = f" ({', '.join(notes)})." if notes else "."
    while len(parts) > 1 and len("; ".join(parts)) + len(end) > LONGEST_SUMMARY:
        # Years stand in the middle, and are the least of it.
        parts.pop(1 if len(parts) > 2 else -1)
    return "; ".join(parts) + end


def find_notes(career: Career, words: int, language: str | None, of_post: str | None) -> list[str]:
    """Say what is known to make a row less sure: little text, unread dates, another language."""
    notes = []
    if words < ENOUGH_WORDS:
        notes.append("little text to judge by")
    if career.has_unread_date:
        notes.append("some dates could not be read")
    if language and of_post and language != of_post:
        notes.append(f"in {language}, unlike the post")
    return notes


def _name_strongest(
    rubric: Rubric, names: Sequence[str], outcomes: tuple[CriterionOutcome, ...]
) -> str:
    weights = [WEIGHTS[criterion.importance] for criterion in rubric.criteria]
    ranked = sorted(
        (_is_said_last(name), -outcome.level, -weight, place)
        for place, (name, weight, outcome) in enumerate(zip(names, weights, outcomes, strict=True))
        if outcome.level >= _least_shown(name)
    )
    # Hours are agreed upon when people talk; languages and permits are the least to say.
    titles = [names[place] for *_, place in ranked if not is_condition(names[place])]
    told = [one for one in titles if not _goes_unsaid(one)] or titles
    shown = list(map(_shorten_name, told[:2]))
    return f"Shows {' and '.join(shown)}" if shown else "Shows none of the criteria in work done"


def _least_shown(title: str) -> int:
    """Give the least level worth a word: half of the years asked for are asked about instead."""
    return _HELD if _is_said_last(title) else _SHOWN_IN_WORK


@lru_cache(maxsize=1024)
def _is_said_last(title: str) -> bool:
    name = title.partition(PART_MARK)[0]
    return is_condition(name) or find_need_kind(name) is not None


@lru_cache(maxsize=1024)
def _goes_unsaid(title: str) -> bool:
    name = title.partition(PART_MARK)[0]
    return is_condition(name) or find_need_kind(name) in ("language", "permit")


@lru_cache(maxsize=1024)
def _list_languages(text: str) -> frozenset[str]:
    """Name the languages that a gate asks for, when it asks for nothing else."""
    if find_need_kind(text) != "language":
        return frozenset()
    folded = fold(text)
    return frozenset(name.capitalize() for name, words in load_languages() if words.search(folded))


def _shorten_name(name: str) -> str:
    return f'"{shorten(name.partition(PART_MARK)[0], _LONGEST_NAME)}"'


def _name_gates(rubric: Rubric, outcomes: list[GateOutcome]) -> str:
    texts = {gate.id: gate.text for gate in rubric.gates}
    others = len(outcomes) - 1
    return _shorten_name(texts[outcomes[0].id]) + (f" and {others} more" if others else "")
