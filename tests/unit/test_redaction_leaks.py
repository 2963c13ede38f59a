"""The last look at redacted lines: what it stops, and that it does not stop ordinary resumes."""

import re
import time
from pathlib import Path

import pytest

from shortlist.redaction.leaks import Leak, find_leaks
from shortlist.redaction.placeholders import restore_names
from shortlist.redaction.redact import redact_lines
from tools.eval.people import PEOPLE, Person

DEMO = sorted((Path(__file__).parents[2] / "demo" / "resumes").glob("*/*.md"))
CONTACT = re.compile(r"^(name|contact|headline): (.*)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Write to mara@example.com", "email"),
        ("mara (at) example.com", "email"),
        ("Call 020 7946 0318", "phone"),
        ("Call +442079460318", "phone"),
        ("(202) 555-0143", "phone"),
        ("see linkedin.com/in/mara", "link"),
        ("see https://example.com", "link"),
        ("Mara Quillfeather led it", "name"),
        ("MARA QUILLFEATHER", "name"),
        ("mára quillfeather", "name"),
        ("The Quillfeather report", "name"),
    ],
)
def test_personal_data_that_survived_is_found_with_its_line(line: str, kind: str) -> None:
    assert find_leaks(["Engineer", line], "Mara Quillfeather") == (Leak(kind, 2),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "Engineer, 2019 - 2025, 01/2019 - 05/2020",
        "Budget of 12 000 000, $1,250,000,000, 8.000-12.000 a day",
        "ISO 27001-2013, version 10.0.19041.1234, 192.168.100.254",
        "[NAME] wrote to [EMAIL], [PHONE] and [LINK]",
        "Unit tests with @Override, @angular/core, GitHub Actions",
        "a quill and a feather; mara is a hare",
    ],
)
def test_facts_of_work_are_no_leak(line: str) -> None:
    assert find_leaks([line], "Mara Quillfeather") == ()


def test_a_last_name_that_is_a_word_is_looked_for_in_the_full_name_only() -> None:
    assert find_leaks(["Case studies, will relocate, will case the market"], "Will Case") == ()
    assert find_leaks(["Will Case"], "Will Case") == (Leak("name", 1),)


def test_a_leak_holds_no_personal_data() -> None:
    assert "quill" not in repr(find_leaks(["Mara Quillfeather"], "Mara Quillfeather")).lower()


@pytest.mark.parametrize(
    "person", [one for one in PEOPLE if one.name != "Grace"], ids=lambda person: person.name
)
def test_every_full_name_is_found_where_it_survives(person: Person) -> None:
    leaks = find_leaks(["Engineer", f"The plan of {person.name} won"], person.name)
    assert Leak("name", 2) in leaks


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
@pytest.mark.parametrize("told", ["name", "file name", "nothing"])
def test_nothing_of_the_demo_contact_blocks_survives(path: Path, told: str) -> None:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    fields = dict(CONTACT.findall(head))
    parts = fields["contact"].split(" | ")
    lines = [fields["name"], fields.get("headline", ""), *parts, "", *body.split("\n")]
    names = {"name": fields["name"], "file name": path.stem.replace("-", " ").title()}

    redacted = redact_lines(lines, names.get(told))

    assert find_leaks(redacted, fields["name"]) == ()
    assert redacted[0] == "[NAME]"
    assert redacted[1] == lines[1]
    assert set(redacted[2 : 2 + len(parts)]) <= {"[EMAIL]", "[PHONE]", "[ADDRESS]"}


def test_the_demo_loses_nothing_else() -> None:
    for path in DEMO:
        body = path.read_text("utf-8").split("---\n", 2)[2].strip().split("\n")
        redacted = redact_lines(["Ada Quillfeather", *body], None)[1:]
        changed = [line for line, old in zip(redacted, body, strict=True) if line != old]
        assert all("[THEY]" in line or "as a [GENDER]" in line for line in changed)


@pytest.mark.parametrize("unit", ["1 ", "1", "@a", "a@b.", "(at)", "Jane ", "2019 ", "jane", "é"])
def test_time_grows_with_the_length_of_hostile_text(unit: str) -> None:
    def measure(length: int) -> float:
        start = time.process_time()
        find_leaks([(unit * length)[:length]], "Jane Jane")
        return time.process_time() - start

    measure(1_000)
    short = min(measure(10_000) for _ in range(3))
    assert measure(120_000) < 12 * 4 * short + 0.1


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("[NAME] led a team of six.", "Mara Quill", "Mara Quill led a team of six."),
        ("[NAME]'s team; [name] built it.", "Mara", "Mara's team; Mara built it."),
        ("[NAME] led; so did [NAME].", None, "The candidate led; so did the candidate."),
        ("Here [THEY] led.", "Mara", "Here the candidate led."),
        ("By [EMAIL] or [LINK].", "Mara", "By an e-mail address or a link."),
        ("A backslash", r"\1 \g<0>", "A backslash"),
        ("[NAME]", r"\1 \g<0>", r"\1 \g<0>"),
        ("[NAME]", "  ", "The candidate"),
        ("[OTHER] and [NAME", "Mara", "OTHER and Mara"),
    ],
)  # fmt: skip
def test_a_summary_gets_its_name_back(text: str, name: str | None, expected: str) -> None:
    assert restore_names(text, name) == expected
