"""People led, as must-haves ask for it without years, and posts of those who lead."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from tests.support.offline import find_status

HAVE_LED = [
    (
        "Led a team of at least 20 people",
        "Shift manager, Depot, 2019 - now\n- 46 pickers report to me",
    ),
    (
        "Line management of a team of at least 10 people",
        "Unit manager, Home, 2019 - now\n- line manager of 14 carers",
    ),
    (
        "Experience of managing finance staff",
        "Clerk, Paper Ltd, 2019 - now\n- Managed two trainees",
    ),
    (
        "Führungserfahrung mit mindestens 10 Mitarbeitern",
        "seit 2019 Schichtleiter\n24 MA, Dienstplan",
    ),
    (
        "doświadczenia w kierowaniu brygadą min. 5 osób",
        "2018 - nadal: brygadzista. Brygada 7-9 ludzi",
    ),
    ("Led a team of at least 10 people", "Attendant, Inn, 2016-2026\n- had 17 attendants under me"),
    ("Experiență în coordonarea unei echipe", "2020-2026 maistru: 18 cusătorese în subordine"),
    ("Haber dirigido un equipo de sala", "2021 - 2026 Sala, Marina. Quince camareros a mi cargo"),
    ("Experiencia liderando equipos", "2015 - 2024 Jefe de cocina, Hotel"),
    ("Expérience en management d'équipe", "2019 - présent Responsable de magasin"),
]
HAVE_NOT_LED = [
    "Clerk, Paper Ltd, 2019 - now\n- I have not had people reporting to me",
    "Carer, Home, 2019 - now\n- in a team of 12, have not line managed anyone so far",
    "2016 - nadal: brukarz\n- nigdy nie prowadziłem brygady",
    "Sachbearbeiter seit 2019\nIch habe keine Führungserfahrung.",
    "2015 - oggi venditore\nSempre venditore, mai avuto incarichi di responsabile",
]
NOBODY_KNOWS = [
    "Picker, Depot, 2016 - now",
    "Carer, Home, 2019 - now\n- in a team of 12, I report to the unit manager",
    "Clerk, 2019 - now\n- Ability to manage staff",
    "Team leader, Depot, 2015 - now, team of 4",
]
OTHER_POSTS = [
    (
        "At least 3 years as a site manager",
        "Site manager, Bricks Ltd, 2015 - now",
        "Site labourer, Bricks Ltd, 2015 - now",
    ),
    (
        "Almeno 3 anni come responsabile di negozio",
        "2019 - oggi: store manager, negozio di scarpe",
        "2019 - oggi: addetta vendite, negozio di scarpe",
    ),
    (
        "2 years as a machine operator",
        "Machine operator, Acme, 2015 - 2024",
        "Machine cleaner, Acme, 2015 - 2024",
    ),
    (
        "Experience as a purchasing manager",
        "Purchasing Manager, Valves Ltd, 2018 - now",
        "Purchasing assistant, Valves Ltd, 2018 - now\n- minutes for the purchasing manager",
    ),
]


@pytest.mark.parametrize(("gate", "job"), HAVE_LED)
def test_who_led_people_passes(gate: str, job: str) -> None:
    assert find_status(gate, f"Work experience\n{job}\n") == "pass"


@pytest.mark.parametrize("job", HAVE_NOT_LED)
def test_who_says_that_nobody_was_led_fails(job: str) -> None:
    assert find_status("Experience leading a team", f"Work experience\n{job}\n") == "fail"


@pytest.mark.parametrize("job", NOBODY_KNOWS)
def test_silence_ability_and_a_smaller_team_leave_it_open(job: str) -> None:
    gate = "Led a team of at least 5 people"
    assert find_status(gate, f"Work experience\n{job}\n") == "unknown"


@pytest.mark.parametrize(("gate", "held", "other"), OTHER_POSTS)
def test_years_in_a_role_are_not_those_of_another_role_at_the_same_place(
    gate: str, held: str, other: str
) -> None:
    assert find_status(gate, f"Work experience\n{held}\n", "Clerk") == "pass"
    assert find_status(gate, f"Work experience\n{other}\n", "Clerk") != "pass"


@pytest.mark.parametrize(
    ("must", "is_gate"),
    [
        ("Led a team of at least 20 people", True),
        ("Führungserfahrung ist Voraussetzung", True),
        ("Ability to lead a team", False),
        ("Good team player", False),
        ("Strong leadership skills", False),
    ],
)
def test_having_led_people_is_a_gate_and_being_able_to_is_none(must: str, is_gate: bool) -> None:
    rubric = draft_rubric("Warehouse manager", f"You must have\n- {must}\n- Excel\n")
    assert bool(rubric.gates) == is_gate
