"""What can go wrong with a model server; the rest of the tree is in shortlist/errors.py."""

from collections.abc import Mapping
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
# `{model}` stands for the name of the model.
SENTENCES: Mapping[str, str] = {
    "rate_limited": "The server's rate limit left no room in time. Rank again later.",
    "server_error": "The server failed again and again. Look at its own log.",
    "connection": "No connection to the server could be made or kept. See whether it runs.",
    "timeout": "The server gave no answer in time. Raise CallTimeoutSeconds, or speed it up.",
    "invalid_answer": "The answers of {model} had not the form that was asked for. Try another.",
    "truncated": "The answers of {model} ended before they were whole. Let it think less.",
    "refusal": "The model {model} refused to judge these resumes. Read them yourself.",
    "content_filter": "The server's content filter refused these resumes. Read them yourself.",
    "context_overflow": "The resume does not fit into the context of {model}. Raise it there.",
    "quota": "The account at the server has no money or no quota left. Top it up and rank again.",
    "unauthorized": "The server refuses the key. Store the right one with make model-key.",
    "model_not_found": "The server knows no model {model}. Pull it or change Model.",
    "no_such_address": "No model server is at OpenAiBaseUrl. Change it; it mostly ends in /v1.",
    "insecure_address": "OpenAiBaseUrl is public and not https. Change it or set AllowPlainHttp.",
    "bad_request": "The server does not take our requests; the log has its status and code.",
    "soft_time_limit": "The soft time limit was reached. Rank again: what is scored is kept.",
    "max_cost": "max_cost_usd was reached. Rank again with more: what is scored is kept.",
    "cost_unknown": "max_cost_usd cannot be kept, because the server does not say what calls take.",
    "daily_spend": "The tenant's spend limit of the day was reached. Rank again tomorrow.",
    "out_of_time": "The time was over. Rank again: what is scored is kept.",
    "leak": "The resume could not be made blind, so no model saw it. Read it yourself.",
    "waiting": "The resume was not read yet when the ranking ran. Rank again.",
    "internal": "Shortlist itself failed on the resume; the log says where. Report it.",
}


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


def explain_unscored(reason: str, model: str | None) -> str:
    """Return the sentence that says what a reason means and what to do about it.

    Resumes that cannot be read have reasons of their own, which their rows explain.
    """
    sentence = SENTENCES.get(reason, f"The reason is {reason}.")
    return sentence.format(model=model or "without a name")
