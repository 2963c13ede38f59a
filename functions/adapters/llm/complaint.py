"""What a model server says of an error, wherever in a body it says it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from adapters.llm.completion import as_object, read_json

_MOST_CHARACTERS = 4_000
_MOST_DEPTH = 6
_WAITS = frozenset({"retrydelay", "retry_after", "retry_after_seconds", "estimated_time"})
_TEXTS = frozenset(
    {"message", "error", "detail", "msg", "description", "raw", "title", "errors", "status_msg"}
)
_CODES = frozenset({"code", "type", "status", "reason", "statuscode", "error_code", "error_type"})


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
        named = tuple(step for step in steps if step and step != "body")
        if named:
            yield named


def _is_word(value: object) -> bool:
    return isinstance(value, str | int | float) and len(str(value)) < 100
