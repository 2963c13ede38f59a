"""Everyday lines that rules of other everyday lines must leave alone."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric

NURSE = "Requirements:\n- At least 5 years of experience as a nurse"
DEGREE = "Requirements:\n- Bachelor's degree in nursing"
CASES = [
    ("Truck driver", "- Valid CDL Class A and ability to pass a drug test", "No CDL", "fail"),
    ("Nurse", "- RN licence, able to take charge of a ward", "I have no RN licence.", "fail"),
    ("Guard", "- Must be able to obtain an SIA licence", "No SIA licence", "unknown"),
    ("Nurse", NURSE, "Maren Curie Hospice, Staff Nurse, since 2014", "pass"),
    ("Nurse", NURSE, "Caring for patients as a staff nurse, St Osyth, 2014 - 2024", "pass"),
    ("Nurse", NURSE, "Maternity leave (Staff Nurse), 2014 - 2024", "unknown"),
    ("Trainer", "- 5 years as a trainer", "First Aid Trainer, Red Cabin, since 2014", "pass"),
    (
        "Membership manager",
        "- 5 years of experience in membership management",
        "Membership Manager, Harbour Club, 2014 - 2024",
        "pass",
    ),
    ("Nurse", DEGREE, "BSc Nursing 2015, NMC revalidation due 2027", "pass"),
    ("Nurse", DEGREE, "BSc Nursing, Harrow, 2015, available from January 2028", "pass"),
    ("Nurse", DEGREE, "2012 - 2015 BSc Nursing, Harrow - visa until 2029", "pass"),
    (
        "Nurse",
        DEGREE,
        "Bachelor of Nursing, University of Harrow (2015), registered nurse open to relocation",
        "pass",
    ),
    (
        "Nurse",
        DEGREE,
        "BSc Nursing, Harrow, School of Health and Society, expected 2028",
        "unknown",
    ),
    (
        "Driver",
        "- RN licence\n\nThis role is based in Harrow and requires a driving licence.",
        "RN licence. No driving licence",
        "fail",
    ),
]


@pytest.mark.parametrize(("title", "asked", "resume", "status"), CASES)
def test_the_last_must_have_says(title: str, asked: str, resume: str, status: str) -> None:
    description = asked if asked.startswith("Requirements") else f"Requirements:\n{asked}"
    rubric = draft_rubric(title, description)
    ranker = OfflineRanker(title, description, rubric, month="2026-11")
    assert ranker.rank("c", None, f"Experience\n{resume}").gates[-1].status == status


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Driver", "Driver - Cat C licence required"),
        ("Nurse", "Nurse, German C1, RN required"),
        ("Chef", "Chef (5 years experience)"),
    ],
)
def test_a_must_have_beside_the_title_is_a_gate(title: str, line: str) -> None:
    rubric = draft_rubric(title, f"{line}\n\nDuties:\n- Early shifts")
    assert [gate.text for gate in rubric.gates] == [line]


@pytest.mark.parametrize(
    "asked",
    [
        "Erfahrung in der Betreuung langjähriger Kunden",
        "Experience of caring for people who have lived with dementia for many years",
    ],
)
def test_years_of_others_are_no_years_of_work(asked: str) -> None:
    assert not draft_rubric("Carer", f"Requirements:\n- {asked}").gates


def test_experience_of_customers_is_no_new_sentence() -> None:
    asked = "Lead the Customer Experience of the store team"
    titles = [c.title for c in draft_rubric("Manager", f"Requirements:\n- {asked}").criteria]
    assert titles == [asked]


@pytest.mark.parametrize("after", ["\nOr call Sam on 0000 000", " or\n\nWe offer:\n- free meals"])
def test_what_follows_an_or_is_no_way_to_a_licence_if_it_is_none(after: str) -> None:
    rubric = draft_rubric("Driver", f"Requirements:\n- Driving licence{after}")
    said = " ".join([*(one.text for one in rubric.gates), *(one.title for one in rubric.criteria)])
    assert "call Sam" not in said
    assert "offer" not in said
    assert "meals" not in said
