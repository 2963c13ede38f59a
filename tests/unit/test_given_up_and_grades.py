"""Studies that the line below gives up, papers of those who help, and denials at a line's end."""

import pytest

from shortlist.facts.needs import find_need_kind
from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from shortlist.words.lexicon import load_lexicon
from tests.support.offline import make_rubric

BACHELOR = "Bachelor's degree in Accounting"
STUDIES = [
    (BACHELOR, "Education\nBSc Accounting, Kent, 2012 - 2014\nDid not graduate", "fail"),
    (BACHELOR, "Education\nBSc Accounting, Kent\n2012 - 2014, not completed", "fail"),
    (BACHELOR, "Education\nBSc Accounting\nUniversity of Kent\nLeft after two years", "fail"),
    (BACHELOR, "Education\nBSc Accounting, 2012 - 2015\nMSc Finance\nNot completed", "pass"),
    (BACHELOR, "Education\nBSc Accounting, 2012\nProfessional exams, not completed", "pass"),
    (BACHELOR, "Education\nBSc Accounting, 2012\nNever failed a module", "pass"),
    (BACHELOR, "Education\nBSc Accounting, 2012\nNo thesis", "pass"),
    (BACHELOR, "Education\nBSc Accounting, 2012\n\nNot completed", "pass"),
    (
        "Abgeschlossenes Studium des Bauingenieurwesens",
        "Ausbildung\n10/2012 - 09/2015 | Studium Bauingenieurwesen, TH\nohne Abschluss abgebrochen",
        "fail",
    ),
    (
        "Abgeschlossenes Studium des Bauingenieurwesens",
        "Ausbildung\n10/2012 - 09/2015 | Studium Bauingenieurwesen, TH\nPromotion abgebrochen",
        "pass",
    ),
    ("Licence en droit", "Formation\nLicence de droit, Lyon, 2012-2014\nNon obtenue", "fail"),
    ("Laurea in economia", "Istruzione\nLaurea in economia, 2010-2013\nnon terminata", "fail"),
    ("Grado en Derecho", "Formación\nGrado en Derecho, 2012-2015\nSin terminar", "fail"),
    ("Facultate de drept", "Studii\n2010-2013 Facultatea de Drept\nnefinalizată", "fail"),
    (
        "Wykształcenie wyższe prawnicze",
        "Wykształcenie\n2010-2013 Uniwersytet, prawo, studia magisterskie\nnieukończone",
        "fail",
    ),
]
PHARMACIST = "Active pharmacist license in the State of Ohio"
GRADES = [
    (PHARMACIST, "Ohio Board of Pharmacy, Certified Pharmacy Technician, active", "unknown"),
    (PHARMACIST, "Ohio Registered Pharmacist, active", "pass"),
    (PHARMACIST, "Pharmacist license, Ohio; trained three pharmacy technicians", "pass"),
    ("Registered nurse license", "Certified nursing assistant, license 00", "unknown"),
    ("Registered nurse license", "Licensed practical nurse", "unknown"),
    ("Registered nurse license", "Registered nurse, supervised two nursing assistants", "pass"),
    ("Registered nurse license", "RN license, mentor of student nurses", "pass"),
    ("Licensed practical nurse", "Licensed practical nurse", "pass"),
    ("Valid veterinarian license", "Licensed veterinary technician", "unknown"),
    ("Licensed physical therapist", "Licensed physical therapist assistant", "unknown"),
    ("Diplôme de pharmacien", "Diplôme de préparateur en pharmacie", "unknown"),
    ("Approbation als Tierarzt", "Approbation 2015, Tierarzt", "pass"),
]
ANERKENNUNG = "Staatliche Anerkennung als Erzieher/in"
ENDS = [
    (ANERKENNUNG, "2018 Staatlich anerkannte Erzieherin, Fachakademie", "pass"),
    (ANERKENNUNG, "staatl. anerk. Erzieherin", "pass"),
    (ANERKENNUNG, "Noch keine staatliche Anerkennung", "fail"),
    (ANERKENNUNG, "Erzieherin, Kita Regenbogen, 2018 - heute", "unknown"),
    ("Arbeitserlaubnis für Deutschland", "Arbeitserlaubnis liegt noch nicht vor", "fail"),
    ("Arbeitserlaubnis für Deutschland", "Arbeitserlaubnis liegt vor", "pass"),
    ("Arbeitserlaubnis für Deutschland", "unbefristet arbeitsberechtigt in Deutschland", "pass"),
    ("Arbeitserlaubnis für Deutschland", "nicht arbeitsberechtigt in Deutschland", "fail"),
    ("Gesundheitszeugnis", "Gesundheitszeugnis liegt noch nicht vor", "fail"),
    ("Permiso de trabajo en España", "Permiso de trabajo aún no concedido", "fail"),
    ("Zezwolenie na pracę w Polsce", "Zezwolenie na pracę w Polsce jeszcze niewydane", "fail"),
    ("Permis de muncă în România", "Permis de muncă în România încă neobținut", "fail"),
]


@pytest.mark.parametrize(("gate", "resume", "status"), [*STUDIES, *GRADES, *ENDS])
def test_what_is_not_held_whole_does_not_pass(gate: str, resume: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker("Work", gate, rubric, month="2026-07").rank("a", None, resume)
    assert row.gates[0].status == status


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("dachdeckergeselle", "roofer"),
        ("backermeisterin", "baker"),
        ("schreinergesellin", "carpenter"),
        # Who helps a roofer, or looks after a house or a town, has learnt no trade of that name.
        ("dachdeckerhelfer", "dachdeckerhelfer"),
        ("hausmeister", "caretaker"),
        ("burgermeister", "burgermeister"),
    ],
)
def test_a_grade_of_a_trade_is_the_trade(word: str, term: str) -> None:
    assert load_lexicon().find_terms([word]) == [term]


@pytest.mark.parametrize(
    ("headline", "is_left_out"),
    [
        ("Service plumber - full time, one Saturday a month", True),
        ("Plumber - Leeds and the towns around it", True),
        ("Plumber - 5 years of experience", False),
    ],
)
def test_a_first_line_with_the_title_before_a_dash_is_no_criterion(
    headline: str, is_left_out: bool
) -> None:
    rubric = draft_rubric("Plumber", f"{headline}\n\nWhat you need\n- Boiler changes\n- Gas work")
    said = " ".join(one.title for one in rubric.criteria) + " ".join(g.text for g in rubric.gates)
    words = headline.partition(" - ")[2].split()
    assert all(word not in said for word in words[:2]) is is_left_out


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("One Saturday a month", None),
        ("Open house one weekend a year", None),
        ("A year of experience in sales", "experience"),
    ],
)
def test_how_often_is_no_time_of_work(text: str, kind: str | None) -> None:
    assert find_need_kind(text) == kind
