"""Calls of both Python clients: tokens, retries, keys, pages and problems."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest

import shortlist_client as client_package
from shortlist_client import (
    ConnectionFailedError,
    ProblemError,
    ServiceUser,
    SettingsError,
    Shortlist,
    SignInError,
    UnavailableError,
    UnexpectedAnswerError,
    __version__,
)
from shortlist_client.client import read_environment
from shortlist_client.connection import LONGEST_WAIT_SECONDS, TRIES
from shortlist_client.shapes import NewCandidate
from tests.support.client_answers import JOB, PROBLEM, RUBRIC, STARTED
from tests.support.clients import URL, EitherClient

POOL = "https://pool.example/"
USER = ServiceUser("client-1", "eu-central-1", "refresh-1", endpoint=POOL)

Reply = httpx2.Response | Exception


@dataclass
class Api:
    """Answers requests with what was laid down, one after the other, and keeps them."""

    replies: Sequence[Reply]
    seen: list[httpx2.Request] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request."""
        self.seen.append(request)
        reply = self.replies[min(len(self.seen), len(self.replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)


def say(body: Any, status: int = 200, **headers: str) -> httpx2.Response:
    """Make an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers=named)


def refuse(status: int, kind: str = "rate-limited", **headers: str) -> httpx2.Response:
    """Make a problem."""
    body = {**PROBLEM, "status": status, "type": f"https://shortlist.example/problems/{kind}"}
    return say(body, status, **headers)


def read_job(client: Any) -> Any:
    """Make a call that may be repeated."""
    return client.read_job_post("backend")


def test_a_call_says_who_calls_from_what(either: EitherClient) -> None:
    api = Api([say(JOB)])
    assert either.call(read_job, api).title == "Backend engineer"
    (request,) = api.seen
    assert str(request.url) == f"{URL}/api/jobposts/backend/"
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["user-agent"] == f"shortlist-client/{__version__}"


def test_an_id_stays_one_part_of_a_path(either: EitherClient) -> None:
    api = Api([say(JOB)])
    either.call(lambda client: client.read_job_post("a/../b?c"), api)
    assert api.seen[0].url.raw_path == b"/live/api/jobposts/a%2F..%2Fb%3Fc/"


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_for_now_is_tried_again_when_the_api_says(
    either: EitherClient, status: int
) -> None:
    api = Api([refuse(status, retry_after="7"), say(JOB)])
    either.call(read_job, api)
    assert either.pauses.seconds == [7.0]


def test_a_pause_has_an_end(either: EitherClient) -> None:
    either.call(read_job, Api([refuse(429, retry_after="3600"), say(JOB)]))
    assert either.pauses.seconds == [LONGEST_WAIT_SECONDS]


def test_a_date_to_come_back_at_is_kept_too(either: EitherClient) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    either.call(read_job, Api([refuse(503, retry_after=date), say(JOB)]))
    assert 15 < either.pauses.seconds[0] <= 20


def test_without_a_word_about_when_pauses_grow(either: EitherClient) -> None:
    either.call(read_job, Api([refuse(503), refuse(503), refuse(503), say(JOB)]))
    first, second, third = either.pauses.seconds
    assert 0.5 <= first <= 1 <= second <= 2 <= third <= 4


def test_after_some_tries_the_refusal_counts(either: EitherClient) -> None:
    api = Api([refuse(429, retry_after="1")])
    with pytest.raises(client_package.OverLimitError) as raised:
        either.call(read_job, api)
    assert len(api.seen) == TRIES
    assert (raised.value.status, raised.value.request_id) == (429, "request-7")


def test_a_lost_connection_is_tried_again_where_it_does_no_harm(either: EitherClient) -> None:
    api = Api([httpx2.ReadError("reset"), say(JOB)])
    assert either.call(read_job, api).job_id == "backend"


def test_a_start_is_tried_again_under_its_own_key(either: EitherClient) -> None:
    api = Api([httpx2.ReadError("reset"), say(STARTED, 202)])
    either.call(lambda client: client.rank("backend"), api)
    first, second = (request.headers["idempotency-key"] for request in api.seen)
    assert first == second


def test_what_has_no_key_is_not_done_twice(either: EitherClient) -> None:
    api = Api([httpx2.ReadError("reset")])
    with pytest.raises(ConnectionFailedError):
        either.call(lambda client: client.reveal("backend", "c-1", "invited"), api)
    assert len(api.seen) == 1


def test_a_connection_that_stays_lost_is_an_error_of_ours(either: EitherClient) -> None:
    api = Api([httpx2.ConnectError("refused")])
    with pytest.raises(ConnectionFailedError, match=r"https://api.example/live/.* does not answer"):
        either.call(read_job, api)
    assert len(api.seen) == TRIES


@pytest.mark.parametrize(
    "create",
    [
        lambda client: client.rank("backend"),
        lambda client: client.create_job_post("t", "d"),
        lambda client: client.add_candidates("backend", [NewCandidate(resume_text="r")]),
    ],
    ids=["rank", "create_job_post", "add_candidates"],
)
def test_each_start_and_each_create_has_a_key_of_its_own(
    either: EitherClient, create: Callable[[Any], Any]
) -> None:
    answers = {"rank-candidates": STARTED, "candidates": {"items": []}, "jobposts": JOB}

    def answer(request: httpx2.Request) -> httpx2.Response:
        keys.append(request.headers["idempotency-key"])
        return say(answers[request.url.path.strip("/").rpartition("/")[2]], 201)

    keys: list[str] = []
    either.call(create, answer)
    either.call(create, answer)
    assert len(set(keys)) == 2


def test_a_key_of_the_callers_own_is_sent(either: EitherClient) -> None:
    api = Api([say(STARTED, 202)])
    either.call(lambda client: client.rank("backend", idempotency_key="order-1"), api)
    assert api.seen[0].headers["idempotency-key"] == "order-1"


def test_options_that_are_not_given_are_the_deployments(either: EitherClient) -> None:
    api = Api([say(STARTED, 202)])
    either.call(lambda client: client.rank("backend", ranker="llm", model=None), api)
    assert json.loads(api.seen[0].content) == {"ranker": "llm"}


@pytest.mark.parametrize(
    ("status", "kind", "name"),
    [
        (400, "malformed-request", "InvalidRequestError"),
        (401, "unauthenticated", "UnauthenticatedError"),
        (403, "forbidden", "ForbiddenError"),
        (404, "not-found", "NotFoundError"),
        (409, "conflict", "ConflictError"),
        (412, "changed-meanwhile", "ChangedMeanwhileError"),
        (413, "too-large", "TooLargeError"),
        (415, "unsupported-media-type", "InvalidRequestError"),
        (422, "invalid-request", "InvalidRequestError"),
        (500, "internal-error", "UnavailableError"),
    ],
)
def test_each_problem_is_an_error_of_its_own(
    either: EitherClient, status: int, kind: str, name: str
) -> None:
    with pytest.raises(getattr(client_package, name)) as raised:
        either.call(read_job, Api([refuse(status, kind)]))
    error = raised.value
    assert (error.kind, error.status, error.request_id) == (kind, status, "request-7")
    assert [(one.pointer, one.detail) for one in error.errors] == [("/title", "is too long")]


def test_a_gateways_own_page_is_a_problem_with_its_request(either: EitherClient) -> None:
    page = httpx2.Response(502, text="<html>", headers={"x-amzn-RequestId": "gateway-1"})
    with pytest.raises(UnavailableError) as raised:
        either.call(read_job, Api([page]))
    assert (raised.value.request_id, str(raised.value)) == ("gateway-1", "Bad Gateway")


def test_what_is_not_the_api_is_told_without_its_words(either: EitherClient) -> None:
    with pytest.raises(UnexpectedAnswerError) as raised:
        either.call(read_job, Api([say({**JOB, "title": ["Jana Novak"]})]))
    assert "title" in str(raised.value)
    assert "Novak" not in str(raised.value)


def test_a_newer_api_may_say_more(either: EitherClient) -> None:
    newer = {"tenant": "acme", "role": "auditor", "subject": "s", "email": None, "floor": 3}
    assert either.call(lambda client: client.read_caller(), Api([say(newer)])).role == "auditor"


def test_pages_are_asked_for_until_the_last(either: EitherClient) -> None:
    first = {"items": [JOB], "next_cursor": "page-2"}
    second = {"items": [{**JOB, "job_id": "data"}], "next_cursor": None}
    api = Api([say(first), say(second)])
    found = either.call(lambda client: client.list_job_posts(), api)
    assert [job.job_id for job in found] == ["backend", "data"]
    assert [request.url.params.get("cursor") for request in api.seen] == [None, "page-2"]


def test_a_page_that_nobody_wants_is_not_asked_for() -> None:
    api = Api([say({"items": [JOB], "next_cursor": "page-2"})])
    with Shortlist(URL, token="t", transport=httpx2.MockTransport(api)) as client:
        next(client.list_job_posts())
    assert len(api.seen) == 1


def test_a_changed_copy_replaces_only_what_was_read(either: EitherClient) -> None:
    api = Api([say(RUBRIC, etag='"3"'), say({**RUBRIC, "version": 4})])

    def read(client: Any) -> Any:
        return client.read_rubric("backend")

    rubric = either.call(read, api)
    changed = rubric.model_copy(update={"gates": []})
    either.call(lambda client: client.replace_rubric("backend", changed), api)
    assert api.seen[1].headers["if-match"] == '"3"'


@dataclass
class Pool:
    """A user pool, and an API that refuses some of its tokens."""

    seconds: int = 3600
    refused: frozenset[str] = frozenset()
    has_ended: bool = False
    given: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request to either."""
        if str(request.url) != POOL:
            self.used.append(request.headers["authorization"].removeprefix("Bearer "))
            return refuse(401, "unauthenticated") if self.used[-1] in self.refused else say(JOB)
        if self.has_ended:
            return say({"__type": "NotAuthorizedException"}, 400)
        assert json.loads(request.content)["AuthParameters"] == {"REFRESH_TOKEN": "refresh-1"}
        self.given.append(f"id-{len(self.given) + 1}")
        result = {"IdToken": self.given[-1], "ExpiresIn": self.seconds}
        return say({"AuthenticationResult": result})


def read_twice(client: Any) -> Any:
    """Call twice, one after the other."""
    if isinstance(client, Shortlist):
        return [read_job(client), read_job(client)]

    async def call() -> list[Any]:
        return [await read_job(client), await read_job(client)]

    return call()


def test_a_service_users_token_is_fetched_once_and_kept(either: EitherClient) -> None:
    api = Pool()
    either.call(read_twice, api, token=USER)
    assert api.used == ["id-1", "id-1"]
    assert api.given == ["id-1"]


def test_a_token_is_renewed_before_its_end(either: EitherClient) -> None:
    api = Pool(seconds=100)
    either.call(read_twice, api, token=USER)
    assert api.used == ["id-1", "id-2"]


def test_a_refused_token_is_renewed_once(either: EitherClient) -> None:
    api = Pool(refused=frozenset({"id-1"}))
    either.call(read_job, api, token=USER)
    assert api.used == ["id-1", "id-2"]


def test_a_user_who_is_refused_with_every_token_is_refused(either: EitherClient) -> None:
    api = Pool(refused=frozenset({"id-1", "id-2"}))
    with pytest.raises(client_package.UnauthenticatedError):
        either.call(read_job, api, token=USER)
    assert len(api.used) == 2


def test_an_ended_refresh_token_is_a_sign_in_error(either: EitherClient) -> None:
    api = Pool(has_ended=True)
    with pytest.raises(SignInError):
        either.call(read_job, api, token=USER)


def test_a_pool_that_is_asked_too_often_ends_no_sign_in(either: EitherClient) -> None:
    busy = httpx2.Response(400, json={"__type": "TooManyRequestsException", "message": "slow"})
    with pytest.raises(client_package.UnexpectedAnswerError):
        either.call(read_job, lambda _: busy, token=USER)


def test_a_given_token_that_is_refused_is_sent_once(either: EitherClient) -> None:
    api = Api([refuse(401, "unauthenticated")])
    with pytest.raises(SignInError) as raised:
        either.call(read_job, api)
    assert isinstance(raised.value, ProblemError)
    assert len(api.seen) == 1


def test_the_environment_says_whom_to_call_and_as_whom() -> None:
    url = {"SHORTLIST_URL": URL}
    service = {
        "SHORTLIST_REFRESH_TOKEN": "r",
        "SHORTLIST_CLIENT_ID": "c",
        "SHORTLIST_REGION": "eu-central-1",
    }
    assert read_environment({**url, "SHORTLIST_TOKEN": "t"}) == (URL, "t")
    assert read_environment({**url, **service}) == (URL, ServiceUser("c", "eu-central-1", "r"))
    with Shortlist.from_environment({**url, **service}) as client:
        assert client.connection.url == URL


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"SHORTLIST_TOKEN": "t"}, "SHORTLIST_URL"),
        ({"SHORTLIST_URL": URL}, "SHORTLIST_TOKEN"),
        ({"SHORTLIST_URL": URL, "SHORTLIST_REFRESH_TOKEN": "r"}, "SHORTLIST_CLIENT_ID"),
        ({"SHORTLIST_URL": "api.example", "SHORTLIST_TOKEN": "t"}, "no web address"),
    ],
)
def test_an_environment_that_says_too_little_is_told_what_is_missing(
    environment: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingsError, match=missing):
        Shortlist.from_environment(environment)


def test_no_secret_is_in_what_is_shown() -> None:
    assert "refresh-1" not in repr(USER)
