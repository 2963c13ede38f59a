"""What a model server says of an error, and which part of the request it is about."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from adapters.llm.completion import as_object, read_json

_MOST_CHARACTERS = 4_000
_MOST_DEPTH = 6
_WAITS = frozenset({"retrydelay", "retry_after", "retry_after_seconds", "estimated_time"})
_TEXTS = frozenset(
    {"message", "error", "detail", "msg", "description", "raw", "title", "errors", "status_msg"}
)
_CODES = frozenset({"code", "type", "status", "reason", "statuscode", "error_code", "error_type"})
_REFUSING = frozenset({400, 415, 422})
# Servers that fail over a shape or a template say so, and nothing else, with these.
_FAILING = frozenset({500, 501})
# The server does not know the parameter at all, whatever its value.
_UNKNOWN_NAME = frozenset({"unsupported_parameter", "unknown_parameter", "extra_forbidden"})
# Some proxies write the word for nothing where they name nothing.
_NO_NAMES = frozenset({"", "body", "none", "null"})
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


class Complaint(NamedTuple):
    """An error as a server tells it.

    `codes` are its words for machines (codes, types, states), lower-cased; `param` and `places`
    name parts of the request, each split into its steps; `text` is all that it says to people,
    which may quote a resume and goes into no log. `is_structured` tells that it came as JSON.
    """

    status: int
    codes: frozenset[str] = frozenset()
    places: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    is_structured: bool = False


def read_complaint(status: int, text: str) -> Complaint:
    """Read the body of an error; any body will do."""
    body = read_json(text)
    if isinstance(body, list) and body:
        body = body[0]
    if not isinstance(body, dict):
        return Complaint(status, text=text[:_MOST_CHARACTERS])
    found = list(_walk(body, 0))
    codes = {str(value).lower() for name, value in found if name in _CODES and _is_word(value)}
    places = tuple(_find_places(found))
    texts = [value for name, value in found if name in _TEXTS and isinstance(value, str)]
    texts += [f"retry in {value}s" for name, value in found if name in _WAITS and _is_word(value)]
    said = "\n".join(texts)[:_MOST_CHARACTERS]
    return Complaint(status, frozenset(codes), places, said, is_structured=True)


def find_status(body: dict[str, Any]) -> int:
    """Return the status that an error inside of a well-meant answer stands for."""
    error = as_object(body.get("error"))
    for value in (error.get("code"), error.get("status"), body.get("code"), body.get("status")):
        text = str(value)
        if text.isdecimal() and 400 <= int(text) <= 599:
            return int(text)
    return 0


def _walk(value: object, depth: int) -> Iterator[tuple[str, object]]:
    """Yield the names and values of a body; JSON inside of a text counts, too."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for one in value[:20]:
            yield from _walk(one, depth + 1)
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        lowered = str(name).lower()
        yield lowered, inner
        yield from _walk(inner, depth + 1)
        if lowered in _TEXTS and isinstance(inner, str) and inner.lstrip()[:1] in {"{", "["}:
            yield from _walk(read_json(inner), depth + 1)


def _find_places(found: list[tuple[str, object]]) -> Iterator[tuple[str, ...]]:
    for name, value in found:
        if name in {"param", "field"} and isinstance(value, str):
            steps = value.replace("[", ".").replace("]", ".").split(".")
        elif name == "loc" and isinstance(value, list):
            steps = [step for step in value if isinstance(step, str)]
        else:
            continue
        named = tuple(step for step in steps if step.lower() not in _NO_NAMES)
        if named:
            yield named


def _is_word(value: object) -> bool:
    return isinstance(value, str | int | float) and len(str(value)) < 100


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
