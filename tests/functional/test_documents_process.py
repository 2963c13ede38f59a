import contextlib
import json
import random
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psutil
import pytest

from adapters.documents import parser_process, read_document
from adapters.documents.child_answer import check_answer
from shortlist.errors import SettingsError
from shortlist.reading.plain_text import NormalisedText
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.pdf_files import lines, pdf_file, text
from tools.mocked.template import resources_of

LIMITS = FileLimits()


def reason_of(content, limits):
    with pytest.raises(UnreadableResumeError) as caught:
        read_document(content, limits)
    return caught.value.reason


PAGES, LINES, WORDS = 25, 50, 15


def dense_pdf():
    return pdf_file(*[lines(40, 800, *["words " * WORDS] * LINES)] * PAGES)


def scattered_pdf():
    """Words that stand anywhere: a file that takes twice as long as a dense one."""
    places = random.Random(1)  # noqa: S311
    return pdf_file(
        *[
            "".join(
                text(places.uniform(40, 550), places.uniform(40, 800), "words") for _ in range(900)
            )
            for _ in range(20)
        ]
    )


def test_a_file_that_takes_too_long_is_given_up_in_time():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    # The system limits whole seconds.
    assert reason_of(scattered_pdf(), replace(LIMITS, cpu_seconds=0.3)) == "timed_out"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4


def test_a_file_that_waits_for_ever_is_given_up_by_the_clock():
    begin = time.perf_counter()

    assert reason_of(dense_pdf(), replace(LIMITS, wall_seconds=0.3)) == "timed_out"
    assert time.perf_counter() - begin < 5


def test_the_clock_leaves_a_file_its_processor_time_twice_over_and_a_function_its_end():
    assert (
        2 * LIMITS.cpu_seconds
        < LIMITS.wall_seconds
        < resources_of("AWS::Serverless::Function")["ReaderFunction"]["Timeout"]
    )


def test_a_file_that_takes_too_much_memory_is_broken_and_the_next_one_is_read():
    content = pdf_file(text(50, 700, "Ten years of work"))

    assert reason_of(content, replace(LIMITS, memory_bytes=1024 * 1024)) == "broken"
    assert read_document(content, LIMITS).text == "Ten years of work"


def kill_readers(times):
    """Kill each child once it is at work, and return how many there were."""
    killed = set()
    end = time.monotonic() + 20
    while len(killed) < times and time.monotonic() < end:
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                is_at_work = "adapters.documents.child" in child.cmdline()
                if is_at_work and child.pid not in killed and child.cpu_times().user > 0.4:
                    child.kill()
                    killed.add(child.pid)
        time.sleep(0.01)
    return len(killed)


def test_a_reader_that_is_killed_in_the_middle_reads_the_file_once_more():
    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill_readers, 1)
        document = read_document(dense_pdf(), LIMITS)

    assert killed.result() == 1
    assert document.text.count("words") == PAGES * LINES * WORDS


def test_a_reader_that_is_killed_again_and_again_ends_as_a_failed_reading():
    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill_readers, 2)
        begin = time.perf_counter()
        assert reason_of(dense_pdf(), LIMITS) == "not_read"

    assert killed.result() == 2
    assert time.perf_counter() - begin < 20
    assert read_document(b"Ten years of work", LIMITS).text == "Ten years of work"


def test_drawings_that_multiply_without_end_do_no_harm():
    forms = [f"/X{i + 1} Do " * 40 for i in range(8)] + [text(5, 70, "again")]
    content = pdf_file(text(50, 700, "Ten years of work") + " /X0 Do", forms=forms)

    assert reason_of(content, replace(LIMITS, cpu_seconds=5)) in ("broken", "timed_out")


def test_the_parsers_see_no_credentials(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    seen = {}

    def spy(*arguments, **options):
        seen.update(options["env"])
        return popen(*arguments, **options)

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", spy)

    assert read_document(b"Ten years of work", LIMITS).text == "Ten years of work"
    assert set(seen) <= {"PYTHONPATH", "PYTHONIOENCODING", "LD_LIBRARY_PATH"}


def test_missing_parsers_are_not_blamed_on_the_file(monkeypatch):
    monkeypatch.setattr(parser_process, "_CHILD", "adapters.documents.absent")

    with pytest.raises(SettingsError):
        read_document(b"Ten years of work", LIMITS)


def test_importing_the_reader_imports_no_parser():
    script = "import sys, adapters.documents; print(*sys.modules)"
    environment = {"PYTHONPATH": ":".join(sys.path)}
    output = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True, text=True
    ).stdout.split()

    assert "adapters.documents" in output
    assert not {"pypdfium2", "charset_normalizer", "docx", "pydantic"} & set(output)


ANSWER = {"text": "x", "flags": ["scanned_pages"], "scanned_pages": [2], "reason": None}


def test_an_answer_within_bounds_is_believed():
    believed = NormalisedText("x", ("scanned_pages",), (2,))
    assert check_answer(json.dumps(ANSWER).encode(), LIMITS) == believed


@pytest.mark.parametrize("output", [b"", b"not json", b"[]", b"{}", b"\xff"])
def test_what_is_no_answer_is_not_believed(output):
    with pytest.raises(UnreadableResumeError) as caught:
        check_answer(output, LIMITS)
    assert caught.value.reason == "broken"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", 5),
        ("text", ""),
        ("text", "x" * 150_001),
        ("flags", 1),
        ("reason", []),
        ("reason", "well"),
        ("scanned_pages", 1),
        ("scanned_pages", [[1]]),
        ("scanned_pages", ["1"]),
        ("scanned_pages", [True]),
        ("scanned_pages", [0]),
        ("scanned_pages", [LIMITS.max_pages + 1]),
    ],
)
def test_an_answer_out_of_bounds_is_not_believed(field, value):
    with pytest.raises(UnreadableResumeError) as caught:
        check_answer(json.dumps({**ANSWER, field: value}).encode(), LIMITS)
    assert caught.value.reason == "broken"
