"""What people tell of themselves in sentences, and of others; and what only looks like it."""

import pytest

from shortlist.redaction.redact import redact_lines

HEAD = ["Jo Quillfeather", "Warehouse lead"]


def redact(line: str, *, far: bool = False) -> str:
    """Redact a line near the top of a resume, or far below."""
    work = ["Experience", "Norddal Cold Storage, 2018 - 2024", *["Planned the shifts."] * 12]
    lines = [*HEAD, *(work if far else []), line, "Experience"]
    return redact_lines(lines, HEAD[0])[-2]


@pytest.mark.parametrize("far", [False, True], ids=["near the top", "far below"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I have been happily married since 2004.", "I have been [PERSONAL] since 2004."),
        ("Divorciada, dos hijos de 6 y 9 a\u00f1os", "[PERSONAL], [PERSONAL]"),
        ("verheiratet mit Corinne", "[PERSONAL]"),
        ("Mother of two, back at work since 2022", "[PERSONAL], back at work since 2022"),
        ("Vater eines Sohnes", "[PERSONAL]"),
        ("m\u0119\u017catka, dwoje dzieci", "[PERSONAL]"),
        ("Soltera y con una hija", "[PERSONAL] y con [PERSONAL]"),
        ("sans enfant", "[PERSONAL]"),
        ("D/o Mr. Vinayak Deshpande", "D/o [PERSONAL]"),
        ("I am British and drive", "I am [PERSONAL] and drive"),
        ("De nationalit\u00e9 franco-malienne", "De nationalit\u00e9 [PERSONAL]"),
        ("\u00f6sterreichischer Staatsb\u00fcrger", "[PERSONAL] Staatsb\u00fcrger"),
        ("Emirati national since birth", "[PERSONAL] national since birth"),
        ("Born and raised in Lafayette", "Born and raised in [PERSONAL]"),
        ("Urodzona w Nysie", "Urodzona w [PERSONAL]"),
        ("I live in Footscray, Melbourne.", "I live in [ADDRESS]."),
        ("Residente a Bergamo, via Pignolo n. 44", "[ADDRESS]"),
        (
            "Domiciliat\u0103 \u00een Bac\u0103u, str. Energiei 15",
            "Domiciliat\u0103 \u00een [ADDRESS]",
        ),
        ("Driver number: ASHDO 756234 M99AB 12", "Driver number: [PERSONAL]"),
        ("F\u00fchrerschein-Nr. B072RRE2I55", "F\u00fchrerschein-Nr. [PERSONAL]"),
        ("Prawo jazdy kat. B, C nr 00123/19/1863", "Prawo jazdy kat. B, C nr [PHONE]"),
        ("Instagram @maggie.bakes.wex", "Instagram [LINK]"),
        ("LinkedIn : some-body-digital", "LinkedIn : [LINK]"),
        ("Worked under Mrs. Penrose and Mr. Price.", "Worked under [NAME] and [NAME]."),
        ("Sous la responsabilit\u00e9 de M. Castagnier", "Sous la responsabilit\u00e9 de [NAME]"),
        ("Vorgesetzter: Herr Seidl-Maurer", "Vorgesetzter: [NAME]"),
        ("Jefe inmediato: Hern\u00e1n Pulido", "Jefe inmediato: [NAME]"),
        ("Reporting to Eng. Samir Haddadin", "Reporting to Eng. [NAME]"),
        ('"Always calm" - Nuala Beattie, ward manager', '"Always calm" - [NAME], ward manager'),
        ("geborene Stachowiak", "geborene [NAME]"),
        (
            "I am a 34-year-old married father of two from Leith",
            "I am a [BIRTH DATE] [PERSONAL] [PERSONAL] from [ADDRESS]",
        ),
        ("Hi, I'm 52.", "Hi, I'm [BIRTH DATE]."),
        ("je suis séparée et je vis seule", "je suis [PERSONAL] et je vis seule"),
        ("I am 31 years of age, a Ugandan", "I am [BIRTH DATE], a [PERSONAL]"),
        ("Vivo a Modica con mia madre.", "Vivo a [ADDRESS] con [PERSONAL]."),
        ("sous la direction d'Erwan Le Goff", "sous la direction d'[NAME]"),
        ("bonuspappa till två", "[PERSONAL]"),
        ("RUT 15.555.012-K", "RUT [PERSONAL]"),
        ("Soy un colombiano de 27 años", "Soy un [PERSONAL] de [BIRTH DATE]"),
        ("Geboren wurde ich am 2. Juni 1983 in Gaziantep", "[BIRTH DATE]"),
        ("Urodziłam się 3 lutego 1979 w Bochni.", "Urodziłam się [BIRTH DATE] w [PERSONAL]."),
        ("I hold British and French passports", "I hold [PERSONAL] passports"),
        ("Belge d’origine congolaise", "[PERSONAL] d’origine [PERSONAL]"),  # noqa: RUF001
        ("Originally from Leicester, moved in 2016", "Originally from [PERSONAL], moved in 2016"),
        ("Je vis à Sète avec mon épouse", "Je vis à [ADDRESS] avec [PERSONAL]"),
        ("Locuiesc în Craiova cu soțul meu", "Locuiesc în [ADDRESS] cu [PERSONAL]"),
        (
            "Sposato dal 2003 con Rosalia, papà di Alice e Matteo",
            "[PERSONAL], [PERSONAL]",
        ),
        ("My manager, Solène Marchadier, asked me", "My manager, [NAME], asked me"),
        ("My supervisor was Darren Upsall", "My supervisor was [NAME]"),
        ("Mijn leidinggevende is Harrie Ceelen", "Mijn leidinggevende is [NAME]"),
        ("Alle dipendenze del geom. Salvo Ingrassia", "Alle dipendenze del geom. [NAME]"),
        ("C.I. seria XC nr. 555012, eliberată de SPCLEP Bacău", "C.I. seria [PERSONAL]"),
        ("Peruana residente en Alcorcón", "[PERSONAL] residente en [ADDRESS]"),
        ("Emergency contact: Imran Quill (husband)", "Emergency contact: [NAME] ([PERSONAL])"),
        ("Mieszkam w Opolu z mężem i córką.", "Mieszkam w [ADDRESS] [PERSONAL] i [PERSONAL]."),
        ("Vivo con la mia compagna a Concesio.", "Vivo con la [PERSONAL] a [ADDRESS]."),
        ("Domiciliat în com. Vidra, nr. 55, jud. Ilfov", "Domiciliat în [ADDRESS]"),
        ("White Card WC5550123", "White Card [PERSONAL]"),
        ("Militesente", "[PERSONAL]"),
        ("Präsenzdienst abgeleistet 2010", "[PERSONAL]"),
        ("stato civile separata, automunita", "stato civile [PERSONAL], automunita"),
        ("I live with my wife near Hexham.", "I live with [PERSONAL] near [ADDRESS]."),
        (
            "Cajera, El Trébol. Ref.: Walter Bustos, gerente",
            "Cajera, El Trébol. Ref.: [NAME], gerente",
        ),
        ("I share a flat with my partner", "I share a flat with [PERSONAL]"),
        ("Reference: Available on request", "Reference: Available on request"),
    ],
)
def test_what_a_sentence_says_of_a_person_goes(line: str, expected: str, *, far: bool) -> None:
    assert redact(line, far=far) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Single sign-on and single-page applications",
        "Taught three children and their parents",
        "Studied never married parents and married couples",
        "Father of the bride speeches, Mother of pearl inlays",
        "Engaged, punctual, separated duties of two ledgers",
        "British citizen, right to work in Ireland",
        "Founder of a Spanish national newspaper",
        "Zambia National Partner Project, Vietnam National University",
        "English, German and Polish",
        "A startup based in Berlin",
        "Sr. Account Manager, Sr. Special Investigator",
        "Product Manager: Writing Products; Director, North Asia Marketing",
        "Ms Excel, Ms Word, MS Access",
        "M. Sc. Aerospace, Prof. Services",
        "Facebook / Linkedin / Twitter using metrics",
        "GitHub Actions, Twitter API",
        "License August 2009 - August 2011",
        "Vehicle Registration 07/1994 to 03/1998",
        "Dr. Oetker Foods",
        "When my daughter was born, back in January",
        "Structural engineer, 20 years, SAP2000",
        "I am a French teacher and a German translator",
        "j'ai 20 ans d'expérience, am 20 de ani de experiență",
        "Mam 15 lat doświadczenia, tengo 15 años de experiencia",
        "20-jährige Berufserfahrung, mit 10-jähriger Erfahrung",
        "Partnered with Act-On to improve interfaces",
        "I am engaged in two projects, je suis un dossier séparé",
        "Bachelor : Cognitive Science 2004",
        "Parameters from parent to child job, students born post 1982",
        "Supervisor, Northfield Dairies, 2017 to present",
    ],
)
def test_what_only_looks_like_it_stays(line: str) -> None:
    assert redact(line, far=True) == line


def test_a_nickname_goes_wherever_it_stands() -> None:
    lines = ["Odalys Prewitt goes by Dolly", "Experience", "Dolly led a kitchen of twelve"]

    assert redact_lines(lines, "Odalys Prewitt")[2] == "[NAME] led a kitchen of twelve"


def test_a_title_does_not_end_the_search_for_a_name() -> None:
    lines = ["Fuhrlott Systems", "Unter Frau Dr. Lindqvist-Baum", "geborene Stachowiak"]

    assert redact_lines(lines, None)[1:] == ("Unter [NAME]", "geborene [NAME]")


@pytest.mark.parametrize(
    "line",
    [
        "Nursed patients 65 years old and more",
        "Repaired 30-year-old machines",
        "Skills: ASP.NET, Node.js, Next.js",
        "moved 120 pallets down the road to a new yard every morning",
    ],
)
def test_what_a_line_near_the_top_says_of_others_and_of_work_stays(line: str) -> None:
    assert redact(line) == line


def test_a_handle_near_the_top_goes() -> None:
    assert redact("Follow @joquill") == "Follow [LINK]"
