"""Which parameters one model of one server takes; what it refused once is not sent again."""

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from shortlist.judging.ports import Question

_OFFICIAL_HOST = "api.openai.com"
# The first models that take explicit breakpoints of the prompt cache.
_FIRST_WITH_BREAKPOINTS = (5, 6)
_BREAKPOINT = "prompt_cache_breakpoint"
_EXPLICIT = {"mode": "explicit"}

Body = dict[str, Any]


class Dialect:
    """How requests for one model of one server are written."""

    def __init__(self, base_url: str, model: str) -> None:
        self._dropped: set[str] = set()
        if urlsplit(base_url).hostname != _OFFICIAL_HOST or not _takes_breakpoints(model):
            self._dropped.add("prompt_cache_options")

    def write(self, question: Question) -> Body:
        """Write a question as the body of a chat completion, without its response format."""
        optional: Body = {
            "max_completion_tokens": question.max_output_tokens,
            "reasoning_effort": "none",
            "temperature": 0,
            "seed": question.sample,
            "prompt_cache_key": question.cache_key,
            "prompt_cache_options": _EXPLICIT,
            "service_tier": question.service_tier,
        }
        if "max_completion_tokens" in self._dropped:
            optional["max_tokens"] = question.max_output_tokens
        sent = {
            name: value
            for name, value in optional.items()
            if value is not None and name not in self._dropped
        }
        return {"model": question.model, "messages": self._write_messages(question), **sent}

    def drop(self, named: str | None, body: Body) -> bool:
        """Never send again the parameter that a refusal names; False if it is not one to drop."""
        if not named:
            return False
        parts = re.split(r"[.\[\]]+", named)
        name = "prompt_cache_options" if _BREAKPOINT in parts else parts[0]
        if name not in body or name in {"model", "messages", "response_format"}:
            return False
        self._dropped.add(name)
        return True

    def _write_messages(self, question: Question) -> list[Body]:
        prefix: str | list[Body] = question.prefix
        if "prompt_cache_options" not in self._dropped:
            prefix = [{"type": "text", "text": question.prefix, _BREAKPOINT: _EXPLICIT}]
        return [
            {"role": "system", "content": prefix},
            {"role": "user", "content": question.tail},
        ]


@cache
def find_dialect(base_url: str, model: str) -> Dialect:
    """Return what this process knows about a model of a server."""
    return Dialect(base_url, model)


def _takes_breakpoints(model: str) -> bool:
    version = re.match(r"gpt-(\d+)(?:\.(\d+))?", model)
    if version is None:
        return False
    return (int(version[1]), int(version[2] or 0)) >= _FIRST_WITH_BREAKPOINTS
