"""Work, classes, registers and studies that a resume says there are none of, or no more."""

import pytest

from tests.support.offline import find_status

NEVER_WORKED = [
    ("3 years of welding experience", "I have never worked as a welder for a firm."),
    ("2 Jahre Erfahrung im Verkauf", "Ich habe noch nie im Verkauf gearbeitet."),
    ("2 años como camarero", "Nunca he trabajado de camarero"),
    ("4 lata pracy w księgowości", "Nigdy nie pracowałam w księgowości"),
]
OF_LESS = [
    ("2 years in retail", "Sales floor, Store, 2015 - now\nNo retail experience abroad"),
    (
        "2 years in retail",
        "No retail management experience\nShop floor team member, Store, 2015 - now",
    ),
    ("3 years of welding experience", "I would love to work as a welder"),
    (
        "3 years of welding experience",
        "Welder, Yard, 2015 - now\nNever worked as a welder offshore",
    ),
]
NOT_ON_REGISTER = [
    "I am no longer on the NMC register",
    "Not registered with the NMC",
    "My name is not on the NMC register yet",
]
OPEN = ["NMC PIN awaited", "NMC registration in progress"]
CLASSES = [
    ("I do not have Class 1 yet, I am saving up for the course.", "fail"),
    ("C+E: not yet", "fail"),
    ("I have Class 2 but not Class 1", "fail"),
    ("Class 1 since 2012", "pass"),
    ("Class 1 medical", "unknown"),
]
UNFINISHED = [
    ("Fully qualified accountant (ACCA)", "Part-qualified ACCA"),
    ("Fully qualified accountant (ACCA)", "ACCA finalist"),
    ("Abogado/a colegiado/a ejerciente", "Abogado, colegiado no ejerciente"),
    ("Attestato di qualifica OSS", "Corso OSS in frequenza, 640 ore su 1000"),
    ("A law degree is essential", "LLB Law, 2016 - 2017\n  completed first year, left the course"),
]


@pytest.mark.parametrize(("gate", "line"), NEVER_WORKED)
def test_who_never_did_such_work_fails(gate: str, line: str) -> None:
    assert find_status(gate, f"Experience\nBarista, Cafe, 2015 - now\n{line}\n", "Clerk") == "fail"


@pytest.mark.parametrize(("gate", "lines"), OF_LESS)
def test_a_denial_of_more_or_a_wish_denies_no_work(gate: str, lines: str) -> None:
    assert find_status(gate, f"Experience\n{lines}\n", "Clerk") != "fail"


@pytest.mark.parametrize("line", NOT_ON_REGISTER)
def test_who_is_not_on_the_register_fails(line: str) -> None:
    assert find_status("Current NMC registration", line, "Nurse") == "fail"


@pytest.mark.parametrize("line", OPEN)
def test_what_is_awaited_is_open(line: str) -> None:
    assert find_status("Current NMC registration", line, "Nurse") == "unknown"


@pytest.mark.parametrize(("line", "status"), CLASSES)
def test_a_class_is_read_without_the_word_for_a_licence(line: str, status: str) -> None:
    assert find_status("Category C+E licence", line, "Driver") == status


@pytest.mark.parametrize(("gate", "line"), UNFINISHED)
def test_what_is_held_in_part_is_not_held(gate: str, line: str) -> None:
    assert find_status(gate, line, "Clerk") != "pass"


@pytest.mark.parametrize(
    ("line", "status"),
    [("Permis B (2009)", "pass"), ("Permis B (2025)", "unknown"), ("Permis B", "unknown")],
)
def test_a_licence_of_years_passes_by_its_date_and_not_by_years_of_work(
    line: str, status: str
) -> None:
    resume = f"Livreur de colis, 2015 - 2024\n{line}\n"
    assert find_status("Permis B depuis plus de 3 ans", resume, "Ambulancier") == status


def test_a_register_is_that_of_the_profession_at_the_top() -> None:
    gate = "Iscrizione all'Ordine dei Farmacisti"
    resume = "Farmacista\n\nAbilitazione 2016, iscritta all'Ordine dal gennaio 2017\n"
    assert find_status(gate, resume, "Commesso") == "pass"
    assert find_status(gate, resume.replace("Farmacista", "Avvocata"), "Commesso") != "pass"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Fachkraft für Lagerlogistik (IHK 2011)", "pass"),
        ("Ausbildung zum Fachlageristen, bestanden", "pass"),
        ("Koch (IHK 2011)", "unknown"),
    ],
)
def test_a_trade_that_somebody_was_examined_in_was_learnt(line: str, status: str) -> None:
    gate = "Abgeschlossene Ausbildung als Fachkraft für Lagerlogistik"
    assert find_status(gate, f"{line}\n2011 - 2014 Lagerist, Muster\n", "Lagerist") == status


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Maschinenschlosser, Lehrabschlussprüfung 2014", "pass"),
        ("Bürokaufmann, Lehrabschlussprüfung 2014", "unknown"),
    ],
)
def test_a_trade_learnt_may_be_a_kind_of_the_one_asked_for(line: str, status: str) -> None:
    gate = "Abgeschlossene Lehre als Schlosser"
    assert find_status(gate, f"Lehre\n{line}\n", "Schlosser") == status


def test_a_line_that_opens_with_a_lone_year_ends_the_job_above() -> None:
    resume = "Work\n2021 - 2023 Delivery rider\n2020 Kitchen porter, Grill, 5 months\n"
    assert find_status("2 years in a professional kitchen", resume, "Cook") == "unknown"


def test_a_season_that_goes_on_is_no_job_of_three_months() -> None:
    resume = "The Inn, cook, Spring 2019 - when it closed\nhad a helper for a year\n"
    assert find_status("2 years in a professional kitchen", resume, "Cook") != "fail"


def test_the_job_above_lends_its_title_to_no_other() -> None:
    resume = "Work\n06/25 - present Roofer, Tiles Ltd\n01/16 - 05/25 Postman, delivery office\n"
    assert find_status("5 years as a roofer", resume, "Roofer") == "unknown"


def test_years_after_training_count_in_any_job() -> None:
    gate = "Mindestens 3 Jahre Berufserfahrung nach der Ausbildung (Voraussetzung)"
    long = "Beruf\n08/2018 - heute ZFA, Praxis\n08/2015 - 07/2018 Ausbildung zur ZFA"
    assert find_status(gate, long, "ZFA") == "pass"


def test_an_age_behind_a_label_is_no_time_of_work() -> None:
    resume = "Lebenslauf\nPersönliches: 20 Jahre, ledig\nBeruf\n01/2026 - heute Koch, Gasthof\n"
    assert find_status("Mindestens 3 Jahre Erfahrung als Koch", resume, "Koch") != "pass"


@pytest.mark.parametrize(
    ("job", "status"),
    [
        ("Phlebotomist, Clinic, Mar 2023 - present\n60 venepunctures a day", "pass"),
        (
            "Clerk, Mar 2018 - present\n\nPhlebotomist, 2011 - Feb 2018\n60 venepunctures a day",
            "unknown",
        ),
    ],
)
def test_what_must_have_been_done_of_late_is_read_by_when_it_was_done(
    job: str, status: str
) -> None:
    gate = "Hands-on venepuncture within the last two years"
    assert find_status(gate, f"Work\n{job}\n", "Phlebotomist") == status


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("SEP E do 1 kV - ważne do 03.2029", "pass"),
        ("SEP E do 1 kV - wygasły 03.2021", "fail"),
        ("SEP E do 1 kV - wygasły 2019, odnowione 2024", "pass"),
    ],
)
def test_an_end_behind_a_dash_is_of_the_paper_before_it(line: str, status: str) -> None:
    assert find_status("uprawnienia SEP E do 1 kV", line, "Elektryk") == status


def test_years_in_a_copied_list_of_words_are_none() -> None:
    words = "bricklayer, bricklaying, facework, blockwork, housing sites, 3 years, pointing, trowel"
    resume = f"Key skills: {words}\n\nEmployment\n2021 - now: barista, Bean Yard\n"
    assert find_status("3 years' bricklaying on housing sites", resume, "Bricklayer") == "unknown"
    resume = "Bricklaying on housing sites, 3 years\n"
    assert find_status("3 years' bricklaying on housing sites", resume, "Bricklayer") == "pass"


def test_years_of_which_the_last_are_told_apart_are_years_of_work() -> None:
    line = "On the tools as a carpenter for twenty-two years, the last nine self-employed"
    assert find_status("10 years as a carpenter", line, "Carpenter") == "pass"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("CPCS A04 tower crane, expires 11/2029", "pass"),
        ("CPCS A40 slinger signaller, expires 03/2029", "unknown"),
    ],
)
def test_another_entry_of_the_same_card_is_not_the_one_asked_for(line: str, status: str) -> None:
    assert find_status("Valid CPCS A04 tower crane card", line, "Crane operator") == status
