"""Duties are found in the forms in which resumes of seven languages say them."""

import pytest

from shortlist.ranking.criterion_words import weigh_part, weigh_title
from shortlist.ranking.offline import OfflineRanker
from shortlist.words.lexicon import load_lexicon
from shortlist.words.roots import WHOLE, share_out
from shortlist.words.stems import find_roots
from shortlist.words.titles import TitleMatch, drop_terms_of_employment
from shortlist.words.tokens import find_words, fold
from tests.support.offline import make_rubric

POSTS = {
    "English": "We look for somebody with a van for the yard and the gate, to help by night:",
    "German": "Wir suchen für die Halle mit den Maschinen von der Straße im Ort zur Zeit:",
    "Polish": "Szukamy do pracy w hali i na placu oraz przy drodze dla firmy:",
    "French": "Nous cherchons pour les ateliers et dans le dépôt avec des équipes du soir :",
    "Spanish": "Buscamos para el taller y los almacenes del puerto por las tardes al mes:",
    "Italian": "Cerchiamo per il reparto e nel magazzino della ditta gli addetti delle squadre:",
}
SHOWN = [
    ("English", "Give medication once trained", "Administering medicines from blister packs"),
    ("English", "Perform preventive maintenance and tune-ups", "PMs on maintenance agreements"),
    ("German", "Durchführung von Elterngesprächen", "Entwicklungsgespräche am Nachmittag"),
    ("German", "Durchführung der Eingewöhnung", "Eingewöhnungen, Wickeln, Vorlesen"),
    # A name of two words is also shown by either of them.
    ("French", "Saisie et contrôle des factures fournisseurs", "saisie de 1 500 factures"),
    ("Spanish", "Atención telefónica y archivo de documentación", "archivo y atención al teléfono"),
    ("German", "Wartung von Niederspannungsanlagen", "Instandhaltung der elektrischen Anlagen"),
    ("German", "Pflegedokumentation", "Dokumentation der Pflege am Computer"),
    ("German", "Mitarbeit bei Umbauten", "Umbau von zwei Backlinien"),
    ("German", "Durchführung von Inventuren", "jährliche Inventur im Lager"),
    ("German", "Bereitschaft zur Arbeit im 3-Schicht-System", "Wechselschicht an der Presse"),
    ("Polish", "Udział w inwentaryzacjach", "coroczna inwentaryzacja"),
    ("Polish", "Kompletacja zamówień", "kompletowałem zamówienia z listy"),
    ("Polish", "Obsługa wózka widłowego", "praca na wózkach widłowych"),
    ("Polish", "Załadunek i rozładunek", "rozładunki i załadunki tirów"),
    ("French", "Entretien des machines", "entretien de la machine à coudre"),
    ("French", "Assurer la prévention des escarres", "prévention de l'escarre et des chutes"),
    ("Spanish", "Gestión de cobros", "seguimiento de los cobros de clientes"),
    ("Spanish", "Conciliaciones bancarias", "cada mes la conciliación bancaria"),
    ("Italian", "Gestione della cassa", "mi occupo della cassa"),
    ("Italian", "Ricevimento merci", "ho curato il ricevimento della merce"),
    # Small words belong to some names.
    ("English", "MS Office", "Monthly reports in Excel"),
    ("English", "Data entry", "Keyed data: data entry of 900 forms a week"),
    ("English", "Goods receipt", "goods in and goods out"),
    ("French", "Mise à jour du site internet", "rédaction des pages du site web"),
    ("English", "Confident with MS Office", "Excel sheets and PowerPoint slides"),
    ("French", "Maîtrise de la suite Adobe", "mise en page sous InDesign"),
    ("German", "Buchhaltungssoftware", "Belege in DATEV gebucht"),
    ("English", "Automated tests", "End-to-end suite in Playwright"),
    ("French", "Animer les réseaux sociaux", "comptes Instagram et LinkedIn"),
    ("Polish", "Kontrola terminów przydatności", "sprawdzanie dat ważności"),
    ("Polish", "Obsługa kasy fiskalnej", "rozliczanie kasy na koniec dnia"),
    ("German", "Personaleinsatzplanung", "Dienstplanung für neun Leute"),
]
NOT_SHOWN = [
    ("English", "Support people with personal care", "Customer care by phone"),
    ("English", "Ensure patient safety", "Site safety briefings"),
    ("English", "Play with children", "Played in a band"),
    ("English", "Lead generation", "Power generation plant"),
    ("English", "Visit customers", "Visited museums"),
    ("English", "Complete vehicle checks daily", "Checked spelling"),
    ("French", "Gestion des consignes et bouteilles vides", "respect des consignes de sécurité"),
    ("German", "Übergabe der Anlage an den Kunden", "Dienstübergabe im Pflegeheim"),
    ("English", "Lift 75 lbs and climb ladders", "Sparks Electric LLC"),
    ("English", "Participate in a call rotation", "PCR in the laboratory"),
    ("English", "Hand over to the day team each morning", "Worked in a team of eight"),
    ("English", "Prepare quotations", "Preventive maintenance of the lathe"),
    ("Spanish", "Experiencia como cajero", "trabajo en casa y en casos urgentes"),
    ("Italian", "Accoglienza dei bambini", "copie e archivio"),
    ("French", "Droit du travail", "copies et dires"),
    ("German", "Durchführung von Elektroprüfungen", "Durchführung von Feiern"),
    ("German", "Niederspannungsanlagen", "Anlage von Blumenbeeten"),
    ("German", "Mitarbeit bei Umbauten", "Mitarbeit im Chor"),
    ("Polish", "Prowadzenie księgowości", "prowadzenie zajęć sportowych"),
    ("French", "Assurer la facturation", "assurer la sécurité des visiteurs"),
    ("Spanish", "Gestión de nóminas", "gestión de visitas al museo"),
    ("Italian", "Gestione della cassa", "gestione del personale di sala"),
    ("Italian", "Disponibilità a lavorare nei fine settimana", "addetta alle pulizie"),
    ("English", "Design posters in Photoshop", "Adobe Reader on every desk"),
    ("Spanish", "Fleisch", "carné de conducir B"),
    ("English", "Fault diagnosis", "diagnosed and treated patients"),
    ("English", "Software testing", "QA audits on the ward"),
    ("English", "IT support for users", "gave it support"),
    ("English", "Accounting software", "sage-femme"),
    ("English", "Scaling and root planing", "Scaling a fleet of servers"),
]


def find_level(language: str, duty: str, line: str) -> int:
    """Give the level that a job's line reaches on a duty of a post in a language."""
    resume = f"Ada Probe\n\n2018 - 2025 Firma Muster\n- {line}\n"
    rubric = make_rubric((duty, "critical"))
    ranker = OfflineRanker("Probe", f"{POSTS[language]}\n- {duty}", rubric)
    return ranker.rank("c-1", None, resume).criteria[0].level


@pytest.mark.parametrize(("language", "duty", "line"), SHOWN)
def test_a_duty_is_shown_in_another_form_of_its_words(language: str, duty: str, line: str) -> None:
    assert find_level(language, duty, line) >= 2


@pytest.mark.parametrize(("language", "duty", "line"), NOT_SHOWN)
def test_words_of_any_duty_show_none(language: str, duty: str, line: str) -> None:
    assert find_level(language, duty, line) == 0


@pytest.mark.parametrize(
    ("compound", "words"),
    [
        ("kundenberatung", ("customer", "advic")),
        ("schaltschrankbau", ("schalt", "schrank", "build")),
        ("warenwirtschaftssystem", ("ware", "wirtschaft", "system")),
        ("zusammenarbeit", ("zusammenarbeit",)),
        ("anleitung", ("anleitung",)),
        ("developer", ("develop",)),
    ],
)
def test_a_german_compound_is_parted_into_known_words(
    compound: str, words: tuple[str, ...]
) -> None:
    assert find_roots("German").find(compound) == words


def test_the_words_of_a_compound_share_its_weight() -> None:
    shares = share_out("Kundenberatung", load_lexicon(), find_roots("German"))
    assert sum(shares.values()) == WHOLE
    assert len(shares) == 2


def test_only_a_post_in_a_language_brings_its_endings() -> None:
    assert find_roots(None).find("inwentaryzacjach") == ("inwentaryzacjach",)
    assert find_roots("English").find("kundenberatung") == ("kundenberatung",)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Addetto/a alle vendite", "Commessa, Boutique Filo"),
        ("Aide-soignant(e)", "Aide-soignante, Résidence du Lac"),
        ("Verkäufer*in", "Verkäuferin, Kaufhaus Mitte"),
        ("Koch/Köchin", "Köchin, Gasthof Adler"),
        ("Enfermero/a", "Enfermera, Hospital Norte"),
    ],
)
def test_the_other_genders_ending_parts_no_title(title: str, head: str) -> None:
    lexicon = load_lexicon()
    terms = lexicon.find_terms(find_words(fold(head)))
    assert TitleMatch(title, lexicon).measure_fit(fold(head), terms) == 1.0


def test_a_slash_between_two_words_is_left_alone() -> None:
    assert TitleMatch("HR/e-learning specialist", load_lexicon()).roots >= {"learn"}


def test_words_of_any_duty_count_in_criteria_of_their_language_alone() -> None:
    lexicon = load_lexicon()
    asked = "Prawo wykonywania zawodu pielęgniarki"
    assert share_out(asked, lexicon) == share_out(asked, lexicon, find_roots("English"))
    assert share_out(asked, lexicon)["wykonywan"] > 200_000
    assert share_out("Home health aide", lexicon, find_roots("English"))["aide"] > 300_000


def test_a_title_tells_no_duty_so_that_all_its_words_count_alike() -> None:
    lexicon, roots = load_lexicon(), find_roots("English")
    of_duty = weigh_part("Night porter", lexicon, roots).shares
    of_title = weigh_title("Night porter", lexicon, roots).shares

    assert of_duty["night"] < of_duty["port"] / 3
    assert of_title["night"] > of_title["port"] / 3


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("Infirmier(ère) en EHPAD - CDI - Jour", "Infirmier(ère) en EHPAD"),
        ("Bürokauffrau / Bürokaufmann (m/w/d) in Teilzeit", "Bürokauffrau / Bürokaufmann"),
        ("Staff Nurse (Full time, permanent)", "Staff Nurse"),
        ("HR Business Partner - 12 month contract", "HR Business Partner"),
        ("Auxiliar - jornada completa", "Auxiliar"),
        ("Hybrid car mechanic", "Hybrid car mechanic"),
        ("Contract manager", "Contract manager"),
        ("Warehouse Operative (Nights)", "Warehouse Operative (Nights)"),
        ("CDI", "CDI"),
    ],
)
def test_the_contract_and_the_hours_are_no_part_of_a_title(title: str, work: str) -> None:
    assert drop_terms_of_employment(title) == work


@pytest.mark.parametrize(
    ("title", "duty", "line", "least"),
    [
        ("Payroll Clerk", "Running monthly payroll", "ran payroll for 300 employees", 2),
        ("HR Advisor", "Keep HR policies up to date", "wrote policies on leave", 2),
        ("HR Advisor", "Keep HR policies up to date", "planted trees", 0),
    ],
)
def test_a_head_shows_no_duty_and_a_line_of_work_does(
    title: str, duty: str, line: str, least: int
) -> None:
    resume = f"Ada Probe\n\nExperience\n{title}, Muster Ltd, 2018 - 2025\n- {line}\n"
    ranker = OfflineRanker(title, f"{POSTS['English']}\n- {duty}", make_rubric((duty, "critical")))
    level = ranker.rank("c-1", None, resume).criteria[0].level
    assert level >= least if least else level == 0
