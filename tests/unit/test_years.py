"""Years of work: ranges in many notations, merged so that overlaps count once."""

from datetime import date

import pytest

from shortlist.ranking.years import WorkSpan, count_years, find_spans, find_stated_years
from shortlist.words.tokens import fold

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Jan 2018 - Dec 2019", 2.0),
        ("01/2018 - 12/2019", 2.0),
        ("2018 \u2013 2019", 2.0),
        ("Januar 2018 bis Dezember 2019", 2.0),
        ("ianuarie 2018 - decembrie 2019", 2.0),
        ("enero 2018 - diciembre 2019", 2.0),
        ("July 2025 to present", 1.1),
        ("07/2025 - heute", 1.1),
        ("Graduated in 2019", 0.0),
        ("2019 - 2010", 0.0),
        ("call 2019-20211234", 0.0),
    ],
)
def test_a_range_is_read_in_many_notations(line, years):
    assert count_years(find_spans([fold(line)], TODAY)) == years


def test_overlapping_roles_count_once():
    lines = ["2015 - 2018", "jan 2017 - dec 2019", "2022 - 2022"]
    assert count_years(find_spans(lines, TODAY)) == 6.0


def test_a_role_inside_another_adds_nothing():
    spans = [WorkSpan(100, 200, 1), WorkSpan(120, 130, 2), WorkSpan(150, 201, 3)]
    assert count_years(spans) == count_years([WorkSpan(100, 201, 1)])


def test_stated_years_are_found_unless_implausible():
    assert find_stated_years("over 12 years of practice, 3 yrs lead") == 12
    assert find_stated_years("15 ani de experienta") == 15
    assert find_stated_years("99 years of history") is None
    assert find_stated_years("no numbers") is None
