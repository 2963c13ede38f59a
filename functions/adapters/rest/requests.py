"""What a call carries, read as values of the product: the body, the query, the names in a path."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import TypeAdapter, ValidationError

from shortlist.errors import (
    FieldError,
    InvalidRequestError,
    MalformedRequestError,
    NotFoundError,
    TooLargeError,
    UnsupportedMediaTypeError,
)
from shortlist.ids import ID_PATTERN

MAX_BODY_BYTES = 1_000_000
# What the last name in a path stands for; there is nothing whose name is no id.
_NAMED = {
    "job_id": "no such job post",
    "candidate_id": "no such candidate",
    "task_id": "no such task",
}
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


def check_names(names: Mapping[str, str]) -> None:
    """Look that the names in a path can be ids.

    Raises:
        NotFoundError: if not, as for an id that nothing has.
    """
    if not all(re.fullmatch(ID_PATTERN, value) for value in names.values()):
        raise NotFoundError(_NAMED[list(names)[-1]])


def read_query(event: APIGatewayProxyEvent, kind: Any) -> Any:
    """Return the query as a value of a kind.

    Raises:
        InvalidRequestError: naming each parameter that is unknown or wrong.
    """
    try:
        return _adapt(kind).validate_strings(event.query_string_parameters or {})
    except ValidationError as error:
        raise InvalidRequestError(
            "the query has parameters that are wrong", explain_fields(error, place="parameter")
        ) from None


def read_body(event: APIGatewayProxyEvent, kind: Any) -> Any:
    """Return the body as a value of a kind; no body counts as an empty object.

    Raises:
        TooLargeError: above one megabyte.
        UnsupportedMediaTypeError: for a body of another type than JSON.
        MalformedRequestError: if it is not JSON.
        InvalidRequestError: naming each field that is missing, unknown or wrong.
    """
    try:
        return _adapt(kind).validate_json(_read_text(event) or "{}", strict=True)
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors(include_url=False)):
            raise MalformedRequestError("the body is not valid JSON") from None
        depth = 0 if isinstance(kind, type) else 1
        fields = explain_fields(error, place="pointer", depth=depth)
        raise InvalidRequestError("the body has fields that are wrong", fields) from None


def _read_text(event: APIGatewayProxyEvent) -> str:
    try:
        body = (event.decoded_body if event.is_base64_encoded else event.body) or ""
        size = len(body.encode())
    except UnicodeError:
        raise MalformedRequestError("the body is not valid JSON: it is no UTF-8") from None
    if size > MAX_BODY_BYTES:
        raise TooLargeError(f"a request body may have at most {MAX_BODY_BYTES} bytes")
    media_type = (event.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if body and media_type not in {"application/json", ""}:
        raise UnsupportedMediaTypeError("send the body as application/json")
    return body


@cache
def _adapt(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


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
