"""Dates as Poles and the French write them, schools among jobs, and papers denied by their kind."""

import pytest

from shortlist.facts.dates import find_ranges
from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from shortlist.words.tokens import fold
from tests.support.offline import make_rubric

TODAY = 2026 * 12 + 7
SALON = "Trois ans d'expérience minimum en salon"
DESK = "18 months' experience as a receptionist"
EJE = "Diplôme d'État d'éducateur de jeunes enfants"
SWIM = "Brevetto di istruttore di nuoto"
CASES = [
    (
        "Coiffeur",
        SALON,
        "09/2025 - à ce jour\nCoiffeuse\nSalon Lou\n2021 - 2025\nCFA de Metz\nCAP puis BP coiffure",
        "fail",
    ),
    (
        "Receptionist",
        DESK,
        "03.2026 - date\nReceptionist\nNorth Dental\n2023 - 2025\nSixth form, Exeter\nA levels",
        "fail",
    ),
    ("Receptionist", DESK, "2023 - 2025\nSixth Form College, Exeter\nReceptionist", "pass"),
    ("Éducatrice", EJE, "DEEJE obtenu en 2016", "pass"),
    ("Éducatrice", EJE, "Pas de DEEJE", "fail"),
    ("Éducatrice", EJE, "Diplôme d\u2019État d\u2019éducatrice de jeunes enfants, 2012", "pass"),
    ("Éducatrice", EJE, "CAP petite enfance, 2012", "unknown"),
    ("Istruttore", SWIM, "Nessun brevetto", "fail"),
    ("Istruttore", SWIM, "Nessun brevetto ritirato", "unknown"),
    ("Driver", "Personal licence", "Licence: none", "unknown"),
    ("Welder", "TIG welding required", "No TIG", "fail"),
    ("Welder", "TIG welding required", "No TIG repairs were ever sent back", "unknown"),
    ("Ślusarz", "5 lat doświadczenia w ślusarstwie", "Rok doświadczenia w ślusarstwie", "fail"),
    ("Prof", "Licence obtenue (toutes disciplines)", "Licence d\u2019histoire, 2019", "pass"),
    ("Prof", "Licence obtenue (toutes disciplines)", "Licence IV, débit de boissons", "unknown"),
]


@pytest.mark.parametrize(("title", "gate", "lines", "status"), CASES)
def test_a_gate_says_what_the_lines_say(title: str, gate: str, lines: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker(title, "", rubric, month="2026-07").rank("c", None, f"Career\n{lines}")
    assert row.gates[0].status == status


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("2021.09 - do dziś", 2021 * 12 + 9, TODAY),
        ("09.2019 r. - 12.2021 r.", 2019 * 12 + 9, 2021 * 12 + 12),
        ("de 2019 à nos jours", 2019 * 12 + 1, TODAY),
        ("05/2018 - jusqu\u2019à présent", 2018 * 12 + 5, TODAY),
        ("2018 - bis heute", 2018 * 12 + 1, TODAY),
    ],
)
def test_a_range_may_say_to_twice(line: str, first: int, last: int) -> None:
    assert [one[:2] for one in find_ranges(fold(line), TODAY)] == [(first, last)]


@pytest.mark.parametrize("fact", ["SIA licence", "Right to work in the UK", "SST"])
def test_a_fact_on_a_line_of_its_own_is_no_heading(fact: str) -> None:
    rubric = draft_rubric("Guard", f"Requirements\n{fact}\nPatrols and reports\nGood manners")
    assert [gate.text for gate in rubric.gates] == [fact]


def test_a_heading_that_names_a_fact_opens_the_list_below_it() -> None:
    rubric = draft_rubric("Guard", "Licences\n- SIA licence\n- Driving licence")
    assert [gate.text for gate in rubric.gates] == ["SIA licence", "Driving licence"]
