"""Fields that a must-have names, fields near them, and plainly other ones."""

import pytest

from tests.support.offline import make_rubric, rank

MARKETING = "Bachelor's degree in Marketing or a related field"
CASES = [
    (MARKETING, "BSc Business Administration, 2012", "pass"),
    (MARKETING, "BA Communications, Harrow, 2012", "pass"),
    (MARKETING, "BA History, University of Harrow, 2014", "unknown"),
    (MARKETING, "BA English Literature, 2014", "unknown"),
    ("Degree in Mechanical Engineering or related field", "BSc Civil Engineering", "pass"),
    ("Degree in Mechanical Engineering or related field", "BSc Physics", "pass"),
    ("Degree in Mechanical Engineering or related field", "BFA Dance, 2010", "unknown"),
    ("Studium der Informatik oder vergleichbar", "M.Sc. Wirtschaftsinformatik", "pass"),
    ("MSc in reproductive biology or similar", "MSc Clinical Embryology, 2015", "pass"),
    # A group of fields is each of them, and what the group is called.
    ("NVQ Level 2 in Health and Social Care", "NVQ 2 Health & Social Care (2018)", "pass"),
    ("NVQ Level 2 in Health and Social Care", "NVQ level 3, Health & Social Care", "pass"),
    ("NVQ Level 3 in Health and Social Care", "NVQ level 2, Health & Social Care", "unknown"),
    ("NVQ Level 2 in Health and Social Care", "NVQ Level 2 Hairdressing", "unknown"),
    ("Degree in life sciences", "BSc Zoology", "pass"),
    ("Degree in life sciences", "BSc Computer Sciences", "unknown"),
    # As schools write it.
    ("Staatlich anerkannte/r Erzieher/in", "2017 staatl. anerkannte Erzieherin", "pass"),
    ("Staatlich anerkannter Erzieher (m/w/d)", "staatl. gepr. Erzieherin, 2017", "pass"),
    ("Abgeschlossenes Studium im Lehramt", "Diplom Lehramt, 2012, Charkiw", "pass"),
    ("Abgeschlossenes Studium im Lehramt", "Diplom Lehramt, 2012, nicht anerkannt", "unknown"),
    ("NVQ Level 2 in nursing", "BSc Adult Nursing, 2024 - 2027 (year 3)", "unknown"),
]


@pytest.mark.parametrize(("gate", "resume", "status"), CASES)
def test_a_field_is_the_one_asked_for_one_near_it_or_another(gate, resume, status):
    row = rank(f"Education\n{resume}", make_rubric(("Python", "critical"), gates=(gate,)))
    assert row.gates[0].status == status


PAPERS = [
    (
        "Führerschein Klasse CE mit gültigen Modulen (Schlüsselzahl 95)",
        "Führerscheine: B, C, CE (95 bis 08/2029)",
        "pass",
    ),
    (
        "Führerschein Klasse CE mit gültigen Modulen (Schlüsselzahl 95)",
        "Führerschein: B, C, CE",
        "unknown",
    ),
    ("Code 95 / Schlüsselzahl 95", "Führerschein CE (95 bis 2023)", "fail"),
    ("Code 95 / Schlüsselzahl 95", "Teams mit 95 Mitarbeitern geführt", "unknown"),
    ("Code 95 / Schlüsselzahl 95", "SAP-Module vorhanden", "unknown"),
    ("Iscrizione all'albo dei farmacisti", "Cancellata dall'albo dei farmacisti", "fail"),
    ("Laurea in Economia", "Iscritta all'Università di Pavia, laurea in Economia", "unknown"),
    ("Laurea in Economia", "Laurea in Economia - iscritta fuori corso", "unknown"),
    ("Degree in pharmacy", "Pharmacy, 2010-2012, dropped out", "fail"),
    (
        "Degree in pharmacy",
        "Pharmacy, Bath 2005-2007, dropped out\nPharmacy, Kent 2008-2012",
        "unknown",
    ),
    ("3 years as an attorney", "Experience\nSupervising Attorney, Law Clinic, 2012 - 2026", "pass"),
    ("3 years as a probation officer", "Experience\nProbation officer, 2024 - 2026", "unknown"),
    (
        "3 years in accounting",
        "Experience\nComptable, 2025 - 2026\nChef de rayon, 2012 - 2025",
        "unknown",
    ),
    ("Iscrizione all'OPI", "Iscritta OPI di Valdoro n. 0000", "pass"),
    ("Iscrizione all'OPI", "Non iscritta all'OPI", "fail"),
    ("Laurea in Infermieristica", "Laurea in Infermieristica: 110/110", "pass"),
    ("Laurea in Infermieristica", "Laurea in Infermieristica: iscritto al 2° anno", "unknown"),
    (
        "Diplomă de asistent medical generalist (postliceală sau facultate)",
        "Școala Postliceală Sanitară, asistent medical generalist, 2017",
        "pass",
    ),
]


@pytest.mark.parametrize(("gate", "resume", "status"), PAPERS)
def test_papers_are_known_as_their_holders_write_them(gate, resume, status):
    row = rank(f"Education\n{resume}", make_rubric(("Python", "critical"), gates=(gate,)))
    assert row.gates[0].status == status
