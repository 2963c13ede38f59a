"""Idempotency keys of what is created: done once, and finished if it broke off."""

from datetime import timedelta
from typing import Any

import pytest

from adapters.dynamodb.table import Table
from shortlist.times import read_clock
from tests.support.api import Answer
from tests.support.faults import breaking, make_conflict
from tests.support.memory import Crash
from tests.support.rankings import JOB, add_job
from tests.support.recording import count_calls
from tests.support.stack import Stack

KEY = {"Idempotency-Key": "monday"}
NEW_JOB = {"title": "Baker", "description": "Bake bread."}
PATH = "/api/jobposts/backend/candidates/"


def make_body(count: int = 100, **chosen: str) -> dict[str, Any]:
    """Make a body with so many candidates, one of them with a chosen id at its end."""
    texts: list[dict[str, Any]] = [{"resume_text": f"Python {number}"} for number in range(count)]
    texts[-1] |= chosen
    return {"candidates": texts}


def add(stack: Stack, body: dict[str, Any] | None = None) -> Answer:
    """Add candidates with the key."""
    return stack.acme.post(PATH, body or make_body(), headers=KEY)


def list_ids(answer: Answer) -> list[str]:
    """Return the ids of an answer's candidates."""
    return [one["candidate_id"] for one in answer.body["items"]]


def count_candidates(stack: Stack) -> int:
    """Return how many candidates the job post says that it has."""
    count = stack.acme.get("/api/jobposts/backend/").body["candidate_count"]
    assert count == len(list_all(stack))
    return int(count)


def list_all(stack: Stack) -> list[str]:
    """Return the ids of all candidates there are."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = stack.acme.get(PATH, query={"limit": "100", **cursor}).body
        found += [one["candidate_id"] for one in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


def die_at(monkeypatch: pytest.MonkeyPatch, number: int, *, is_late: bool) -> None:
    """Let the process die before or after so many transactions."""
    original = Table.transact
    calls: list[int] = []

    def transact(table: Table, parts: Any) -> None:
        calls.append(len(parts))
        if len(calls) == number and not is_late:
            raise Crash("killed")
        original(table, parts)
        if len(calls) == number:
            raise Crash("killed")

    monkeypatch.setattr(Table, "transact", transact)


def test_a_job_post_is_made_once_for_a_key(stack: Stack) -> None:
    first = stack.acme.post("/api/jobposts/", NEW_JOB, headers=KEY)
    changed = stack.acme.put(f"/api/jobposts/{first.body['job_id']}/", {**NEW_JOB, "title": "x"})
    assert changed.status == 200
    again = stack.acme.post("/api/jobposts/", NEW_JOB, headers=KEY)
    assert (first.status, again.status) == (201, 201)
    assert again.text == first.text
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["etag"] == first.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(stack.acme.get("/api/jobposts/").body["items"]) == 1


def test_candidates_are_added_once_for_a_key(stack: Stack) -> None:
    add_job(stack)
    first, again = add(stack), add(stack)
    assert (first.status, again.status) == (201, 201)
    assert again.text == first.text
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert count_candidates(stack) == 100
    stack.acme.post(PATH, {"candidate_id": "next", "resume_text": "x"})
    label = stack.acme.get(f"{PATH}next/", query={"blind": "true"}).body["label"]
    assert label == "Candidate 101"


@pytest.mark.parametrize("used", ["job post", "candidates", "start"])
@pytest.mark.parametrize("wanted", ["job post", "candidates", "start"])
def test_a_key_that_another_request_came_with_is_refused(
    stack: Stack, used: str, wanted: str
) -> None:
    add_job(stack, 1)
    paths = {
        "job post": "/api/jobposts/",
        "candidates": PATH,
        "start": "/api/jobposts/backend/rank-candidates/",
    }
    bodies: dict[str, Any] = {"job post": NEW_JOB, "candidates": make_body(3), "start": {}}
    others: dict[str, Any] = {
        "job post": {**NEW_JOB, "title": "Cook"},
        "candidates": make_body(2),
        "start": {"samples": 3},
    }
    assert stack.acme.post(paths[used], bodies[used], headers=KEY).status in {201, 202}
    other = stack.acme.post(paths[wanted], others[wanted], headers=KEY)
    assert other.status == 422
    assert other.body["type"].endswith("/problems/key-reused")
    assert other.body["errors"][0]["header"] == "Idempotency-Key"
    add_globex = stack.globex.post("/api/jobposts/", NEW_JOB, headers=KEY)
    assert add_globex.status == 201


def test_a_key_for_candidates_is_for_one_job_post(stack: Stack) -> None:
    add_job(stack)
    add_job(stack, job_id="other")
    assert add(stack).status == 201
    path = "/api/jobposts/other/candidates/"
    assert stack.acme.post(path, make_body(), headers=KEY).status == 422


@pytest.mark.parametrize("bad", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(stack: Stack, bad: str) -> None:
    answer = stack.acme.post("/api/jobposts/", NEW_JOB, headers={"Idempotency-Key": bad})
    assert answer.status == 422
    assert stack.acme.get("/api/jobposts/").body["items"] == []


def test_keys_die_with_the_job_post(stack: Stack) -> None:
    for count in (3, 2):
        made = stack.acme.post("/api/jobposts/", JOB, headers={"Idempotency-Key": "post"})
        assert (made.status, "idempotency-replayed" in made.headers) == (201, False)
        assert "idempotency-replayed" not in add(stack, make_body(count)).headers
        assert count_candidates(stack) == count
        assert stack.acme.delete("/api/jobposts/backend/").status == 204
        stack.ranking.drain()
    other = stack.acme.post("/api/jobposts/", NEW_JOB, headers={"Idempotency-Key": "post"})
    assert other.status == 201


def test_a_key_is_forgotten_after_a_day(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    add_job(stack)
    first = add(stack)
    later = read_clock() + timedelta(hours=24, seconds=2)
    monkeypatch.setattr("adapters.rest.call.read_clock", lambda: later)
    second = add(stack)
    assert second.status == 201
    assert not set(list_ids(first)) & set(list_ids(second))
    assert "idempotency-replayed" not in second.headers
    assert list_ids(add(stack)) == list_ids(second)


def test_who_was_erased_does_not_come_back_with_a_key(stack: Stack) -> None:
    add_job(stack)
    gone, kept = list_ids(add(stack, make_body(2)))
    assert stack.acme.delete(f"{PATH}{gone}/").status == 204
    assert add(stack, make_body(2)).status == 201
    assert list_all(stack) == [kept]


@pytest.mark.parametrize(("number", "is_late"), [(1, False), (2, False), (3, False), (3, True)])
def test_what_was_killed_between_transactions_is_finished_with_the_same_ids(
    stack: Stack, number: int, is_late: bool
) -> None:
    add_job(stack)
    with pytest.MonkeyPatch.context() as patch:
        die_at(patch, number, is_late=is_late)
        with pytest.raises(Crash):
            add(stack)
    begun = set(list_all(stack))
    assert len(begun) == min(100, 49 * (number if is_late else number - 1))
    answer = add(stack)
    assert answer.status == 201
    assert ("idempotency-replayed" in answer.headers) is bool(begun)
    assert begun <= set(list_ids(answer))
    assert sorted(list_ids(answer)) == list_all(stack)
    assert count_candidates(stack) == 100
    assert add(stack).text == answer.text
    assert count_candidates(stack) == 100


def test_another_request_with_the_key_of_what_was_killed_is_refused(stack: Stack) -> None:
    add_job(stack)
    with pytest.MonkeyPatch.context() as patch:
        die_at(patch, 2, is_late=False)
        with pytest.raises(Crash):
            add(stack)
    assert add(stack, make_body(99)).status == 422
    assert count_candidates(stack) == 49


def test_what_a_busy_store_broke_off_is_finished(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.dynamodb.table.time.sleep", lambda _: None)
    add_job(stack)
    with breaking("TransactWriteItems", None, *[make_conflict()] * 4):
        assert add(stack).status == 503
    answer = add(stack)
    assert answer.status == 201
    assert count_candidates(stack) == 100


def test_two_requests_with_a_key_at_once_add_once(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_job(stack)
    original = Table.transact
    answers: list[Answer] = []
    depth: list[int] = []

    def transact(table: Table, parts: Any) -> None:
        if len(depth) < 4:
            depth.append(len(parts))
            answers.append(add(stack))
        original(table, parts)

    monkeypatch.setattr(Table, "transact", transact)
    answers.append(add(stack))
    assert len({answer.text for answer in answers}) == 1
    assert {answer.status for answer in answers} == {201}
    assert count_candidates(stack) == 100


@pytest.mark.parametrize("crashes_at", [None, 3, 30, 52])
def test_what_is_refused_half_way_is_taken_back_and_frees_its_key(
    stack: Stack, crashes_at: int | None
) -> None:
    add_job(stack)
    stack.acme.post(PATH, {"candidate_id": "taken", "resume_text": "x"})
    body = make_body(60, candidate_id="taken")
    if crashes_at is None:
        assert add(stack, body).status == 409
        assert add(stack, make_body(60, candidate_id="free")).status == 201
        return
    with pytest.MonkeyPatch.context() as patch:
        # Two add; then each takes one candidate back, and the last one frees the key.
        die_at(patch, crashes_at, is_late=False)
        with pytest.raises(Crash):
            add(stack, body)
    assert stack.acme.delete(f"{PATH}taken/").status == 204
    answer = add(stack, body)
    assert answer.status == 201
    assert count_candidates(stack) == 60


def test_a_key_costs_one_read_more_and_a_repetition_two(stack: Stack) -> None:
    add_job(stack)
    plain = {"dynamodb.UpdateItem": 1, "dynamodb.TransactWriteItems": 3}
    with count_calls() as calls:
        stack.acme.post(PATH, make_body())
    assert calls == plain
    with count_calls() as calls:
        add(stack)
    assert calls == {**plain, "dynamodb.GetItem": 1}
    with count_calls() as calls:
        add(stack)
    assert calls == {"dynamodb.GetItem": 2}
    with count_calls() as calls:
        stack.acme.post("/api/jobposts/", NEW_JOB, headers={"Idempotency-Key": "post"})
    assert calls == {"dynamodb.GetItem": 1, "dynamodb.TransactWriteItems": 1}
