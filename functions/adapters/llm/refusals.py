"""Which parts of a request a complaint is about, as far as the server says."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from adapters.llm.complaint import Complaint

_REFUSING = frozenset({400, 415, 422})
# Servers that fail over a shape or a template say so, and nothing else, with these.
_FAILING = frozenset({500, 501})
# The server does not know the parameter at all, whatever its value.
_UNKNOWN_NAME = frozenset({"unsupported_parameter", "unknown_parameter", "extra_forbidden"})
# What the model got wrong and may get right the next time.
_PASSING = frozenset({"json_validate_failed"})
_FORMAT = re.compile(
    r"response[ _-]?(format|schema|mime)|json[ _-]?(schema|object|mode)|structured[ _-]?output"
    r"|guided[ _-]?(json|decoding)|grammar|\bschemas?\b|output_config|formatted output",
    re.I,
)
_ROLES = re.compile(
    r"system (role|message|prompt|instruction)s?\b.{0,40}\b(not|un)|role .?system"
    r"|developer instruction|roles must alternate|only .?user.? and .?assistant"
    r"|does not support 'system'",
    re.I,
)
_THOUGHTS = re.compile(r"\b(thinking|think value|reasoning)\b", re.I)
_ONLY_STREAMS = re.compile(
    r"only supports? (the )?stream|non-?stream\w* (calls?|requests?|mode)|enable (the )?stream"
    r"|stream must be (set to )?true",
    re.I,
)
_CACHE = re.compile(r"prompt_cache_(breakpoint|options)")
_CONTEXT = re.compile(r"(?:context (?:length|size|window)\D{0,20}|limit of |> ?)(\d{3,7})", re.I)
_INPUT = re.compile(
    r"(\d{2,7}) (?:(?:input|prompt) tokens|(?:tokens )?(?:in|from) the (?:input|messages))", re.I
)


class Refusal(NamedTuple):
    """What a server refused a request for.

    `is_certain` tells that it names it in a field of its own, `is_unknown_name` that no other
    value will do, `is_passing` that the model failed and not the request.
    """

    places: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    is_unknown_name: bool = False
    is_passing: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the server names what it refuses in a field of its own."""
        return bool(self.places)

    @property
    def is_about_roles(self) -> bool:
        """Whether the server takes no system message."""
        return bool(_ROLES.search(self.text))

    @property
    def is_about_streams(self) -> bool:
        """Whether the server answers with streams only."""
        return bool(_ONLY_STREAMS.search(self.text))

    def find_names(self, sent: Iterable[str]) -> set[str]:
        """Return which of the parameters that were sent it is about."""
        known = set(sent)
        if self.places:
            roots = {_find_root(place) for place in self.places}
            return roots & known
        word = _find_first_word(self.text, known)
        if word:
            return {word}
        if _FORMAT.search(self.text):
            return {"response_format"} & known
        return {"reasoning_effort"} & known if _THOUGHTS.search(self.text) else set()

    def find_room(self) -> int | None:
        """Return how many tokens a context leaves for the answer; None if it does not say."""
        context, asked = _CONTEXT.search(self.text), _INPUT.search(self.text)
        return int(context[1]) - int(asked[1]) if context and asked else None


def read_refusal(complaint: Complaint) -> Refusal | None:
    """Read a complaint that may be about a part of the request; None for any other."""
    refusal = Refusal(
        complaint.places,
        complaint.text,
        is_unknown_name=bool(complaint.codes & _UNKNOWN_NAME),
        is_passing=bool(complaint.codes & _PASSING),
    )
    if complaint.status in _REFUSING:
        return refusal
    is_told = refusal.is_about_roles or _FORMAT.search(complaint.text)
    return refusal if complaint.status in _FAILING and is_told else None


def _find_root(place: tuple[str, ...]) -> str:
    return "prompt_cache_options" if any(_CACHE.match(step) for step in place) else place[0]


def _find_first_word(text: str, words: Iterable[str]) -> str | None:
    """Return the one of some words that comes first in a text, as a word of its own."""
    choice = "|".join(re.escape(word) for word in sorted(words))
    found = re.search(rf"(?<!\w)(?:{choice})(?!\w)", text) if choice else None
    return found[0] if found else None
