"""Redaction keeps a resume's lines and its skills, however the parts are put together."""

import gc
import re
import signal
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.cpu_limit import limit_cpu
from shortlist.errors import DefiantResumeError
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.placeholders import restore_names
from shortlist.redaction.redact import hide_name, redact_lines
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.words.resume_text import read_resume_text

NAMES = {
    "over two lines": "JANE M.\nDOEWELL",
    "title above": "Mr.\nJohn Smithers",
    "title and initial above": "Dr. J.\nSmithers",
    "initial at the end": "Doewell J.\nEngineer",
    "pronouns over two lines": "Jane Doewell\nShe/\nher",
    "particle at the end": "Maria de la\nCruzado",
    "on one line": "Jane Doewell",
}
PHONES = [
    "(+47) 40 00 12 34",
    "(+1) 555-123-4567",
    "+ 47 40 00 12 34",
    "+44 (0)20 7946 0318",
    "( +49 ) 30 1234567",
    "0047 40 00 12 34",
    "(020) 7946 0318",
    "555/123-4567",
]
SKILLS = ["C++ and Python", "5+ years of Kubernetes", "CI/CD, TCP/IP", "Grade A+", "(+) Terraform"]
PEOPLE = [
    "Jane Doewell",
    "John Smithers",
    "María de la Cruzado",
    "J",
    "\u202eJane\x00 Doe\ud800",
    None,
]


@st.composite
def resumes(draw: st.DrawFn) -> tuple[list[str], str]:
    """Compose a resume of a name, skills and a telephone number in any order."""
    phone = draw(st.sampled_from(PHONES))
    label = draw(st.sampled_from(["", "Phone: ", "Tel ", "M: ", "+ "]))
    blocks = [
        draw(st.sampled_from(sorted(NAMES.values()))),
        *draw(st.lists(st.sampled_from(SKILLS), min_size=1, max_size=4)),
        f"{label}{phone}",
        draw(st.sampled_from(["", "Kind regards,\nJane M.\nDoewell", "Mr.", "J."])),
    ]
    order = draw(st.permutations(blocks)) if draw(st.booleans()) else blocks
    return "\n".join(order).split("\n"), phone


@settings(max_examples=400, deadline=None, derandomize=True)
@given(resumes(), st.sampled_from([*PEOPLE, None]))
def test_a_composed_resume_keeps_its_lines_and_its_skills(resume, name):
    lines, phone = resume
    redacted = redact_lines(lines, name)
    assert len(redacted) == len(lines)
    for before, after in zip(lines, redacted, strict=True):
        if before in SKILLS:
            assert after == before
    number = next(line for line in lines if line.endswith(phone))
    assert not any(character.isdigit() for character in redacted[lines.index(number)])
    assert len(hide_name(lines, name or "Jane Doewell")) == len(lines)


FIRST_LINES = {
    "arabic": "فاطمة الزهراء بنت محمد العلوي",
    "armenian": "Անահիտ Հովհաննիսյան",
    "bengali": "শ্রীমতী অনিন্দিতা বন্দ্যোপাধ্যায়",
    "chinese": "歐陽小明",
    "cyrillic": "Александра Константиновна Преображенская",
    "devanagari": "श्रीमती लक्ष्मीप्रिया भट्टाचार्य",
    "georgian": "ნინო ჭავჭავაძე",
    "greek": "Αικατερίνη Παπαδοπούλου",
    "gujarati": "કૃષ્ણકુમારી ત્રિવેદી",
    "hebrew": "שרה בת־שבע כהן",
    "japanese": "さくらこ ささき",
    "korean": "김민지",
    "latin": "Wolfeschlegelsteinhausenbergerdorff",
    "tamil": "திருநாவுக்கரசு மீனாட்சிசுந்தரம்",
    "thai": "กฤษณพงศ์ศิริวัฒนานุกูลเจริญรัตน์",
}


@pytest.mark.parametrize("line", FIRST_LINES.values(), ids=FIRST_LINES.keys())
@pytest.mark.parametrize("end", ["", " 1", "!", "-", "'x"])
def test_a_first_line_in_any_script_is_read_at_once(line: str, end: str):
    start = time.process_time()
    redacted = redact_lines([line * 3 + end, "Engineer"], None)
    assert time.process_time() - start < 0.5
    assert redacted[1] == "Engineer"


UNITS = [
    "de la ", "Jane de la ", "Mr. ", "J.\n", "(+47) 40 00 12 34 ", "+1 ", "5+ years, ", "1/", "ก",
    "क", "த", "সা", "A B ", "@a.b", "a@b.c ", "at) ", "References\n", "Address: ",
    "Nationality\n", ": x\n", "1 Street ", "Kind regards,\n", "passport 1", "born 4 may 1990 ",
    "he/she/", "Will\n", ",dob:",
]  # fmt: skip
LENGTH = 150_000
# Twice what one may take on a machine of its own.
SECONDS = 2.0


def _measure(text: str) -> float:
    lines = text.split("\n")
    start = time.process_time()
    find_leaks(redact_lines(lines, "Jane de la Cruz-Will"), "Jane de la Cruz-Will")
    screen_resume(read_resume_text(text), JobShingles("Engineer"))
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_four_times_as_long(unit: str):
    short, long = ((unit * LENGTH)[: LENGTH // part] for part in (8, 2))
    assert _measure(long) < 8 * _measure(short) + 0.3


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from([*UNITS, *SKILLS, *PHONES, *NAMES.values(), "\n"]), min_size=1, max_size=6
    )
)
def test_a_long_text_of_anything_takes_bounded_time(units):
    unit = "".join(units)
    assert _measure((unit * (LENGTH // len(unit) + 1))[:LENGTH]) < SECONDS


def test_work_that_takes_too_long_is_stopped_inside_a_regular_expression():
    with pytest.raises(DefiantResumeError), limit_cpu(0.05):
        re.match(r"(?:a|a)+b", "a" * 40)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_no_garbage_is_collected_at_the_cost_of_a_resume() -> None:
    runs: list[str] = []
    gc.callbacks.append(lambda phase, info: runs.append(phase))
    try:
        with limit_cpu():
            kept = [[number] for number in range(100_000)]
            assert runs == []
    finally:
        gc.callbacks.pop()
    assert kept
    assert gc.isenabled()


def test_a_limit_elsewhere_than_in_the_main_thread_lets_the_work_run():
    done = []

    def work() -> None:
        with limit_cpu(0.01):
            done.append(sum(range(1_000_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def test_lines_that_were_lost_are_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shortlist.redaction.redact.replace_spans", lambda text, spans: "one line")
    with pytest.raises(DefiantResumeError):
        redact_lines(["Jane Doewell", "Engineer"], None)


def test_a_number_of_a_standard_is_no_telephone_number():
    line = "Audited to ISO 27001 2013 4711 0815"
    assert redact_lines(["Profile", line], None)[1] == line


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("[NAME] knows SQL.", "Jane Doe knows SQL."),
        ("[NAMES] and [NAME]s", "Jane Doe and Jane Does"),
        ("Line 3 is [WITHHELD].", "Line 3 is a withheld line."),
        ("[withheld] again", "A withheld line again"),
        ("Born on [BIRTH DATE], <EMAIL> given", "Born on a date of birth, an e-mail address given"),
        ("{PHONE} and [Birth Date]", "A telephone number and a date of birth"),
        ("[THEY] led [COMPANY NAME] teams", "The candidate led COMPANY NAME teams"),
        ("[LINE REDACTED]", "A withheld line"),
        ("Knows [1] and [x]", "Knows [1] and [x]"),
    ],
)
def test_no_placeholder_reaches_a_person(told: str, shown: str):
    assert restore_names(told, "Jane Doe") == shown
