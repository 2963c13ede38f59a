"""Blind views over the API: nobody's name anywhere, the same lines, the same order."""

from typing import Any

import pytest

from tests.support.rankings import add_job, read_all
from tests.support.recording import count_calls
from tests.support.stack import Stack

TEXT = """Ottoline Brackenbury
ottoline.brackenbury@example.org

Experience
Backend engineer, 2019 to 2024
Ottoline Brackenbury led a team on Python and PostgreSQL services
Python and PostgreSQL services"""
SECRETS = ("Ottoline", "Brackenbury", "example.org")
NAME = "Ottoline Brackenbury"


def add_people(stack: Stack) -> str:
    """Add a job post with two people, in another order than that of their ids."""
    path = add_job(stack)
    for candidate_id, name in (("z", NAME), ("a", "Peregrine Quillfeather")):
        text = TEXT.replace(NAME, name).replace("ottoline.brackenbury", "p.q")
        body = {"candidate_id": candidate_id, "name": name, "resume_text": text}
        assert stack.acme.post(f"{path}candidates/", body).status == 201
    return path


def rank(stack: Stack, path: str) -> str:
    """Rank, and return the address of the status."""
    task_id = stack.acme.post(f"{path}rank-candidates/").body["task_id"]
    stack.ranking.drain()
    return f"/api/jobposts/task-status/{task_id}/"


def get_blind(stack: Stack, path: str, **query: str) -> Any:
    """Get a blind view."""
    answer = stack.acme.get(path, query={"blind": "true", **query})
    assert answer.status == 200
    assert not [secret for secret in (*SECRETS, "Quillfeather") if secret in answer.text]
    return answer.body


def test_a_candidate_keeps_its_lines_and_loses_its_name(stack: Stack) -> None:
    path = add_people(stack)
    shown = get_blind(stack, f"{path}candidates/z/")
    assert (shown["name"], shown["label"]) == (None, "Candidate 01")
    assert len(shown["resume_text"].split("\n")) == len(TEXT.split("\n"))
    assert shown["resume_text"].split("\n")[-1] == "Python and PostgreSQL services"
    open_view = stack.acme.get(f"{path}candidates/z/").body
    assert (open_view["name"], open_view["resume_text"].split("\n")[0]) == (NAME, NAME)
    assert "label" not in open_view
    assert stack.acme.get(f"{path}candidates/z/", query={"blind": "false"}).body == open_view


def test_a_resume_on_which_redaction_fails_is_shown_without_a_line_of_it(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr("shortlist.redaction.redact.find_fields", fail)
    path = add_people(stack)

    shown = get_blind(stack, f"{path}candidates/z/")

    assert shown["resume_text"].split("\n") == ["[HIDDEN]"] * len(TEXT.split("\n"))
    assert NAME in stack.acme.get(f"{path}candidates/z/").body["resume_text"]


def test_a_list_numbers_people_as_they_came_and_keeps_the_numbers(stack: Stack) -> None:
    path = add_people(stack)
    items = get_blind(stack, f"{path}candidates/")["items"]
    assert [(one["candidate_id"], one["label"]) for one in items] == [
        ("a", "Candidate 02"),
        ("z", "Candidate 01"),
    ]
    stack.acme.delete(f"{path}candidates/z/")
    stack.acme.post(f"{path}candidates/", {"candidate_id": "b", "resume_text": "x"})
    items = get_blind(stack, f"{path}candidates/")["items"]
    assert [one["label"] for one in items] == ["Candidate 02", "Candidate 03"]


def test_rows_and_status_cite_the_same_lines_in_the_same_order(stack: Stack) -> None:
    path = add_people(stack)
    status = rank(stack, path)
    rows = read_all(stack, f"{status}candidates/", limit=50)
    assert any(SECRETS[0] in str(row["criteria"]) for row in rows), "the case shows nothing"
    blind = get_blind(stack, f"{status}candidates/", limit="1")
    following = get_blind(stack, f"{status}candidates/", cursor=blind["next_cursor"])
    shown = [*blind["items"], *following["items"]]
    assert get_blind(stack, status)["result"]["ranked_candidates"] == shown
    assert {row["label"] for row in shown} == {"Candidate 01", "Candidate 02"}
    for row, hidden in zip(rows, shown, strict=True):
        assert hidden["candidate_id"] == row["candidate_id"]
        assert hidden["score"] == row["score"]
        assert [one["line"] for part in hidden["criteria"] for one in part["evidence"]] == [
            one["line"] for part in row["criteria"] for one in part["evidence"]
        ]
        assert set(hidden) == {*row, "label"}


def test_a_blind_page_of_rows_takes_one_batch_more(stack: Stack) -> None:
    status = rank(stack, add_people(stack))
    with count_calls() as calls:
        get_blind(stack, f"{status}candidates/")
    assert dict(calls) == {
        "dynamodb.GetItem": 1,
        # One of the page of rows, one of the candidates.
        "dynamodb.BatchGetItem": 2,
    }


@pytest.mark.parametrize("word", ["yes", "", "1", "blind"])
def test_a_view_is_blind_or_not(stack: Stack, word: str) -> None:
    path = add_people(stack)
    assert stack.acme.get(f"{path}candidates/", query={"blind": word}).status == 422


def test_candidates_are_listed_by_state(stack: Stack) -> None:
    path = add_people(stack)
    stack.acme.post(f"{path}candidates/", {"candidate_id": "e", "resume_text": "  "})
    stack.acme.post(f"{path}resumes/", {"files": [{"filename": "a.pdf", "size": 9}]})

    def count(state: str, limit: str = "50") -> int:
        found = stack.acme.get(f"{path}candidates/", query={"state": state, "limit": limit})
        return len(found.body["items"])

    assert [count(state) for state in ("read", "failed", "waiting")] == [2, 1, 1]
    assert count("read", "1") == 1
    assert stack.acme.get(f"{path}candidates/", query={"state": "lost"}).status == 422
