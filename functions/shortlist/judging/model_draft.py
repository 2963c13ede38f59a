"""Drafting a rubric with one call of a model; people change it, and it warns like any other."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from shortlist.frozen import Frozen
from shortlist.judging.caller import Called
from shortlist.judging.errors import CallsStoppedError, ModelFailure, StopReason
from shortlist.judging.model_ranker import OpenCaller, Price, sum_up
from shortlist.judging.ports import Allowance, Question
from shortlist.options import RankingOptions, hash_json
from shortlist.rubric.anchors import write_levels
from shortlist.rubric.rubric import Criterion, Gate, Importance, RubricEdit
from shortlist.spending import Spend

# Part of what a draft is found by: change it with the words of the instructions.
DRAFT_VERSION = "draft-1"
_OUTPUT_TOKENS = 900
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class DraftedCriterion(Frozen):
    """What a model proposes to look for."""

    title: _Text
    importance: Importance


class DraftedGate(Frozen):
    """What a model proposes as a must-have."""

    text: _Text


class RubricAnswer(Frozen):
    """A model's draft, as the server is told to shape it."""

    # A model is asked for at least six; fewer are taken from a post that has no more to say.
    criteria: Annotated[
        tuple[DraftedCriterion, ...],
        Field(min_length=1, max_length=10, json_schema_extra={"minItems": 6}),
    ]
    gates: Annotated[tuple[DraftedGate, ...], Field(max_length=10)]


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
        return self.run_loop(self._draft(question))

    async def _draft(self, question: Question) -> ModelDraft:
        async with self.open_caller() as caller, caller.slot():
            try:
                called = await caller.call(question, read_draft, self.allowance())
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


def read_draft(text: str) -> RubricEdit:
    """Read a model's draft; each criterion gets the standard ladder.

    Raises:
        ValueError: if the answer breaks the shape.
    """
    answer = RubricAnswer.model_validate_json(text)
    criteria = {one.title.casefold(): one for one in reversed(answer.criteria)}
    return RubricEdit(
        gates=tuple(Gate(id=f"g{n}", text=one.text) for n, one in enumerate(answer.gates, start=1)),
        criteria=tuple(
            Criterion(
                id=f"c{number}",
                title=one.title,
                importance=one.importance,
                levels=write_levels(one.title),
            )
            for number, one in enumerate(reversed(criteria.values()), start=1)
        ),
    )


def hash_job_text(title: str, description: str, model: str) -> str:
    """Hash what a draft follows from."""
    return hash_json([DRAFT_VERSION, model, title, description])
