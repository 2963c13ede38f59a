"""Gates against a resume: pass with a line, fail on a contradiction, else unknown."""

import pytest

from tests.support.offline import make_rubric, rank

WORKED_SEVEN_YEARS = "Experience\nEngineer, Jan 2015 - Dec 2021\nBuilt Python services"
CASES = [
    ("5+ years of experience required", WORKED_SEVEN_YEARS, "pass"),
    ("At least 15 years of experience", WORKED_SEVEN_YEARS, "fail"),
    ("At least 8 years of experience", WORKED_SEVEN_YEARS, "unknown"),
    ("5+ years of experience with Terraform", WORKED_SEVEN_YEARS, "unknown"),
    ("5+ years of experience with Python", WORKED_SEVEN_YEARS, "pass"),
    ("5+ years of experience", "Skills\nPython", "unknown"),
    ("5+ years of experience", "Over 10 years of experience in sales", "pass"),
    ("Driving licence required", "Valid driving licence, class B", "pass"),
    ("Driving licence required", "I have no driving licence", "fail"),
    ("Driving licence required", "Licensed nurse", "unknown"),
    ("Fluent German required", "Languages\nGerman C1, English B2", "pass"),
    ("Fluent German required", "Languages\nGerman A2, English C2", "fail"),
    ("Fluent German required", "Languages\nEnglish C2", "unknown"),
    ("Fließend Deutsch erforderlich", "Sprachen\nDeutsch: Muttersprache", "pass"),
    ("Bachelor's degree in finance", "Education\nBachelor of Arts, Finance, 2012", "pass"),
    ("Bachelor's degree in finance", "Education\nMSc Finance, 2012", "pass"),
    ("Bachelor's degree in finance", "Education\nHigh school diploma", "unknown"),
    ("Bachelor's degree in finance", "Education\nBachelor of Arts, 2012", "unknown"),
    ("Master's degree required", "Experience\nScrum Master, 2019 - 2020", "unknown"),
    ("Work permit required", "Work permit for the EU", "pass"),
    ("Right to work in the EU", "EU passport", "pass"),
    ("Permiso de trabajo en España", "Derecho a trabajar en España", "pass"),
    ("Permesso di lavoro in Italia", "Pagamenti senza documenti respinti", "unknown"),
    ("3 years of Go", "Experience\nDeveloper, 2018 - 2024\nServices in Go", "pass"),
    ("3 years of Go", "Experience\nDeveloper, 2018 - 2024\nRead a book about Go", "unknown"),
    ("4 years in SEO", "Photographer, 2012 - 2024\nAn online SEO course in 2024", "unknown"),
    ("5 years as a paralegal", "Paralegal\n11/2012 - 08/2024 (11 yrs 10 mos)", "pass"),
    ("3 years as a bookkeeper", "(08.2017 -> 12.2023) Bookkeeper, Finch", "pass"),
    ("PhD in biology", "MSc in biology, PhD not finished", "fail"),
    ("Master in biology", "MSc in biology, PhD not finished", "pass"),
    ("Degree in a quantitative field", "BSc Mathematics, 2017", "pass"),
    ("Studium der Chemie", "Diplom-Chemikerin, 2013", "pass"),
    ("Fluent Dutch", "Speaks Dutch and English fluently", "pass"),
    ("Carte professionnelle exigée", "Carte professionnelle en cours de validité", "pass"),
    ("Chainsaw ticket (CS30)", "Tickets: CS30, CS31", "pass"),
    ("SC clearance", "Happy to undergo SC clearance", "unknown"),
    ("CACES 3 obligatoire", "CACES 3 périmés depuis 2020", "fail"),
    ("Nuclear Medicine Board (NMB), active", "NMB 0000, active since 2018", "pass"),
    ("Hochvoltschein Stufe 2", "Hochvolt-Schein Stufe 2, 2023", "pass"),
    ("Zertifizierter Verwalter nach §26a WEG", "Zertifizierter Verwalter (IHK)", "pass"),
    ("Degree in town planning", "MA Town Planning, 2016", "pass"),
    ("Degree in chemistry", "MChem, 2015", "pass"),
    ("MSc in biology", "Started an MSc in biology, left after one term", "fail"),
    ("Fluent French", "Languages: French (reading and speaking, C1)", "pass"),
    ("Full licence with D1", "Full UK licence: B, BE, D1", "pass"),
    ("Abgeschlossenes Pflegestudium", "Bachelor of Arts Pflegemanagement, 2014", "pass"),
    ("Ingenieurstudium", "Dipl.-Ing. Verfahrenstechnik, 2011", "pass"),
    ("Pflegestudium", "Pflegestudium nach zwei Semestern abgebrochen", "fail"),
    ("Master's in statistics", "MSc Statistics started in September 2025", "unknown"),
    ("Bachelor's in statistics", "BSc Statistics, started as an analyst in 2018", "pass"),
    ("Diplôme d'État d'ambulancier (DEA)", "Ambulancier DEA, 2015", "pass"),
    ("Diplôme d'État d'ambulancier (DEA)", "Ambulances Loire. Pas de DEA", "fail"),
    ("Führerschein C/CE", "Führerschein CE 2023 entzogen", "fail"),
    ("Maîtrise du néerlandais", "Je ne parle pas néerlandais", "fail"),
    ("Gültige Arbeitserlaubnis für Deutschland", "EU-Bürgerin", "pass"),
    ("The right to work in the UK", "EU citizen", "unknown"),
    ("Right to work in the EU", "Portuguese citizen", "pass"),
    ("Barber license required", "Not licensed as a barber", "fail"),
    ("10 years of teaching piano", "Teaching piano for two and a half years", "fail"),
    ("5 years as a paralegal", "2010-2024 Postman, Mail; 2025-present Paralegal", "unknown"),
    ("5 years as a paralegal", "2013-2019 Paralegal, A; 2019-present Paralegal, B", "pass"),
    ("Full licence with D1", "Full UK licence: cat B only", "fail"),
    ("Titre de séjour", "Demande de titre de séjour déposée", "unknown"),
    ("10 years in property claims", "Adjuster with a decade in property claims", "pass"),
    ("3 Saisons als Skilehrer", "Skilehrer, vier Saisons als Skilehrer", "pass"),
    ("3 years of Python", "Planner, 2012 - 2024\nWatched a Python tutorial", "unknown"),
    ("3 Jahre im Reisebüro", "Kaufmann mit zwölfjähriger Erfahrung im Reisebüro", "pass"),
    ("3 Jahre im Reisebüro", "Kaufmann mit halbjähriger Erfahrung im Reisebüro", "fail"),
    ("5 años como albañil", "Albañil con veintidós años de oficio como albañil", "pass"),
    ("Führerschein Klasse B", "Führerschein: keiner", "fail"),
    ("Permiso de conducir C+E", "Permisos: B, C, C+E", "pass"),
    ("Permiso de conducir C+E", "Permisos: B", "unknown"),
    ("C1 de catalán", "Catalán A2", "fail"),
    ("Iscrizione all'albo delle ostetriche", "Iscritta all'albo delle ostetriche", "pass"),
    ("Certificat de capacité", "Je prépare le certificat de capacité", "unknown"),
    ("DEME exigé", "Diplôme d'État de moniteur éducateur, 2014", "pass"),
    ("Valid crane operator certificate", "Crane Operator, East Quay, 2015 - 2025", "unknown"),
    ("Titre de séjour", "Sans titre de séjour à ce jour", "fail"),
    ("Two to three years as a roofer", "Roofer, February 2019 - July 2021", "pass"),
    ("Zwei- bis dreijährige Erfahrung", "Zimmerer, 02/2019 - 07/2021", "pass"),
    ("2 years of sea time", "Shop Assistant, 2012 - 2024\nNo sea time", "unknown"),
    ("RRT credential", "Registered Respiratory Therapist, license active", "pass"),
    ("Certified Welding Inspector badge", "Certificates: CWI, 2021", "pass"),
    ("Blaster's license", "Driller, 2014 - 2024\nDrilled holes given by the blaster", "unknown"),
    ("Uprawnienia energetyczne E", "Brak uprawnień energetycznych", "fail"),
    ("Zaświadczenie UDT", "Zaświadczenie UDT straciło ważność w 2020", "fail"),
    ("Patentino per carrelli elevatori", "Non ho il patentino per carrelli", "fail"),
    ("Carnet de marinar", "Permis de conducere C+E", "unknown"),
    ("CPM designation", "Certified Property Manager (CPM)", "pass"),
    ("Current L.Ac. license", "L.Ac., State of Oregon, current", "pass"),
    ("Rumänisch mindestens B1", "Keine Rumänischkenntnisse", "fail"),
    ("Permis D et FIMO", "Permis B et D, FIMO", "pass"),
    ("Fahrlehrerlaubnis Klasse A", "Fahrlehrerlaubnis: Ausbildung läuft", "unknown"),
    ("Boat operator permit", "The boat operator permit is what I do not have", "fail"),
    ("2 years of leading a ward", "Nurse, 2012 - 2024\nWard led by others", "unknown"),
    ("2 years of leading a ward", "Ward Manager, 2012 - 2024\nRotas", "pass"),
    ("Abschluss als Kaminbauer", "Kaminbauer (IHK), 2013", "pass"),
    ("Brevet professionnel mention équitation", "Sans brevet professionnel", "fail"),
    ("Neerlandés C1", "Idiomas: neerlandés: nociones", "fail"),
    ("Attestato ponteggi (PiMUS)", "Attestato ponteggi, 2025", "pass"),
    ("AWS Solutions Architect certification", "AWS certified, steel for architects", "unknown"),
]


@pytest.mark.parametrize(("gate", "resume", "status"), CASES)
def test_a_gate_is_answered_from_the_text(gate, resume, status):
    row = rank(resume, make_rubric(("Python", "critical"), gates=(gate,)))
    assert row.gates[0].status == status
    if status != "unknown":
        assert row.gates[0].evidence


def test_a_gate_never_gives_points():
    plain = rank(WORKED_SEVEN_YEARS, make_rubric(("Python", "critical")))
    gated = rank(
        WORKED_SEVEN_YEARS, make_rubric(("Python", "critical"), gates=("No one has this",))
    )
    assert plain.score == gated.score
