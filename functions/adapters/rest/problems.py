"""Errors as `application/problem+json` (RFC 9457): one table, one shape."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from shortlist.errors import (
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    MalformedRequestError,
    NotFoundError,
    RequestError,
    RetryableError,
    ShortlistError,
    TooLargeError,
    TooManyError,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
)

STATUSES: Mapping[type[ShortlistError], HTTPStatus] = {
    MalformedRequestError: HTTPStatus.BAD_REQUEST,
    UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnsupportedMediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    InvalidRequestError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyError: HTTPStatus.TOO_MANY_REQUESTS,
    RetryableError: HTTPStatus.SERVICE_UNAVAILABLE,
    ShortlistError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
# What a caller gets to read of an error that is none of theirs.
_OURS = "Something went wrong on our side; the request id names it in the logs."
_BUSY = "A part of the service does not answer right now; try again shortly."
_RETRY_AFTER_SECONDS = {TooManyError: 5, RetryableError: 2}


def find_status(error: Exception) -> HTTPStatus:
    """Return the status of the nearest class in the table; 500 for what is not in it."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def describe_problem(error: Exception, *, path: str, request_id: str) -> Response[str]:
    """Turn an error into an answer; only a request error's own words are passed on."""
    status = find_status(error)
    body: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": _choose_detail(error),
        "instance": path,
        "request_id": request_id,
    }
    if isinstance(error, InvalidRequestError) and error.errors:
        body["errors"] = [{"pointer": part.pointer, "detail": part.detail} for part in error.errors]
    return Response(
        status_code=status.value,
        content_type="application/problem+json",
        body=json.dumps(body, ensure_ascii=False),
        headers=_choose_headers(error, request_id),
    )


def _choose_detail(error: Exception) -> str:
    if isinstance(error, RequestError):
        return str(error)
    return _BUSY if isinstance(error, RetryableError) else _OURS


def _choose_headers(error: Exception, request_id: str) -> dict[str, str | list[str]]:
    headers: dict[str, str | list[str]] = {
        "Cache-Control": "no-store",
        "X-Request-Id": request_id,
        "X-Content-Type-Options": "nosniff",
    }
    for kind, seconds in _RETRY_AFTER_SECONDS.items():
        if isinstance(error, kind):
            headers["Retry-After"] = str(seconds)
    return headers
