"""The blind view: nobody's name, and the lines of a resume as redaction leaves them."""

from typing import Any

import pytest

from shortlist.blind_view import UNSEEN, show_resume_blind, show_rows_blind, write_label
from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.errors import DefiantResumeError
from shortlist.ranking.row import ShownRow
from shortlist.reading.reading_state import Reading
from shortlist.redaction.hidden_lines import find_hidden_lines, hide_lines

TEXT = """Ottoline Brackenbury
ottoline.brackenbury@example.org | +44 20 7946 0958

Experience
Backend engineer at a mill, 2019 to 2024
Ottoline Brackenbury led a team of five
Python and PostgreSQL"""
NAME = "Ottoline Brackenbury"
SECRETS = ("Ottoline", "Brackenbury", "7946", "example.org")


def make_candidate(text: str = TEXT, **changes: Any) -> Candidate:
    """Make a candidate as it is kept after reading."""
    candidate = Candidate(
        candidate_id="c-1",
        name=NAME,
        number=7,
        reading=Reading(state="read"),
        created_at="2026-11-27T10:00:00.000Z",
        hidden_lines=find_hidden_lines(text, NAME),
    )
    return candidate.model_copy(update=changes)


def fail(error: Exception) -> None:
    """Take a report of what redaction raised where it should raise nothing."""
    raise error


def show_blind_text(candidate: Candidate) -> str | None:
    """Return the text as a blind view of the candidate shows it."""
    return show_resume_blind(Resume(candidate, TEXT), fail).resume_text


def make_row(**changes: Any) -> dict[str, Any]:
    """Make a row that cites a line with the name and one without."""
    lines = TEXT.split("\n")
    cited = [{"line": number, "text": lines[number - 1]} for number in (6, 7)]
    return {
        "rank": 1,
        "confidence": 0.5,
        "candidate_id": "c-1",
        "name": NAME,
        "score": 62.0,
        "gates": [{"id": "g", "status": "pass", "evidence": cited}],
        "criteria": [{"id": "k", "level": 3, "evidence": cited}],
        "matched": ["Python"],
        "missing": [f"Kafka, says {NAME}"],
        "flags": [],
        "summary": f"{NAME} leads teams.",
        "scored_by": "llm",
        "reason": None,
        **changes,
    }


def show_blind(
    row: dict[str, Any], candidate: Candidate | None, *, model_was_blind: bool
) -> dict[str, Any]:
    """Return a row as a blind view shows it."""
    found = {candidate.candidate_id: candidate} if candidate else {}
    rows = [ShownRow.model_validate(row)]
    (shown,) = show_rows_blind(rows, lambda _: found, model_was_blind=model_was_blind)
    return shown.model_dump(mode="json")


def test_a_blind_resume_has_as_many_lines_and_tells_nobody() -> None:
    shown = show_resume_blind(Resume(make_candidate(), TEXT), fail).model_dump()
    assert (shown["name"], shown["label"]) == (None, "Candidate 07")
    assert len(shown["resume_text"].split("\n")) == len(TEXT.split("\n"))
    assert shown["resume_text"].split("\n")[6] == "Python and PostgreSQL"
    assert not [secret for secret in SECRETS if secret in str(shown)]


def test_lines_that_were_not_kept_are_redacted_anew() -> None:
    known = make_candidate()
    forgotten = make_candidate(hidden_lines=None)
    assert show_blind_text(known) == show_blind_text(forgotten)


def test_no_line_is_shown_of_a_resume_on_which_redaction_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failure = DefiantResumeError("lost count")

    def raise_it(*_: object) -> None:
        raise failure

    unread = make_candidate(hidden_lines=None)
    monkeypatch.setattr("shortlist.redaction.redact.find_fields", raise_it)
    reported: list[Exception] = []

    shown = show_resume_blind(Resume(unread, TEXT), reported.append)

    assert shown.resume_text == "\n".join([UNSEEN] * len(TEXT.split("\n")))
    assert reported == [failure]


def test_a_resume_that_was_not_read_has_no_text() -> None:
    assert show_resume_blind(Resume(make_candidate(), None), fail).resume_text is None


def test_a_blind_row_cites_the_same_lines_without_names() -> None:
    shown = show_blind(make_row(), make_candidate(), model_was_blind=True)
    assert [one["line"] for one in shown["criteria"][0]["evidence"]] == [6, 7]
    assert shown["gates"][0]["evidence"][1]["text"] == "Python and PostgreSQL"
    assert shown["summary"] == "the candidate leads teams."
    assert not [secret for secret in SECRETS if secret in str(shown)]
    assert shown["score"] == 62.0


def test_a_blind_row_has_the_fields_of_a_row_and_a_label() -> None:
    row = make_row()
    shown = show_blind(row, make_candidate(), model_was_blind=True)
    assert set(shown) == {*ShownRow.model_validate(row).model_dump(), "label"}


@pytest.mark.parametrize("candidate", [None, make_candidate(hidden_lines=None)])
def test_a_line_of_which_nothing_is_known_is_not_shown(candidate: Candidate | None) -> None:
    shown = show_blind(make_row(), candidate, model_was_blind=True)
    texts = {one["text"] for one in shown["criteria"][0]["evidence"]}
    assert texts == {UNSEEN}


def test_what_a_model_wrote_that_knew_the_name_is_left_out() -> None:
    row = make_row(name=None, summary="Ms Brackenbury leads teams.")
    assert show_blind(row, make_candidate(), model_was_blind=False)["summary"] == ""
    offline = {**row, "scored_by": "offline", "summary": "Lines support 1 of 2 criteria."}
    shown = show_blind(offline, make_candidate(), model_was_blind=False)
    assert shown["summary"] == "Lines support 1 of 2 criteria."


def test_a_label_is_the_number_in_the_job_post() -> None:
    assert write_label(make_candidate(number=123)) == "Candidate 123"
    assert write_label(make_candidate(number=None)) == "Candidate"


def test_a_resume_that_is_all_secrets_is_not_kept_twice() -> None:
    text = "\n".join(f"Ottoline Brackenbury {number:06d}" for number in range(3_000))
    assert find_hidden_lines(text, NAME) is None
    assert "Brackenbury" not in hide_lines(text, None, NAME)
