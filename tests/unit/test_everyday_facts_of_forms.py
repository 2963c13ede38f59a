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
LABELS = [
    ("Esperienza con forno a legna indispensabile", "Forno a legna: mai usato", "fail"),
    ("Esperienza con forno a legna indispensabile", "Forno a legna: dal 2018 (mai fermo)", "pass"),
    ("Sichere Blutabnahme zwingend erforderlich", "Blutabnahme: nicht erlernt", "fail"),
    ("Sichere Blutabnahme zwingend erforderlich", "Blutabnahme: sehr sicher", "pass"),
    ("Prawo wykonywania zawodu", "Prawo wykonywania zawodu: zawieszone od 2025", "fail"),
    ("Prawo do pracy w Polsce", "Nie mam jeszcze prawa do pracy", "fail"),
    ("Diplôme d'aide-soignant", "Diplôme d'aide-soignant, 2019", "pass"),
    ("Titulación en Arquitectura Técnica", "Arquitectura Técnica, carrera sin terminar", "fail"),
    (
        "Abschluss als staatlich anerkannter Erzieher",
        "Ausbildung zur Erzieherin abgebrochen",
        "fail",
    ),
    ("Abschluss als staatlich anerkannter Erzieher", "Staatlich anerkannte Erzieherin", "pass"),
    ("Attestato OSS", "Attestato OSS non ancora conseguito (esame in autunno)", "fail"),
]
MORE = [
    ("Right to work in the UK", "Nationality: Irish", "pass"),
    ("Right to work in Ireland", "Nationality: British", "pass"),
    ("Right to work in the UK", "Nationality: French", "unknown"),
    ("Diploma di istruttore (CONI o EPS)", "Diploma di istruttore, 2019", "pass"),
    ("Pratique de l'élagage indispensable", "Élagage de chênes à la corde", "pass"),
    ("Redazione del bilancio indispensabile", "Redazione del bilancio: mai svolta", "fail"),
    ("Cunoașterea Revisal obligatorie", "Revisal: mai multe firme", "pass"),
    ("Studia weterynaryjne", "2012 - 2018 weterynaria, lekarz weterynarii", "pass"),
    ("Studia weterynaryjne", "2012 - 2016 weterynaria, studia nieukończone", "fail"),
]
DEGREES = [
    (
        "Degree in social work",
        "Education\nMA Social Work, Harrow, withdrew, no award\nBA Sociology, Harrow, 2017",
        "unknown",
    ),
    ("Degree in social work", "Education\nBA, Harrow, 2017\nSocial work with children", "pass"),
    ("Abgeschlossenes Lehramtsstudium", "Studium\nNachhilfe in Deutsch", "unknown"),
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


@pytest.mark.parametrize(
    ("gate", "resume", "status"), NATIONS + CLASSES + VALUES + LABELS + MORE + DEGREES
)
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


@pytest.mark.parametrize(
    ("gate", "title", "line", "status"),
    [
        ("Diplôme d'aide-soignant", "Aide-soignante", "Toilettes", "unknown"),
        ("Diplôme d'aide-soignant", "Aide-soignante diplômée d'État", "Toilettes", "pass"),
        ("Attestato di pizzaiolo", "Pizzaiolo", "Attestato di pizzaiolo, 2019", "pass"),
    ],
)
def test_what_somebody_is_called_is_no_paper(gate: str, title: str, line: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker("Worker", "", rubric, month=MONTH).rank("c", None, f"{title}\n\n{line}")
    assert row.gates[0].status == status


@pytest.mark.parametrize(
    ("school", "status"),
    [
        ("Szkoła branżowa, fryzjer", "fail"),
        ("Szkoła branżowa, nauczyciel fryzjerstwa", "unknown"),
        ("Szkolenia dla salonów, fryzjer", "pass"),
        ("IES Salon", "fail"),
    ],
)
def test_a_trade_learnt_at_school_is_no_work_in_it(school: str, status: str) -> None:
    resume = f"2022 - 2025 {school}\n05.2026 - obecnie Fryzjerka, Studio Lok"
    rubric = make_rubric(("Cut", "critical"), gates=("min. 1 rok doświadczenia jako fryzjer",))
    row = OfflineRanker("Fryzjer", "", rubric, month=MONTH).rank("c", None, resume)
    assert row.gates[0].status == status


def test_dates_in_front_of_a_title_are_no_field_of_its_role() -> None:
    rubric = make_rubric(("Cassa", "critical"), gates=("2 anni nella vendita di abbigliamento",))
    ranker = OfflineRanker("Commesso abbigliamento", "", rubric, month=MONTH)
    assert ranker.rank("c", None, "03/2020 - presente   Commessa, Moda").gates[0].status == "pass"
    other = ranker.rank("c", None, "03/2020 - presente   Commessa di ferramenta, Chiodo")
    assert other.gates[0].status == "unknown"


@pytest.mark.parametrize(
    ("line", "status"), [("szkoła gastronomiczna, 2025", "fail"), ("Bar Mleczny, 2025", "unknown")]
)
def test_the_year_of_a_school_is_no_unread_date_of_a_job(line: str, status: str) -> None:
    rubric = make_rubric(("Soup", "critical"), gates=("2 lata doświadczenia na kuchni",))
    ranker = OfflineRanker("Kucharz", "", rubric, month=MONTH)
    row = ranker.rank("c", None, f"Doświadczenie\n{line}\n04.2026 - nadal, kucharz, Karczma")
    assert row.gates[0].status == status


def test_a_secretariat_is_where_a_secretary_works() -> None:
    rubric = make_rubric(("Post", "critical"), gates=("Zwei Jahre Erfahrung im Sekretariat",))
    ranker = OfflineRanker("Sekretär (m/w/d)", "", rubric, month=MONTH)
    assert ranker.rank("c", None, "03/2021 - heute Sekretärin").gates[0].status == "pass"
    assert ranker.rank("c", None, "03/2021 - heute Köchin").gates[0].status == "unknown"
