"""What the pipeline is compared with: a model that gives one overall score and no evidence."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from shortlist.judging.caller import Caller
from shortlist.judging.ports import Question
from shortlist.model import Frozen
from tools.eval.data import Case
from tools.eval.model_calls import FreeAllowance, open_caller
from tools.eval.model_server import ModelUnderTest

_PROMPT = """You rate one resume for one job post. Answer with a JSON object with one field:
`score`, a whole number from 0 (no match at all) to 100 (a perfect match).

# The job post

{title}

{description}
"""
_MOST_TOKENS = 40


class SingleScore(Frozen):
    """One overall score."""

    score: Annotated[int, Field(ge=0, le=100)]


def ask_scores(
    case: Case, model: ModelUnderTest, tails: Mapping[str, str | None]
) -> dict[str, float]:
    """Ask for one score a resume, given what the pipeline shows of each; 0 without an answer."""
    prefix = _PROMPT.format(title=case.title, description=case.description.strip())
    questions = {
        key: Question(
            model=model.name,
            prefix=prefix,
            tail=tail,
            answer=SingleScore,
            max_output_tokens=_MOST_TOKENS,
            cache_key=f"single-{case.job_id}",
        )
        for key, tail in tails.items()
        if tail is not None
    }
    answered = asyncio.run(_ask_all(model, questions))
    return {key: answered.get(key, 0.0) for key in tails}


async def _ask_all(model: ModelUnderTest, questions: Mapping[str, Question]) -> dict[str, float]:
    async with open_caller(model, []) as caller:
        scores = await asyncio.gather(*(_ask(caller, one) for one in questions.values()))
    return dict(zip(questions, scores, strict=True))


async def _ask(caller: Caller, question: Question) -> float:
    async with caller.slot():
        called = await caller.call(question, SingleScore.model_validate_json, FreeAllowance())
    return float(called.value.score) if called.value else 0.0
