"""Errors as `application/problem+json` (RFC 9457): one table, one shape."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, NamedTuple

from aws_lambda_powertools.event_handler import Response
from pydantic import MISSING, Field

from adapters.rest.operations import REQUEST_ID, RETRY_AFTER
from shortlist.errors import (
    ChangedMeanwhileError,
    ConflictError,
    FieldError,
    ForbiddenError,
    InvalidRequestError,
    KeyReusedError,
    MalformedRequestError,
    NotFoundError,
    RequestError,
    RetryableError,
    ShortlistError,
    TooLargeError,
    TooManyError,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
    WrongMethodError,
)
from shortlist.frozen import Shown

PROBLEM_JSON = "application/problem+json"
# Names the kinds of problems, and is no place to go to: docs/problems.md lists them.
PROBLEM_BASE = "https://shortlist.example/problems/"


class Kind(NamedTuple):
    """A kind of problem: its status, the last part of its `type`, its title."""

    status: HTTPStatus
    name: str
    title: str


KINDS: Mapping[type[ShortlistError], Kind] = {
    MalformedRequestError: Kind(HTTPStatus.BAD_REQUEST, "malformed-request", "Malformed request"),
    UnauthenticatedError: Kind(HTTPStatus.UNAUTHORIZED, "unauthenticated", "No valid token"),
    ForbiddenError: Kind(HTTPStatus.FORBIDDEN, "forbidden", "Not allowed"),
    NotFoundError: Kind(HTTPStatus.NOT_FOUND, "not-found", "Not found"),
    WrongMethodError: Kind(HTTPStatus.METHOD_NOT_ALLOWED, "wrong-method", "Wrong method"),
    ConflictError: Kind(HTTPStatus.CONFLICT, "conflict", "Conflict"),
    ChangedMeanwhileError: Kind(
        HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile", "Changed meanwhile"
    ),
    TooLargeError: Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Too large"),
    UnsupportedMediaTypeError: Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unsupported media type"
    ),
    InvalidRequestError: Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", "Invalid request"
    ),
    KeyReusedError: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "key-reused", "Key used before"),
    TooManyError: Kind(HTTPStatus.TOO_MANY_REQUESTS, "rate-limited", "Over a limit"),
    RetryableError: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Unavailable right now"),
    ShortlistError: Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", "Internal error"),
}
# What a caller gets to read of an error that is none of theirs.
_OURS = "Something went wrong on our side; the request id names it in the logs."
_BUSY = "A part of the service does not answer right now; try again shortly."
_RETRY_AFTER_SECONDS = {TooManyError: 5, RetryableError: 2}


def find_kind(error: Exception) -> Kind:
    """Return the kind of the nearest class in the table; ours for what is not in it."""
    for one in type(error).__mro__:
        if one in KINDS:
            return KINDS[one]
    return KINDS[ShortlistError]


def describe_problem(error: Exception, *, path: str, request_id: str) -> Response[str]:
    """Turn an error into an answer; only a request error's own words are passed on."""
    kind = find_kind(error)
    fields = error.errors if isinstance(error, InvalidRequestError) else ()
    problem = ShownProblem(
        type=PROBLEM_BASE + kind.name,
        title=kind.title,
        status=kind.status.value,
        detail=_choose_detail(error),
        instance=path,
        request_id=request_id,
        errors=tuple(ShownFieldError.of(one) for one in fields) or MISSING,
    )
    return Response(
        status_code=kind.status.value,
        content_type=PROBLEM_JSON,
        body=problem.model_dump_json() + "\n",
        headers=_choose_headers(error, request_id),
    )


def _choose_detail(error: Exception) -> str:
    if isinstance(error, RequestError):
        return str(error)
    return _BUSY if isinstance(error, RetryableError) else _OURS


def _choose_headers(error: Exception, request_id: str) -> dict[str, str | list[str]]:
    headers: dict[str, str | list[str]] = {
        "Cache-Control": "no-store",
        REQUEST_ID: request_id,
        "X-Content-Type-Options": "nosniff",
    }
    for kind, seconds in _RETRY_AFTER_SECONDS.items():
        if isinstance(error, kind):
            headers[RETRY_AFTER] = str(seconds)
    if isinstance(error, UnauthenticatedError):
        # As the gateway says of the tokens that it refuses by itself.
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, WrongMethodError):
        headers["Allow"] = ", ".join(error.allowed)
    return headers


class ShownFieldError(Shown):
    """One field of the request that is wrong."""

    pointer: str | MISSING = Field(
        MISSING, description="Where it stands in the body, as a JSON pointer (RFC 6901)."
    )
    parameter: str | MISSING = Field(MISSING, description="Which query parameter it is.")
    header: str | MISSING = Field(MISSING, description="Which header it is.")
    detail: str = Field(description="What is wrong with it.")

    @classmethod
    def of(cls, error: FieldError) -> "ShownFieldError":
        """Show what is wrong with a field."""
        return cls.model_validate({error.place: error.name, "detail": error.detail})


class ShownProblem(Shown):
    """Why a request was not done."""

    type: str = Field(description="The kind of problem, always the same URI for the same kind.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What was wrong this time.")
    instance: str = Field(description="The path that was called.")
    request_id: str = Field(description="What names this request in the log of the service.")
    errors: Annotated[tuple[ShownFieldError, ...], Field(min_length=1)] | MISSING = Field(
        MISSING, description="Each field that is wrong, for a body or a query that is."
    )
