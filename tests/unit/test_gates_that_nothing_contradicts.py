"""Gates that rules of schools, nations, degrees and heads once decided wrongly."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

MONTH = "2026-07"
OPERATIONS = "5 years experience as operations manager"
EMPLOYERS = [
    (
        OPERATIONS,
        "BP, Operations Manager, 2014 - 2023\nShell, Operations Manager, 2023 - 2025",
        "pass",
    ),
    (OPERATIONS, "ITC Hotels, 2014 - 2025\nOperations Manager", "pass"),
    (
        "5 ans d'expérience en tant que développeur",
        "Cap Gemini, développeur, 2014 - 2023\nSopra, développeur, 2023 - 2025",
        "pass",
    ),
    (
        "5 ans d'expérience comme formateur",
        "CFA du Rhône, formateur en cuisine, 2010 - 2022",
        "pass",
    ),
    ("Esperienza di almeno 5 anni come docente", "IPSIA Marconi, docente, 2010 - 2022", "pass"),
    (
        "Esperienza di almeno 5 anni come docente",
        "Istituto alberghiero Artusi, docente di cucina, 2010 - 2024",
        "pass",
    ),
]
NATIONS = [
    ("Arbeitserlaubnis für Deutschland", "Staatsangehörigkeit: türkisch Sprachen: deutsch"),
    ("Arbeitserlaubnis für Deutschland", "Staatsangehörigkeit: nicht deutsch"),
    ("Arbeitserlaubnis für Deutschland", "Staatsangehörigkeit: Nicht-EU"),
    ("Arbeitserlaubnis für Deutschland", "Staatsbürgerschaft: Serbien - deutsche beantragt"),
    ("Arbeitserlaubnis für Deutschland", "Staatsbürgerschaft: deutsch (beantragt)"),
    ("Arbeitserlaubnis für Deutschland", "Nationalität: grenadisch"),
    ("Arbeitserlaubnis für Deutschland", "Nationalität: Greenland"),
    ("Eligible to work in the EU", "Citizenship: Danubian"),
    ("Eligible to work in the EU", "Citizenship: applying for German"),
    ("Eligible to work in the EU", "Nationality: German-speaking Namibian"),
    ("Permiso de trabajo en España", "Nacionalidad: colombiana Idiomas: español nativo"),
    ("Autorisation de travail en France", "Nationalité : algérienne Langues : français"),
    ("Autorisation de travail en France", "Nationalité française demandée"),
    ("Autorisation de travail en France", "Nationalité : camerounaise francophone"),
    ("Permesso di lavoro in Italia", "Nazionalità: marocchina - italiano fluente"),
    ("Prawo do pracy w Polsce", "Obywatelstwo ukraińskie i język polski"),
    ("Prawo do pracy w Polsce", "Obywatelstwo ukraińskie i polski płynnie"),
    ("Right to work in the UK", "Right to work in Ireland"),
    ("Right to work in the UK", "Irish work permit (Stamp 4)"),
    ("Right to work in the UK", "Stamp 4"),
    ("Right to work in Ireland", "Right to work in the UK (Tier 2)"),
    ("Right to work in Ireland", "Indefinite leave to remain in the UK"),
]
CITIZENS = [
    ("Right to work in the UK", "Irish citizen"),
    ("Right to work in Ireland", "British passport"),
    ("Eligible to work in the EU", "Nationality: Greek, no visa needed"),
    ("Eligible to work in the EU", "Nationality - Danish"),
    ("Permesso di lavoro in Italia", "Cittadinanza: albanese e francese"),
    ("Prawo do pracy w Polsce", "Obywatelstwo: polskie. Języki: polski"),
]
DEGREES = [
    (
        "Abgeschlossenes Studium Maschinenbau",
        "B.Eng. Mechatronik 2014\nM.Sc. Maschinenbau abgebrochen",
        "unknown",
    ),
    ("Degree in economics", "Dropped out of PhD in economics\nBA History", "unknown"),
    ("Degree in economics", "BA Economics, dropped out\nMA History", "fail"),
    ("Diplôme d'État d'aide-soignant", "Poste de aide-soignant", "unknown"),
    ("Diplôme d'État d'aide-soignant", "DEAS 2015", "pass"),
]


def _decide(title: str, gate: str, resume: str) -> str:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    return OfflineRanker(title, "", rubric, month=MONTH).rank("c", None, resume).gates[0].status


@pytest.mark.parametrize(("gate", "resume", "status"), EMPLOYERS)
def test_an_employer_with_the_name_of_a_school_is_one(gate: str, resume: str, status: str) -> None:
    assert _decide("Worker", gate, f"Experience\n{resume}") == status


def test_without_a_heading_a_short_name_is_a_paper_only_beside_its_trade() -> None:
    gate = "2 ans d'expérience comme coiffeur"
    later = "Coiffeuse, Salon Lune, 05.2026 - 06.2026"
    assert _decide("Coiffeur", gate, f"CAP coiffeur, 2014 - 2017\n{later}") == "fail"
    assert _decide("Coiffeur", gate, f"BP, coiffeur, 2014 - 2017\n{later}") == "pass"


@pytest.mark.parametrize(("gate", "line"), NATIONS)
def test_what_is_no_nation_of_theirs_lets_nobody_work(gate: str, line: str) -> None:
    assert _decide("Worker", gate, f"Summary\n{line}") == "unknown"


@pytest.mark.parametrize(("gate", "line"), CITIZENS)
def test_citizens_may_work(gate: str, line: str) -> None:
    assert _decide("Worker", gate, f"Summary\n{line}") == "pass"


@pytest.mark.parametrize(("gate", "resume", "status"), DEGREES)
def test_a_higher_degree_given_up_denies_no_first_one(gate: str, resume: str, status: str) -> None:
    assert _decide("Worker", gate, f"Summary\n{resume}") == status


@pytest.mark.parametrize(
    ("title", "asked", "status"),
    [
        ("Nurse", "Over 18 months experience as a nurse", "fail"),
        ("Pfleger", "Mindestens 18 Jahre Berufserfahrung", "fail"),
        ("Nurse", "Over 18 years of age", "unknown"),
    ],
)
def test_eighteen_is_an_age_only_without_experience(title: str, asked: str, status: str) -> None:
    resume = f"Experience\n{title}, Harrow, 04.2026 - 06.2026"
    assert _decide(title, asked, resume) == status


@pytest.mark.parametrize(
    ("resume", "status"),
    [
        ("Acme Ltd\n2012 - 2020\nHelped the accountant", "unknown"),
        ("Acme Ltd\n2012 - 2020\nOffice junior to the accountant", "unknown"),
        ("Receptionist\nAcme Ltd\n2012 - 2020\nFiled papers for the accountant", "unknown"),
        ("Acme Ltd\n2012 - 2020\nChartered accountant", "pass"),
        ("Acme Ltd\n2012 - 2020\nWorked as the accountant of a trust", "pass"),
        ("Acme Ltd\n2012 - 2020\nPromoted to accountant", "pass"),
    ],
)
def test_what_was_done_for_a_colleague_is_not_their_role(resume: str, status: str) -> None:
    gate = "3 years experience as an accountant"
    assert _decide("Accountant", gate, f"Experience\n{resume}") == status
