"""The bias audit: rates, ratios, intervals and counts, against published figures and by hand."""

import csv
from pathlib import Path

import pytest

from shortlist_client.audit.audit_report import (
    CSV_HEADINGS,
    Circumstances,
    list_csv_rows,
    write_audit_page,
)
from shortlist_client.audit.rates import (
    Audit,
    RateTable,
    audit_sample,
    estimate_rate,
    estimate_ratio,
)
from shortlist_client.audit.sample import Sample, SampleError, Selection, read_sample

EXPORT = ("rank", "candidate_id", "score", "decision", "model", "prompt_version", "ranked_at")
Person = tuple[str, str, float | None, str]


def write(path: Path, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    """Write a table and return where."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def make_sample(folder: Path, people: list[Person], selection: Selection | None = None) -> Sample:
    """Make both files of people (sex, race, score, decision) and read them."""
    ranked = [
        (n, f"c{n}", "" if score is None else score, decision, "", "v1", "2026-10-01T08:00:00Z")
        for n, (_, _, score, decision) in enumerate(people, 1)
    ]
    groups = [(f"c{n}", sex, race) for n, (sex, race, _, _) in enumerate(people, 1)]
    export = write(folder / "export.csv", EXPORT, [tuple(row) for row in ranked])
    names = ("candidate_id", "sex", "race_ethnicity")
    file = write(folder / "groups.csv", names, [tuple(row) for row in groups])
    return read_sample([export], file, selection or Selection())


def count(group: tuple[str, str], applicants: int, selected: int) -> list[Person]:
    """Return so many people of a group, some of whom were selected."""
    talk = [(*group, 50.0, "talk") for _ in range(selected)]
    return [*talk, *((*group, 50.0, "no") for _ in range(applicants - selected))]


def find(table: RateTable, *category: str) -> tuple[int, int, float | None]:
    """Return applicants, those who reached, and the ratio of a category."""
    (one,) = [one for one in table.rates if one.category == category]
    return one.applicants, one.reached, one.ratio


def test_the_city_rules_own_example_comes_out_as_printed_there(tmp_path: Path) -> None:
    people = [*count(("Male", "White"), 1390, 667), *count(("Female", "White"), 1181, 555)]
    sex = audit_sample(make_sample(tmp_path, people)).selection[0]
    _, _, male = find(sex, "Male")
    applicants, selected, female = find(sex, "Female")
    assert (male, applicants, selected) == (1.0, 1181, 555)
    assert female == pytest.approx(0.979, abs=0.0005)


@pytest.mark.parametrize(
    ("reached", "applicants", "low", "high"),
    [
        (10, 100, 0.0552, 0.1744),
        (0, 20, 0.0, 0.1611),
        (20, 20, 0.8389, 1.0),
        (1, 2, 0.0945, 0.9055),
    ],
)
def test_the_interval_of_a_rate_is_wilsons(
    reached: int, applicants: int, low: float, high: float
) -> None:
    assert estimate_rate(reached, applicants) == pytest.approx((low, high), abs=0.0001)


def test_the_interval_of_a_ratio_is_katzs() -> None:
    # ln 2 -+ 1.96 * sqrt(1/20 - 1/100 + 1/10 - 1/100)
    assert estimate_ratio(20, 100, 10, 100) == pytest.approx((0.9865, 4.0547), abs=0.0005)


@pytest.mark.parametrize(
    ("reached", "applicants", "best", "best_applicants"), [(0, 40, 10, 50), (20, 60, 2, 2)]
)
def test_a_count_of_none_widens_the_interval_and_does_not_break_it(
    reached: int, applicants: int, best: int, best_applicants: int
) -> None:
    low, high = estimate_ratio(reached, applicants, best, best_applicants)
    assert 0 < low < high
    assert high / low > 2


def test_scoring_rates_are_shares_above_the_median_of_all_who_have_a_score(tmp_path: Path) -> None:
    people: list[Person] = [
        *(("Female", "White", score, "") for score in (10.0, 50.0, 50.0, 90.0)),
        *(("Male", "White", score, "") for score in (60.0, 70.0, None)),
        ("", "", 40.0, ""),
    ]
    audit = audit_sample(make_sample(tmp_path, people))
    assert (audit.median_score, audit.without_score) == (50.0, 1)
    assert find(audit.scoring[0], "Female") == (4, 1, pytest.approx(0.25))
    assert find(audit.scoring[0], "Male") == (2, 2, 1.0)


def test_who_is_in_no_known_category_is_counted_and_in_no_table_that_needs_it(
    tmp_path: Path,
) -> None:
    people: list[Person] = [
        ("Female", "Prefer not to say", 1.0, "talk"),
        ("unknown", "Asian", 2.0, ""),
        ("Male", "Asian", 3.0, "talk"),
        ("", "", 4.0, ""),
    ]
    audit = audit_sample(make_sample(tmp_path, people))
    assert [table.unknown for table in audit.selection] == [2, 2, 3]
    assert audit.unknown == 3
    assert [one.category for one in audit.selection[2].rates] == [("Asian", "Male")]


def test_a_group_has_one_spelling_and_the_order_of_the_report(tmp_path: Path) -> None:
    people: list[Person] = [
        ("male", "two or more races", 1.0, ""),
        ("Male", " Two or  More Races", 2.0, ""),
        ("male", "white", 3.0, ""),
        ("male", "Another", 4.0, ""),
    ]
    audit = audit_sample(make_sample(tmp_path, people))
    assert [one.category for one in audit.selection[0].rates] == [("male",)]
    races = [one.category for one in audit.selection[1].rates]
    assert races == [("white",), ("two or more races",), ("Another",)]


def make_small(tmp_path: Path) -> Sample:
    """Make a sample with one category of a single person, who was selected."""
    groups = [("Male", "White", 99, 40), ("Male", "Asian", 1, 1)]
    return make_sample(tmp_path, [one for s, r, n, k in groups for one in count((s, r), n, k)])


def test_a_small_category_is_marked_and_left_out_of_the_ratios_if_wanted(tmp_path: Path) -> None:
    sample = make_small(tmp_path)
    kept = audit_sample(sample).selection[1]
    assert find(kept, "White")[2] == pytest.approx(0.404, abs=0.001)
    (asian,) = [one for one in kept.rates if one.category == ("Asian",)]
    assert asian.remarks == ("under 2 % of the data", "fewer than 30")
    left = audit_sample(sample, leave_out_small=True).selection[1]
    assert find(left, "White")[2] == 1.0
    assert find(left, "Asian") == (1, 1, None)


def test_a_table_in_which_nobody_was_selected_has_no_ratios(tmp_path: Path) -> None:
    audit = audit_sample(make_sample(tmp_path, count(("Male", "White"), 5, 0)))
    assert find(audit.selection[0], "Male") == (5, 0, None)


@pytest.mark.parametrize(
    ("selection", "selected"),
    [(Selection(), 1), (Selection("top", 2), 2), (Selection("score", 40), 3)],
)
def test_selected_is_by_decision_rank_or_score(
    tmp_path: Path, selection: Selection, selected: int
) -> None:
    people: list[Person] = [
        ("Male", "White", 90.0, ""),
        ("Male", "White", 60.0, "talk"),
        ("Male", "White", 40.0, "no"),
        ("Male", "White", None, "later"),
    ]
    assert audit_sample(make_sample(tmp_path, people, selection)).selected == selected


def test_who_is_in_two_exports_applied_twice(tmp_path: Path) -> None:
    row = (1, "c1", 5, "talk", "", "v1", "2026-10-01T08:00:00Z")
    exports = [write(tmp_path / f"{name}.csv", EXPORT, [row]) for name in "ab"]
    names = ("candidate_id", "sex", "race_ethnicity")
    groups = write(tmp_path / "groups.csv", names, [("c1", "Male", "White"), ("c2", "", "")])
    sample = read_sample(exports, groups, Selection())
    assert (len(sample.applications), sample.unused_groups, sample.without_groups) == (2, 1, 0)


def test_an_id_that_the_export_had_to_quote_finds_its_group(tmp_path: Path) -> None:
    row = (1, "'-c1", 5, "talk", "", "v1", "2026-10-01T08:00:00Z")
    export = write(tmp_path / "export.csv", EXPORT, [row])
    names = ("candidate_id", "sex", "race_ethnicity")
    groups = write(tmp_path / "groups.csv", names, [("-c1", "Male", "White")])
    assert read_sample([export], groups, Selection()).without_groups == 0


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ([("c1", "Male", "White"), ("c1", "Female", "White")], "says two things"),
        ([("c1", "Male", "White"), ("c1", "Male", "White")], None),
    ],
)
def test_a_file_that_says_two_things_about_one_candidate_is_refused(
    tmp_path: Path, groups: list[tuple[object, ...]], problem: str | None
) -> None:
    row = (1, "c1", 5, "talk", "", "v1", "2026-10-01T08:00:00Z")
    export = write(tmp_path / "export.csv", EXPORT, [row])
    file = write(tmp_path / "groups.csv", ("candidate_id", "sex", "race_ethnicity"), groups)
    if problem is None:
        read_sample([export], file, Selection())
        return
    with pytest.raises(SampleError, match=problem):
        read_sample([export], file, Selection())


def test_a_file_without_a_column_is_named_with_it(tmp_path: Path) -> None:
    export = write(tmp_path / "export.csv", EXPORT[:3], [(1, "c1", 5)])
    with pytest.raises(SampleError, match="sex, race_ethnicity"):
        read_sample([export], export, Selection())


def show(sample: Sample, audit: Audit) -> str:
    """Return the page of an audit."""
    circumstances = Circumstances("2026-11-27", "All <exports>", "2026-07-01")
    return write_audit_page(audit, sample, Selection(), circumstances)


def test_the_page_tells_what_a_summary_must_and_says_what_it_is_not(tmp_path: Path) -> None:
    sample = make_small(tmp_path)
    page = show(sample, audit_sample(sample))
    for said in (
        "no legal advice",
        "independent auditor",
        "2026-11-27",
        "All &lt;exports&gt;",
        "2026-07-01",
        "2026-10-01 to 2026-10-01",
        "In an unknown category",
        "40.4%",
        "Impact ratio",
    ):
        assert said in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "c1" not in page.replace("#ccc", "")


def test_a_group_cannot_write_on_the_page(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, count(("<img src=x>", "White"), 3, 1))
    page = show(sample, audit_sample(sample))
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_the_csv_has_every_category_of_every_table(tmp_path: Path) -> None:
    audit = audit_sample(make_small(tmp_path))
    rows = list(list_csv_rows(audit))
    assert len(rows) == sum(len(one.rates) for one in (*audit.selection, *audit.scoring))
    assert {len(row) for row in rows} == {len(CSV_HEADINGS)}
