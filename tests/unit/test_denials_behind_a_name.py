"""Denials and ends that stand behind the name of what they are about."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

CASES = [
    ("Maîtrise de Silae obligatoire", "Silae (aucune pratique), Excel", "fail"),
    ("Maîtrise de Silae obligatoire", "Silae (4 ans), Excel (aucune pratique)", "pass"),
    ("Znajomość InDesign - konieczna", "CorelDraw; InDesigna nie znam", "fail"),
    ("Znajomość InDesign - konieczna", "CorelDraw nie znam; InDesign znam", "pass"),
    ("Knowledge of Xero required", "Xero: no experience so far", "fail"),
    ("Knowledge of Xero required", "Xero: no experience of payroll in it", "unknown"),
    ("Knowledge of Xero required", "Xero: no, but learnt it last week", "unknown"),
    ("Conduite de pelle obligatoire", "Pelle : jamais conduit", "fail"),
    ("uprawnienia UDT", "UDT: brak, kurs planowany na jesień 2026", "fail"),
    ("Plumber licence", "Plumber license no. 4471, renewed 2026", "pass"),
    ("SIA licence", "SIA licence: renewed 2020, expired 2025", "fail"),
    ("SIA licence", "SIA licence: expired 2020, renewed 2025", "pass"),
    ("SIA licence", "SIA licence: valid to 2028, first aid expired 2024", "pass"),
    ("Carné C", "Carnés\nB. El carné C me lo retiraron en 2024", "fail"),
    (
        "Grado en Trabajo Social",
        "Grado en Trabajo Social, Universidad del Valle, abandonado en segundo curso",
        "fail",
    ),
    (
        "Abgeschlossenes Studium der Geodäsie",
        "Studium\nGeodäsie, Hochschule Nord, abgebrochen ohne Abschluss",
        "fail",
    ),
    ("Bachelor in social work", "BA Social Work 2015, failed the driving course", "unknown"),
]


@pytest.mark.parametrize(("gate", "line", "status"), CASES)
def test_what_stands_behind_a_name_says_no_or_not(gate: str, line: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker("Worker", "", rubric, month="2026-07").rank("c", None, f"Summary\n{line}")
    assert row.gates[0].status == status
