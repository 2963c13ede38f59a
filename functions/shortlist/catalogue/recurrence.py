"""What a schedule may say: `rate(…)` or `cron(…)`, and a time zone that there is."""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import available_timezones

_MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if number}
# Sunday is the first day of the week there, and the last one in Python.
_WEEKDAYS = {"SUN": 1, "MON": 2, "TUE": 3, "WED": 4, "THU": 5, "FRI": 6, "SAT": 7}
_DAY_MINUTES = 24 * 60
_SATURDAY = 7
# Weekdays and leap days come again after as many years; what is past never comes.
_SAMPLE_YEARS = 28
_FIRST_SAMPLE_YEAR = 2026

IsDay = Callable[[date], bool]


class _CronField(NamedTuple):
    name: str
    least: int
    most: int
    names: Mapping[str, int] = {}


_MINUTE = _CronField("minutes", 0, 59)
_HOUR = _CronField("hours", 0, 23)
_MONTH_DAY = _CronField("day of the month", 1, 31)
_MONTH = _CronField("month", 1, 12, _MONTHS)
_WEEKDAY = _CronField("day of the week", 1, 7, _WEEKDAYS)
_YEAR = _CronField("year", 1970, 2199)


@dataclass(frozen=True)
class Cron:
    """The moments of an expression, on the clock of its time zone."""

    minutes: Set[int]
    hours: Set[int]
    months: Set[int]
    years: Set[int]
    is_day: IsDay

    def find_smallest_gap(self) -> int | None:
        """Return the minutes between the two moments that are nearest; None if none ever comes.

        A change to summer time may bring two moments nearer by an hour, and is not counted.
        """
        days = list(self._list_sample_days())
        if not days:
            return None
        times = sorted(60 * hour + minute for hour in self.hours for minute in self.minutes)
        gaps = [later - earlier for earlier, later in pairwise(times)]
        nights = [(later - earlier).days for earlier, later in pairwise(days)]
        if nights:
            gaps.append(min(nights) * _DAY_MINUTES - times[-1] + times[0])
        return min(gaps, default=_SAMPLE_YEARS * 365 * _DAY_MINUTES)

    def _list_sample_days(self) -> Iterator[date]:
        coming = [year for year in sorted(self.years) if year >= _FIRST_SAMPLE_YEAR]
        for year in coming[:_SAMPLE_YEARS]:
            for month in sorted(self.months):
                for day in range(1, calendar.monthrange(year, month)[1] + 1):
                    if self.is_day(date(year, month, day)):
                        yield date(year, month, day)


def read_cron(fields: str) -> Cron:
    """Read what stands within the brackets.

    Raises:
        ValueError: saying which field is wrong, in words for the caller.
    """
    parts = fields.upper().split(" ")
    if len(parts) != 6:
        raise ValueError(
            "cron(…) must have six fields with one blank between them: minutes, hours, day of the "
            "month, month, day of the week, year"
        )
    minutes, hours, month_day, months, weekday, years = parts
    if (month_day == "?") == (weekday == "?"):
        raise ValueError(
            "cron(…) must have ? for exactly one of day of the month and day of the week"
        )
    is_day = _read_weekday(weekday) if month_day == "?" else _read_month_day(month_day)
    return Cron(
        _read_values(minutes, _MINUTE),
        _read_values(hours, _HOUR),
        _read_values(months, _MONTH),
        _read_values(years, _YEAR),
        is_day,
    )


def _read_month_day(text: str) -> IsDay:
    if text == "L":
        return lambda day: (day + timedelta(days=1)).day == 1
    if near := re.fullmatch(r"(\d+)W", text):
        (wanted,) = _read_values(near[1], _MONTH_DAY)
        return lambda day: day.day == _find_workday(day.year, day.month, wanted)
    days = _read_values(text, _MONTH_DAY)
    return lambda day: day.day in days


def _find_workday(year: int, month: int, wanted: int) -> int | None:
    """Return the workday that is nearest to a day of a month, and in that month."""
    last = calendar.monthrange(year, month)[1]
    if wanted > last:
        return None
    weekday = date(year, month, wanted).weekday()
    if weekday == calendar.SATURDAY:
        return wanted - 1 if wanted > 1 else wanted + 2
    if weekday == calendar.SUNDAY:
        return wanted + 1 if wanted < last else wanted - 2
    return wanted


def _read_weekday(text: str) -> IsDay:
    if text == "L":
        return lambda day: _count_weekday(day) == _SATURDAY
    if last := re.fullmatch(r"(\w+)L", text):
        (wanted,) = _read_values(last[1], _WEEKDAY)
        return lambda day: _count_weekday(day) == wanted and (day + timedelta(7)).month != day.month
    if numbered := re.fullmatch(r"(\w+)#([1-5])", text):
        (wanted,) = _read_values(numbered[1], _WEEKDAY)
        week = int(numbered[2])
        return lambda day: _count_weekday(day) == wanted and (day.day - 1) // 7 + 1 == week
    if "/" in text:
        raise _complain(_WEEKDAY)
    days = _read_values(text, _WEEKDAY)
    return lambda day: _count_weekday(day) in days


def _count_weekday(day: date) -> int:
    return day.isoweekday() % 7 + 1


def _read_values(text: str, span: _CronField) -> frozenset[int]:
    """Read a list of numbers, ranges and steps, or `*` for all there are."""
    return frozenset(value for part in text.split(",") for value in _read_part(part, span))


def _read_part(text: str, span: _CronField) -> range:
    found = re.fullmatch(r"(?:\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,4}))?", text)
    if not found:
        raise _complain(span)
    low, high, step = found.groups()
    first = _read_number(low, span) if low else span.least
    last = _read_number(high, span) if high else first
    if not low or (step and not high):
        last = span.most
    every = int(step or 1)
    if first > last or not 1 <= every <= span.most:
        raise _complain(span)
    return range(first, last + 1, every)


def _read_number(text: str, span: _CronField) -> int:
    if re.fullmatch(r"[0-9]{1,4}", text):
        number = int(text)
    elif text in span.names:
        number = span.names[text]
    else:
        raise _complain(span)
    if not span.least <= number <= span.most:
        raise _complain(span)
    return number


def _complain(span: _CronField) -> ValueError:
    return ValueError(
        f"cron(…) has a {span.name} that is none: it goes from {span.least} to {span.most}"
    )


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
