"""Apprenticeships, classes denied, papers that ended or only begin, and what says the contrary."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

ZFA = "Mindestens 2 Jahre Berufserfahrung als ZFA"
ELECTRICIAN = "3 years as an electrician"
LORRY = "Prawo jazdy kat. C+E i karta kierowcy"
ROLL = "Iscrizione all'albo dei farmacisti"
APPRENTICESHIPS = [
    ("ZFA", ZFA, "05/2025 - heute\tZFA\n08/2022 - 04/2025\tAusbildung zur ZFA", "fail"),
    ("ZFA", ZFA, "05/2020 - heute\tZFA\n08/2017 - 04/2020\tAusbildung zur ZFA", "pass"),
    ("ZFA", ZFA, "Azubi ZFA, Praxis am Markt, 2022 - 2025", "fail"),
    ("Koch", "3 Jahre Erfahrung als Koch", "Ausbildungsleiter, Koch, 2015 - 2025", "pass"),
    (
        "Electrician",
        ELECTRICIAN,
        "Electrician, Volt, 2025 - Present\nApprentice Electrician, Volt, 2021 - 2025",
        "unknown",
    ),
    ("Electrician", ELECTRICIAN, "Electrical Apprentice, Volt, 2025 - Present", "fail"),
    ("Electrician", ELECTRICIAN, "Apprentice, then Electrician, Volt, 2010 - 2025", "pass"),
    ("Electrician", ELECTRICIAN, "Electrician and apprentice supervisor, 2015 - 2025", "pass"),
    (
        "Apprenticeship Assessor",
        "3 years of apprenticeship assessment",
        "Apprenticeship Assessor, Norfield College, 2019 - Present",
        "pass",
    ),
]
CLASSES = [
    ("Kierowca", LORRY, "Prawo jazdy kat. B, nie posiadam kat. C+E\nKarta kierowcy", "fail"),
    ("Kierowca", LORRY, "Prawo jazdy kat. B, C, C+E\nKarta kierowcy do 2029", "pass"),
    ("Fahrer", "Führerschein Klasse CE", "Klasse B, CE habe ich nicht", "fail"),
    ("Fahrer", "Führerschein Klasse B", "Klasse B, CE habe ich nicht", "pass"),
    ("Driver", "CDL Class A", "CDL Class B, no Class A", "fail"),
    ("Driver", "CDL Class A", "CDL Class A, no accidents, no points", "pass"),
    ("Fahrer", "Führerschein Klasse B", "Führerschein Klasse B (ohne eigenes Auto)", "pass"),
]
ENDS = [
    ("Farmacista", ROLL, "Cancellata dall'albo nel 2023", "fail"),
    ("Farmacista", ROLL, "Iscritta all'albo dei farmacisti, mai cancellata dall'albo", "pass"),
    ("Nurse", "NMC registration", "NMC registered, never struck off the register", "pass"),
    ("Teacher", "Qualified Teacher Status (QTS)", "PGCE (QTS) in September 2027", "unknown"),
    ("Teacher", "Qualified Teacher Status (QTS)", "QTS, revalidation in September 2027", "pass"),
    ("Teacher", "Qualified Teacher Status (QTS)", "QTS, available from January 2027", "pass"),
    ("Curier", "Drept de muncă în România", "Permis unic valabil până în 2027", "pass"),
    ("Buchhalter", "DATEV-Kenntnisse erforderlich", "DATEV - nie ohne", "pass"),
    ("Buchhalter", "DATEV-Kenntnisse erforderlich", "Kein Monat ohne DATEV", "pass"),
    ("Buchhalter", "DATEV-Kenntnisse erforderlich", "Bisher ohne DATEV gearbeitet", "fail"),
    ("Operator", "Limba germană nivel B2", "Engleză B2, germană deloc", "fail"),
    ("Kellner", "Deutschkenntnisse B1", "Deutsch: überhaupt nicht", "fail"),
    ("Kellner", "Deutschkenntnisse B1", "Deutsch B2, gar nicht schüchtern", "pass"),
    ("Pharmacist", "Degree in pharmacy", "BPharm, University of Norfield, 2015", "pass"),
    ("Pharmacist", "Degree in pharmacy", "BPhysio, University of Norfield, 2015", "unknown"),
    (
        "Magazynier",
        "2 lata doświadczenia na magazynie",
        "04.2026 - obecnie Magazynier, Hurtownia\nUDT na wózki, ważne do 2030",
        "fail",
    ),
    (
        "Magazynier",
        "2 lata doświadczenia na magazynie",
        "04.2026 - obecnie Magazynier, Hurtownia\nMagazynier, Skład Północ, 2012",
        "unknown",
    ),
]


@pytest.mark.parametrize(("title", "gate", "lines", "status"), APPRENTICESHIPS + CLASSES + ENDS)
def test_a_gate_says_what_a_recruiter_reads(title: str, gate: str, lines: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker(title, "", rubric, month="2026-07").rank("c", None, f"Career\n{lines}")
    assert row.gates[0].status == status
