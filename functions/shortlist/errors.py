"""The tree of errors; the type alone decides what a caller or a worker does next.

ShortlistError
├── RequestError                 the caller must change something
│   ├── MalformedRequestError    the body is not JSON, or a cursor is not one of ours
│   ├── UnauthenticatedError     no identity in the token
│   ├── ForbiddenError           a known identity that may not do this
│   ├── NotFoundError            unknown, expired or another tenant's: one and the same
│   ├── WrongMethodError         the path is there, but not with this method
│   ├── ConflictError            the state of a resource forbids it
│   ├── ChangedMeanwhileError    it is not in the state any more that the caller has read
│   ├── TooLargeError            above a size limit
│   ├── UnsupportedMediaTypeError
│   ├── InvalidRequestError      well-formed, but a field is wrong
│   │   └── KeyReusedError       an Idempotency-Key that another request came with
│   └── TooManyError             above a rate or a count limit
├── RetryableError               the same call may succeed later
│   ├── StoreUnavailableError
│   ├── QueueUnavailableError
│   ├── FilesUnavailableError
│   ├── BusUnavailableError      the event bus did not take what is to be told
│   └── ModelUnavailableError    the model server gave no answer that can be used (judging)
└── PermanentError               no retry will help
    ├── ModelDeclinedError       the model server will not answer this question (judging)
    ├── CallsStoppedError        a limit of the task forbids more calls of the model (judging)
    ├── LostRaceError            somebody else changed the task first
    ├── PoisonMessageError       a queue message that nobody can read
    ├── DefiantResumeError       a resume that our own rules cannot be trusted with
    └── SettingsError            the deployment is incomplete
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class ShortlistError(Exception):
    """Anything that Shortlist itself raises."""


class RequestError(ShortlistError):
    """The caller must change something before asking again."""


class MalformedRequestError(RequestError):
    """The body is not JSON, or a cursor is not one of ours."""


class UnauthenticatedError(RequestError):
    """The request carries no identity that we can use."""


class ForbiddenError(RequestError):
    """The identity is known and may not do this."""


class NotFoundError(RequestError):
    """Unknown, expired or another tenant's: the caller cannot tell which."""


class WrongMethodError(RequestError):
    """The path is there, but only for the methods in `allowed`."""

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__("this path has other methods: " + ", ".join(allowed))
        self.allowed = tuple(allowed)


class ConflictError(RequestError):
    """The state of a resource forbids the request."""


class ChangedMeanwhileError(RequestError):
    """What is to be replaced was changed since the caller read it."""


class TooLargeError(RequestError):
    """Something in the request is above a size limit."""


class UnsupportedMediaTypeError(RequestError):
    """The body is not of the type that the path takes."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one part of a request.

    It is named by a JSON pointer into the body, or by the name of a query parameter or a header.
    """

    name: str
    detail: str
    place: Literal["pointer", "parameter", "header"] = "pointer"


class InvalidRequestError(RequestError):
    """The request is well-formed, but a value in it is wrong."""

    def __init__(self, message: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(message)
        self.errors = tuple(errors)


class KeyReusedError(InvalidRequestError):
    """An `Idempotency-Key` that another request came with before."""


class TooManyError(RequestError):
    """Above a rate or a count limit; asking again later may succeed."""


class RetryableError(ShortlistError):
    """The same call may succeed later; nothing about it is wrong."""


class StoreUnavailableError(RetryableError):
    """The database did not do it now."""


class QueueUnavailableError(RetryableError):
    """The queue did not take the message now."""


class BusUnavailableError(RetryableError):
    """The event bus did not take an event now."""


class FilesUnavailableError(RetryableError):
    """The file store did not answer now."""


class PermanentError(ShortlistError):
    """No retry will help."""


class LostRaceError(PermanentError):
    """A conditional write was refused, because somebody else changed the item first."""


class PoisonMessageError(PermanentError):
    """A queue message that nobody can read."""


class DefiantResumeError(PermanentError):
    """A resume that our own rules fail on: they took too long, or lost count of its lines."""


class SettingsError(PermanentError):
    """The deployment lacks a setting, or has one that makes no sense."""
