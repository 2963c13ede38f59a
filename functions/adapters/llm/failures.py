"""The client's exceptions, turned into ours once; by status and code, never by message."""

from typing import TYPE_CHECKING

from adapters.llm.completion import read_body, read_usage
from adapters.llm.limit_headers import read_limits, read_retry_after
from shortlist.judging.errors import ModelDeclinedError, ModelFailure, ModelUnavailableError

if TYPE_CHECKING:
    import openai

_BY_CODE: dict[str, ModelFailure] = {
    "insufficient_quota": "quota",
    "billing_hard_limit_reached": "quota",
    "context_length_exceeded": "context_overflow",
    "content_filter": "content_filter",
    "content_policy_violation": "content_filter",
}
_UNAUTHORIZED = frozenset({401, 403})
_RATE_LIMITED = 429
_TRY_AGAIN = frozenset({408, 409})
_FIRST_SERVER_ERROR = 500


def translate_status(
    error: "openai.APIStatusError",
) -> ModelUnavailableError | ModelDeclinedError:
    """Return our error for an answer with a status of 400 or more."""
    headers = error.response.headers
    limits = read_limits(headers)
    usage = read_usage(read_body(error.response.text))
    declined = _find_refusal(error.status_code, error.code)
    if declined:
        return ModelDeclinedError(declined, usage=usage, limits=limits)
    is_limit = error.status_code == _RATE_LIMITED
    return ModelUnavailableError(
        "rate_limited" if is_limit else "server_error",
        usage=usage,
        limits=limits,
        retry_after_seconds=read_retry_after(headers),
    )


def has_meaning(code: object) -> bool:
    """Tell whether an error's code says by itself what is wrong."""
    return isinstance(code, str) and code in _BY_CODE


def _find_refusal(status: int, code: str | None) -> ModelFailure | None:
    if status >= _FIRST_SERVER_ERROR or status in _TRY_AGAIN:
        return None
    if code in _BY_CODE:
        return _BY_CODE[code]
    if status in _UNAUTHORIZED:
        return "unauthorized"
    return None if status == _RATE_LIMITED else "bad_request"
