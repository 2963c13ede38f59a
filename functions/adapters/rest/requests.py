"""What a call carries, read as values of the product: the body, the query, the names in a path."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import TypeAdapter, ValidationError

from adapters.rest.field_errors import explain_fields
from shortlist.errors import (
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
