"""Which parameters a refused request was refused for, as far as the server says."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.llm.completion import as_object, read_body
from adapters.llm.failures import has_meaning

if TYPE_CHECKING:
    import openai

_REFUSED_PARAMETER = frozenset({400, 422})
# The server does not know the parameter at all, whatever its value.
_UNKNOWN_NAME = frozenset({"unsupported_parameter", "unknown_parameter", "extra_forbidden"})


class Refusal(NamedTuple):
    """What a server refused.

    `paths` are the parts of the request that it names in its own fields, each split into its
    steps; `message` is what it says to people. `is_unknown` tells that no other value will do.
    """

    paths: tuple[tuple[str, ...], ...] = ()
    message: str = ""
    is_unknown: bool = False


def read_refusal(error: "openai.APIStatusError") -> Refusal | None:
    """Read a refusal that may be about a parameter; None if its status or code says otherwise."""
    if error.status_code not in _REFUSED_PARAMETER:
        return None
    body = read_body(error.response.text)
    fields = as_object(body.get("error")) or body
    if has_meaning(fields.get("code")):
        return None
    holders = (body, fields, as_object(fields.get("message")))
    details = [detail for holder in holders for detail in _list_details(holder)]
    named = fields.get("param")
    paths = [named] if isinstance(named, str) else [_join(detail.get("loc")) for detail in details]
    kinds = [fields.get("code"), *(detail.get("type") for detail in details)]
    return Refusal(
        tuple(_split(paths)),
        _find_message(body, fields) or ("" if body else error.response.text),
        any(isinstance(kind, str) and kind in _UNKNOWN_NAME for kind in kinds),
    )


def find_first_word(text: str, words: Iterable[str]) -> str | None:
    """Return the one of some words that comes first in a text, as a word of its own."""
    choice = "|".join(re.escape(word) for word in words)
    found = re.search(rf"(?<!\w)(?:{choice})(?!\w)", text)
    return found[0] if found else None


def _list_details(holder: dict[str, Any]) -> list[dict[str, Any]]:
    details = holder.get("detail")
    return [as_object(detail) for detail in details] if isinstance(details, list) else []


def _join(loc: object) -> str:
    steps = loc if isinstance(loc, list) else []
    return ".".join(step for step in steps if isinstance(step, str))


def _split(paths: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for path in paths:
        steps = [step for step in re.split(r"[.\[\]]+", path) if step]
        if steps[:1] == ["body"]:
            steps = steps[1:]
        if steps:
            yield tuple(steps)


def _find_message(body: dict[str, Any], fields: dict[str, Any]) -> str:
    told = (fields.get("message"), body.get("error"), body.get("message"), body.get("detail"))
    return next((text for text in told if isinstance(text, str) and text), "")
