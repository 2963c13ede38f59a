"""Bad requests: each gets its status and a problem that names what is wrong."""

from typing import Any

import pytest

from shortlist.queries import Listing
from tests.support.api import Caller, find_handler, make_event, run_handler
from tests.support.rankings import JOB, add_job
from tests.support.stack import Stack

LONG = "x" * 1_000_001
PATHS = [
    ("GET", "/api/jobposts/"),
    ("POST", "/api/jobposts/"),
    ("GET", "/api/jobposts/backend/"),
    ("PUT", "/api/jobposts/backend/"),
    ("DELETE", "/api/jobposts/backend/"),
    ("GET", "/api/jobposts/backend/rubric/"),
    ("PUT", "/api/jobposts/backend/rubric/"),
    ("GET", "/api/jobposts/backend/candidates/"),
    ("POST", "/api/jobposts/backend/candidates/"),
    ("POST", "/api/jobposts/backend/resumes/"),
    ("GET", "/api/jobposts/backend/candidates/c0000/"),
    ("DELETE", "/api/jobposts/backend/candidates/c0000/"),
    ("GET", "/api/jobposts/backend/candidates/c0000/decision/"),
    ("PUT", "/api/jobposts/backend/candidates/c0000/decision/"),
    ("GET", "/api/jobposts/backend/candidates/c0000/events/"),
    ("POST", "/api/jobposts/backend/candidates/c0000/reveal/"),
    ("GET", "/api/jobposts/backend/decisions/"),
    ("POST", "/api/jobposts/backend/decisions/"),
    ("POST", "/api/jobposts/backend/rank-candidates/"),
    ("POST", "/api/jobposts/backend/rank-candidates/estimate/"),
    ("GET", "/api/jobposts/task-status/TASK/"),
    ("DELETE", "/api/jobposts/task-status/TASK/"),
    ("GET", "/api/jobposts/task-status/TASK/candidates/"),
]
BODIES: dict[str, Any] = {
    "/api/jobposts/": {**JOB, "job_id": "another"},
    "/api/jobposts/backend/": {"title": "t", "description": "d"},
    "/api/jobposts/backend/rubric/": {
        "criteria": [
            {"id": "a", "title": "a", "importance": "nice", "levels": ["0", "1", "2", "3", "4"]}
        ]
    },
    "/api/jobposts/backend/candidates/": {"resume_text": "x"},
    "/api/jobposts/backend/candidates/c0000/decision/": {"decision": "talk"},
    "/api/jobposts/backend/candidates/c0000/reveal/": {"reason": "r"},
    "/api/jobposts/backend/decisions/": {"decisions": [{"candidate_id": "c0000"}]},
    "/api/jobposts/backend/resumes/": {"files": [{"filename": "a.pdf", "size": 1}]},
}


def body_for(method: str, path: str) -> Any:
    """Return a good body for a path, where it takes one."""
    return BODIES.get(path) if method in {"POST", "PUT"} else None


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_without_an_identity_every_path_answers_401(stack: Stack, method: str, path: str) -> None:
    for claims in (
        None,
        {"token_use": "access"},
        {"token_use": "access", "custom:tenant": "acme"},
        {"token_use": "id", "custom:tenant": "a#b"},
        {"token_use": "id", "cognito:groups": "x,operators"},
        {"token_use": "id", "custom:tenant": "acme", "aud": "another"},
    ):
        known = claims and {"sub": "x", "aud": "page", **claims}
        answer = Caller(known).call(method, path, body_for(method, path))
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_an_operator_may_not_touch_a_tenants_data(stack: Stack, method: str, path: str) -> None:
    assert stack.operator.call(method, path, body_for(method, path)).status == 403


@pytest.mark.parametrize(
    ("method", "path"), [pair for pair in PATHS if pair[1] != "/api/jobposts/"]
)
def test_what_belongs_to_another_tenant_is_the_same_404_as_what_does_not_exist(
    stack: Stack, method: str, path: str
) -> None:
    add_job(stack, 1)
    task_id = stack.acme.post("/api/jobposts/backend/rank-candidates/").body["task_id"]
    body = body_for(method, path)
    foreign = stack.globex.call(method, path.replace("TASK", task_id), body)
    unknown_path = path.replace("TASK", "none").replace("backend", "none")
    unknown = stack.globex.call(method, unknown_path, body)
    assert foreign.status == unknown.status == 404
    assert {**foreign.body, "instance": ""} == {**unknown.body, "instance": ""}
    assert stack.acme.get("/api/jobposts/backend/candidates/c0000/").status == 200


def test_a_problem_has_the_shape_of_rfc_9457(stack: Stack) -> None:
    problem = stack.acme.get("/api/jobposts/none/").body
    assert problem == {
        "type": "https://shortlist.example/problems/not-found",
        "title": "Not found",
        "status": 404,
        "detail": "no such job post",
        "instance": "/api/jobposts/none/",
        "request_id": "request-1",
    }


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"description": "d"}, "/title"),
        ({"title": "t"}, "/description"),
        ({"title": 7, "description": "d"}, "/title"),
        ({"title": "", "description": "d"}, "/title"),
        ({"title": " ", "description": "d"}, "/title"),
        ({"title": "t" * 201, "description": "d"}, "/title"),
        ({"title": "t", "description": "d" * 50_001}, "/description"),
        ({"title": "t", "description": "d", "colour": "red"}, "/colour"),
        ({"title": "t", "description": "d", "job_id": "a/b"}, "/job_id"),
        ({"title": "t", "description": "d", "job_id": "task-status"}, "/job_id"),
        ({"title": "t", "description": "d", "job_id": 7}, "/job_id"),
        ({"title": "t", "description": "d", "rubric": {"criteria": []}}, "/rubric/criteria"),
        (None, "/title"),
    ],
)
def test_a_wrong_field_is_named(stack: Stack, body: Any, pointer: str) -> None:
    answer = stack.acme.post("/api/jobposts/", body)
    assert answer.status == 422
    assert pointer in {error["pointer"] for error in answer.body["errors"]}


@pytest.mark.parametrize(
    "body", ["{", "nonsense", '{"title": }', '"\ud800"'.encode("utf-8", "replace").decode() + "{"]
)
def test_broken_json_is_400(stack: Stack, body: str) -> None:
    assert stack.acme.post("/api/jobposts/", body).status == 400


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null"])
def test_json_that_is_no_object_is_422(stack: Stack, body: str) -> None:
    assert stack.acme.post("/api/jobposts/", body).status == 422
    add_job(stack, 1)
    assert stack.acme.post("/api/jobposts/backend/rank-candidates/", body).status == 422


def test_another_content_type_is_415(stack: Stack) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert stack.acme.post("/api/jobposts/", "title=x", headers=headers).status == 415
    charset = {"Content-Type": "application/json; charset=utf-8"}
    assert stack.acme.post("/api/jobposts/", JOB, headers=charset).status == 201


def test_a_body_above_one_megabyte_is_413(stack: Stack) -> None:
    assert stack.acme.post("/api/jobposts/", {**JOB, "description": LONG}).status == 413


@pytest.mark.parametrize(
    "body",
    [
        {"ranker": "magic"},
        {"samples": 2},
        {"samples": "3"},
        {"max_cost_usd": 0},
        {"max_cost_usd": -1},
        {"max_cost_usd": "5"},
        {"blind": "yes"},
        {"model": 7},
        {"colour": "red"},
        {"ranker": "llm"},
    ],
)
def test_a_start_with_a_wrong_option_is_422(stack: Stack, body: Any) -> None:
    add_job(stack, 1)
    assert stack.acme.post("/api/jobposts/backend/rank-candidates/", body).status == 422
    answer = stack.acme.post("/api/jobposts/backend/rank-candidates/estimate/", body)
    assert answer.status == 422


@pytest.mark.parametrize(
    "body",
    [
        {"candidates": []},
        {"candidates": [{"resume_text": "x"}] * 101},
        {"candidates": [{"candidate_id": "a", "resume_text": "x"}] * 2},
        {"candidates": {"resume_text": "x"}},
        {"resume_text": ""},
        {"resume_text": None},
        {"resume_text": "x" * 150_001},
        {"resume_text": "x", "age": 30},
        {"resume_text": "x", "candidate_id": "a b"},
        {},
    ],
)
def test_wrong_candidates_are_422(stack: Stack, body: Any) -> None:
    path = add_job(stack)
    assert stack.acme.post(f"{path}candidates/", body).status == 422
    assert stack.acme.get(path).body["candidate_count"] == 0


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "W10", "bnVsbA", "e30"])
@pytest.mark.parametrize(
    "path", ["/api/jobposts/", "/api/jobposts/backend/candidates/", "/api/tasks/"]
)
def test_a_bad_cursor_is_400(stack: Stack, path: str, cursor: str) -> None:
    add_job(stack, 1)
    assert stack.acme.get(path, query={"cursor": cursor}).status == 400


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("/api/jobposts/", "jobposts"),
        ("/api/jobposts/backend/candidates/", "candidates backend"),
        ("/api/tasks/", "tasks None None"),
    ],
)
@pytest.mark.parametrize("position", ["", "x y", "2026", "2026-13-01#a#b", "x" * 2000, "\x00"])
def test_a_forged_cursor_is_an_error_of_the_caller(
    stack: Stack, path: str, scope: str, position: str
) -> None:
    add_job(stack, 1)
    cursor = Listing("acme", scope).write_cursor(position)
    status = stack.acme.get(path, query={"cursor": cursor}).status
    assert status == 400 or (status == 200 and position.isprintable() and "tasks" not in path)


@pytest.mark.parametrize("position", ["", "-1", "1.5", "²", "x", "99999999"])
def test_a_forged_cursor_of_rows_is_an_error_of_the_caller(stack: Stack, position: str) -> None:
    add_job(stack, 1)
    task_id = stack.acme.post("/api/jobposts/backend/rank-candidates/", {}).body["task_id"]
    stack.ranking.drain()
    cursor = Listing("acme", f"rows {task_id}").write_cursor(position)
    path = f"/api/jobposts/task-status/{task_id}/candidates/"
    assert stack.acme.get(path, query={"cursor": cursor}).status == 400


def test_a_cursor_serves_one_tenant_and_one_list(stack: Stack) -> None:
    add_job(stack, 3)
    path = "/api/jobposts/backend/candidates/"
    cursor = stack.acme.get(path, query={"limit": "1"}).body["next_cursor"]
    assert stack.acme.get(path, query={"cursor": cursor}).status == 200
    assert stack.acme.get("/api/jobposts/", query={"cursor": cursor}).status == 400
    stack.globex.post("/api/jobposts/", JOB)
    assert stack.globex.get(path, query={"cursor": cursor}).status == 400


@pytest.mark.parametrize(
    "limit", ["", "0", "101", "-1", "1.5", "1.0", " 5", "1_0", "9" * 5000, "many", "٣"]
)
def test_a_bad_limit_is_422(stack: Stack, limit: str) -> None:
    assert stack.acme.get("/api/jobposts/", query={"limit": limit}).status == 422


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing/",
        "/api/jobposts/backend/nothing/",
        "/api/jobposts/backend/candidates/c0000/nothing",
        "/api/jobposts/task-status/x/nothing/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_an_unknown_path_is_404(stack: Stack, method: str, path: str) -> None:
    answer = stack.acme.call(method, path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/tasks/", "GET"),
        ("/api/jobposts/", "POST, GET"),
        ("/api/jobposts/backend", "GET, PUT, DELETE"),
        ("/api/jobposts/backend/rank-candidates/", "POST"),
        ("/api/jobposts/backend/rank-candidates/estimate/", "POST"),
        ("/api/jobposts/task-status/x/", "GET, DELETE"),
        ("/api/jobposts/task-status/x/candidates/", "GET"),
    ],
)
def test_a_wrong_method_is_405_and_says_which_are_right(
    stack: Stack, path: str, allowed: str
) -> None:
    answer = stack.acme.call("PATCH", path)
    assert answer.status == 405
    assert answer.headers["allow"] == allowed
    assert answer.body["type"].endswith("/problems/wrong-method")


@pytest.mark.parametrize("path", ["/api/jobposts/", "/api/jobposts/backend/", "/api/tasks/"])
def test_a_query_parameter_that_is_not_known_is_422(stack: Stack, path: str) -> None:
    answer = stack.acme.get(path, query={"colour": "red"})
    assert answer.status == 422
    assert answer.body["errors"] == [{"parameter": "colour", "detail": "is not known here"}]


def test_a_pointer_names_a_field_as_rfc_6901_does(stack: Stack) -> None:
    whole = stack.acme.post("/api/jobposts/", "[]")
    assert whole.body["errors"] == [{"pointer": "", "detail": "must be an object"}]
    odd = stack.acme.post("/api/jobposts/", {**JOB, "a/b~c": 1})
    assert odd.body["errors"] == [{"pointer": "/a~1b~0c", "detail": "is not known here"}]


def test_only_the_innermost_wrong_field_is_named_and_in_words_of_ours(stack: Stack) -> None:
    body = {**JOB, "rubric": {"criteria": [{"id": "a", "title": 7}]}}
    problem = stack.acme.post("/api/jobposts/", body).body
    assert problem["errors"] == [
        {"pointer": "/rubric/criteria/0/title", "detail": "must be a text"},
        {"pointer": "/rubric/criteria/0/importance", "detail": "is missing"},
        {"pointer": "/rubric/criteria/0/levels", "detail": "is missing"},
    ]
    empty = stack.acme.post("/api/jobposts/", {**JOB, "rubric": {"criteria": []}})
    (error,) = empty.body["errors"]
    assert error["detail"] == "must have at least 1 entries"


@pytest.mark.parametrize("base", ["/v1", "/v1/v2", "/api", "/apis"])
def test_the_api_answers_under_the_base_path_of_a_domain(stack: Stack, base: str) -> None:
    event = make_event("GET", f"{base}/api/health/")
    event["requestContext"]["path"] = f"{base}/api/health/"
    assert run_handler(find_handler("GET", "/api/health/"), event)["statusCode"] == 200


def test_what_is_called_api_is_found_and_goes(stack: Stack) -> None:
    for method, path, body in [
        ("POST", "/api/jobposts/", {**JOB, "job_id": "api"}),
        ("POST", "/api/jobposts/api/candidates/", {"candidate_id": "api", "resume_text": "Go"}),
    ]:
        assert stack.acme.call(method, path, body).status == 201
    assert stack.acme.get("/api/jobposts/api/").body["job_id"] == "api"
    assert stack.acme.get("/api/jobposts/api/candidates/api/").body["resume_text"] == "Go"
    assert stack.acme.call("DELETE", "/api/jobposts/api/candidates/api/").status == 204
    assert stack.acme.get("/api/jobposts/api/candidates/api/").status == 404
    assert stack.acme.call("DELETE", "/api/jobposts/api/").status == 204
    assert stack.acme.get("/api/jobposts/api/").status == 404


def test_rows_of_a_task_that_has_not_succeeded_are_a_conflict(stack: Stack) -> None:
    add_job(stack, 1)
    task_id = stack.acme.post("/api/jobposts/backend/rank-candidates/").body["task_id"]
    assert stack.acme.get(f"/api/jobposts/task-status/{task_id}/candidates/").status == 409


@pytest.mark.parametrize("path", ["/api/health/", "/api/health", "/api/openapi.json"])
def test_health_and_the_document_need_no_token(stack: Stack, path: str) -> None:
    assert Caller(None).get(path).status == 200


def test_a_preflight_needs_no_token_and_names_the_page_that_may_call(stack: Stack) -> None:
    headers = {"Origin": "https://page.example.com", "Access-Control-Request-Method": "POST"}
    for path in ("/api/jobposts/", "/api/jobposts/x/rank-candidates/", "/api/tasks/"):
        answer = Caller(None).call("OPTIONS", path, headers=headers)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == "https://page.example.com"
        assert "Idempotency-Key" in answer.headers["access-control-allow-headers"]


def test_a_problem_tells_a_page_on_another_host_too(stack: Stack) -> None:
    headers = {"Origin": "https://page.example.com"}
    answer = stack.acme.get("/api/jobposts/none/", headers=headers)
    assert answer.headers["access-control-allow-origin"] == "https://page.example.com"


def test_the_old_front_ends_headers_are_welcome(stack: Stack) -> None:
    path = add_job(stack, 1)
    headers = {"X-CSRFToken": "token", "Content-Type": "application/json"}
    assert stack.acme.post(f"{path}rank-candidates/", None, headers=headers).status == 202
