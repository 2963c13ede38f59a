"""The body of a chat completion, read without the client's own parser, which loses usage."""

import json
from typing import Any

from shortlist.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.ports import Answer
from shortlist.rate_limits import RateLimits
from shortlist.spending import CallUsage


def read_completion(text: str, limits: RateLimits | None) -> Answer:
    """Read what a server said; every error has the usage, if the body tells it.

    Raises:
        ModelUnavailableError: truncated, or invalid_answer if it is no completion.
        ModelDeclinedError: refusal or content_filter.
    """
    body = read_body(text)
    usage = read_usage(body)
    choice = _first(body.get("choices"))
    message = _as_object(choice.get("message"))
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
    return Answer(content, usage or CallUsage(), limits)


def read_body(text: str) -> dict[str, Any]:
    """Read a JSON object; an empty one if the text is anything else."""
    try:
        return _as_object(json.loads(text))
    except ValueError:
        return {}


def read_usage(body: dict[str, Any]) -> CallUsage | None:
    """Read what a call took; None if the server does not tell."""
    usage = _as_object(body.get("usage"))
    if not usage:
        return None
    prompt = _as_object(usage.get("prompt_tokens_details"))
    completion = _as_object(usage.get("completion_tokens_details"))
    return CallUsage(
        input=_count(usage.get("prompt_tokens")),
        cached=_count(prompt.get("cached_tokens")),
        cache_write=_count(prompt.get("cache_write_tokens")),
        output=_count(usage.get("completion_tokens")),
        reasoning=_count(completion.get("reasoning_tokens")),
    )


def _as_object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(value: object) -> dict[str, Any]:
    return _as_object(value[0]) if isinstance(value, list) and value else {}


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
