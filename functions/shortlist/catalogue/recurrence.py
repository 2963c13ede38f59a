"""What a schedule may say: `rate(…)` or `cron(…)`, and a time zone that there is."""

import re
from functools import cache
from zoneinfo import available_timezones

from shortlist.catalogue.cron import read_cron

# One of something is singular, anything else is plural.
_RATE = re.compile(r"rate\((?:1 (minute|hour|day)|(?!1 )([1-9][0-9]{0,4}) (minute|hour|day)s)\)")
_CRON = re.compile(r"cron\((.*)\)")
_UNIT_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}


def check_expression(text: str) -> str:
    """Return the expression as it is.

    Raises:
        ValueError: in words for the caller, if it is none or no moment of it will come.
    """
    find_smallest_gap(text)
    return text


def check_timezone(name: str) -> str:
    """Return the name as it is.

    Raises:
        ValueError: in words for the caller, if no time zone has it.
    """
    if name not in _list_timezones():
        raise ValueError("must be a time zone of the IANA database, as in Europe/Berlin")
    return name


def find_smallest_gap(expression: str) -> int:
    """Return the minutes between the two moments of an expression that are nearest.

    Raises:
        ValueError: in words for the caller, if it is none or no moment of it will come.
    """
    if rate := _RATE.fullmatch(expression):
        one, count, many = rate.groups()
        return int(count or 1) * _UNIT_MINUTES[one or many]
    if cron := _CRON.fullmatch(expression):
        gap = read_cron(cron[1]).find_smallest_gap()
        if gap is None:
            raise ValueError("must have a moment that comes: there is no such day")
        return gap
    raise ValueError("must be rate(…), as in rate(1 day) or rate(12 hours), or cron(…)")


@cache
def _list_timezones() -> frozenset[str]:
    return frozenset(available_timezones())
