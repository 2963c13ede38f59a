"""What a schedule may say, and how near together its moments come."""

import pytest

from shortlist.catalogue.recurrence import check_expression, check_timezone, find_smallest_gap

HOUR = 60
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("expression", "minutes"),
    [
        ("rate(1 minute)", 1),
        ("rate(90 minutes)", 90),
        ("rate(1 hour)", HOUR),
        ("rate(2 days)", 2 * DAY),
        ("cron(0 7 * * ? *)", DAY),
        ("cron(0 7,19 * * ? *)", DAY / 2),
        ("cron(0/15 9-17 ? * MON-FRI *)", 15),
        ("cron(*/20 * * * ? *)", 20),
        ("cron(30 22 ? JAN,mar 2-6 2027-2029)", DAY),
        # Half an hour over midnight, on days that follow each other and on those that do not.
        ("cron(0/30 0,23 ? * MON,TUE *)", 30),
        ("cron(0 0,23 ? * MON,TUE *)", HOUR),
        ("cron(0 0,23 ? * MON *)", 23 * HOUR),
        ("cron(0 0,23 1,2 * ? *)", HOUR),
        # Saturday the first moves to the third, which is the nearest workday of that month.
        ("cron(0 8 1W * ? *)", 28 * DAY),
        ("cron(0 8 L * ? *)", 28 * DAY),
        ("cron(0 8 ? * L *)", 7 * DAY),
        ("cron(0 8 ? * 6L *)", 28 * DAY),
        ("cron(0 8 ? * FRI#2 *)", 28 * DAY),
        ("cron(0 8 29 2 ? *)", (3 * 365 + 366) * DAY),
    ],
)
def test_the_smallest_gap_is_between_the_two_nearest_moments(
    expression: str, minutes: float
) -> None:
    assert find_smallest_gap(expression) == minutes


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "every day",
        "at(2027-01-01T00:00:00)",
        "rate(0 days)",
        "rate(01 days)",
        "rate(1 days)",
        "rate(2 day)",
        "rate(1 week)",
        "rate(1 day)\n",
        "rate( 1 day)",
        "cron()",
        "cron(0 7 * * ?)",
        "cron(0 7 * * ? * *)",
        "cron(0  7 * * ? *)",
        "cron(60 7 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 7 0 * ? *)",
        "cron(0 7 32 * ? *)",
        "cron(0 7 * 13 ? *)",
        "cron(0 7 * FOO ? *)",
        "cron(0 7 * MON ? *)",
        "cron(0 7 ? * 0 *)",
        "cron(0 7 ? * 8 *)",
        "cron(0 7 ? * JAN *)",
        "cron(0 7 ? * 2/2 *)",
        "cron(0 7 ? * 2#6 *)",
        "cron(0 7 ? * 2#1,3#1 *)",
        "cron(0 7 * * ? 1969)",
        "cron(0 7 * * ? 2200)",
        "cron(0 7 * * * *)",
        "cron(0 7 ? * ? *)",
        "cron(? 7 * * ? *)",
        "cron(L 7 * * ? *)",
        "cron(0 7 40W * ? *)",
        "cron(0 7 ? * 2W *)",
        "cron(0 7 1#2 * ? *)",
        "cron(0/0 7 * * ? *)",
        "cron(5-1 7 * * ? *)",
        "cron(1,,2 7 * * ? *)",
        "cron(1- 7 * * ? *)",
        "cron(-1 7 * * ? *)",
        "cron(0 7 ? * MON-WED-FRI *)",
        "cron(٣ 7 * * ? *)",
        # Days and years that never come.
        "cron(0 7 30 2 ? *)",
        "cron(0 7 * * ? 2001)",
    ],
)
def test_what_is_no_schedule_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r"must|none"):
        check_expression(expression)


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5"])
def test_a_time_zone_of_the_database_is_taken(name: str) -> None:
    assert check_timezone(name) == name


@pytest.mark.parametrize(
    "name", ["", "Europe", "Mars/Base", "../etc/passwd", "europe/berlin", "UTC+1", "posix/UTC"]
)
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must be a time zone"):
        check_timezone(name)
