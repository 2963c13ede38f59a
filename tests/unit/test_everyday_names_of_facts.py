"""Everyday names of facts, and those that only look like them."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

YEARS = "5 years of experience as a nurse"
UK = "Right to work in the UK"
LORRY = "Führerschein Klasse CE mit Schlüsselzahl 95"
CASES = [
    ("Nurse", YEARS, "Porter helping nurses, Elm Hospital, 2010 - 2024", "unknown"),
    ("Nurse", YEARS, "Nurse helping doctors, Elm Hospital, 2010 - 2024", "pass"),
    ("Engineer", "5 years of experience as an engineer", "BP engineer 2014 - 2023", "pass"),
    ("Boulanger", "2 ans d'expérience comme boulanger", "BP boulanger 2014 - 2023", "unknown"),
    ("Cook", UK, "British National (Overseas)", "unknown"),
    ("Cook", UK, "Nationality: British Indian", "unknown"),
    ("Cook", UK, "Nationality: British (by birth)", "pass"),
    ("Cook", UK, "British national", "pass"),
    ("Cook", UK, "Right to work\nNot yet - I would need a visa sponsored by you", "fail"),
    ("Cook", UK, "Right to work\nYes, settled status", "pass"),
    ("Curier", "Drept de muncă în România", "Permis unic valabil până în 2027", "pass"),
    ("Carretillero", "Carné de carretillero", "Carretillero: carné no caducado", "pass"),
    ("Carretillero", "Carné de carretillero", "Carretillero: carne fresca y pescado", "unknown"),
    ("Buchhalter", "DATEV-Kenntnisse zwingend erforderlich", "DATEV: sehr gut", "pass"),
    ("Buchhalter", "DATEV-Kenntnisse zwingend erforderlich", "Kenntnisse: Excel", "unknown"),
    ("Driver", "Permis D", "Permis\nB (2012), D (2019)", "pass"),
    ("Driver", "Permis D", "Permis\nB (2012), C (2019)", "unknown"),
    ("Driver", "Patente C valida", "Patente B; patente C revocata nel 2023", "fail"),
    ("Driver", "Patente C valida", "Patente B revocata nel 2010; patente C valida", "pass"),
    ("Fahrer", LORRY, "Führerschein\nKlassen: B, C, CE\nSchlüsselzahl 95 bis 05/2029", "pass"),
    ("Fahrer", LORRY, "Führerschein\nKlassen: B, C, CE", "unknown"),
    ("Yard hand", "Counterbalance forklift licence", "RTITB Counterbalance, 11/2024", "pass"),
    (
        "Niania",
        "Co najmniej 3 lata doświadczenia w opiece",
        "Mam rok doświadczenia w opiece",
        "fail",
    ),
    ("Niania", "Co najmniej rok doświadczenia w opiece", "Mam rok doświadczenia w opiece", "pass"),
    ("Niania", "Co najmniej 3 lata doświadczenia w opiece", "Drugi rok pracy w opiece", "unknown"),
    (
        "Esteticista",
        "Mínimo 5 años de experiencia en estética",
        "Esteticista con más de 8 años de experiencia en cabina",
        "pass",
    ),
    (
        "Zahnmedizinische Fachangestellte",
        "Mindestens 2 Jahre Berufserfahrung als ZFA",
        "08/2020 - heute Zahnmedizinische Fachangestellte, Praxis Amsel",
        "pass",
    ),
    ("Officer", "Degree in environmental health", "BSc Environmental Health, Weston", "pass"),
    ("Officer", "Degree in environmental health", "BSc Nursing, Weston", "unknown"),
    ("Officer", "Degree in a health field", "BSc Nursing, Weston", "pass"),
]


@pytest.mark.parametrize(("title", "gate", "line", "status"), CASES)
def test_a_gate_knows_what_is_meant(title: str, gate: str, line: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker(title, "", rubric, month="2026-07").rank("c", None, f"Summary\n{line}")
    assert row.gates[0].status == status
