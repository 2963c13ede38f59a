"""Drafting a rubric with one call of a model; people change it, and it warns like any other."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any

from shortlist.frozen import Frozen
from shortlist.judging.answer_objects import find_objects
from shortlist.judging.caller import Called
from shortlist.judging.errors import CallsStoppedError, ModelFailure, StopReason
from shortlist.judging.model_ranker import OpenCaller, Price, sum_up
from shortlist.judging.ports import Allowance, Question
from shortlist.options import RankingOptions, hash_json
from shortlist.rubric.ladders import find_post_language, write_levels
from shortlist.rubric.rubric import WEIGHTS, Criterion, Gate, Importance, RubricEdit
from shortlist.spending import Spend

# Part of what a draft is found by: change it with the words of the instructions.
DRAFT_VERSION = "draft-1"
_OUTPUT_TOKENS = 900
# Nothing else of a ranking happens meanwhile, and there is a draft without a model. A call that
# has begun may take longer.
_LONGEST_WAIT_SECONDS = 30.0
# More of them are left out, the least important last.
_MOST_DRAFTED = 10
_LONGEST_TEXT = 200


class DraftedCriterion(Frozen):
    """What a model proposes to look for."""

    title: str
    importance: Importance


class DraftedGate(Frozen):
    """What a model proposes as a must-have."""

    text: str


class RubricAnswer(Frozen):
    """A model's draft, as the server is told to shape it; code checks how many there are."""

    criteria: tuple[DraftedCriterion, ...]
    gates: tuple[DraftedGate, ...]


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A draft, or why there is none, and what asking for it took."""

    rubric: RubricEdit | None
    failure: ModelFailure | StopReason | None
    spend: Spend | None


@dataclass(frozen=True)
class ModelDrafter:
    """Asks a model for a rubric."""

    open_caller: OpenCaller
    allowance: Callable[[], Allowance]
    price: Price
    run_loop: Callable[[Coroutine[Any, Any, ModelDraft]], ModelDraft] = asyncio.run

    def draft(self, title: str, description: str, options: RankingOptions) -> ModelDraft:
        """Draft a rubric from a job post.

        Raises:
            LostRaceError: if the task that wants it has ended.
        """
        question = Question(
            model=options.model or "",
            prefix=read_draft_instructions(),
            tail=write_job_post(title, description),
            answer=RubricAnswer,
            max_output_tokens=_OUTPUT_TOKENS,
            cache_key=DRAFT_VERSION,
            service_tier=options.service_tier,
        )
        language = find_post_language(title, description)
        return self.run_loop(self._draft(question, partial(read_draft, language=language)))

    async def _draft(self, question: Question, read: Callable[[str], RubricEdit]) -> ModelDraft:
        async with self.open_caller() as caller, caller.place():
            try:
                called = await caller.call(
                    question, read, self.allowance(), within_seconds=_LONGEST_WAIT_SECONDS
                )
            except CallsStoppedError as stop:
                return ModelDraft(None, stop.reason, None)
        return ModelDraft(called.value, called.failure, self._count(called))

    def _count(self, called: Called[RubricEdit]) -> Spend | None:
        return sum_up(called.usages, called.requests, 1, self.price)


def read_draft_instructions() -> str:
    """Read what a model is told about rubrics."""
    return files("shortlist.judging").joinpath("draft_instructions.md").read_text("utf-8")


def write_job_post(title: str, description: str) -> str:
    """Write a job post for a model to read."""
    return f"# {title}\n\n{description}"


def read_draft(text: str, language: str) -> RubricEdit:
    """Read a model's draft, and keep its first ten criteria.

    Each gets the standard ladder in the language of the job post.

    Raises:
        ValueError: if the answer has no object with a criterion.
    """
    for found in find_objects(text):
        criteria = _read_criteria(found.get("criteria"), language)
        if criteria:
            return RubricEdit(gates=_read_gates(found.get("gates")), criteria=criteria)
    raise ValueError("the answer drafts no criterion")


def _read_criteria(value: object, language: str) -> tuple[Criterion, ...]:
    drafted: dict[str, tuple[str, Importance]] = {}
    for one in value if isinstance(value, list) else []:
        entry = one if isinstance(one, dict) else {}
        title = _clean(entry.get("title"))
        if title:
            drafted.setdefault(title.casefold(), (title, _read_importance(entry)))
    return tuple(
        Criterion(
            id=f"c{number}",
            title=title,
            importance=importance,
            levels=write_levels(title, language),
        )
        for number, (title, importance) in enumerate(
            list(drafted.values())[:_MOST_DRAFTED], start=1
        )
    )


def _read_gates(value: object) -> tuple[Gate, ...]:
    entries = value if isinstance(value, list) else []
    texts = [_clean(one.get("text") if isinstance(one, dict) else one) for one in entries]
    told = list(dict.fromkeys(filter(None, texts)))[:_MOST_DRAFTED]
    return tuple(Gate(id=f"g{number}", text=text) for number, text in enumerate(told, start=1))


def _read_importance(entry: dict[str, Any]) -> Importance:
    word = str(entry.get("importance")).strip().lower()
    return next((known for known in WEIGHTS if known == word), "important")


def _clean(value: object) -> str:
    return " ".join(value.split())[:_LONGEST_TEXT].strip() if isinstance(value, str) else ""


def hash_job_text(title: str, description: str, model: str) -> str:
    """Hash what a draft follows from."""
    return hash_json([DRAFT_VERSION, model, title, description])
