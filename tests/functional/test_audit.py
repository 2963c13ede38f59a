"""The audit trail: one line for each thing that is done with people's data, by ids alone."""

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from adapters.logs import logger
from catalogue.handler import PARTS
from start.handler import ROUTES as START
from status.handler import ROUTES as STATUS
from tests.support.api import Caller, recruiter
from tests.support.rankings import JOB, add_job
from tests.support.stack import Stack

PEOPLE = "/api/jobposts/backend/candidates/c0000/"
SCHEDULE = "/api/jobposts/backend/schedule/"
TEXTS = {"title": "Baker", "description": "Bake bread with patience."}
RUBRIC = {
    "criteria": [{"id": "a", "title": "Bread", "importance": "nice", "levels": list("01234")}]
}


class Deed(NamedTuple):
    """What somebody does, and the ids that its line names."""

    action: str
    method: str
    path: str
    body: Any
    ids: dict[str, Any]


_DEEDS: list[tuple[str, str, str, Any, dict[str, Any]]] = [
    (
        "add candidates",
        "POST",
        "/api/jobposts/backend/candidates/",
        {"candidate_id": "ada", "resume_text": "Python"},
        {"job_id": "backend", "candidate_ids": ["ada"]},
    ),
    (
        "announce resumes",
        "POST",
        "/api/jobposts/backend/resumes/",
        {"files": [{"candidate_id": "ada", "filename": "cv.pdf", "size": 9}]},
        {"job_id": "backend", "candidate_ids": ["ada"]},
    ),
    ("read resume", "GET", PEOPLE, None, {"candidate_id": "c0000"}),
    ("decide", "PUT", f"{PEOPLE}decision/", {"decision": "talk"}, {"candidate_id": "c0000"}),
    (
        "decide",
        "POST",
        "/api/jobposts/backend/decisions/",
        {"decisions": [{"candidate_id": "c0000"}, {"candidate_id": "c0001"}]},
        {"candidate_ids": ["c0000", "c0001"]},
    ),
    ("reveal candidate", "POST", f"{PEOPLE}reveal/", {"reason": "r"}, {"candidate_id": "c0000"}),
    ("replace reasons", "PUT", "/api/decision-reasons/", {"reasons": []}, {}),
    ("replace job post", "PUT", "/api/jobposts/backend/", TEXTS, {"job_id": "backend"}),
    ("replace rubric", "PUT", "/api/jobposts/backend/rubric/", RUBRIC, {"job_id": "backend"}),
    ("replace schedule", "PUT", SCHEDULE, {"expression": "rate(1 day)"}, {"job_id": "backend"}),
    ("delete schedule", "DELETE", SCHEDULE, None, {"job_id": "backend"}),
    ("start ranking", "POST", "/api/jobposts/backend/rank-candidates/", None, {}),
    ("read rows", "GET", "/api/jobposts/task-status/TASK/", None, {}),
    ("read rows", "GET", "/api/jobposts/task-status/TASK/candidates/", None, {}),
    ("export ranking", "GET", "/api/jobposts/task-status/TASK/export.csv", None, {}),
    ("cancel ranking", "DELETE", "/api/jobposts/task-status/TASK/", None, {}),
    ("erase candidate", "DELETE", PEOPLE, None, {"candidate_id": "c0000"}),
    ("erase job post", "DELETE", "/api/jobposts/backend/", None, {"job_id": "backend"}),
]
DEEDS = [Deed(*one) for one in _DEEDS]
# Of a task without rows the status tells of nobody.
REFUSED = [one for one in DEEDS if not (one.method == "GET" and one.path.endswith("TASK/"))]
# What tells of no person.
LEFT_OUT = {
    ("POST", "/api/jobposts"),
    ("POST", "/api/jobposts/<job_id>/rank-candidates/estimate"),
}


@pytest.fixture
def ranked(stack: Stack) -> str:
    """Make a ranking that has succeeded, and return its id."""
    path = add_job(stack, 2)
    task_id: str = stack.acme.post(f"{path}rank-candidates/").body["task_id"]
    stack.ranking.drain()
    stack.acme.put(SCHEDULE, {"expression": "rate(1 day)"})
    return task_id


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Take in what the functions log."""
    handler: Any = logger.registered_handler
    taken = io.StringIO()
    before = handler.setStream(taken)
    yield taken
    handler.setStream(before)


def read_lines(log: io.StringIO, *messages: str) -> list[dict[str, Any]]:
    """Return the lines of the log with one of these messages."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line.get("message") in messages]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.action} {deed.method}")
def test_each_deed_leaves_exactly_one_line(
    stack: Stack,
    ranked: str,
    log: io.StringIO,
    deed: Deed,
) -> None:
    log.truncate(log.seek(0))
    action, method, path, body, ids = deed
    caller = Caller({**(recruiter("acme").claims or {}), "jti": "token-7"})
    answer = caller.call(method, path.replace("TASK", ranked), body)
    assert answer.status < 300, answer.text
    (line,) = read_lines(log, "audit")
    who = (line["actor"], line["tenant"], line["token"], line["request_id"])
    assert who == ("recruiter-of-acme", "acme", "token-7", "request-1")
    assert (line["action"], line["outcome"]) == (action, "done")
    assert {name: line.get(name) for name in ids} == ids
    if "TASK" in path:
        assert line["task_id"] == ranked
    if action == "start ranking":
        assert line["task_id"] == answer.body["task_id"]


@pytest.mark.parametrize("deed", REFUSED, ids=lambda deed: f"{deed.action} {deed.method}")
def test_a_deed_that_is_refused_leaves_its_line_too(
    stack: Stack,
    ranked: str,
    log: io.StringIO,
    deed: Deed,
) -> None:
    log.truncate(log.seek(0))
    stack.operator.call(deed.method, deed.path.replace("TASK", ranked), deed.body)
    lines = read_lines(log, "audit", "request refused")
    assert [line["message"] for line in lines] == ["audit", "request refused"]
    assert {line["actor"] for line in lines} == {"operator-1"}
    audited = lines[0]
    assert (audited["action"], audited["outcome"]) == (deed.action, "refused")
    assert audited["error"] == "ForbiddenError"


def test_a_refusal_names_tenant_and_subject(stack: Stack, log: io.StringIO) -> None:
    stack.acme.get("/api/jobposts/nothing/")
    (line,) = read_lines(log, "request refused")
    assert (line["actor"], line["tenant"], line["error"]) == (
        "recruiter-of-acme",
        "acme",
        "NotFoundError",
    )


@pytest.mark.parametrize("name", ["Ann Baker", "ann@example.org", "x" * 65, "{}"])
def test_what_has_not_the_form_of_an_id_is_in_no_line(
    stack: Stack, log: io.StringIO, name: str
) -> None:
    add_job(stack, 1)
    log.truncate(log.seek(0))
    for path in (f"/api/jobposts/backend/candidates/{name}/", f"/api/jobposts/task-status/{name}/"):
        stack.acme.delete(path)
    text = log.getvalue()
    assert name not in text
    assert json.dumps(name)[1:-1] not in text


def test_what_people_write_is_in_no_line(stack: Stack, ranked: str, log: io.StringIO) -> None:
    log.truncate(log.seek(0))
    words = {"decision": "no", "reason": "Quarrelsome", "note": "Quixotic"}
    assert stack.acme.put(f"{PEOPLE}decision/", words).status == 200
    stack.acme.post(f"{PEOPLE}reveal/", {"reason": "Quizzical"})
    stack.acme.get(PEOPLE)
    stack.acme.delete(PEOPLE)
    assert "Qu" not in log.getvalue()


def test_every_route_that_changes_something_is_audited_or_left_out_on_purpose() -> None:
    routes = [route for part in (*PARTS, START, STATUS) for route in part]
    silent = {
        (route.method, route.path)
        for route in routes
        if route.method != "GET" and route.operation.deed is None
    }
    assert silent == LEFT_OUT
    audited = {route.operation.deed for route in routes} - {None}
    assert audited >= {action for action, *_ in DEEDS}


def test_a_read_of_a_job_post_is_no_deed(stack: Stack, log: io.StringIO) -> None:
    assert stack.acme.post("/api/jobposts/", JOB).status == 201
    stack.acme.get("/api/jobposts/backend/")
    assert read_lines(log, "audit") == []
