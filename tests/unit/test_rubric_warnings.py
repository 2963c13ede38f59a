"""Warnings about protected and proxy criteria, and none about harmless words."""

import pytest

from shortlist.rubric.rubric import Criterion, Gate
from shortlist.rubric.warnings import find_rubric_warnings


def warn(text: str) -> tuple[str, ...]:
    criterion = Criterion(id="c1", title=text, importance="nice", levels=tuple("01234"))
    return find_rubric_warnings((), (criterion,))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Young and dynamic", "age"),
        ("Digital native", "age"),
        ("Recent graduate", "age"),
        ("Between 25 and 35 years old", "age"),
        ("Graduated after 2020", "graduation year"),
        ("Female candidates preferred", "gender"),
        ("Salesman", "gender"),
        ("EU citizens only", "nationality"),
        ("Native English speaker", "native speaker"),
        ("Muttersprachler Deutsch", "native speaker"),
        ("Practising Christian", "religion"),
        ("Unmarried", "family status"),
        ("No children", "family status"),
        ("Not pregnant", "pregnancy"),
        ("No disabilities", "disability"),
        ("Able-bodied", "disability"),
        ("Attach a recent photo", "photo"),
        ("Degree from an Ivy League university", "school prestige"),
        ("Top-tier university", "school prestige"),
        ("Good culture fit", "culture fit"),
        ("Lives in zip code 10115", "address"),
        ("No gaps in the CV: no career gaps", "gap"),
        ("Tânăr și dinamic", "age"),
        ("Junges Team, junge Bewerber", "age"),
    ],
)
def test_a_protected_or_proxy_criterion_is_named(text, topic):
    assert any(topic in warning for warning in warn(text))


@pytest.mark.parametrize(
    "text",
    [
        "Senior engineer",
        "Managing storage and page layout",
        "Teaching young children to read",
        "Care for people with disabilities",
        "Women's health nursing",
        "Ergonomic design of packaging for agencies",
        "Photography and photo editing",
        "Native mobile apps in Swift",
        "Cloud-native architecture",
        "Race condition debugging",
        "Fluent German",
        "English C1",
        "Culture of testing",
        "Bachelor's degree in computer science",
        "5 years of experience with Python",
        "Man-in-the-middle attack analysis",
        "Stage lighting and language services",
        "Single sign-on",
        "Single page applications",
        "IP address management",
        "Address customer complaints",
        "Citizen services portal",
        "Passport control systems",
        "Fit bathroom furniture",
        "Marriage counselling records software",
    ],
)
def test_harmless_words_are_left_alone(text):
    assert warn(text) == ()


def test_gates_are_checked_too():
    assert find_rubric_warnings((Gate(id="g1", text="Under 30 years old"),), ())


def test_the_anchors_are_read_as_well():
    criterion = Criterion(
        id="c1", title="Energy", importance="nice", levels=("0", "1", "2", "3", "Young person")
    )
    assert find_rubric_warnings((), (criterion,))


def test_a_warning_is_given_once():
    assert len(warn("Young, youthful and younger")) == 1
