"""Rankings followed by both Python clients: waited for, read row by row, exported."""

import httpx2
import pytest

from shortlist_client import RankingFailedError, TimedOutError, UnexpectedAnswerError
from shortlist_client.shapes import TaskStatus
from tests.support.client_answers import FAILED, STATUS, make_row, succeed
from tests.support.clients import URL, EitherClient


def test_a_ranking_is_asked_after_as_often_as_the_api_says(either: EitherClient) -> None:
    answers = [
        httpx2.Response(200, json=STATUS, headers={"ETag": '"a"', "Retry-After": "3"}),
        httpx2.Response(304, headers={"ETag": '"a"', "Retry-After": "5"}),
        httpx2.Response(200, json=succeed(2), headers={"ETag": '"b"'}),
    ]
    known: list[str | None] = []
    told: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        known.append(request.headers.get("if-none-match"))
        return answers[len(known) - 1]

    status = either.call(
        lambda client: client.wait("t-1", on_progress=lambda one: told.append(one.status)), answer
    )
    assert status.result.ranked_candidates[0].candidate_id == "c-1"
    assert known == [None, '"a"', '"a"']
    assert either.pauses.seconds == [3.0, 5.0]
    assert told == ["STARTED", "SUCCESS"]


def test_a_failed_ranking_is_raised_with_its_status(either: EitherClient) -> None:
    with pytest.raises(RankingFailedError, match="It took too long") as raised:
        either.call(lambda client: client.wait("t-1"), lambda _: httpx2.Response(200, json=FAILED))
    assert raised.value.status.error_code == "time_limit"


def test_a_ranking_that_takes_longer_than_wanted_goes_on_alone(either: EitherClient) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=STATUS, headers={"Retry-After": "4"})

    with pytest.raises(TimedOutError):
        either.call(lambda client: client.wait("t-1", timeout_seconds=10), answer)
    assert either.pauses.now == 8


def test_rows_come_page_after_page(either: EitherClient) -> None:
    pages = {None: ([make_row(1)], "x"), "x": ([make_row(2)], None)}

    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.url.path == "/live/api/jobposts/task-status/t-1/candidates/"
        items, cursor = pages[request.url.params.get("cursor")]
        return httpx2.Response(200, json={"items": items, "next_cursor": cursor})

    rows = either.call(lambda client: client.rows("t-1"), answer)
    assert [row.rank for row in rows] == [1, 2]


def test_rows_that_came_with_the_status_are_not_asked_for_again(either: EitherClient) -> None:
    status = TaskStatus.model_validate(succeed(3))
    rows = either.call(lambda client: client.rows(status), lambda _: pytest.fail("asked"))
    assert [row.rank for row in rows] == [1, 2, 3]


def test_rows_go_on_behind_the_last_one_of_the_status(either: EitherClient) -> None:
    path = "/api/jobposts/task-status/t-1/candidates/"
    elsewhere = f"https://other-name.example/live{path}?cursor=behind-2&limit=100"
    status = TaskStatus.model_validate(succeed(2, elsewhere))
    seen: list[httpx2.URL] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url)
        return httpx2.Response(200, json={"items": [make_row(3)], "next_cursor": None})

    rows = either.call(lambda client: client.rows(status), answer)
    assert [row.rank for row in rows] == [1, 2, 3]
    (url,) = seen
    # The token goes to the API that it is for, whatever an answer says.
    assert str(url).startswith(f"{URL}{path}?")
    assert url.params["cursor"] == "behind-2"


def test_an_address_that_is_none_of_the_apis_is_not_followed(either: EitherClient) -> None:
    status = TaskStatus.model_validate(succeed(1, "https://other.example/rows"))
    with pytest.raises(UnexpectedAnswerError):
        either.call(lambda client: client.rows(status), lambda _: pytest.fail("asked"))


def test_a_failed_ranking_has_no_rows(either: EitherClient) -> None:
    status = TaskStatus.model_validate(FAILED)
    with pytest.raises(RankingFailedError):
        either.call(lambda client: client.rows(status), lambda _: pytest.fail("asked"))


def test_an_export_comes_as_it_is(either: EitherClient) -> None:
    content = "\ufeffrank,name\r\n1,Ä\r\n".encode()
    found = either.call(
        lambda client: client.export_csv("t-1"), lambda _: httpx2.Response(200, content=content)
    )
    assert found == content


def test_the_id_of_an_export_leads_nowhere_else(either: EitherClient) -> None:
    paths: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        paths.append(request.url.raw_path)
        return httpx2.Response(200, content=b"")

    either.call(lambda client: client.export_csv("../../tasks?a=b"), answer)
    assert paths == [b"/live/api/jobposts/task-status/..%2F..%2Ftasks%3Fa%3Db/export.csv"]


def test_a_large_export_is_fetched_from_the_store_without_our_token(either: EitherClient) -> None:
    seen: list[str | None] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("authorization"))
        if request.url.host == "store.example":
            return httpx2.Response(200, content=b"rank\r\n")
        return httpx2.Response(303, headers={"Location": "https://store.example/x.csv?signed"})

    assert either.call(lambda client: client.export_csv("t-1"), answer) == b"rank\r\n"
    assert seen == ["Bearer token-1", None]
