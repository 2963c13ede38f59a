"""Labelled personal data goes wherever it stands, and however its label stands to it."""

import pytest

from shortlist.redaction.placeholders import RedactionCounts, count_redactions
from shortlist.redaction.redact import redact_lines
from tools.eval.labelled import write_resumes
from tools.eval.redaction import measure, read_written_resumes

BODY = "Experience\nDriver, Norddal Freight, 2016 - 2022\nKept the log of a van\n"


def redact(text: str) -> str:
    """Redact a text that stands below work experience."""
    lines = redact_lines([*BODY.split("\n"), *text.split("\n")], None)
    return "\n".join(lines).removeprefix(BODY + "\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Address: 1187 Larkspur Hollow Road", "Address: [ADDRESS]"),
        ("Date of Birth      : 14/06/1991", "Date of Birth      : [BIRTH DATE]"),
        ("Date of Birth: : 14/06/1991", "Date of Birth: : [BIRTH DATE]"),
        ("Nationality      Norwegian", "Nationality      [PERSONAL]"),
        ("**Marital status:** single", "**Marital status:** [PERSONAL]"),
        ("| Religion | Hindu |", "| Religion | [PERSONAL] |"),
        ("Familienstand - ledig", "Familienstand - [PERSONAL]"),
        ("N° de passeport : 14AV88422", "N° de passeport : [PERSONAL]"),
        ("Codice fiscale: QRCGNV91H54L219X", "Codice fiscale: [PERSONAL]"),
        ("Née le : 14 juin 1991", "[GENDER] : [BIRTH DATE]"),
        ("Father's Name: Caspian Quill", "Father's Name: [PERSONAL]"),
        ("Date of birth 4/11/1986. Full licence.", "[BIRTH DATE]. Full licence."),
        ("NRC: 255501/61/1", "NRC: [PERSONAL]"),
        ("Married, 2 children", "[PERSONAL]"),
        ("PO Box 1123, Dubai", "[ADDRESS]"),
        ("Referee: Orla Penhallowby, Head of Freight", "Referee: [NAME], Head of Freight"),
    ],
)
def test_a_labelled_value_goes_below_work_too(line: str, expected: str):
    assert redact(line) == expected


@pytest.mark.parametrize("before", ["", ": "])
@pytest.mark.parametrize("after", ["", ":"])
def test_values_torn_from_their_labels_go(before: str, after: str):
    labels = ["Date of Birth", "Nationality", "Languages known", "Marital Status", "Address"]
    values = ["14/06/1991", "Norwegian", "English, Hindi", "Married", "14 Ferncombe Rise, Leeds"]
    redacted = redact("\n".join([label + after for label in labels] + [before + v for v in values]))
    assert redacted.split("\n")[len(labels) :] == [
        before + one
        for one in ("[BIRTH DATE]", "[PERSONAL]", "English, Hindi", "[PERSONAL]", "[ADDRESS]")
    ]


def test_an_address_goes_on_over_lines():
    text = "Permanent Address:\n14 Ferncombe Rise,\nLeeds LS9 4QT\nSkills"
    assert redact(text) == "Permanent Address:\n[ADDRESS],\n[ADDRESS]\nSkills"


def test_referees_go_with_their_contacts_and_employers_stay():
    text = (
        "References\nDr Orla Penhallowby, Head of Operations, Norddal Freight\n"
        "orla.penhallowby@post.example | +44 20 7946 0318\nLine Manager: Will Mayhew"
    )
    assert redact(text).split("\n")[1:] == [
        "Dr [NAME], Head of Operations, Norddal Freight",
        "[EMAIL] | [PHONE]",
        "Line Manager: [NAME]",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Address verification for 3,000,000 customers",
        "Nationality checks at the passport desk",
        "Children's hospital, gender pay gap, passport control",
        "Database: PostgreSQL 14, Port: 5432",
        "Budget of 12 000 000 EUR",
        "References available on request",
        "Single sign-on, married data of two systems",
    ],
)
def test_words_of_labels_in_work_stay(line: str):
    assert redact(line) == line


def test_known_personal_data_of_the_labelled_resumes_is_found():
    recall = measure(write_resumes(count=144, seed=1))
    shares = {kind: recall.found[kind] / count for kind, count in recall.values.items()}
    most = ("name", "referee", "email", "phone", "birth date")
    assert all(shares[kind] >= 0.99 for kind in most)
    assert all(share >= 0.97 for share in shares.values())
    assert len(recall.changed) <= 0.1 * recall.resumes


def test_what_was_redacted_is_counted_by_kind_and_a_resumes_own_brackets_are_not():
    text = ["Orla Penhallowby", "[NAME] tag parser", "Nationality: Irish", "orla@post.example"]
    counts = count_redactions("\n".join(text), "\n".join(redact_lines(text, None)))
    assert counts == RedactionCounts(name=1, personal=1, email=1)


def test_resumes_written_by_hand_lose_what_is_personal():
    recall = measure(read_written_resumes())
    assert recall.resumes >= 201
    for kind in ("name", "email", "phone", "birth date"):
        assert recall.found[kind] >= 0.99 * recall.values[kind], kind
    for kind in ("address", "nationality", "marital status", "gender", "number", "referee"):
        assert recall.found[kind] >= 0.97 * recall.values[kind], kind
    assert sum(recall.found.values()) >= 0.97 * sum(recall.values.values())
    assert len(recall.changed) <= 3


@pytest.mark.parametrize(
    ("lines", "changed"),
    [
        (['Chukwuemeka "Emeka" Obi', "Developer"], ["[NAME]", "Developer"]),
        (["BEWERBUNG ALS LAGERIST", "Andrei Munteanu"], ["BEWERBUNG ALS LAGERIST", "[NAME]"]),
        (["Olena Kovalenko (Олена Коваленко)"], ["[NAME] ([NAME])"]),
        (["Jahrgang 1988", "x"], ["Jahrgang [BIRTH DATE]", "x"]),
        (["Nationalité guinéenne", "x"], ["Nationalité [PERSONAL]", "x"]),
        (["Hafenweg 9a, 28195 Bremen, Mobil: 0151 5550123"], ["[ADDRESS], Mobil: [PHONE]"]),
        (["x", "P.O. Box: 44521, Dubai"], ["x", "P.O. Box: [ADDRESS]"]),
        (["Bild: A. Munteanu"], ["Bild: [PERSONAL]"]),
        (["Teléfonos: 948 555 012 / 600 555 123"], ["Teléfonos: [PHONE]"]),
        (["Ma. Cristina L. Dimaculangan", "Staff Nurse"], ["[NAME]", "Staff Nurse"]),
        (["x", "Servizio militare: assolto nel 1998"], ["x", "Servizio militare: [PERSONAL]"]),
        (["Reference 1", "Soo-jin Kim"], ["Reference 1", "[NAME]"]),
        (["Name of the candidate: Abdul Rahim"], ["Name of the candidate: [NAME]"]),
        (["Père de trois enfants"], ["[PERSONAL]"]),
        (["Orla Penhallowby (Willa)", "Baker"], ["[NAME] ([NAME])", "Baker"]),
        (["x", "First names: Orla Precious"], ["x", "First names: [NAME]"]),
        (["Orla Quill", "a@b.example · Hobart TAS 7000"], ["[NAME]", "[EMAIL] · [ADDRESS]"]),
        (["CEP 04014-000 | a@b.example"], ["[ADDRESS] | [EMAIL]"]),
        (["Leith EH6 / 0131 496 0123 / a@b.example"], ["[ADDRESS] / [PHONE] / [EMAIL]"]),
        (["x", "Française et canadienne", "a@b.example"], ["x", "[PERSONAL]", "[EMAIL]"]),
        (
            ["Passport details", "Number: M5550123  Issued at: Agra", "US B1 visa until 2028"],
            [
                "Passport details",
                "Number: [PERSONAL]  Issued at: [PERSONAL]",
                "US B1 visa until 2028",
            ],
        ),
        (
            ["Orla Quill", "Av. de los Maestros 1280, Col. Olivos, C.P. 44270, León, Guanajuato"],
            ["[NAME]", "[ADDRESS]"],
        ),
        (["x", "住所 東京都新宿区西新宿2-8-1"], ["x", "住所 [ADDRESS]"]),
    ],
)
def test_personal_data_is_found_in_forms_of_many_places(lines: list[str], changed: list[str]):
    assert list(redact_lines(lines, None)) == changed


def test_a_second_family_name_goes_with_the_one_that_was_told():
    redacted = redact_lines(["Guadalupe Ñañez Ríos", "SIIGO"], "Guadalupe Ñañez")
    assert redacted == ("[NAME]", "SIIGO")
