"""What is wrong with a body or a query, field by field, in words of our own."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import ValidationError

from shortlist.errors import FieldError

Place = Literal["pointer", "parameter"]
_Context = Mapping[str, Any]

# By pydantic's types of errors: https://docs.pydantic.dev/latest/errors/validation_errors/
_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be a text",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "must match {pattern}",
    "value_error": "{error}",
}
_OTHERWISE = "makes no sense here"


def explain_fields(error: ValidationError, *, place: Place, depth: int = 0) -> list[FieldError]:
    """Name each field that is wrong once, at the innermost place that is wrong.

    A field that holds another wrong one is left out: it may be right once that one is. The first
    `depth` parts of each place are none of the caller's, but choices between types.
    """
    problems = error.errors(include_url=False, include_input=False)
    places = [tuple(map(str, one["loc"]))[depth:] for one in problems]
    write: Callable[[tuple[str, ...]], str] = _point if place == "pointer" else ".".join
    return [
        FieldError(write(where), _word(one["type"], one.get("ctx") or {}), place)
        for one, where in zip(problems, places, strict=True)
        if not any(other[: len(where)] == where and other != where for other in places)
    ]


def _point(where: tuple[str, ...]) -> str:
    """Write a JSON pointer (RFC 6901)."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in where)


def _word(kind: str, context: _Context) -> str:
    return _WORDS.get(kind, _OTHERWISE).format_map(context)
