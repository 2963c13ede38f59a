"""From what a model server complains of to our reasons: the one table of other people's words.

Status and code decide where they can. Many servers have only words, which stand here and nowhere
else; docs/measurements/model-servers.md says whose they are.
"""

import re
from collections.abc import Mapping

from adapters.llm.limit_headers import Headers, read_limits, read_retry_after, read_wait
from adapters.llm.refusals import Complaint
from shortlist.judging.errors import ModelDeclinedError, ModelFailure, ModelUnavailableError
from shortlist.spending import CallUsage

_BY_CODE: Mapping[str, ModelFailure] = {
    "insufficient_quota": "quota",
    "billing_hard_limit_reached": "quota",
    "billing_not_active": "quota",
    "insufficient_balance": "quota",
    "exceeded_current_quota_error": "quota",
    "budget_exceeded": "quota",
    "context_length_exceeded": "context_overflow",
    "exceed_context_size_error": "context_overflow",
    "contextwindowexceedederror": "context_overflow",
    "content_filter": "content_filter",
    "content_policy_violation": "content_filter",
    "responsibleaipolicyviolation": "content_filter",
    "contentpolicyviolationerror": "content_filter",
    "data_inspection_failed": "content_filter",
    "model_not_found": "model_not_found",
    "deploymentnotfound": "model_not_found",
    "invalid_model": "model_not_found",
    "unknown_model": "model_not_found",
    "model_not_available": "model_not_found",
    "model_not_supported": "model_not_found",
    "model_decommissioned": "model_not_found",
    # Where an endpoint has the name of its model.
    "resource_does_not_exist": "model_not_found",
    "invalid_api_key": "unauthorized",
    "api_key_invalid": "unauthorized",
}
_BY_WORDS: tuple[tuple[ModelFailure, re.Pattern[str]], ...] = (
    (
        "context_overflow",
        re.compile(
            r"context (length|size|window|limit)|maximum (context|prompt|input)|max_model_len"
            r"|n_ctx\b|contextwindowexceeded"
            r"|(prompt|input|request|message)\S* (is |are )?too (long|large)"
            r"|reduce the length|too many (input |prompt )?tokens|exceeds? the (max\w*|available)"
            r" (number of )?(input |context |prompt )?tokens|token count.{0,60}exceed"
            r"|longer than the (model|maximum|context)|tokens`? \+ `max_new_tokens`"
            r"|`?inputs`? must have less than \d+ tokens|(input|prompt) length \d+ exceeds"
            r"|range of (input|prompt) length",
            re.I,
        ),
    ),
    (
        "quota",
        re.compile(
            r"out of (call volume )?quota|out of call volume|credit balance|insufficient"
            r" (credit|balance|fund|quota)|(add|buy|purchase) (more )?credits|payment required"
            r"|exceeded your (monthly|spend)|all available credits|(no|any) credits\b"
            r"|balance (is )?(insufficient|not enough|exhausted|too low)|spending limit"
            r"|account\b.{0,60}\bsuspended|(past|unpaid|outstanding) (due|invoice|balance)s?"
            r"|overdue|arrear|in good standing|余额不足|欠费",
            re.I,
        ),
    ),
    (
        "content_filter",
        re.compile(
            r"content management policy|content (filter|policy)|moderation|content exists risk"
            r"|flagged|safety (system|setting|filter)|guardrail|inappropriate content"
            r"|violat\w+ (the |our )?(usage|content|safety)",
            re.I,
        ),
    ),
    ("unauthorized", re.compile(r"api[ _-]?key|not authenticated|access token", re.I)),
    (
        "model_not_found",
        re.compile(
            r"(model|deployment)s?\b[^\n]{0,120}?\b(not found|(do|does) not exist|doesn't exist"
            r"|not exist|is not a valid model|not loaded)|model (id|identifier|name) is invalid"
            r"|(no such|unknown|invalid|unsupported|not a valid) model\b|invalid model name"
            r"|no models? (is |are )?(loaded|available)|unable to access model"
            r"|could not find (the )?model|not found the model|access to (the |this )?model"
            r"|no (endpoints|allowed providers)\b.{0,20} (found|available)|decommissioned"
            r"|on-demand throughput|inference profile",
            re.I,
        ),
    ),
    (
        "no_such_address",
        re.compile(r"unexpected endpoint|no such (route|endpoint)|page not found", re.I),
    ),
    ("server_error", re.compile(r"\bmodel (has )?(crashed|unloaded)\b", re.I)),
    ("rate_limited", re.compile(r"rate.?limit|too many requests|throttl|resource.?exhaust", re.I)),
)
# What is used up until tomorrow or next month, unless the server says how long to wait.
_ALLOWANCE = re.compile(
    r"\b(daily|monthly|weekly)( \w+)? (allocation|allowance|quota|limit|usage|cap)\b"
    r"|\b(calls|requests|tokens|messages)( ?/ ?| per | an? )(day|week|month)\b|free (tier|quota)"
    r" .{0,40}\b(exhausted|used up|exceeded)",
    re.I,
)
_MODEL = re.compile(r"\bmodels?\b", re.I)
_GONE = frozenset({404, 405, 410, 421, 501})
_TOO_MANY, _FORBIDDEN = 429, 403
_BY_STATUS: Mapping[int, ModelFailure] = {
    **dict.fromkeys((301, 302, 303, 307, 308), "no_such_address"),
    401: "unauthorized",
    402: "quota",
    407: "unauthorized",
    413: "context_overflow",
}
_FORBIDDEN_FOR: frozenset[ModelFailure] = frozenset(
    {"quota", "content_filter", "rate_limited", "model_not_found"}
)
_TRY_AGAIN = frozenset({408, 409, 424, 425, 498, 499})
_BUSY = frozenset({498, 503, 529})
_FIRST_SERVER_ERROR = 500
# Another try may do.
_PASSING: frozenset[ModelFailure] = frozenset({"rate_limited", "server_error"})


def find_reason(complaint: Complaint, *, has_told_wait: bool = False) -> ModelFailure:
    """Return what a complaint comes to; headers may have told how long to wait."""
    status = complaint.status
    coded = next((_BY_CODE[code] for code in sorted(complaint.codes) if code in _BY_CODE), None)
    if coded and (status < _FIRST_SERVER_ERROR or coded == "context_overflow"):
        return coded
    if status == _TOO_MANY:
        # Without money no wait will do, nor for an allowance of tomorrow.
        is_used_up = _ALLOWANCE.search(complaint.text) and read_wait({}, complaint.text) is None
        if is_used_up and not has_told_wait:
            return "quota"
        return _read_words(complaint, frozenset({"quota"})) or "rate_limited"
    if status in _TRY_AGAIN:
        return "server_error"
    if status >= _FIRST_SERVER_ERROR:
        # Some servers take an overlong prompt or a lacking model for an error of their own.
        found = _read_words(complaint, frozenset({"context_overflow", "model_not_found"}))
        return found or ("no_such_address" if status in _GONE else "server_error")
    return _read_refusal(complaint)


def translate(
    complaint: Complaint, headers: Headers, usage: CallUsage | None = None
) -> ModelUnavailableError | ModelDeclinedError:
    """Return our error for what a server complains of."""
    reason = find_reason(complaint, has_told_wait=read_retry_after(headers) is not None)
    limits = read_limits(headers)
    if reason not in _PASSING:
        return ModelDeclinedError(reason, usage=usage, limits=limits)
    return ModelUnavailableError(
        reason,
        usage=usage,
        limits=limits,
        retry_after_seconds=read_wait(headers, complaint.text),
        is_overload=reason == "rate_limited" or complaint.status in _BUSY,
    )


def _read_refusal(complaint: Complaint) -> ModelFailure:
    status = complaint.status
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in _GONE:
        return "model_not_found" if _is_about_model(complaint) else "no_such_address"
    if status == _FORBIDDEN:
        return _read_words(complaint, _FORBIDDEN_FOR) or "unauthorized"
    return _read_words(complaint) or "bad_request"


def _is_about_model(complaint: Complaint) -> bool:
    """Tell whether what was not found is the model: whoever says so in JSON knows of models."""
    if _read_words(complaint, frozenset({"model_not_found"})):
        return True
    return complaint.is_structured and bool(_MODEL.search(complaint.text))


def _read_words(
    complaint: Complaint, among: frozenset[ModelFailure] | None = None
) -> ModelFailure | None:
    words = "\n".join([complaint.text, *sorted(complaint.codes)])
    return next(
        (
            reason
            for reason, pattern in _BY_WORDS
            if (among is None or reason in among) and pattern.search(words)
        ),
        None,
    )
