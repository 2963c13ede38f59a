"""Apprenticeships, classes denied, visas, papers that ended or only begin, and their contraries."""

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
UK = "Right to work in the UK"
VISAS = [
    ("Clerk", UK, "Helped clients with spouse visa applications", "unknown"),
    ("Clerk", UK, "Solicitor\n- handled dependant visa and spouse visa cases", "unknown"),
    ("Clerk", UK, "HR Officer\n- Processed dependent visa renewals for staff", "unknown"),
    ("Clerk", UK, "Applications handled: graduate visa, spouse visa", "unknown"),
    ("Clerk", UK, "Bar work, Sydney, 2014 - 2015 (working holiday visa)", "unknown"),
    ("Clerk", UK, "Spouse visa, 2012 - 2015", "unknown"),
    ("Clerk", UK, "Graduate visa, US", "unknown"),
    ("Clerk", UK, "Spouse visa: expired", "fail"),
    ("Clerk", UK, "I hold a graduate visa", "pass"),
    ("Clerk", UK, "Visa: spouse visa", "pass"),
    ("Clerk", UK, "Spouse visa since 2022", "pass"),
    ("Clerk", UK, "London | Graduate visa until March 2028", "pass"),
    (
        "Clerk",
        "Right to work in the EU",
        "Working holiday visa New Zealand, 2016-2017",
        "unknown",
    ),
    ("Clerk", "Right to work in Switzerland", "Dependant visa, Dubai", "unknown"),
    ("Clerk", "Authorized to work in the US", "Processed STEM OPT extensions", "unknown"),
    ("Clerk", "Authorized to work in the US", "OPT EAD, valid until June 2027", "pass"),
]
EJE = "Diplôme d'État d'éducateur de jeunes enfants"
EDUCATOR = "Diplôme d'État d'éducateur spécialisé"
ACRONYMS = [
    ("Éducatrice", EJE, "Formation DEEJE abandonnée", "fail"),
    ("Éducatrice", EJE, "Préparation du DEEJE, abandonnée", "fail"),
    ("Éducatrice", EJE, "Préparation du DEEJE", "unknown"),
    ("Éducatrice", EJE, "Tutrice de stagiaires DEEJE", "unknown"),
    ("Éducatrice", EJE, "Tutrice de stagiaires DEEJE\nDEEJE obtenu en 2012", "pass"),
    (
        "Éducatrice",
        EJE,
        "Tutrice de stagiaires DEEJE\nDiplôme d'État d'éducatrice de jeunes enfants, 2012",
        "pass",
    ),
    ("Éducatrice", EJE, "Formation DEEJE, 2015 - 2018", "pass"),
    ("Éducateur", EDUCATOR, "DEES, 2014", "pass"),
    ("Éducateur", EDUCATOR, "Projet IDEES, dees, 2014", "unknown"),
    ("Teacher", "Master of Arts in Teaching English", "FIRST MATE, officer on ship", "unknown"),
]
FORKLIFT = "Forklift licence"
RENEWALS = [
    ("Driver", FORKLIFT, "Forklift licence (next refresher in May 2027)", "pass"),
    ("Driver", FORKLIFT, "Forklift licence - refresher in March 2027", "pass"),
    ("Driver", FORKLIFT, "Forklift licence in May 2027", "unknown"),
    ("Fahrer", "Staplerschein", "Staplerschein - nächste Unterweisung im März 2027", "pass"),
    ("Nurse", "RN license", "RN license renews in June 2027", "pass"),
    ("Nurse", "RN license", "RN license in June 2027", "unknown"),
]
SURVEYORS = "Iscrizione all'albo dei geometri"
REGISTERS = [
    ("Geometra", SURVEYORS, "Cancellato dall'albo fornitori", "unknown"),
    ("Geometra", SURVEYORS, "Cancellato dall'albo dei geometri nel 2020", "fail"),
    ("Geometra", SURVEYORS, "Cancellato dall'albo nel marzo 2020", "fail"),
]
CASES = APPRENTICESHIPS + CLASSES + ENDS + VISAS + ACRONYMS + RENEWALS + REGISTERS


@pytest.mark.parametrize(("title", "gate", "lines", "status"), CASES)
def test_a_gate_says_what_a_recruiter_reads(title: str, gate: str, lines: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker(title, "", rubric, month="2026-07").rank("c", None, f"Career\n{lines}")
    assert row.gates[0].status == status
