"""Which parameters one model of one server takes; what it refused once is not sent again."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from adapters.llm.refusals import Refusal, find_first_word
from shortlist.judging.ports import Question

_OFFICIAL_HOST = "api.openai.com"
# The first models that take explicit breakpoints of the prompt cache.
_FIRST_WITH_BREAKPOINTS = (5, 6)
_BREAKPOINT = "prompt_cache_breakpoint"
_EXPLICIT = {"mode": "explicit"}
_REQUIRED = frozenset({"model", "messages", "response_format"})
_OTHER_NAMES = {_BREAKPOINT: "prompt_cache_options", "max_tokens": "max_completion_tokens"}
_EFFORTS = ("none", "minimal", "low")
# With these a model hardly thinks, and its answer fits into a tight limit.
_SLIGHT_EFFORTS = frozenset({"none", "minimal"})
_REASONING_TOKENS = 4_000
_MOST_TRIALS = 1_000

Body = dict[str, Any]
# A parameter, and the only value of it that is not sent; None: no value is.
Drop = tuple[str, str | None]


class Dialect:
    """How requests for one model of one server are written."""

    def __init__(self, base_url: str, model: str) -> None:
        self._dropped: set[Drop] = set()
        # By the hash of a question, because a question holds a resume.
        self._trials: dict[int, frozenset[Drop]] = {}
        if urlsplit(base_url).hostname != _OFFICIAL_HOST or not _takes_breakpoints(model):
            self._dropped.add(("prompt_cache_options", None))

    def write(self, question: Question) -> Body:
        """Write a question as the body of a chat completion, without its response format."""
        dropped = self._dropped | self._trials.get(hash(question), frozenset())
        efforts = (one for one in _EFFORTS if _is_kept("reasoning_effort", one, dropped))
        effort = next(efforts, None)
        room = question.max_output_tokens
        if effort not in _SLIGHT_EFFORTS:
            room += _REASONING_TOKENS
        optional: Body = {
            "max_completion_tokens": room,
            "reasoning_effort": effort,
            "temperature": 0,
            "seed": question.sample,
            "prompt_cache_key": question.cache_key,
            "prompt_cache_options": _EXPLICIT,
            "service_tier": question.service_tier,
        }
        if ("max_completion_tokens", None) in dropped:
            optional["max_tokens"] = room
        sent = {
            name: value
            for name, value in optional.items()
            if value is not None and _is_kept(name, value, dropped)
        }
        messages = _write_messages(question, has_breakpoint="prompt_cache_options" in sent)
        return {"model": question.model, "messages": messages, **sent}

    def learn(self, refusal: Refusal, question: Question, body: Body) -> bool:
        """Leave out what a request was refused for; False if it had nothing that could be.

        What the server names in its own fields is never sent again. What is only guessed is left
        out of this question, until a request without it works.
        """
        roots = {_find_root(path) for path in refusal.paths}
        named = {_write_drop(root, body, refusal) for root in roots & _list_optional(body)}
        self._dropped |= named
        if named:
            return True
        guessed = set() if roots & _REQUIRED else _guess(refusal, body)
        tried = self._trials.pop(hash(question), frozenset())
        if guessed:
            self._keep_trial(question, tried | guessed)
        return bool(guessed)

    def confirm(self, question: Question, body: Body) -> None:
        """Remember what was left out of a request that worked."""
        tried = self._trials.pop(hash(question), frozenset())
        self._dropped |= {drop for drop in tried if not _is_sent(drop, body)}

    def _keep_trial(self, question: Question, drops: frozenset[Drop]) -> None:
        # A question that was given up leaves its trial behind.
        if len(self._trials) >= _MOST_TRIALS:
            self._trials.pop(next(iter(self._trials)))
        self._trials[hash(question)] = drops


@cache
def find_dialect(base_url: str, model: str) -> Dialect:
    """Return what this process knows about a model of a server."""
    return Dialect(base_url, model)


def _guess(refusal: Refusal, body: Body) -> set[Drop]:
    """Guess by what the server says to people; without a word of it, by leaving out all."""
    optional = _list_optional(body)
    others = {other for other, name in _OTHER_NAMES.items() if name in optional}
    if not optional:
        return set()
    word = find_first_word(refusal.message, sorted(optional | others))
    if word:
        root = word if word in optional else _OTHER_NAMES[word]
        return {_write_drop(root, body, refusal)}
    whole = Refusal(is_unknown=True)
    return {_write_drop(name, body, whole) for name in (*optional, "max_tokens")}


def _write_drop(name: str, body: Body, refusal: Refusal) -> Drop:
    # Callers choose the tier: the wrong word of one must not take it from all.
    has_other_values = name == "reasoning_effort" and not refusal.is_unknown
    return (name, str(body[name]) if has_other_values or name == "service_tier" else None)


def _is_kept(name: str, value: object, dropped: Collection[Drop]) -> bool:
    return (name, None) not in dropped and (name, str(value)) not in dropped


def _is_sent(drop: Drop, body: Body) -> bool:
    name, value = drop
    return name in body and value in {None, str(body[name])}


def _list_optional(body: Body) -> set[str]:
    return set(body) - _REQUIRED


def _find_root(path: tuple[str, ...]) -> str:
    return _OTHER_NAMES[_BREAKPOINT] if _BREAKPOINT in path else path[0]


def _write_messages(question: Question, *, has_breakpoint: bool) -> list[Body]:
    prefix: str | list[Body] = question.prefix
    if has_breakpoint:
        prefix = [{"type": "text", "text": question.prefix, _BREAKPOINT: _EXPLICIT}]
    return [
        {"role": "system", "content": prefix},
        {"role": "user", "content": question.tail},
    ]


def _takes_breakpoints(model: str) -> bool:
    version = re.match(r"gpt-(\d+)(?:\.(\d+))?", model)
    if version is None:
        return False
    return (int(version[1]), int(version[2] or 0)) >= _FIRST_WITH_BREAKPOINTS
