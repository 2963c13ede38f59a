"""Gates as posts of seven languages ask for them: what a resume holds, lacks, or leaves open."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from tests.support.offline import make_rubric, rank

LANGUAGES = [
    ("L'anglais courant exigé", "Anglais : notions scolaires. Espagnol : courant", "fail"),
    ("Fluent French", "Languages: French: basic. Spanish: fluent.", "fail"),
    ("Fließend Französisch", "Französisch: Grundkenntnisse. Englisch: fließend", "fail"),
    ("Fluent French", "Anglais niv. C1, français niv. C1", "pass"),
    ("Fluent French", "English native; school French, basic only", "fail"),
    ("Fluent French", "English native; French, fluent; German, basic", "pass"),
    ("Fluent German", "English native; French, fluent German", "pass"),
    ("Fluent French", "English native; French, fluent German", "unknown"),
    ("Bilingual in English", "Fully bilingual Spanish/English", "pass"),
    ("Fluent English", "Fluent in Spanish, English and French", "pass"),
    ("Fluent French", "Fluent English, French at school", "unknown"),
    ("Angielski na poziomie komunikatywnym", "polski ojczysty, angielski komunikatywny", "pass"),
    ("Bardzo dobra znajomość języka czeskiego", "Języki: czeski podstawowy", "fail"),
    ("Znajomość języka rumuńskiego B2", "Języki: rumuński A1", "fail"),
    ("Ottima conoscenza della lingua tedesca", "Tedesco: nessuna conoscenza", "fail"),
    ("Ottima conoscenza della lingua tedesca", "Tedesco ottimo", "pass"),
    ("Dominio de la lengua alemana", "Alemán: C1", "pass"),
    ("Limba poloneză nivel avansat", "Polonă: începător", "fail"),
]
PERMITS = [
    ("Work permit or citizenship of the EU", "Work permit valid until 2030", "pass"),
    ("Autorisation de travail", "Titre de séjour autorisant à travailler", "pass"),
    ("Permiso de trabajo en España", "NIE con permiso de residencia y trabajo", "pass"),
    ("Zezwolenie na pracę w Polsce", "Nie posiadam zezwolenia na pracę", "fail"),
    ("Zezwolenie na pracę w Polsce", "Karta pobytu z dostępem do rynku pracy", "pass"),
    ("Gültige Arbeitserlaubnis", "Blaue Karte EU, gültig bis 2030", "pass"),
    ("Gültige Arbeitserlaubnis", "Arbeitserlaubnis, Niederlassungserlaubnis noch nicht", "pass"),
    ("Gültige Arbeitserlaubnis", "Niederlassungserlaubnis noch nicht", "fail"),
    ("Right to work in Ireland", "Stamp 4 holder", "pass"),
    ("Right to work in Ireland", "Needs an employment permit", "fail"),
    ("Right to work in the UK", "No right to work in the UK without sponsorship", "fail"),
    ("Eligible to work in Canada", "I would need a work permit", "fail"),
    ("U.S. citizenship", "Citizenship: Brazilian (not a U.S. citizen)", "fail"),
]
PAPERS = [
    ("Iscrizione all'OPI", "Iscritta all'OPI di Torino", "pass"),
    ("Iscrizione all'OPI", "Non ancora iscritta all'OPI", "fail"),
    ("Laurea in Informatica", "Laurea in Informatica: iscritta al terzo anno", "unknown"),
    ("SIA door supervisor licence", "SIA DS licence to 2030", "pass"),
    ("EASA Part-66 B1.1 licence", "EASA Part-66 B2 licence", "unknown"),
    ("EASA Part-66 B1.1 licence", "EASA Part-66 B1.1 licence", "pass"),
    ("CIPD Level 5", "CIPD Level 3", "unknown"),
    ("CIPD Level 5", "CIPD Level 7", "pass"),
    ("Autorizație ANRE grad II", "Autorizație ANRE gradul I", "unknown"),
    ("Zweites Staatsexamen", "Erstes Staatsexamen 2025, Referendariat läuft", "unknown"),
    ("Zweites Staatsexamen", "Erstes und Zweites Staatsexamen, 2015", "pass"),
    ("18th Edition", "17th Edition, 2017", "unknown"),
    ("Customs broker license", "Wrote entries under the broker's license", "unknown"),
    ("Sachkundeprüfung nach § 34a", "Sachkundeprüfung noch nicht abgelegt", "fail"),
    ("Sachkundeprüfung nach § 34a", "Unterrichtung nach § 34a", "unknown"),
    ("Sachkundeprüfung nach § 34a", "Sachkundeprüfung § 34a (IHK, 2018)", "pass"),
    ("IRTEC accreditation", "IRTEC Advanced", "pass"),
    ("Habilitation électrique B1V", "Habilitations B1V, BR (2025)", "pass"),
    ("RVN", "Veterinary care assistant, RVN exams next summer", "unknown"),
    ("Ausbildung als Pflegefachkraft", "Examen Gesundheits- und Krankenpflege, 2016", "pass"),
    ("Ausbildung als Koch", "Ausbildung zum Koch seit 2025", "unknown"),
    ("Ausbildung als Koch", "Ausbildung zum Koch, seit 2015 Koch in der Krone", "pass"),
    ("Promotion in Geoökologie", "Dr. rer. nat., Geoökologie, 2019", "pass"),
    ("Track safety certificate (PTS)", "PTS card, renewed 2025", "pass"),
    ("Ausbildung zur Notarfachangestellten", "Notarfachangestellte im dritten Lehrjahr", "unknown"),
    ("Abilitazione gru a torre", "Patentino gru a torre, 2025", "pass"),
    ("Abilitazione gru a torre", "Patentino gru a torre scaduto nel 2019", "fail"),
    ("Atestat de agent de pază", "Agent de pază fără atestat, ronda de noapte", "fail"),
    ("ICAO ATCO licence with ADI/TWR rating", "ATCO licence, ADI (TWR) rating current", "pass"),
    ("Dyplom czeladniczy w zawodzie fryzjer", "Bez dyplomu czeladniczego", "fail"),
    ("Studia wyższe kierunkowe (chemia)", "Magister chemii, 2015", "pass"),
    ("HCPC registration", "HCPC registration on qualifying", "unknown"),
    ("BTS opticien", "BTS opticien : échec à l'examen en 2015", "fail"),
    ("Taxi or private hire badge issued by the council", "Private hire badge to 2030", "pass"),
    ("Taxi or private hire badge", "Applying for a private hire badge", "unknown"),
    ("Certificate in welding or fabrication", "Fabrication of steel gates", "unknown"),
    ("STCW III/2 certificate", "STCW III/4 rating certificate", "unknown"),
    ("Property & Casualty license", "Active P&C license", "pass"),
    ("Uprawnienia do oprysków", "Szkolenie chemizacyjne ważne do 2030", "pass"),
    ("Ausbildung zur Kosmetikerin", "Staatlich geprüfte Kosmetikerin, 2015", "pass"),
    ("Degree in education", "BEd, University of Wexbury, 2014", "pass"),
    ("PhD in sales research", "Promotion in 2019 to head of sales research", "unknown"),
]
WELDER_AFTER_WAITER = """Esperienze lavorative
Da gennaio 2025 a giugno 2026
Saldatore TIG presso Ferri
Saldatura di acciaio inox
Da giugno 2015 a dicembre 2024
Cameriere presso Trattoria Pane"""
YEARS = [
    ("Mehrjährige Erfahrung im Kanalbau", "Polier, Nord, 2015 - 2024: Kanalbau", "pass"),
    ("Several years as a paralegal", "Paralegal, Finch, Mar 2024 - Nov 2024", "fail"),
    ("Plusieurs années d'expérience en comptabilité", "Comptable, Sel, 2015 - 2024", "pass"),
    ("Wieloletnie doświadczenie w księgowości", "Księgowa, Alfa, 2015 - 2024", "pass"),
    ("Esperienza pluriennale in contabilità", "Contabile, Neri, 2015 - 2024", "pass"),
    ("Tre anni di esperienza in salone", "Esperienza decennale in salone", "pass"),
    ("5 anni di esperienza", "Laurea triennale in Economia", "unknown"),
    ("4 anni di saldatura TIG", WELDER_AFTER_WAITER, "unknown"),
    ("5 Jahre in der Bilanzbuchhaltung", "10/2010 - 12/2016 Bilanzbuchhalterin, Kern", "pass"),
    ("8 Jahre Berufserfahrung", "2018 - 2021 Koch, Krone\n2021 - 2026 Elternzeit", "fail"),
    ("8 years of experience", "2018 - 2021 Cook, Mill\n2021 - 2026 Career break", "fail"),
    ("4 anni di esperienza", "Cuoco, Porto, 03/2022 - 03/2023\nLaurea in Lettere, 2025", "fail"),
    ("3 years of experience", "Nurse (2019-)", "pass"),
    (
        "8 years of experience",
        "Cook, Mill, 2020 - 2023\nMembership, Bank Club, 2005 - 2024",
        "fail",
    ),
    ("3 ans d'encadrement d'équipe", "Responsable, Sel, 2017 - 2024. Encadrement d'équipe", "pass"),
    ("3 ans d'encadrement d'équipe", "Employé, 2012 - 2024. Équipe dirigée par un chef", "unknown"),
    ("Five years on the tools", "Backend engineer with 14 years' experience", "pass"),
]


@pytest.mark.parametrize(
    ("title", "gate", "resume", "status"),
    [
        ("Dental Receptionist", "2 years of dental reception",
         "Hotel receptionist, Pier Hotel, 2015 - 2024", "unknown"),
        ("Dental Receptionist", "2 years of dental reception",
         "Dental receptionist, Smile, 2015 - 2024", "pass"),
        ("Dental Receptionist", "2 years of dental reception",
         "Senior receptionist, Smile, 2015 - 2024", "pass"),
        ("Operating Room Nurse", "2 years of perioperative experience",
         "Dialysis nurse, Mercy, 2015 - 2024", "unknown"),
    ],
)  # fmt: skip
def test_the_same_role_in_another_field_has_no_years_of_this_one(title, gate, resume, status):
    rubric = make_rubric(("Python", "critical"), gates=(gate,))
    row = OfflineRanker(title, gate, rubric).rank("c-1", None, resume)
    assert row.gates[0].status == status


@pytest.mark.parametrize(
    ("post", "gate"),
    [
        ("Bäckerei am Markt.\n\nMindestens 3 Jahre Erfahrung als Bäcker\nNachtarbeit", "3 Jahre"),
        ("Required: fluent English and conversational French", "conversational French"),
        ("Required: native English and Spanish at C2", "Spanish at C2"),
        ("Education: Bachelor's in statistics, mathematics or economics", "or economics"),
        ("Anforderungen\n- mehrjährige Erfahrung im Kanalbau\n- Führerschein B", "mehrjährige"),
        ("To apply you need\n- a current barber license\n- your own shears", "barber license"),
    ],
)
def test_a_gate_keeps_what_is_asked_for_in_its_own_words(post, gate):
    assert any(gate in one.text for one in draft_rubric("Worker", post).gates)


@pytest.mark.parametrize(("gate", "resume", "status"), LANGUAGES + PERMITS + PAPERS + YEARS)
def test_a_gate_is_answered_in_each_language(gate, resume, status):
    row = rank(resume, make_rubric(("Python", "critical"), gates=(gate,)))
    assert row.gates[0].status == status
