"""The measurement of rankings with a model: what it invents, asks for, bounds and counts."""

import os
from http import HTTPStatus
from typing import Any

import pytest

from shortlist.rubric.rubric import RubricEdit
from tests.support.stub import run_stub
from tools.bench.model_rankings import Behaviour, find_bound
from tools.bench.piles import follow
from tools.bench.resumes import RUBRIC, invent_resume
from tools.local.client import Answer, ApiClient
from tools.local.place import LocalCloudError
from tools.local.workers import read_peak_megabytes
from tools.stub.run import StubControl, StubError, find_free_port

COUNTED = ("requests", "rejected_429", "answered_again", "most_in_flight")


def test_resumes_have_about_six_hundred_words_and_stay_the_same() -> None:
    resumes = [invent_resume(number) for number in range(50)]
    assert all(540 <= len(text.split()) <= 660 for _, text in resumes)
    assert len({text for _, text in resumes}) == 50
    assert resumes == [invent_resume(number) for number in range(50)]
    assert all(text.startswith(f"{name}\n") for name, text in resumes)


def test_the_rubric_is_one_that_the_api_takes() -> None:
    assert len(RubricEdit.model_validate(RUBRIC).criteria) == 7


@pytest.mark.parametrize(
    ("size", "rpm", "seconds"), [(10, 0, 0.3), (1000, 0, 0.3), (10, 600, 1.0), (1, 600, 0.3)]
)
def test_the_bound_is_one_call_or_the_limit(size: int, rpm: int, seconds: float) -> None:
    assert find_bound(size, Behaviour(latency_ms=300, rpm=rpm)) == pytest.approx(seconds)


def test_the_stub_is_told_how_to_behave_and_asked_what_it_counted() -> None:
    with run_stub() as stub:
        server = StubControl(stub.base_url.removesuffix("/v1"))
        server.configure(**Behaviour(latency_ms=40, rpm=120, burst_seconds=2.0)._asdict())
        config = stub.stub.config
        assert (config.latency_ms, config.rpm, config.burst_seconds) == (40, 120, 2.0)
        counts = server.count()
        assert {counts[name] for name in COUNTED} == {0}


def test_a_stub_that_is_not_there_is_an_error() -> None:
    with pytest.raises(StubError, match="did not do that"):
        StubControl(f"http://127.0.0.1:{find_free_port()}").count()


def test_a_failed_ranking_is_an_error() -> None:
    client = OneAnswer({"status": "FAILURE", "error": "no more money"})
    with pytest.raises(LocalCloudError, match="no more money"):
        follow(client, "/status/")


def test_the_most_memory_of_a_process_is_read_and_none_of_one_that_is_gone() -> None:
    assert 5 < read_peak_megabytes(os.getpid()) < 10_000
    assert read_peak_megabytes(0) == 0.0


class OneAnswer(ApiClient):
    """A client of an API that says the same to everything."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__("http://127.0.0.1", "token")
        object.__setattr__(self, "body", body)

    def call(self, method: str, path: str, body: object = None) -> Answer:
        return Answer(HTTPStatus.OK, {}, self.body)
