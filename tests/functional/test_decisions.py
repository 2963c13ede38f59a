"""Decisions, events, reasons, reveals and who calls, over the API."""

from typing import Any

import pytest

from tests.support.rankings import add_job, read_all
from tests.support.recording import count_calls
from tests.support.stack import Stack

EMPTY = {
    "decision": None,
    "reason": None,
    "note": None,
    "adjustment": None,
    "decided_by": None,
    "decided_at": None,
}
NO = {"decision": "no", "reason": "Too far away"}


def decide(stack: Stack, path: str, body: dict[str, Any], **headers: str) -> Any:
    """Replace the decision about the first candidate."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return stack.acme.put(f"{path}candidates/c0000/decision/", body, headers=sent)


def list_events(stack: Stack, path: str, candidate_id: str = "c0000") -> list[dict[str, Any]]:
    """Return a candidate's events without their times."""
    items = read_all(stack, f"{path}candidates/{candidate_id}/events/", limit=100)
    return [{name: value for name, value in one.items() if name != "at"} for one in items]


def test_a_page_asks_who_calls(stack: Stack) -> None:
    assert stack.acme.get("/api/me/").body == {
        "tenant": "acme",
        "role": "recruiter",
        "subject": "recruiter-of-acme",
        "email": "recruiter@acme.example",
    }
    operator = stack.operator.get("/api/me").body
    assert (operator["tenant"], operator["role"], operator["email"]) == (None, "operator", None)


def test_a_decision_is_empty_then_made_and_put_again(stack: Stack) -> None:
    path = add_job(stack, 2)
    first = stack.acme.get(f"{path}candidates/c0000/decision/")
    assert first.body == EMPTY
    made = decide(stack, path, {**NO, "adjustment": {"points": -30, "reason": "far"}})
    assert made.status == 200
    assert made.body["decided_by"] == "recruiter-of-acme"
    assert made.body["adjustment"] == {"points": -30, "reason": "far"}
    read = stack.acme.get(f"{path}candidates/c0000/decision/")
    assert read.body == made.body
    assert read.headers["etag"] == made.headers["etag"] != first.headers["etag"]
    again = decide(stack, path, read.body, If_Match=read.headers["etag"])
    assert (again.status, again.body) == (200, read.body)
    assert len(list_events(stack, path)) == 2
    assert stack.acme.get(f"{path}candidates/c0001/decision/").body == EMPTY


def test_a_lost_race_is_412_and_changes_nothing(stack: Stack) -> None:
    path = add_job(stack, 1)
    seen = stack.acme.get(f"{path}candidates/c0000/decision/").headers["etag"]
    assert decide(stack, path, NO, If_Match=seen).status == 200
    assert decide(stack, path, {"decision": "talk"}, If_Match=seen).status == 412
    assert decide(stack, path, {"decision": "talk"}, If_Match=f"W/{seen}").status == 412
    assert stack.acme.get(f"{path}candidates/c0000/decision/").body["decision"] == "no"
    assert decide(stack, path, {"decision": "talk"}, If_Match="*").status == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"decision": "no"}, "/reason"),
        ({"decision": "no", "reason": "  "}, "/reason"),
        ({"decision": "yes"}, "/decision"),
        ({"note": "x" * 501}, "/note"),
        ({**NO, "reason": "x" * 501}, "/reason"),
        ({"adjustment": {"points": 31, "reason": "r"}}, "/adjustment/points"),
        ({"adjustment": {"points": -31, "reason": "r"}}, "/adjustment/points"),
        ({"adjustment": {"points": 1.5, "reason": "r"}}, "/adjustment/points"),
        ({"adjustment": {"points": 3}}, "/adjustment/reason"),
        ({"adjustment": {"points": 3, "reason": ""}}, "/adjustment/reason"),
        ({"score": 50}, "/score"),
    ],
)
def test_a_decision_that_makes_no_sense_is_422_and_says_where(
    stack: Stack, body: dict[str, Any], pointer: str
) -> None:
    path = add_job(stack, 1)
    answer = decide(stack, path, body)
    assert answer.status == 422
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]
    assert list_events(stack, path) == []


def test_up_to_a_hundred_are_decided_about_at_once(stack: Stack) -> None:
    path = add_job(stack, 100)
    decide(stack, path, {"decision": "later", "note": "a note that stays"})
    asked = [{"candidate_id": f"c{number:04d}", **NO} for number in range(100)]
    with count_calls() as calls:
        answer = stack.acme.post(f"{path}decisions/", {"decisions": asked})
    assert answer.status == 200
    assert [one["candidate_id"] for one in answer.body["items"]][:2] == ["c0000", "c0001"]
    assert answer.body["items"][0]["note"] == "a note that stays"
    assert calls.total() == 9
    listed = read_all(stack, f"{path}decisions/", limit=33)
    assert len(listed) == 100
    assert {one["decision"] for one in listed} == {"no"}
    again = stack.acme.post(f"{path}decisions/", {"decisions": listed})
    assert again.status == 200
    assert len(list_events(stack, path, "c0001")) == 1


def test_nothing_is_decided_if_one_is_not_there_or_stands_twice(stack: Stack) -> None:
    path = add_job(stack, 1)
    good = {"candidate_id": "c0000", "decision": "talk"}
    for others, status in (([{**good, "candidate_id": "x"}], 404), ([good], 422)):
        answer = stack.acme.post(f"{path}decisions/", {"decisions": [good, *others]})
        assert answer.status == status
    too_many = [{**good, "candidate_id": f"c{number}"} for number in range(101)]
    for asked in ([], too_many):
        assert stack.acme.post(f"{path}decisions/", {"decisions": asked}).status == 422
    without_reason = {"candidate_id": "c0000", "decision": "no"}
    refused = stack.acme.post(f"{path}decisions/", {"decisions": [without_reason]})
    assert [error["pointer"] for error in refused.body["errors"]] == ["/decisions/0/reason"]
    assert list_events(stack, path) == []


def test_a_ranking_changes_no_decision_and_a_decision_no_row(stack: Stack) -> None:
    path = add_job(stack, 2)
    before = rank(stack, path)
    made = decide(stack, path, {**NO, "adjustment": {"points": 30, "reason": "r"}}).body
    stack.acme.put(f"{path}", {"title": "Other", "description": "Other work with Python."})
    stack.acme.put(f"{path}", {"title": "Backend engineer", "description": "Python. Again."})
    after = rank(stack, path)
    assert stack.acme.get(f"{path}candidates/c0000/decision/").body == made
    assert {row["candidate_id"] for row in before} == {row["candidate_id"] for row in after}
    assert not any("decision" in row or "adjusted_score" in row for row in after)


def rank(stack: Stack, path: str) -> list[dict[str, Any]]:
    """Rank and return the rows."""
    task_id = stack.acme.post(f"{path}rank-candidates/").body["task_id"]
    stack.ranking.drain()
    rows: list[dict[str, Any]] = read_all(
        stack, f"/api/jobposts/task-status/{task_id}/candidates/", limit=100
    )
    return rows


def test_what_was_done_is_told_in_order_and_outlives_an_erasure_without_words(
    stack: Stack,
) -> None:
    path = add_job(stack, 1)
    decide(stack, path, {**NO, "note": "She lives in Ruritania"})
    stack.acme.post(f"{path}candidates/c0000/reveal/", {"reason": "Curious about Ann"})
    told = list_events(stack, path)
    shared = {"actor": "recruiter-of-acme", "from": None, "to": None, "reason": None}
    assert told == [
        {**shared, "kind": "decision", "to": "no", "reason": "Too far away"},
        {**shared, "kind": "note", "to": "She lives in Ruritania"},
        {**shared, "kind": "reveal", "reason": "Curious about Ann"},
    ]
    assert stack.acme.delete(f"{path}candidates/c0000/").status == 204
    left = list_events(stack, path)
    assert [one["kind"] for one in left] == ["decision", "note", "reveal", "erasure"]
    assert all(one["reason"] is None for one in left)
    assert not [word for word in ("Ruritania", "Curious", "Too far") if word in str(left)]
    assert stack.acme.get(f"{path}candidates/c0000/decision/").status == 404
    assert read_all(stack, f"{path}decisions/", limit=10) == []
    assert stack.acme.get(f"{path}candidates/nobody/events/").status == 404
    assert stack.globex.get(f"{path}candidates/c0000/events/").status == 404


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\u202e", "\u2066", "\u2028", "\x85"])
def test_no_word_about_a_candidate_holds_a_control_or_turns_the_direction(
    stack: Stack, bad: str
) -> None:
    path, text = add_job(stack, 1), f"Too {bad} far"
    one = f"{path}candidates/c0000/"
    for method, address, body, pointer in (
        ("PUT", f"{one}decision/", {**NO, "reason": text}, "/reason"),
        ("PUT", f"{one}decision/", {"note": text}, "/note"),
        (
            "PUT",
            f"{one}decision/",
            {"adjustment": {"points": 1, "reason": text}},
            "/adjustment/reason",
        ),
        (
            "POST",
            f"{path}decisions/",
            {"decisions": [{"candidate_id": "c0000", "note": text}]},
            "/decisions/0/note",
        ),
        ("POST", f"{one}reveal/", {"reason": text}, "/reason"),
        ("PUT", "/api/decision-reasons/", {"reasons": ["Fine", text]}, "/reasons/1"),
    ):
        refused = stack.acme.call(method, address, body)
        assert refused.status == 422, pointer
        assert [error["pointer"] for error in refused.body["errors"]] == [pointer]
    assert list_events(stack, path) == []
    assert stack.acme.get(f"{one}decision/").body == EMPTY


def test_a_note_may_have_paragraphs_and_an_offered_reason_is_one_line(stack: Stack) -> None:
    path = add_job(stack, 1)
    assert decide(stack, path, {"note": "One.\n\nTwo."}).body["note"] == "One.\n\nTwo."
    assert stack.acme.put("/api/decision-reasons/", {"reasons": ["a\nb"]}).status == 422


def test_a_reveal_tells_the_name_and_needs_a_reason(stack: Stack) -> None:
    path = add_job(stack)
    body = {"candidate_id": "c0000", "name": "Ann Baker", "resume_text": "Baker"}
    stack.acme.post(f"{path}candidates/", body)
    answer = stack.acme.post(f"{path}candidates/c0000/reveal/", {"reason": "Invited to talk"})
    assert answer.status == 200
    assert answer.body == {"candidate_id": "c0000", "label": "Candidate 01", "name": "Ann Baker"}
    for body in ({}, {"reason": ""}, {"reason": "x" * 501}):
        assert stack.acme.post(f"{path}candidates/c0000/reveal/", body).status == 422
    assert len(list_events(stack, path)) == 1


def test_a_tenant_has_reasons_of_ours_until_it_has_its_own(stack: Stack) -> None:
    ours = stack.acme.get("/api/decision-reasons/").body["reasons"]
    assert 3 <= len(ours) <= 10
    own = {"reasons": ["Fuhr nicht nach Görlitz", "Andere"]}
    assert stack.acme.put("/api/decision-reasons/", own).body == own
    assert stack.acme.get("/api/decision-reasons").body == own
    assert stack.globex.get("/api/decision-reasons/").body["reasons"] == ours
    for bad in (["a", "a"], [""], ["x" * 201], ["a"] * 51, "a"):
        assert stack.acme.put("/api/decision-reasons/", {"reasons": bad}).status == 422
    for method in ("GET", "PUT"):
        assert stack.operator.call(method, "/api/decision-reasons/", own).status == 403


def test_a_job_post_takes_all_of_it_along(stack: Stack) -> None:
    path = add_job(stack, 1)
    decide(stack, path, NO)
    assert stack.acme.delete(path).status == 204
    stack.ranking.drain()
    add_job(stack, 1)
    assert stack.acme.get(f"{path}candidates/c0000/decision/").body == EMPTY
    assert list_events(stack, path) == []


def test_a_decision_takes_one_read_and_one_transaction(stack: Stack) -> None:
    path = add_job(stack, 1)
    with count_calls() as calls:
        decide(stack, path, NO)
    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}
