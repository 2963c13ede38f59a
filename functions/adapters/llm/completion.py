"""The body of a chat completion, read without the client's own parser, which loses usage."""

import json
from typing import Any, TypeGuard

from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.ports import ModelAnswer
from shortlist.judging.rate_limits import RateLimits
from shortlist.spending import CallUsage

# No call takes more; a number beyond it would not fit into a ledger.
_MOST_TOKENS = 10**9
_UNKNOWN = CallUsage(is_known=False)


def read_completion(text: str, limits: RateLimits | None, tier: str | None = None) -> ModelAnswer:
    """Read what a server said; every error of a completion has its usage.

    `tier` is the one that served it if the body names none; None: the one that was asked for.

    Raises:
        ModelUnavailableError: truncated, or invalid_answer if it is no completion.
        ModelDeclinedError: refusal or content_filter.
    """
    body = read_body(text)
    choice = _first(body.get("choices"))
    usage = read_usage(body, tier) or (_UNKNOWN if choice else None)
    message = as_object(choice.get("message"))
    finish = choice.get("finish_reason")
    if finish == "content_filter":
        raise ModelDeclinedError("content_filter", usage=usage, limits=limits)
    if message.get("refusal"):
        raise ModelDeclinedError("refusal", usage=usage, limits=limits)
    if finish == "length":
        raise ModelUnavailableError("truncated", usage=usage, limits=limits)
    content = message.get("content")
    if not isinstance(content, str) or not content:
        raise ModelUnavailableError("invalid_answer", usage=usage, limits=limits)
    return ModelAnswer(content, usage or _UNKNOWN, limits)


def read_body(text: str) -> dict[str, Any]:
    """Read a JSON object; an empty one if the text is anything else."""
    try:
        return as_object(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def as_object(value: object) -> dict[str, Any]:
    """Return a value that is a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def read_usage(body: dict[str, Any], tier: str | None = None) -> CallUsage | None:
    """Read what a call took, and the tier that served it; None if the server does not tell."""
    usage = as_object(body.get("usage"))
    if not usage:
        return None
    prompt = as_object(usage.get("prompt_tokens_details"))
    completion = as_object(usage.get("completion_tokens_details"))
    served = body.get("service_tier")
    counts = (usage.get("prompt_tokens"), usage.get("completion_tokens"))
    return CallUsage(
        input=_count(usage.get("prompt_tokens")),
        cached=_count(prompt.get("cached_tokens")),
        cache_write=_count(prompt.get("cache_write_tokens")),
        output=_count(usage.get("completion_tokens")),
        reasoning=_count(completion.get("reasoning_tokens")),
        is_known=all(_is_count(count) for count in counts),
        tier=served if isinstance(served, str) and served else tier,
    )


def _first(value: object) -> dict[str, Any]:
    return as_object(value[0]) if isinstance(value, list) and value else {}


def _count(value: object) -> int:
    return value if _is_count(value) else 0


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= _MOST_TOKENS
