"""Dates and durations of resumes, in the notations and languages that people use."""

import pytest

from shortlist.facts.careers import count_months, read_career
from shortlist.facts.dates import find_points, find_ranges
from shortlist.facts.durations import find_durations
from shortlist.words.sections import place_lines
from shortlist.words.tokens import fold

TODAY = 2026 * 12 + 7


@pytest.mark.parametrize(
    ("line", "months"),
    [
        ("Jan 2018 - Dec 2019", 24),
        ("01/2018 - 12/2019", 24),
        ("2018 \u2013 2020", 24),
        # Dashes that were lost on the way.
        ("Clerk, Jan 2018 \u00e2\u20ac\u201c Dec 2019", 24),
        ("01/2018 \u00ef\u00bc\u200b 12/2019", 24),
        ("01/2018 \ufffd 12/2019", 24),
        ("martie 2018 mai 2021", 39),
        ("04/2020 08/2021", 17),
        ("Januar 2018 bis Dezember 2019", 24),
        ("ianuarie 2018 - decembrie 2019", 24),
        ("enero de 2018 - diciembre de 2019", 24),
        ("stycze\u0144 2018 - grudzie\u0144 2019", 24),
        ("01.03.2012 - 31.05.2026", 171),
        ("3/15/2018 - 4/20/2018", 2),
        ("Jan '18 - Mar '18", 3),
        ("Q1 2020 - Q2 2020", 6),
        ("2019-22 Cook, Inn", 36),
        ("Inn, cook, 2020 - 22", 24),
        ("2013 \u2013 21: nurse", 96),
        ("'15 - '19 Cook", 48),
        ("2019/20 - 2021/22 Teacher", 36),
        ("2025 onwards: cook", 19),
        ("2025 on - Tidewater", 19),
        ("The Inn. Cook. Spring 2026 - still there", 5),
        ("15 janvier 2012 au 3 mars 2012", 3),
        ("July 2025 to present", 13),
        ("07/2025 - heute", 13),
        ("2025-07 to current", 13),
        ("seit 07/2025", 13),
        ("since July 2025", 13),
        ("depuis juillet 2025", 13),
        ("desde julio 2025", 13),
        ("dal luglio 2025", 13),
        ("din iulie 2025", 13),
        ("od lipca 2025", 13),
        ("since 2014", 151),
        ("IV 2016 \u2013 X 2016", 7),
        ("gennaio al giugno 2025", 6),
        ("Oct - Dec 2025", 3),
        ("Joined Feb 2019, left Aug 2019", 7),
        ("06.16 \u2013 09.22", 76),
        ("6/16 - 9/22", 76),
        ("10.25 - heute", 10),
    ],
)
def test_a_range_is_read_in_many_notations(line: str, months: int) -> None:
    ranges = find_ranges(fold(line), TODAY)
    assert count_months((one.first, one.last) for one in ranges) == months


@pytest.mark.parametrize(
    "line",
    ["Graduated in 2019", "2019 - 2010", "call 2019-20211234", "12.50 a day", "24.15 - 30.18"],
)
def test_what_is_no_range_is_none(line: str) -> None:
    assert find_ranges(fold(line), TODAY) == []


def test_a_season_is_three_months() -> None:
    point, _, _ = find_points("summer 2025")[0]
    assert (point.first, point.last) == (2025 * 12 + 6, 2025 * 12 + 8)


def test_months_of_jobs_at_the_same_time_count_once() -> None:
    assert count_months([(1, 12), (6, 18), (8, 9), (30, 30)]) == 19


def read(resume: str):
    folded = fold(resume).splitlines()
    placing = place_lines(folded)
    return read_career(folded, placing.places, placing.openings, TODAY)


def test_start_and_end_with_a_line_between_them_are_one_job() -> None:
    (job,) = read("Experience\nSeptember 2015\nto\nJune 2016\nStocker, Harbour Stores").jobs
    assert (job.last - job.first + 1, job.kind) == (10, "work")


def test_a_degree_with_its_years_is_no_job_wherever_it_stands() -> None:
    line = "January 2006 to January 2010 Bachelor of Engineering, Northfield University"
    assert read(f"Routers and firewalls\n{line}\nNetwork Engineer at Birch Telecom").work == ()


def test_a_sentence_with_a_year_is_no_date_that_could_not_be_read() -> None:
    text = "Experience\nClerk, 2015 - 2018\nCut the cost of storage in 2016."
    assert not read(text).has_unread_date


def test_start_and_end_on_two_lines_are_one_job() -> None:
    career = read("Experience\nBaker, Mill Lane\nJanuary 2020\nDecember 2021\nBread for 90 shops")
    assert [(job.first, job.last) for job in career.work] == [(2020 * 12 + 1, 2021 * 12 + 12)]
    assert not career.has_unread_date


def test_studies_and_unpaid_work_are_no_jobs() -> None:
    career = read(
        "PhD Sociology, 2014 - 2018\nVolunteer, food bank, 2019 - 2020\nCook, 2020 - 2022"
    )
    assert [job.kind for job in career.jobs] == ["study", "volunteer", "work"]


def test_the_title_of_a_job_stands_above_or_below_its_dates() -> None:
    above = read("Experience\nDriver, Roadline\n2018 - 2020\nLong haul")
    below = read("Berufserfahrung\n04/2013 \u2013 heute\nBauleiter, Mauerwerk")
    assert (above.work[0].head, below.work[0].head) == (1, 2)


def test_a_date_that_nobody_can_read_is_known_as_one() -> None:
    assert read("Experience\nDriver, Roadline, about 2018 or so").has_unread_date


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Over fifteen years of landscaping", [15]),
        ("12 a\u00f1os de experiencia", [12]),
        ("seit mehr als 10 Jahren", [10]),
        ("8 lat do\u015bwiadczenia", [8]),
        ("two (2) years", [2]),
        ("6 months of practice", [0.5]),
        ("Roofs sold with 25 years guarantee", []),
        ("31 years of age", []),
        ("founded 90 years ago", []),
        ("for the past 7 years", []),
        ("promoted after 2 years", []),
        ("99 years of history", []),
    ],
)
def test_durations_are_those_of_work(line: str, years: list[float]) -> None:
    assert [one.years for one in find_durations(fold(line))] == years
