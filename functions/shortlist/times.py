"""Moments in time: always UTC, written as RFC 3339 with milliseconds."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def read_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def write_time(moment: datetime) -> str:
    """Write a moment so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_month(moment: datetime) -> str:
    """Write the month of a moment, as 2026-07."""
    return moment.astimezone(UTC).strftime("%Y-%m")


def read_time(text: str) -> datetime:
    """Return the moment that `write_time` wrote."""
    return datetime.fromisoformat(text)


def count_seconds(since: str, until: datetime) -> float:
    """Return the seconds from a written moment to another one; negative if that is earlier."""
    return (until - read_time(since)).total_seconds()
