"""What is still learnt, still to be obtained or no work at all, against a must-have."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric, rank

# Ranked in July 2026.
GOING_ON = (
    "MSc Computer Science, University of Harrow, 2024 - present",
    "MSc Computer Science, 2024 - 2028",
    "MSc Computer Science, Harrow, June 2028",
    "BSc Biology 2023 to date",
    "B.A. Germanistik, seit 10/2024",
    "Master in Finance, 2025 - present",
)
DONE = (
    "MSc Computer Science, 2012 - 2014",
    "BSc Biology, Harrow, 2022 - 2026",
    "BSc Biology 2019",
    "B.A. Germanistik, 2010 - 2013; Fahrerlaubnis gültig bis 2033",
    "BA History\nUniversity of Harrow\n2009 - 2012\n\nClerk, Harbour Office\n2013 - present",
)
LEARNT = (
    "Ausbildung zur Elektronikerin für Betriebstechnik (Abschluss voraussichtlich 2028), Adler",
    "seit 09/2024 Ausbildung zum Elektroniker",
    "Ausbildung zum Elektroniker (3. Lehrjahr)",
)
PROMISES = (
    ("SIA licence, or willing to obtain one", "SIA licence valid until 2028", "No SIA licence yet"),
    ("Forklift licence or willingness to get one", "Forklift licence", "No forklift licence"),
    ("CDL class A or ability to obtain within 90 days", "CDL class A", "No CDL"),
    ("CPR certificate within 30 days of hire", "CPR certificate", "No CPR certificate"),
    ("Permis C ou volonté de le passer", "Permis C", "Pas de permis C"),
    (
        "Führerschein Klasse C oder Bereitschaft, ihn zu machen",
        "Führerschein C",
        "Führerschein C fehlt",
    ),
    ("Carnet C o disposición a obtenerlo", "Carnet de conducir C", "Sin carnet de conducir C"),
    (
        "Schaltberechtigung bis 30 kV oder die Bereitschaft, sie zu erwerben",
        "Schaltberechtigung bis 30 kV (gültig bis 2028)",
        "Schaltberechtigung: noch nicht vorhanden",
    ),
)
NO_WORK = (
    "Führerschein Klasse B seit 2005",
    "Driving licence since 2005",
    "First aid certificate since 2008",
    "Verheiratet seit 2006",
    "Permis B depuis 2004",
)


def check(gate: str, resume: str) -> tuple[str, list[int]]:
    row = rank(resume, make_rubric(("Friendly manner", "nice"), gates=(gate,)))
    return row.gates[0].status, [one.line for one in row.gates[0].evidence]


@pytest.mark.parametrize("studies", GOING_ON)
@pytest.mark.parametrize("heading", ["Education", "Anna"])
def test_studies_that_go_on_are_no_degree_yet(studies: str, heading: str) -> None:
    assert check("University degree required", f"{heading}\n{studies}")[0] == "unknown"


def test_studies_that_go_on_may_stand_above_their_dates() -> None:
    resume = "Education\nMasters in Logistics\nUniversity of Harrow\n09/2024 - present"
    assert check("University degree required", resume)[0] == "unknown"


@pytest.mark.parametrize("studies", DONE)
def test_studies_that_have_ended_are_a_degree(studies: str) -> None:
    assert check("University degree required", f"Education\n{studies}")[0] == "pass"


@pytest.mark.parametrize("training", LEARNT)
def test_a_trade_that_is_still_learnt_is_not_held(training: str) -> None:
    gate = "Abgeschlossene Berufsausbildung als Elektroniker"
    assert check(gate, f"Lebenslauf\n{training}")[0] == "unknown"


@pytest.mark.parametrize(("gate", "held", "lacked"), PROMISES)
def test_who_lacks_what_may_be_obtained_later_contradicts_nothing(
    gate: str, held: str, lacked: str
) -> None:
    assert check(gate, f"Experience\nDriver, 2015 - 2025\n{held}")[0] == "pass"
    assert check(gate, f"Experience\nDriver, 2015 - 2025\n{lacked}")[0] == "unknown"


@pytest.mark.parametrize("line", NO_WORK)
def test_since_when_somebody_drives_or_is_married_is_no_work(line: str) -> None:
    resume = f"Clerk, Harbour Office, 2024 - 2026\n\nOther\n{line}"
    assert check("8 years of experience", resume) == ("fail", [1])


def test_a_heading_is_no_evidence_of_the_training_below_it() -> None:
    resume = "Ausbildung\n2012 - 2015 Ausbildung zum Elektroniker, Walzwerk Hohenau"
    assert check("Abgeschlossene Ausbildung als Elektroniker", resume) == ("pass", [2])


SIMILAR = (
    "min. roku doświadczenia na podobnym stanowisku",
    "Mindestens 2 Jahre Erfahrung in vergleichbarer Position",
    "Almeno 2 anni di esperienza in posizione analoga",
    "At least 2 years in a similar role",
)


@pytest.mark.parametrize("gate", SIMILAR)
def test_years_in_a_similar_post_are_those_of_the_posts_own_profession(gate: str) -> None:
    ranker = OfflineRanker(
        "CNC operator", gate, make_rubric(("Friendly manner", "nice"), gates=(gate,))
    )
    cashier = ranker.rank("c", None, "Experience\nCashier, shop, 2019 - 2024")
    operator = ranker.rank("c", None, "Experience\nCNC operator, plant, 2019 - 2024")
    assert (cashier.gates[0].status, operator.gates[0].status) == ("unknown", "pass")


def test_the_name_of_a_trade_is_not_its_licence() -> None:
    gate = "Carnet de carretillero en vigor"
    assert check(gate, "Experiencia\nCarretillero, Almacén Norte, 2015 - 2024")[0] == "unknown"
    assert check(gate, "Experiencia\nCarnet de carretillera, hasta 2029")[0] == "pass"


@pytest.mark.parametrize(
    ("gate", "line"),
    [
        ("ESO o equivalente", "Graduado en ESO (2012)"),
        ("Wykształcenie min. zawodowe", "Zasadnicza Szkoła Zawodowa, stolarz, 2017"),
        ("Wykształcenie min. średnie", "Liceum ogólnokształcące, 2018"),
    ],
)
def test_schools_are_known_by_their_own_names(gate: str, line: str) -> None:
    assert check(gate, f"Education\n{line}")[0] == "pass"
    assert check(gate, "Por eso me gusta el trabajo en equipo")[0] == "unknown"


TRADES = [
    ("Abgeschlossene kaufmännische Ausbildung", "2006 - 2009 Ausbildung zur Bürokauffrau", "pass"),
    ("Abgeschlossene kaufmännische Ausbildung", "Industriekaufmann (IHK), 2012", "pass"),
    ("Abgeschlossene kaufmännische Ausbildung", "Ausbildung zum Elektroniker", "unknown"),
    ("Abgeschlossene technische Ausbildung", "Gesellenbrief Industriemechaniker", "pass"),
    ("Abgeschlossene technische Ausbildung", "Ausbildung zur Bürokauffrau", "unknown"),
    ("Handwerkliche Ausbildung", "gelernter Tischler", "pass"),
    ("Ausbildung in der Gastronomie", "gelernte Hotelfachfrau", "pass"),
    ("Pädagogische Ausbildung", "Staatlich anerkannte Erzieherin", "pass"),
    ("Abgeschlossene Ausbildung als Koch", "2010 - 2013 Kochlehre, Gasthof Adler", "pass"),
    ("Ausbildung als Elektroniker oder vergleichbar", "Ausbildung zum Mechatroniker", "pass"),
    ("Ausbildung als Elektroniker oder vergleichbar", "Ausbildung zur Bürokauffrau", "unknown"),
    ("Ausbildung als Elektroniker oder vergleichbar", "Realschule, Mittlere Reife", "unknown"),
    ("Abgeschlossene Berufsausbildung", "Industriekaufmann (IHK), 2012", "pass"),
    ("Abgeschlossene Berufsausbildung", "Excel-Seminar (IHK), 2 Tage", "unknown"),
    ("Abgeschlossene Berufsausbildung", "Keine Ausbildung\nBüro, IHK Talbrück", "fail"),
    ("Ausbildung in der Pflege", "Pflegehelferin, Ausbildung als Friseurin", "unknown"),
    ("Ausbildung in der Gastronomie", "Ausbildung: Bäcker. Arbeit als Koch", "unknown"),
    ("Diploma di scuola superiore", "2019 Diploma di ragioneria", "pass"),
    ("Diploma di scuola superiore", "Laurea in Economia, 2014", "pass"),
    ("Diploma di scuola superiore", "Licenza media, 2005", "unknown"),
    ("Diplôme d'État d'aide-soignant exigé", "2019 : DEAS, IFAS de Montval", "pass"),
    ("Diplôme d'État d'aide-soignant exigé", "2014 : bac pro ASSP", "unknown"),
    ("Automunito", "Patente B, auto propria", "pass"),
    ("Automunito", "Patente B", "unknown"),
    ("Nivel medio de inglés", "Inglés B1", "pass"),
    ("Nivel medio de inglés", "Inglés A1", "fail"),
]


@pytest.mark.parametrize(("gate", "resume", "status"), TRADES)
def test_a_trade_says_in_which_field_it_was_learnt(gate: str, resume: str, status: str) -> None:
    row = rank(f"Ada Probe\n\n{resume}\n", make_rubric(("Work", "nice"), gates=(gate,)))
    assert row.gates[0].status == status


def test_jobs_that_nobody_can_place_are_no_evidence_of_years_that_are_asked_for() -> None:
    resume = (
        "Experience\nBarista, Kettle House, 2022 - 2026\n- Opened the shop at six\n\n"
        "Profile\nI care, and looked after my grandmother"
    )
    row = rank(resume, make_rubric(("At least 6 months in a care setting", "critical")))

    assert [one.line for one in row.criteria[0].evidence] == [6]


def test_a_criterion_is_not_shown_by_a_heading() -> None:
    rubric = make_rubric(("Warehouse experience", "critical"))
    below = "Cook, Harbour Bar, 2020 - 2026\n- Pasta"

    assert rank(f"Warehouse experience\n{below}", rubric).criteria[0].level == 0
    assert rank(f"{below} and orders for the warehouse", rubric).criteria[0].level > 0


TRADES_IN_EDUCATION = [
    ("Kaufmännische Ausbildung (z. B. Bürokauffrau)", "2005 - 2008 Bürokauffrau, Kammer", "pass"),
    ("Abgeschlossene Ausbildung zum Koch", "2010 - 2013 Koch, Hotel Muster", "pass"),
    ("Kaufmännische Ausbildung (z. B. Bürokauffrau)", "2024 - 2028 Bürokauffrau", "unknown"),
    ("Abgeschlossene Ausbildung zum Koch", "2010 - 2013 Bäcker, Hotel Muster", "unknown"),
]
NOT_LEARNT = [
    ("Ausbildung zur Pflegefachkraft", "Praktikum als Pflegefachkraft im Klinikum, 2 Wochen"),
    ("Ausbildung zur Pflegefachkraft", "Hygiene für Pflegefachkräfte"),
    ("Kaufmännische Ausbildung (z. B. Bürokauffrau)", "Mutter: Bürokauffrau"),
    ("Ausbildung zum Kfz-Mechatroniker", "Berufswunsch: Kfz-Mechatroniker"),
    ("Apprenticeship as an electrician", "Electrician taster course"),
    ("Apprenticeship as an electrician", "Course: health and safety for electricians"),
    ("CAP boulanger", "2010 Stage découverte boulanger"),
]
LOWER = [
    ("Bac+3 minimum en communication", "2013 : BTS Communication visuelle"),
    ("FP Grado Superior en Mecatrónica", "FP Grado Medio Electromecánica, 2014"),
    ("Bachelor's degree in nursing", "A levels: Biology (B)"),
]
VISAS = [
    ("Spouse visa, valid until 2028", "pass"),
    ("Graduate visa valid until January 2027, will require Skilled Worker sponsorship", "fail"),
    ("I would need employer sponsorship", "fail"),
    ("I do not require employer sponsorship, ILR", "pass"),
]


@pytest.mark.parametrize(("gate", "line", "status"), TRADES_IN_EDUCATION)
def test_a_trade_that_stands_where_schools_stand_was_learnt(gate, line, status):
    row = rank(f"Ausbildung\n{line}\n", make_rubric(("Arbeit", "critical"), gates=(gate,)))
    assert row.gates[0].status == status


def test_a_trade_that_stands_among_jobs_may_not_have_been_learnt():
    gate = "Abgeschlossene Ausbildung zum Koch"
    resume = "Berufserfahrung\n2010 - 2013 Koch, Hotel Muster\n"
    row = rank(resume, make_rubric(("Arbeit", "critical"), gates=(gate,)))
    assert row.gates[0].status == "unknown"


@pytest.mark.parametrize(("gate", "line"), NOT_LEARNT)
def test_who_watched_helped_or_wished_has_learnt_no_trade(gate, line):
    row = rank(f"Ausbildung\n{line}\n", make_rubric(("Arbeit", "critical"), gates=(gate,)))
    assert row.gates[0].status == "unknown"


@pytest.mark.parametrize(("gate", "line"), LOWER)
def test_a_lower_degree_is_shown_and_contradicts_nothing(gate, line):
    row = rank(f"Education\n{line}\n", make_rubric(("Work", "critical"), gates=(gate,)))
    assert row.gates[0].status == "unknown"
    assert [one.text for one in row.gates[0].evidence] == [line]


@pytest.mark.parametrize(("line", "status"), VISAS)
def test_a_visa_lets_people_work_unless_they_ask_for_a_sponsor(line, status):
    gate = "You must have the right to work in the UK"
    row = rank(f"Jo\n{line}\n", make_rubric(("Work", "critical"), gates=(gate,)))
    assert row.gates[0].status == status
