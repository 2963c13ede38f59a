"""Years of leading people, some of the years named before, and ages, which are no work."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from tests.support.offline import find_status

SHOP_LEADER = "Experience\nStore manager, Shoes Ltd, 2018 - present\nSales assistant, 2014 - 2018"
CASHIER = "Experience\nCashier, Grocer Ltd, 2018 - present\nSales assistant, 2014 - 2018"
LEADING = [
    ("davon 1 Jahr in Führungsposition", "10/2020 - heute Stellvertretende Filialleiterin, Muster"),
    ("Mindestens 2 Jahre Führungserfahrung", "seit 05/2017 Restaurantleiter, Gasthaus"),
    ("At least 2 years in a supervisory role", "Team leader, Grocer, 2019 - present"),
    ("3 ans minimum sur un poste d'encadrement", "2019 - 2025 : responsable de rayon, Halles"),
    ("min. 2 lata na stanowisku kierowniczym", "2019 - obecnie kierownik zmiany, Market"),
    ("Almeno 3 anni in ruoli di responsabilità", "2018 - oggi: responsabile di reparto, Market"),
    ("Mínimo 2 años en puesto de responsabilidad", "2019 - actualidad: encargada de tienda, Sol"),
    ("Minim 2 ani într-o funcție de conducere", "2019 - prezent: șef de raion, Market"),
    ("2 years of people management", "Nurse, Ward 4, 2018 - 2024\n- Led a team of six nurses"),
]
LEADING_NOBODY = [
    ("Mindestens 2 Jahre Führungserfahrung", "seit 05/2017 Zugbegleiter, Bahn"),
    (
        "Mindestens 2 Jahre Führungserfahrung",
        "2017 - 2025 Assistentin der Geschäftsleitung, Muster",
    ),
    ("2 years of management experience", "Account manager, Paper Ltd, 2015 - 2025"),
    ("2 years of management experience", "Clerk, Paper Ltd, 2015 - 2025\n- Managed invoices"),
    ("2 years of management experience", "Assistant to the director, Paper Ltd, 2015 - 2025"),
    (
        "2 years of people management",
        "Nurse, Ward 4, 2018 - 2024\n- Worked in a team led by a sister",
    ),
    (
        "2 years of management experience",
        "Ten years of experience as a cook\nCook, Inn, 2015 - 2025",
    ),
]
LEADING_NOBODY += [
    ("3 Jahre Führungserfahrung", "2015 - 2025 Monteur Wasserleitung, Muster"),
    ("3 Jahre Führungserfahrung", "2015 - 2025 Assistenz Geschäftsleitung, Muster"),
    ("3 Jahre Führungserfahrung", "2015 - 2025 Lagerist, unter Leitung von Herrn X"),
    ("3 years in a leadership role", "Personal Assistant to Director, Paper Ltd, 2015 - 2025"),
    ("3 years in a leadership role", "Cashier, Director's Cut Ltd, 2015 - 2025"),
    ("3 years in a leadership role", "Waiter, The Foreman pub, 2015 - 2025"),
    ("3 years in a leadership role", "Trainee manager, Paper Ltd, 2015 - 2025"),
    ("Mínimo 3 años en puesto de responsabilidad", "2015 - 2025: ayudante de encargado, Sol"),
]
OF_NO_YEARS = [
    "including two Sundays a month",
    "davon zwei Samstage im Monat",
    "dont 2 week-ends par mois",
    "including 3 references",
    "of which one is English",
]
SOME_OF_THOSE = [
    ("5+ years of retail, of which at least 2 in a leadership role", "of which at least 2"),
    ("5+ years of retail experience (including 2 years in management roles)", "including 2 years"),
    (
        "3+ years' experience in software testing, at least one of them in automation",
        "at least one",
    ),
    ("5 Jahre Erfahrung im Einzelhandel, davon mindestens 2 in leitender Position", "davon mindes"),
    ("5 ans d'expérience en restauration dont 2 en encadrement d'équipe", "dont 2 en encadrement"),
    ("Almeno 5 anni di esperienza nel retail, di cui 2 in ruoli di responsabilità", "di cui 2"),
    ("5 años de experiencia en hostelería, de ellos 2 como jefe de sala", "de ellos 2 como"),
    ("min. 5 lat doświadczenia w handlu, w tym 2 na stanowisku kierowniczym", "w tym 2 na"),
    ("minim 5 ani experienta in retail, din care 2 ani intr-o functie de conducere", "din care 2"),
]


@pytest.mark.parametrize(("gate", "job"), LEADING)
def test_years_of_leading_are_those_of_jobs_that_lead_people(gate: str, job: str) -> None:
    assert find_status(gate, f"Work experience\n{job}\n") == "pass"


@pytest.mark.parametrize(("gate", "job"), LEADING_NOBODY)
def test_who_manages_things_or_helps_a_leader_has_no_years_of_leading(gate: str, job: str) -> None:
    assert find_status(gate, f"Work experience\n{job}\n") != "pass"


def test_what_is_led_counts_besides_that_it_is_led() -> None:
    gate = "3 years of management experience in retail"
    assert find_status(gate, CASHIER, "Store manager") != "pass"
    assert find_status(gate, SHOP_LEADER, "Store manager") == "pass"


@pytest.mark.parametrize(("must", "second"), SOME_OF_THOSE)
def test_some_of_the_years_named_before_are_a_gate_of_their_own(must: str, second: str) -> None:
    rubric = draft_rubric("Head of shop", f"Requirements\n- {must}\n- Excel\n")
    assert len(rubric.gates) == 2
    assert rubric.gates[1].text.startswith(second)
    assert not any(one.title.lower().startswith(second[:7]) for one in rubric.criteria)


@pytest.mark.parametrize("line", ["24 ans, célibataire", "32 ani", "Age: 45 years", "51 Jahre alt"])
def test_an_age_near_the_top_is_no_time_of_work(line: str) -> None:
    resume = f"Ada Muster\n{line}\nExperience\nCook, Inn, 01/2025 - 06/2025\n"
    assert find_status("At least 10 years of experience", resume) == "fail"


def test_years_of_something_near_the_top_are_a_time_of_work() -> None:
    resume = "Ada Muster\n24 years of cooking in busy hotels\nExperience\nCook, Inn\n"
    assert find_status("At least 10 years of experience", resume) == "pass"


@pytest.mark.parametrize("gate", OF_NO_YEARS)
def test_some_of_other_things_than_years_ask_for_no_experience(gate: str) -> None:
    assert find_status(gate, "Experience\nBartender, Inn, Jan 2026 - Jun 2026\n") != "fail"


def test_two_of_five_certificates_are_no_two_years() -> None:
    line = "Must hold five GCSEs at grade C or above, including two in English and Maths"
    rubric = draft_rubric("Clerk", f"Requirements\n- {line}\n- Excel\n")
    assert not any(one.text.startswith("including") for one in rubric.gates)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Project Manager", "project"), ("Account Manager", "account"), ("Event Manager", "event")],
)
def test_years_of_managing_things_are_those_of_who_managed_them(title: str, kind: str) -> None:
    gate = f"5 years of {kind} management experience"
    assert find_status(gate, f"Experience\n{title}, Paper Ltd, 2015 - 2024\n", title) == "pass"


@pytest.mark.parametrize(
    "lines", ["Total experience\n22 years", "25 years, plumber, Leeds", "Experience\n22 years"]
)
def test_years_of_work_near_the_top_are_no_age(lines: str) -> None:
    resume = f"Jo Smith\nPlumber\n{lines}\n\nPlumber, Acme, Jan 2026 - Jun 2026\n"
    assert find_status("5 years of experience", resume, "Plumber") != "fail"
