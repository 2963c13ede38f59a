"""What a completion is worth, and what it teaches about how its server is asked."""

import re
from typing import NamedTuple

from adapters.llm.completion import Completion
from adapters.llm.form import Body, Form
from shortlist.judging.call_rates import RateLimits
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.judging.prompt import estimate_tokens
from shortlist.spending import CallUsage

# Below this share of what we sent, a server has cut the prompt; ours is an estimate.
_LEAST_SHARE = 0.6
# A prompt that was cut is often as long as a context that somebody has set.
_LEAST_SHARE_OF_ROUND = 0.8
# Cyrillic, Greek or Arabic: up to four characters a token, where the estimate takes two. Chinese
# and the like, which stand behind these, have two at most.
_ALPHABETS = re.compile(r"[\x80-\u2e7f]+")
_FEWER_TOKENS = 4
_ROUND_TOKENS = 256
_PAST_LIMIT = 1.25


class Asked(NamedTuple):
    """A request, and how it came to be written so."""

    form: Form
    question: Question
    body: Body


def read_answer(
    completion: Completion, usage: CallUsage, limits: RateLimits | None, asked: Asked
) -> ModelAnswer:
    """Return what a completion is worth, and let the form learn from it.

    Raises:
        ModelUnavailableError: another try may do.
        ModelDeclinedError: the same question will not be answered.
    """
    if completion.is_filtered:
        raise ModelDeclinedError("content_filter", usage=usage, limits=limits)
    if completion.is_refused:
        raise ModelDeclinedError("refusal", usage=usage, limits=limits)
    if _was_cut(usage, asked.question):
        raise ModelDeclinedError("context_overflow", usage=usage, limits=limits)
    _learn(completion, usage, asked)
    if completion.is_truncated and not completion.text:
        raise ModelUnavailableError("truncated", usage=usage, limits=limits)
    said = "\n".join(filter(None, [completion.text, completion.thoughts]))
    if not said:
        raise ModelUnavailableError("invalid_answer", usage=usage, limits=limits)
    return ModelAnswer(said, usage, limits, is_truncated=completion.is_truncated)


def _learn(completion: Completion, usage: CallUsage, asked: Asked) -> None:
    asked.form.confirm(asked.question)
    if _ran_past(usage, completion, asked.body):
        asked.form.learn_past_limit(asked.body)
    has_thought = completion.thoughts or usage.reasoning or "<think" in completion.text
    if completion.is_truncated and (has_thought or not completion.text):
        asked.form.learn_thinking()


def _was_cut(usage: CallUsage, question: Question) -> bool:
    sent = estimate_tokens(question.prefix) + _estimate_least(question.tail)
    read = usage.input
    least = _LEAST_SHARE if read % _ROUND_TOKENS else _LEAST_SHARE_OF_ROUND
    return usage.is_known and 0 < read < least * sent


def _estimate_least(text: str) -> int:
    """Estimate the tokens of a text for a model that writes every alphabet in few of them."""
    letters = sum(len(found) for found in _ALPHABETS.findall(text))
    return estimate_tokens(text) - letters // _FEWER_TOKENS


def _ran_past(usage: CallUsage, completion: Completion, body: Body) -> bool:
    limit = body.get("max_tokens") or body.get("max_completion_tokens")
    said = usage.output if usage.is_known else estimate_tokens(completion.text)
    return limit is not None and said > _PAST_LIMIT * limit
