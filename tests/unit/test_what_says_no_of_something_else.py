"""Lines with a denial that is not about what is asked for, and those with one that is."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.rubric import Criterion, Gate, Rubric

WORK = Criterion(id="a", title="Work", importance="important", levels=("a", "b", "c", "d", "e"))


def rank_gate(asked: str, line: str) -> str:
    rubric = Rubric(version=1, criteria=(WORK,), gates=(Gate(id="g", text=asked),))
    ranker = OfflineRanker("Post", f"Post\n{asked}", rubric, month="2026-11")
    return ranker.rank("c", None, line).gates[0].status


@pytest.mark.parametrize(
    ("asked", "line", "status"),
    [
        ("CACES 3 obligatoire", "CACES 3 valide, CACES 5 non valide", "unknown"),
        ("CACES 3 obligatoire", "CACES 1, 3 et 5 (5 non valide)", "unknown"),
        ("Bac exigé", "Bac obtenu 2010; DUT non validé", "unknown"),
        ("DE infirmier", "DE infirmier 2012. VAE cadre non validée", "unknown"),
        ("Laurea in economia", "Laurea in Economia, laureato. Marito non laureato", "unknown"),
        (
            "Abgeschlossenes Studium BWL",
            "BSc BWL 2010, Steuerberaterprüfung nicht bestanden",
            "unknown",
        ),
        ("CACES 3 obligatoire", "CACES 3 non valide", "fail"),
        ("DE infirmier", "DE infirmier, non validé", "fail"),
        ("DE infirmier", "DE infirmier 2012 (non validé)", "fail"),
        ("Degree in economics", "BSc Economics, dropped out after 3 years", "fail"),
    ],
)
def test_what_was_not_finished_may_be_another_paper(asked: str, line: str, status: str) -> None:
    assert rank_gate(asked, line) == status


@pytest.mark.parametrize(
    ("asked", "line", "status"),
    [
        ("Colegiación obligatoria", "Colegiada en el COIB desde 2010, nunca suspendida", "pass"),
        ("Approbation erforderlich", "Approbation 2012, nie ausgesetzt", "pass"),
        ("Approbation erforderlich", "Approbation (nicht ausgesetzt)", "pass"),
        (
            "Prawo wykonywania zawodu lekarza",
            "Prawo wykonywania zawodu lekarza nr 123, nie zawieszone",
            "pass",
        ),
        ("Patente B richiesta", "Patente B: mai sospesa", "pass"),
        (
            "Level 2 food hygiene certificate",
            "Food hygiene level 2: expired 2019, renewed 2024",
            "pass",
        ),
        ("SIA licence required", "SIA licence: expired 2020, renewed 2025", "pass"),
        ("SIA licence required", "SIA licence: expired 2020, not renewed", "fail"),
        ("SIA licence required", "SIA licence expired 2020, to be renewed", "fail"),
        ("SIA licence required", "SIA licence expired 2020, first aid renewed 2025", "fail"),
        ("SIA licence required", "SIA licence renewed 2020, expired 2025", "fail"),
        ("Approbation erforderlich", "Approbation 2012, ausgesetzt", "fail"),
    ],
)
def test_an_end_that_never_came_or_was_made_good_is_none(
    asked: str, line: str, status: str
) -> None:
    assert rank_gate(asked, line) == status


@pytest.mark.parametrize(
    ("asked", "line", "status"),
    [
        ("SAP knowledge required", "SAP: sin experiencia en FI, usuario avanzado", "unknown"),
        ("SAP knowledge required", "SAP FI: no, SAP MM: yes", "unknown"),
        ("SAP knowledge required", "SAP: never used", "fail"),
        ("SAP knowledge required", "SAP: none. Sage 100: yes", "fail"),
        ("Kenntnisse in DATEV", "DATEV: keine Probleme, täglich im Einsatz", "pass"),
        ("Kenntnisse in DATEV", "DATEV: nicht genutzt seit 2020, davor täglich", "unknown"),
        ("Kenntnisse in DATEV", "DATEV: nicht genutzt", "fail"),
        ("Maîtrise de Sage exigée", "Sage : pas de difficulté, utilisé 10 ans", "pass"),
        ("Python required", "Python: never my favourite but used daily for 8 years", "unknown"),
        ("Python required", "Python: no, Java: yes", "fail"),
        ("NMC registration required", "NMC: never subject to investigation", "unknown"),
        ("NMC registration required", "NMC registration: no conditions", "pass"),
        ("NMC registration required", "NMC registration: none", "fail"),
        ("Permis B obligatoire", "Permis B : pas de retrait", "pass"),
        ("SIA licence required", "SIA licence: no endorsements", "unknown"),
        ("Colegiación obligatoria", "Colegiación nº 1234: NIE X123", "unknown"),
        ("Książeczka sanepid wymagana", "Książeczka sanepid: nie wymaga odnowienia", "unknown"),
        ("Książeczka sanepid wymagana", "Książeczka sanepid: nie", "fail"),
    ],
)
def test_a_value_that_goes_on_behind_a_no_is_no_denial(asked: str, line: str, status: str) -> None:
    assert rank_gate(asked, line) == status


@pytest.mark.parametrize(
    ("asked", "line", "status"),
    [
        ("Patente C richiesta", "Patente C, non c'è problema per trasferte", "pass"),
        ("Patente D richiesta", "Patente D e CQC, non d\u2019epoca", "pass"),
        ("Permis D exigé", "Permis D sans d'infraction", "pass"),
        ("Patente C richiesta", "Patente B, non C", "fail"),
        ("Führerschein Klasse B", "Führerschein Klasse B, Klasse C nicht bestanden", "unknown"),
        ("Führerschein Klasse B", "Führerschein B 2010; Klasse C nicht bestanden", "unknown"),
        ("Führerschein Klasse B", "Führerschein Klasse B nicht bestanden", "fail"),
        ("Führerschein Klasse C", "Führerschein Klasse C abgelaufen", "fail"),
    ],
)
def test_a_class_is_denied_where_it_is_named(asked: str, line: str, status: str) -> None:
    assert rank_gate(asked, line) == status
