"""What the headers of a model server say about its limits and about waiting."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from shortlist.judging.call_rates import RateLimit, RateLimits

Headers = Mapping[str, str]

_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
# "Please retry in 18.2s", "Try again in 22 seconds", `"retryDelay": "18s"`.
_WAIT_IN_WORDS = re.compile(
    r"(?:try again|retry|wait|retrydelay)\b\D{0,20}?"
    r"((?:\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\s*)+)",
    re.I,
)
_WORD_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milli|s|m|h)", re.I)


def read_limits(headers: Headers) -> RateLimits | None:
    """Read the `x-ratelimit-*` headers; None if the server names no limit."""
    limits = RateLimits(_read_limit(headers, "requests"), _read_limit(headers, "tokens"))
    return limits if any(limits) else None


def read_retry_after(headers: Headers) -> float | None:
    """Read for how many seconds the server wants to be left alone; None if it does not say."""
    milliseconds = _read_number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    text = headers.get("retry-after")
    seconds = _read_number(text)
    if seconds is not None:
        return max(0.0, seconds)
    return _read_date(text)


def read_wait(headers: Headers, text: str) -> float | None:
    """Read how long to wait from headers or, without one there, from what is said to people."""
    told = read_retry_after(headers)
    if told is not None:
        return told
    found = _WAIT_IN_WORDS.search(text)
    if found is None:
        return None
    parts = _WORD_PART.findall(found[1])
    return sum(float(amount) * _find_unit(unit) for amount, unit in parts)


def read_duration(text: str) -> float | None:
    """Read seconds as OpenAI writes them (`12ms`, `1.5s`, `6m0s`), or as a bare number."""
    number = _read_number(text)
    if number is not None:
        return number
    parts = _DURATION_PART.findall(text)
    if not parts or "".join(amount + unit for amount, unit in parts) != text:
        return None
    return sum(float(amount) * _UNIT_SECONDS[unit] for amount, unit in parts)


def _find_unit(unit: str) -> float:
    lowered = unit.lower()
    return _UNIT_SECONDS["ms" if lowered == "milli" else lowered]


def _read_limit(headers: Headers, what: str) -> RateLimit | None:
    limit = _read_number(headers.get(f"x-ratelimit-limit-{what}"))
    if limit is None:
        return None
    remaining = _read_number(headers.get(f"x-ratelimit-remaining-{what}"))
    reset = headers.get(f"x-ratelimit-reset-{what}")
    return RateLimit(limit, remaining, read_duration(reset) if reset else None)


def _read_number(text: str | None) -> float | None:
    if text is None or not re.fullmatch(r"\s*\d+(\.\d+)?\s*", text):
        return None
    number = float(text)
    return number if isfinite(number) else None


def _read_date(text: str | None) -> float | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
