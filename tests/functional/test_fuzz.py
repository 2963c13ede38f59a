"""Whatever comes in, the API answers as its document says, and never with a fault of its own."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shortlist.queries import Listing
from tests.support.api import find_handler, make_event, run_handler
from tests.support.document import load_document
from tests.support.rankings import add_job, start
from tests.support.stack import Stack, open_stack

TOKEN = "Bearer acme"
QUIET = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def answer_wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Call the API as API Gateway would, behind a web server's interface."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    path = "/" + environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
    names = {
        name.removeprefix("HTTP_").replace("_", "-").title(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or name == "CONTENT_TYPE"
    }
    event = make_event(
        environ["REQUEST_METHOD"],
        path,
        body=environ["wsgi.input"].read(length).decode("utf-8", "replace") or None,
        headers=names,
        query=dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)) or None,
        claims=ACME if names.get("Authorization") == TOKEN else None,
    )
    try:
        handler = find_handler(environ["REQUEST_METHOD"], path)
    except LookupError:
        # A method that the path lacks falls through to the proxy on the local cloud.
        handler = find_handler("GET", "/api/any")
    answer = run_handler(handler, event)
    status = HTTPStatus(answer["statusCode"])
    headers = [(name, values[-1]) for name, values in answer["multiValueHeaders"].items()]
    start_response(f"{status.value} {status.phrase}", headers)
    return [(answer.get("body") or "").encode()]


ACME = {"sub": "u", "custom:tenant": "acme", "token_use": "id", "aud": "page"}
CONFIG = schemathesis.config.SchemathesisConfig.from_dict(
    {
        "headers": {"Authorization": TOKEN},
        # Extra parameters may come out as none at all, which is right and not wrong.
        "generation": {"allow-extra-parameters": False, "with-security-parameters": False},
        "checks": {
            # What no schema can say: a cursor of ours, a ranker that is there, an id used twice.
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "304", "400", "403", "404", "409", "412", "422", "429"]
            },
        },
    }
)
SCHEMA = schemathesis.openapi.from_dict(load_document(), config=CONFIG)
SCHEMA.app = answer_wsgi


@pytest.fixture(scope="module")
def shared_stack() -> Iterator[Stack]:
    """Make one stack for all that is thrown at it, with a ranking to be found."""
    with open_stack() as made:
        start(made, add_job(made, 3))
        made.ranking.drain()
        yield made


@SCHEMA.parametrize()
@QUIET
def test_every_operation_answers_as_the_document_says(case: Any, shared_stack: Stack) -> None:
    case.call_and_validate()


def write_token(payload: bytes) -> str:
    """Write what a forger might as a cursor."""
    return base64.urlsafe_b64encode(payload).decode().rstrip("=")


ODD_TEXTS = st.text(st.characters(codec=None), max_size=40)
CURSORS = st.one_of(
    ODD_TEXTS,
    st.binary(max_size=60).map(write_token),
    st.integers(1, 2000).map(lambda depth: write_token(b"[" * depth)),
    st.sampled_from(["0000-01-01#a#b", "0000-00#x", "9999-12-31#a", "2026-13#x"]).flatmap(
        lambda moment: st.sampled_from(["jobposts", "candidates backend", "tasks None None"]).map(
            lambda name: Listing("acme", name).write_cursor(moment) or ""
        )
    ),
)
LIMITS = st.one_of(ODD_TEXTS, st.integers().map(str), st.just("9" * 5000))
LISTS = ["/api/jobposts/", "/api/jobposts/backend/candidates/", "/api/tasks/"]


@QUIET
@given(path=st.sampled_from(LISTS), cursor=CURSORS, limit=LIMITS)
def test_no_cursor_and_no_limit_is_a_fault_of_ours(
    shared_stack: Stack, path: str, cursor: str, limit: str
) -> None:
    for query in ({"cursor": cursor}, {"limit": limit}):
        assert shared_stack.acme.get(path, query=query).status in {200, 400, 422}


IDS = st.one_of(ODD_TEXTS, st.integers(1, 3000).map(lambda length: "a" * length)).filter(
    lambda name: not {"/", "?", "#"} & set(name) and name.strip(".")
)
PATHS = [
    "/api/jobposts/{}/",
    "/api/jobposts/{}/rubric/",
    "/api/jobposts/backend/candidates/{}/",
    "/api/jobposts/{}/schedule/",
    "/api/jobposts/task-status/{}/",
    "/api/jobposts/task-status/{}/candidates/",
]


@QUIET
@given(path=st.sampled_from(PATHS), name=IDS)
def test_no_id_is_a_fault_of_ours(shared_stack: Stack, path: str, name: str) -> None:
    assert shared_stack.acme.get(path.format(name)).status in {200, 404, 405}
    job_id = {"job_id": name}
    assert shared_stack.acme.get("/api/tasks/", query=job_id).status in {200, 422}


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"a":' * 50_000, '{"title":"\ud800","description":"d"}', "\ufeff{}", "nul"],
)
def test_no_body_is_a_fault_of_ours(shared_stack: Stack, body: str) -> None:
    for path in ("/api/jobposts/", "/api/jobposts/backend/candidates/"):
        assert shared_stack.acme.post(path, body).status in {400, 422}


def test_a_text_that_no_store_holds_is_refused(shared_stack: Stack) -> None:
    wide = "".join(chr(0x20000 + number * 7919 % 40_000) for number in range(150_000))
    body = json.dumps({"resume_text": wide}, ensure_ascii=False)
    answer = shared_stack.acme.post("/api/jobposts/backend/candidates/", body)
    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == "/resume_text"


@pytest.mark.parametrize("samples", ["true", "false", "1.5", '"1"', "null"])
def test_a_flag_is_no_number(shared_stack: Stack, samples: str) -> None:
    answer = shared_stack.acme.post(
        "/api/jobposts/backend/rank-candidates/", f'{{"samples": {samples}}}'
    )
    assert answer.status == 422
