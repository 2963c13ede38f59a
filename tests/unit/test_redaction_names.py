"""Names that are hard to tell from words: in Cyrillic letters, in headings, beside handles."""

import pytest

from shortlist.redaction.leaks import Leak, find_leaks
from shortlist.redaction.names import read_name
from shortlist.redaction.redact import redact_lines

HEAD = "Profile\nBuilds payment services.\n"


def redact(text: str, name: str | None = None) -> str:
    """Redact a text of lines."""
    return "\n".join(redact_lines(text.split("\n"), name))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Майя Иванова", "МГУ, Мы, Моя, Мир, Май, Майами, Мая"),
        ("Мария Иванова", "Март, Маркетолог, Марина, Мариинский, Марка"),
        ("Инна Иванова", "ИНН, Иннополис"),
        ("Иван Петровский", "Петровск, Ивановский, Петров"),
        ("Аеио Уюяы", "Аеиоз, Уюяыб, Уюя"),
    ],
)
def test_other_words_that_begin_like_a_name_stay(name: str, line: str) -> None:
    assert redact(HEAD + line, name) == HEAD + line


@pytest.mark.parametrize("name", ["Мария Ткаченко", "Иван Петровский", "Андрей Толстой"])
def test_a_name_in_cyrillic_letters_goes_as_it_is_told(name: str) -> None:
    first, last = name.split()
    text = f"{HEAD}Проект: {name}; {last} {first}; {last} 2020"
    assert redact(text, name) == f"{HEAD}Проект: [NAME]; [NAME]; [NAME] 2020"


@pytest.mark.parametrize("name", ["\u02bc\u02bc", "\u02bc" * 4, "---", "_", "CV"])
def test_a_name_without_letters_is_no_name(name: str) -> None:
    assert read_name(name) is None
    assert redact("Profile ' - CV", name) == "Profile ' - CV"


BODY = "Signed: Jane\nby Jane Smith-Doewell\nJane's\nby Jane Doewell"
REDACTED = "Signed: [NAME]\nby [NAME]\n[NAME]'s\nby [NAME]"


@pytest.mark.parametrize("handle", ["@janedoewell", "jane", "doewell", "write to jane, doewell"])
def test_a_name_in_lower_case_makes_no_ordinary_word_of_it(handle: str) -> None:
    redacted = redact(f"{HEAD}{BODY}\nOn the web: {handle}", "Jane Doewell")
    assert redacted.startswith(HEAD + REDACTED)


def test_a_name_over_two_lines_of_the_heading_goes_everywhere() -> None:
    text = f"Jane\nDoewell\njane.doewell@example.com\n\n{HEAD}{BODY}"
    assert redact(text) == f"[NAME]\n[NAME]\n[EMAIL]\n\n{HEAD}{REDACTED}"


def test_a_word_that_a_name_begins_stays() -> None:
    assert redact(f"{HEAD}Quillson", "Mara Quill") == f"{HEAD}Quillson"
    assert redact(f"{HEAD}Offices in Paris", "Mara Pari") == f"{HEAD}Offices in Paris"


@pytest.mark.parametrize("label", ["Nationality", "Gender", "Place of birth"])
def test_a_value_too_long_for_one_loses_its_beginning_only(label: str) -> None:
    prose = " ".join(["Ships billing services to banks"] * 12)
    redacted = redact(f"{label}: Leeds {prose}")
    assert "Leeds" not in redacted
    assert redacted.endswith("services to banks")
    assert redact(redacted) == redacted


@pytest.mark.parametrize(
    "town",
    ["Stratford-upon-Avon", "Aix-en-Provence", "Baden-Baden", "Winston-Salem, North Carolina"],
)
def test_a_town_with_hyphens_beside_contacts_goes(town: str) -> None:
    assert redact(f"{town} | a@example.com\n\n{HEAD}") == f"[ADDRESS] | [EMAIL]\n\n{HEAD}"


@pytest.mark.parametrize(
    "name",
    ["Jane_Doewell_CV_2024", "Doewell_Jane_Resume", "Jane Doewell (Resume)", "DOEWELL, Jane"],
)
@pytest.mark.parametrize(
    "line", ["The Doewell plan", "Asked Jane", "Doewell, Jane", "JANE DOEWELL"]
)
def test_a_leak_is_found_whatever_file_gave_the_name(name: str, line: str) -> None:
    assert find_leaks(["Engineer", line], name) == (Leak("name", 2),)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Anne-Marie O'Neill", "The O'Neill plan"),
        ("Anne-Marie O'Neill", "Asked O\u2019Neill's team"),
        ("Jürgen Großmüller", "Grossmuller led"),
        ("Ludwig van der Meulen", "van der Meulen, Ludwig"),
        ("Will van der Case", "Will van der Case"),
        ("राहुल शर्मा", "by शर्मा"),
        ("Мария Петровская", "Мария"),
    ],
)
def test_a_leak_is_found_as_names_are_written(name: str, line: str) -> None:
    assert find_leaks([line], name) == (Leak("name", 1),)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("José Quill", "Moved to San José"),
        ("Jane_Doewell_CV_2024", "CV of a jane; Janet, Doewellson"),
        ("Mana Quill", "A Man A team"),
        ("Will Case", "Case; Will; will case"),
    ],
)
def test_words_that_are_no_leak_stop_nothing(name: str, line: str) -> None:
    assert find_leaks([line], name) == ()


def test_a_title_below_a_told_name_with_a_hyphen_stays() -> None:
    lines = ("Bo Nowak-Quill", "Fachinformatiker Systemintegration")
    assert redact_lines(lines, "Bo Nowak-Quill") == ("[NAME]", lines[1])
