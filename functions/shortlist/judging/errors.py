"""What can go wrong with a model server; the rest of the tree is in shortlist/errors.py."""

from typing import TYPE_CHECKING, Literal

from shortlist.errors import PermanentError, RetryableError

if TYPE_CHECKING:
    from shortlist.judging.call_rates import RateLimits
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
# Of those, for which a server refuses every resume alike: nothing else is worth asking it.
ServerRefusal = Literal[
    "quota", "unauthorized", "model_not_found", "no_such_address", "insecure_address"
]
StopReason = Literal["soft_time_limit", "max_cost", "cost_unknown", "daily_spend", "out_of_time"]


class ModelUnavailableError(RetryableError):
    """The model server gave no answer that can be used; another try may do.

    `usage` is what the unusable answer took, if the server told; `limits` are those that it
    named. `retry_after_seconds` is how long it asked us to wait; 0 if nothing speaks against
    another try at once. `is_overload` tells that it will do when the server has less to do.
    """

    def __init__(
        self,
        reason: ModelFailure,
        *,
        usage: "CallUsage | None" = None,
        limits: "RateLimits | None" = None,
        retry_after_seconds: float | None = None,
        is_overload: bool | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.usage = usage
        self.limits = limits
        self.retry_after_seconds = retry_after_seconds
        self.is_overload = reason == "rate_limited" if is_overload is None else is_overload


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
    """A limit of the task forbids more calls of the model, or its server answers nobody."""

    def __init__(self, reason: StopReason | ServerRefusal) -> None:
        super().__init__(reason)
        self.reason = reason
