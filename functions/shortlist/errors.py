"""The tree of errors; the type alone decides what a caller or a worker does next.

ShortlistError
├── RequestError                 the caller must change something
│   ├── MalformedRequestError    the body is not JSON, or a cursor is not one of ours
│   ├── UnauthenticatedError     no identity in the token
│   ├── ForbiddenError           a known identity that may not do this
│   ├── NotFoundError            unknown, expired or another tenant's: one and the same
│   ├── ConflictError            the state of a resource forbids it
│   ├── TooLargeError            above a size limit
│   ├── UnsupportedMediaTypeError
│   ├── InvalidRequestError      well-formed, but a field is wrong
│   └── TooManyError             above a rate or a count limit
├── RetryableError               the same call may succeed later
│   ├── StoreUnavailableError
│   ├── QueueUnavailableError
│   ├── FilesUnavailableError
│   └── ModelUnavailableError    the model server gave no answer that can be used
└── PermanentError               no retry will help
    ├── ModelDeclinedError       the model server will not answer this question
    ├── CallsStoppedError        a limit of the task forbids more calls of the model
    ├── LostRaceError            somebody else changed the task first
    ├── PoisonMessageError       a queue message that nobody can read
    ├── DefiantResumeError       a resume that our own rules cannot be trusted with
    └── SettingsError            the deployment is incomplete
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist.rate_limits import RateLimits
from shortlist.spending import CallUsage

# Why a row was not scored by the model, though it should have been.
ModelFailure = Literal[
    "rate_limited",
    "server_error",
    "connection",
    "timeout",
    "invalid_answer",
    "truncated",
    "refusal",
    "content_filter",
    "context_overflow",
    "quota",
    "unauthorized",
    "model_not_found",
    "no_such_address",
    "insecure_address",
    "bad_request",
]
StopReason = Literal["soft_time_limit", "max_cost", "cost_unknown", "daily_spend", "out_of_time"]


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


class ConflictError(RequestError):
    """The state of a resource forbids the request."""


class TooLargeError(RequestError):
    """Something in the request is above a size limit."""


class UnsupportedMediaTypeError(RequestError):
    """The body is not of the type that the path takes."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field; `pointer` is a JSON pointer into the body."""

    pointer: str
    detail: str


class InvalidRequestError(RequestError):
    """The request is well-formed, but a value in it is wrong."""

    def __init__(self, message: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(message)
        self.errors = tuple(errors)


class TooManyError(RequestError):
    """Above a rate or a count limit; asking again later may succeed."""


class RetryableError(ShortlistError):
    """The same call may succeed later; nothing about it is wrong."""


class StoreUnavailableError(RetryableError):
    """The database did not do it now."""


class QueueUnavailableError(RetryableError):
    """The queue did not take the message now."""


class FilesUnavailableError(RetryableError):
    """The file store did not answer now."""


class ModelUnavailableError(RetryableError):
    """The model server gave no answer that can be used; another try may do.

    `usage` is what the unusable answer took, if the server told; `limits` are those that it
    named. `retry_after_seconds` is how long it asked us to wait; 0 if nothing speaks against
    another try at once.
    """

    def __init__(
        self,
        reason: ModelFailure,
        *,
        usage: "CallUsage | None" = None,
        limits: "RateLimits | None" = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.usage = usage
        self.limits = limits
        self.retry_after_seconds = retry_after_seconds


class PermanentError(ShortlistError):
    """No retry will help."""


class ModelDeclinedError(PermanentError):
    """The model server will not answer this question, however often it is asked."""

    def __init__(
        self,
        reason: ModelFailure,
        *,
        usage: "CallUsage | None" = None,
        limits: "RateLimits | None" = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.usage = usage
        self.limits = limits


class CallsStoppedError(PermanentError):
    """A limit of the task forbids more calls of the model."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(reason)
        self.reason = reason


class LostRaceError(PermanentError):
    """A conditional write was refused, because somebody else changed the item first."""


class PoisonMessageError(PermanentError):
    """A queue message that nobody can read."""


class DefiantResumeError(PermanentError):
    """A resume that our own rules fail on: they took too long, or lost count of its lines."""


class SettingsError(PermanentError):
    """The deployment lacks a setting, or has one that makes no sense."""
