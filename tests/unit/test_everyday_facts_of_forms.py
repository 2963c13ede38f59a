"""Facts as forms of resumes give them: labels with values, headings, dates on their own lines."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

MONTH = "2026-07"
NATIONS = [
    ("Right to work in the UK", "Nationality: British", "pass"),
    ("Right to work in the UK", "Nationality: Indian", "unknown"),
    ("Right to work in the UK", "Nationality: Polish", "unknown"),
    ("Arbeitserlaubnis für Deutschland", "Staatsangehörigkeit: polnisch", "pass"),
    ("Arbeitserlaubnis für Deutschland", "Staatsangehörigkeit: indisch", "unknown"),
    ("Titre de séjour ou autorisation de travail", "Nationalité : française", "pass"),
    ("Permiso de trabajo en España", "Nacionalidad: italiana", "pass"),
    ("Permesso di soggiorno o cittadinanza UE", "Cittadinanza: rumena", "pass"),
    ("Prawo do pracy w Polsce", "Obywatelstwo: polskie", "pass"),
    ("Drept de muncă în România", "Cetățenie: română", "pass"),
    ("Drept de muncă în România", "Cetățenie: moldovenească", "unknown"),
    ("U.S. citizenship", "Citizenship: Polish", "unknown"),
    ("Permesso di soggiorno", "Permesso di soggiorno: scaduto", "fail"),
]
CLASSES = [
    ("Führerschein Klasse CE", "Führerscheine\nKlassen B, C, CE", "pass"),
    ("Führerschein Klasse CE", "Führerscheine\nKlasse B", "unknown"),
    ("Führerschein Klasse CE", "Führerschein Klasse C, keine Klasse CE", "fail"),
    ("Führerschein Klasse B", "PKW-Führerschein vorhanden", "pass"),
    ("Führerschein Klasse CE", "Pkw-Führerschein vorhanden", "unknown"),
    ("Carné de conducir B", "Carné de conducir\nB y A2", "pass"),
    ("Prawo jazdy kat. B", "Prawo jazdy\nkategoria B", "pass"),
    ("Permis de conducere categoria B", "Permis\nCategoria B", "pass"),
    ("Permis B", "Permis\nde chasse", "unknown"),
    ("Patente B", "Patente: no", "fail"),
    ("HGV Class 1 licence (C+E)", "Driving licence: B, C. No Class 1 yet", "fail"),
    ("HGV Class 1 licence (C+E)", "Driving licence: C+E. No points, no accidents", "pass"),
]
VALUES = [
    ("Command of SAP is essential", "Excel. SAP: never used", "fail"),
    ("Command of SAP is essential", "SAP (daily), Excel", "pass"),
    ("SIA licence", "SIA licence: expired", "fail"),
    ("SIA licence", "SIA licence: never suspended", "pass"),
    ("Driving licence", "Driving licence: no points", "pass"),
    ("Driving licence", "Driving licence: no", "fail"),
    ("Kenntnisse in DATEV zwingend erforderlich", "Programme: DATEV, Lexware", "pass"),
    ("Kenntnisse in DATEV zwingend erforderlich", "Lexware, DATEV: noch nie verwendet", "fail"),
    ("Kenntnisse in DATEV zwingend erforderlich", "DATEV: Mai 2019 bis heute", "pass"),
    ("Maîtrise de Doctolib indispensable", "Agenda sur Doctolib", "pass"),
    ("Maîtrise de Doctolib indispensable", "Doctolib : jamais utilisé", "fail"),
    ("Conoscenza del programma Ericsoft indispensabile", "Ericsoft: mai usato", "fail"),
    ("Experience of TIG welding is essential", "MIG welding only, no TIG", "fail"),
]
DEGREES = [
    (
        "Degree in civil engineering",
        "Works engineer\n\nEducation\nBEng Civil Engineering, Harrow, not completed",
        "fail",
    ),
    (
        "Degree in civil engineering",
        "Education\nMSc Civil Engineering, not completed\nBEng Civil Engineering, 2015",
        "pass",
    ),
]


@pytest.mark.parametrize(("gate", "resume", "status"), NATIONS + CLASSES + VALUES + DEGREES)
def test_a_gate_reads_forms_as_people_do(gate: str, resume: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker("Worker", "", rubric, month=MONTH).rank("c", None, f"Summary\n{resume}")
    assert row.gates[0].status == status


ABOVE = """Career so far

Feb. 2026 - present
{employer}
{title}

May 2025 - Jan. 2026
Tilehouse, Harrow
Sales assistant

2021 - 2025
{school}
"""
BELOW = """Sales assistant
Feb. 2020 - present
Sold paint to the trade

Nurse
2015 - 2019
Sales of the ward's old beds
"""
SALES = "2 years of experience in sales"


@pytest.mark.parametrize(
    ("resume", "status", "head"),
    [
        (
            ABOVE.format(employer="Brushes & Co", title="Sales assistant", school="Sixth Form"),
            "fail",
            "Sales assistant",
        ),
        (
            ABOVE.format(employer="Brushes & Co", title="Sales assistant", school="College Café"),
            "unknown",
            "Sales assistant",
        ),
        (
            ABOVE.format(
                employer="Brushes & Co", title="Sales assistant", school="Scuola Verdi\nCaretaker"
            ),
            "unknown",
            "Sales assistant",
        ),
        (BELOW, "pass", "Sales assistant"),
    ],
)
def test_dates_on_their_own_lines_belong_to_the_title_beside_them(
    resume: str, status: str, head: str
) -> None:
    rubric = make_rubric(("Paint", "critical"), gates=(SALES,))
    gate = (
        OfflineRanker("Sales assistant", "", rubric, month=MONTH).rank("c", None, resume).gates[0]
    )
    assert (gate.status, gate.evidence[0].text) == (status, head)
