"""Lines that redaction changed are kept with a version, which changes whenever its rules do."""

import hashlib
from pathlib import Path

import pytest

from shortlist.redaction import hidden_lines
from shortlist.redaction.hidden_lines import REDACTION_VERSION, KnownLines, note_hidden_lines
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines

RESUMES = sorted((Path(__file__).parents[2] / "demo" / "resumes").rglob("*.md"))
# What a version makes of the demo's resumes, and what the last look finds in them. If this
# differs, models would be shown lines as older rules left them: name a new version, and what it
# makes.
KNOWN = {"redaction-5": "4332a4dbf73c6096"}


def test_a_version_of_the_rules_makes_the_same_of_the_same_resumes() -> None:
    made = hashlib.sha256()
    for path in RESUMES:
        lines = path.read_text("utf-8").splitlines()
        made.update("\n".join(redact_lines(lines, lines[0])).encode())
        made.update(repr(find_leaks(lines, lines[0])).encode())

    assert len(RESUMES) > 20
    assert made.hexdigest()[:16] == KNOWN[REDACTION_VERSION]


def fail(error: Exception) -> None:
    """Hear of an error that there should not be."""
    raise error


def test_lines_that_still_tell_whose_they_are_bear_no_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, text = "Mara Quillfeather", "Mara Quillfeather\nBaked bread for three years"
    assert note_hidden_lines(text, name, fail) == KnownLines({1: "[NAME]"}, REDACTION_VERSION)
    monkeypatch.setattr(hidden_lines, "_redact", lambda lines, _: tuple(lines))
    assert note_hidden_lines(text, name, fail) == KnownLines({}, None)
