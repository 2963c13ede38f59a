"""Redaction of whole resumes: what goes, what stays, and that nobody reads who it was."""

import pytest

from shortlist.redaction.redact import redact_lines
from tools.eval.people import PEOPLE, Person


def redact(text: str, name: str | None = None) -> str:
    """Redact a text of lines."""
    return "\n".join(redact_lines(text.split("\n"), name))


HEAD = "Profile\nBuilds payment services.\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Write to mara.quill@example.com today", "Write to [EMAIL] today"),
        ("mara.quill (at) example dot com", "[EMAIL]"),
        ("mara.quill at example dot com", "[EMAIL]"),
        ("mara [at] example.co.uk", "[EMAIL]"),
        ("mailto:MARA@EXAMPLE.COM.", "mailto:[EMAIL]."),
        ("Portfolio https://example.com/mara?x=1, on request", "Portfolio [LINK], on request"),
        ("linkedin.com/in/mara-quill-9", "[LINK]"),
        ("www.quill.example", "[LINK]"),
        ("+44 20 7946 0318", "[PHONE]"),
        ("+1 (202) 555-0143", "[PHONE]"),
        ("(0)20 7946 0318", "[PHONE]"),
        ("06.39.98.41.07", "[PHONE]"),
        ("0171/2345678", "[PHONE]"),
        ("202-555-0143 ext. 12", "[PHONE]"),
        ("Tel: 555 0143", "Tel: [PHONE]"),
        ("Born 4 May 1990 in Leeds", "[BIRTH DATE]"),
        ("Date of birth: 04/05/1990", "Date of birth: [BIRTH DATE]"),
        ("Geburtsdatum: 4. Mai 1990", "Geburtsdatum: [BIRTH DATE]"),
        ("geboren am 04.05.1990 in Köln", "[BIRTH DATE]"),
        ("née le 4 mai 1990 à Lyon", "[BIRTH DATE]"),
        ("Născută la 4 mai 1990", "[BIRTH DATE]"),
        ("I am 34 years old and hard-working", "I am [BIRTH DATE] and hard-working"),
        ("Gender: Female", "Gender: [GENDER]"),
        ("Geschlecht: weiblich", "Geschlecht: [GENDER]"),
        ("Pronouns: she/her", "Pronouns: [GENDER]"),
        ("Marital status: married, 2 children", "Marital status: [PERSONAL]"),
        ("Nationality: Irish", "Nationality: [PERSONAL]"),
        ("Passport No: X1234567", "Passport No: [PERSONAL]"),
        ("NMC PIN: 98X1234E", "NMC PIN: [PERSONAL]"),
        ("SSN 123-45-6789", "SSN [PERSONAL]"),
        ("Nationality: Irish, no visa needed", "Nationality: [PERSONAL], no visa needed"),
        (
            "He built it himself, and his team saw him.",
            "[THEY] built it [THEY], and [THEY] team saw [THEY].",
        ),
        ("Reported to Mr. Holt and Ms Ortega", "Reported to [NAME] and [NAME]"),
        ("Berichtet an Frau Holt", "Berichtet an [NAME]"),
    ],
)
def test_personal_data_goes_wherever_it_stands(line: str, expected: str) -> None:
    assert redact(HEAD + line).removeprefix(HEAD) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2019 - 2025: Engineer, 01/2019 - 05/2020, 12.05.2019-13.06.2020, 2015-2016-2017",
        "Budget of 12 000 000 EUR, $1,250,000,000 of assets, 1.000.000 users, 10 000 000 rows",
        "ISO 9001:2015, ISO/IEC 27001-2013, IEEE 802.11ac, Windows 10.0.19041.1234, 192.168.10.254",
        "20190115-20200115 migration, 99.999 % uptime, 3.14159265358",
        "ASP.NET, Node.js, Vue.js, Socket.io and GitHub Actions at Booking.com",
        "Unit tests with @Override and @angular/core; PSS@E, BB&T @ Work",
        "Worked in the HE sector with HIS and EHR systems; MS SQL, Ms Excel, Mr in no list",
        "Care for children aged 5 to 12, residents aged 65 and over, a 20-year-old codebase",
        "Ran a clinic for male and female patients; female staff; maternity ward; labour ward",
        "Born leader with 5 years of experience; newborn care",
        "Her Majesty's Passport Office, London",
        "Senior Engineer | Hollowell Insurance, London | January 2020 - present",
        "5 Years Experience, 3 Projects in Dublin",
        "British citizen, full driving licence, right to work in Ireland",
        "Name: Inventory System",
        "NMC PIN: adult nurse, registered 2008, revalidated three times",
        "Location: Berlin, at home twice a week",
        "Sr. Developer, Ms in Computer Science, LI-6400 meter",
    ],
)
def test_facts_of_work_stay(line: str) -> None:
    assert redact(HEAD + line, "Mara Quill") == HEAD + line


@pytest.mark.parametrize(
    "form",
    [
        "Mara Quillfeather",
        "MARA QUILLFEATHER",
        "Quillfeather, Mara",
        "QUILLFEATHER Mara",
        "M. Quillfeather",
        "M Quillfeather",
        "Quillfeather M.",
        "Ms Quillfeather",
        "Mrs. Mara Quillfeather",
        "Mara B. Quillfeather",
        "Mara Beatrix Quillfeather",
        "mara quillfeather",
        "mara.quillfeather",
        "mara_quillfeather",
        "maraquillfeather",
        "quillfeathermara",
        "mquillfeather",
        "Mára Quillfeather",
        "Quillfeather",
        "Mara",
    ],
)
def test_every_form_of_a_known_name_is_one_placeholder(form: str) -> None:
    text = f"{HEAD}The report by {form} was read twice."
    assert redact(text, "Mara Quillfeather") == f"{HEAD}The report by [NAME] was read twice."


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("Jane Williams", "Williams' and Jane's plan", "[NAME]'s and [NAME]'s plan"),
        ("Dr. Jane Holtby, PhD", "Holtby", "[NAME]"),
        ("HOLTBY, Jane", "Jane Holtby", "[NAME]"),
        ('Robert "Bob" Holtby', "Bob Holtby", "[NAME]"),
        ("Jürgen Müller-Lüdenscheid", "Juergen Mueller-Luedenscheid", "[NAME]"),
        ("Jose Maria de la Cruz", "José María DE LA CRUZ", "[NAME]"),
        ("Anne-Marie O'Neill", "Anne Marie O\u2019Neill, annemarie_oneill.pdf", "[NAME].pdf"),
        ("Иван Петровский", "Рекомендация: ПЕТРОВСКИЙ Иван", "Рекомендация: [NAME]"),
        ("王小明", "王小明负责支付系统", "[NAME]负责支付系统"),
        ("Suharyanto", "SUHARYANTO built it", "[NAME] built it"),
        ("Νίκος Μαύρος", "ΜΑΎΡΟΣ built it in İzmir", "[NAME] built it in İzmir"),
        ("Jane Holtby", "JaneHoltby_CV_2024.pdf", "[NAME]_CV_2024.pdf"),
    ],
)
def test_names_are_found_as_people_write_them(name: str, line: str, expected: str) -> None:
    assert redact(HEAD + line, name).removeprefix(HEAD) == expected


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "Will Case",
            "I will case the market. Will relocate. Case studies, use case, a Case for care",
        ),
        (
            "Grace May",
            "May 2020 - June 2021; since May; in May; Saint Grace Hospital; grace periods",
        ),
        ("Mark May", "Mark sheets, May 2019, 12 May, MARK scheme"),
        (
            "Jordan Python",
            "Python, SQL. Wrote Python services. Python is used daily. Python's typing",
        ),
        ("Ruby Page", "Ruby on Rails, worked with Ruby and Go. Page speed. Landing Page design"),
        ("Bo Li", "Li-ion cells, LI-6400, BOLI products"),
        ("Dean Park", "Dean of the faculty, Park Avenue, car park"),
    ],
)
def test_names_that_are_words_do_not_destroy_the_text(name: str, line: str) -> None:
    assert redact(HEAD + line, name) == HEAD + line


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("Will Case", "Will Case, W. Case, Case, Will and Mr Case", "[NAME] and [NAME]"),
        ("Will Case", "Will led the team", "[NAME] led the team"),
        ("Will Case", "They asked for Will by name", "They asked for [NAME] by name"),
        ("Will Case", "and Will's plan won", "and [NAME]'s plan won"),
        ("Grace May", "Grace joined in May 2020", "[NAME] joined in May 2020"),
        ("Jordan Python", "Jordan Python led Python work", "[NAME] led Python work"),
        ("Bo Li", "Bo Li tests Li-ion cells", "[NAME] tests Li-ion cells"),
    ],
)  # fmt: skip
def test_names_that_are_words_go_where_they_mean_the_person(
    name: str, line: str, expected: str
) -> None:
    assert redact(HEAD + line, name).removeprefix(HEAD) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Mara Quillfeather", "[NAME]"),
        ("MARA QUILLFEATHER", "[NAME]"),
        ("Curriculum Vitae\n\nMara Quillfeather", "Curriculum Vitae\n\n[NAME]"),
        ("CV of Mara Quillfeather", "CV of [NAME]"),
        ("Mara Quillfeather, RN, BSN", "[NAME], RN, BSN"),
        ("Mara Quillfeather - Data Engineer", "[NAME] - Data Engineer"),
        ("Name: Mara Quillfeather", "Name: [NAME]"),
        ("Grace May\ngrace.may@example.com", "[NAME]\n[EMAIL]"),
        ("G R A C E  M A Y\ngrace.may@example.com", "G R A C E  M A Y\n[EMAIL]"),
        ("Data Engineer\nGrace May\ngracemay@example.com", "Data Engineer\n[NAME]\n[EMAIL]"),
    ],
)
def test_a_heading_gives_the_name_away_when_nobody_told_it(head: str, expected: str) -> None:
    expected = expected.replace("G R A C E  M A Y", "[NAME]")
    assert redact(f"{head}\n\n{HEAD}") == f"{expected}\n\n{HEAD}"


def test_a_name_found_in_the_heading_goes_everywhere() -> None:
    text = f"Mara Quillfeather\n\n{HEAD}Award of the Quillfeather family"
    assert redact(text, "Mara Q") == f"[NAME]\n\n{HEAD}Award of the [NAME] family"


@pytest.mark.parametrize(
    "title",
    [
        "LEAD MAINTENANCE MECHANIC",
        "Senior Backend Engineer",
        "Sales Associate",
        "Tally ERP and Excel",
        "EXPERIENȚA PROFESIONALĂ",
        "Curriculum Vitae",
        "SQL DBA",
    ],
)
def test_a_title_at_the_top_is_no_name(title: str) -> None:
    assert redact(f"{title}\n{HEAD}") == f"{title}\n{HEAD}"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("a@example.com | 60 Chandler's Quay, Cork", "[EMAIL] | [ADDRESS]"),
        ("a@b.com / +353 20 918 0120 / 60 Chandler's Quay", "[EMAIL] / [PHONE] / [ADDRESS]"),
        ("Lindenholzweg 8, 48143 Münster", "[ADDRESS]"),
        ("27, rue des Tanneurs, 75011 Paris", "[ADDRESS]"),
        ("a@example.com\nThe Old Granary, Pittenmoor, Fife", "[EMAIL]\n[ADDRESS]"),
        ("Address: 5 Foo Street, Leeds LS1 4AB", "Address: [ADDRESS]"),
        ("Berlin, Germany | a@example.com", "[ADDRESS] | [EMAIL]"),
        ("Data Engineer | Berlin | a@example.com", "Data Engineer | [ADDRESS] | [EMAIL]"),
        ("Python, Django, AWS\na@example.com", "Python, Django, AWS\n[EMAIL]"),
        ("GitHub: quill9 | LinkedIn: mara", "GitHub: [LINK] | LinkedIn: [LINK]"),
        ("12 May 1990 | Female | Married", "[BIRTH DATE] | [GENDER] | [PERSONAL]"),
    ],
)  # fmt: skip
def test_the_contact_block_loses_addresses_and_keeps_titles(head: str, expected: str) -> None:
    assert redact(f"{head}\n\n{HEAD}") == f"{expected}\n\n{HEAD}"


def write(person: Person) -> str:
    he, him, his = ("she", "her", "her") if person.is_woman else ("he", "him", "his")
    return (
        f"{person.name}\nData engineer\n"
        f"{person.email} | {person.phone} | {person.link}\n\n{HEAD}"
        f"{he.title()} led it; {his} team saw {him}. {person.formal} ({he}/{him})\n"
        f"Cited: {person.last_first}; {person.initial_last}; {person.name}'s;"
        f" {person.file_name}.pdf\n"
        f"Python since May 2019. Will relocate. Mark sheets, case studies, Li-ion.\n"
        f"Kind regards,\n{person.name}"
    )


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_a_swapped_person_changes_no_byte(person: Person, is_known: bool) -> None:
    first = PEOPLE[0]
    expected = redact(write(first), first.name)
    assert redact(write(person), person.name if is_known else None) == expected
    assert "Python since May 2019. Will relocate. Mark sheets, case studies, Li-ion." in expected


GERMAN = "Und der Plan mit der Bank und die Arbeit im Team bei der Post, von uns für alle.\n"


def test_german_pronouns_go_in_german_resumes_only() -> None:
    she = redact(HEAD + GERMAN + "Sie leitete ihr Team. Ihre Aufgabe: Technik.")
    he = redact(HEAD + GERMAN + "Er leitete sein Team. Seine Aufgabe: Technik.")
    assert she == he
    assert (
        redact(HEAD + "An er diagram, el paso, il, lui, sie")
        == HEAD + "An er diagram, el paso, il, lui, sie"
    )
