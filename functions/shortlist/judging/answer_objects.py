"""The JSON objects in what a model said, whatever stands around them."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

# Where thoughts end, if a model writes them before its answer.
_END_OF_THOUGHTS = re.compile(
    r"</(?:think|thinking|thought|thoughts|reasoning|seed:think)>|\[/THINK\]|◁/think▷"
    r"|<\|channel\|>final<\|message\|>|<\|end_of_thought\|>",
    re.I,
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"(?<![:\"'])(?://|#)[^\n\"']*$", re.M)
_CURLY_QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"'})
_CONSTANTS = (("true", "True"), ("false", "False"), ("null", "None"))
_LONGEST_LITERAL = 20_000
_MOST_CHARACTERS = 200_000
_MOST_TRIES = 200
_MOST_DEPTH = 3


def find_objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a text, those behind the model's thoughts first.

    An object that only wraps another one (`{"verdict": {...}}`) is followed by the inner one.
    """
    text = text[:_MOST_CHARACTERS]
    ends = [found.end() for found in _END_OF_THOUGHTS.finditer(text)]
    if ends:
        yield from _scan(text[ends[-1] :])
    yield from _scan(text)


def _scan(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder(strict=False)
    place, tries = text.find("{"), 0
    while place >= 0 and tries < _MOST_TRIES:
        tries += 1
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            yield from _unwrap(found, 0)
        place = text.find("{", end)
    yield from _scan_repaired(text)


def _scan_repaired(text: str) -> Iterator[dict[str, Any]]:
    """Read a text once more, as some models write it: with comments, commas, quotes of their own.

    Or escaped as a whole, or as Python would write it.
    """
    first = text.find("{")
    if first < 0:
        return
    clean = _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text[first:]))
    for repaired in (clean, _unescape(text), clean.translate(_CURLY_QUOTES)):
        try:
            found, _ = json.JSONDecoder(strict=False).raw_decode(repaired)
        except (ValueError, RecursionError):
            continue
        yield from _unwrap(found, 0)
    yield from _unwrap(_read_literal(clean), 0)


def _read_literal(text: str) -> object:
    """Read an object in single quotes; None if it is none."""
    literal = text[: text.rfind("}") + 1]
    if "'" not in literal or len(literal) > _LONGEST_LITERAL:
        return None
    for word, constant in _CONSTANTS:
        literal = re.sub(rf"\b{word}\b", constant, literal)
    try:
        return ast.literal_eval(literal)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _unescape(text: str) -> str:
    try:
        inner = json.loads(text.strip())
    except (ValueError, RecursionError):
        return ""
    return inner if isinstance(inner, str) else ""


def _unwrap(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict) or depth > _MOST_DEPTH:
        return
    yield value
    for inner in value.values():
        yield from _unwrap(inner, depth + 1)
