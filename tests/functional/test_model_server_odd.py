"""What no model server should send, sent over real HTTP: it is a failure like others."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from adapters.llm.form import find_form
from adapters.llm.server import OpenAiServer
from shortlist.judging.errors import ModelDeclinedError, ModelFailure, ModelUnavailableError
from shortlist.judging.model_ranker import sum_up
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.judging.verdict import Verdict
from shortlist.spending import CallUsage, price_call
from tests.support.stub import RunningStub, run_stub

JSON = "application/json"
DEEP = "[" * 100_000
DEEP_OBJECT = '{"error": ' * 100_000
QUESTION = Question(
    model="gpt-6-luna",
    prefix="C1: Python (critical)\n",
    tail="<resume>\nL01| Python\n</resume>",
    answer=Verdict,
    max_output_tokens=400,
    cache_key="k",
)


@pytest.fixture
def stub() -> Iterator[RunningStub]:
    """Serve a stub to a process that knows nothing about servers."""
    find_form.cache_clear()
    with run_stub() as running:
        yield running


def ask(stub: RunningStub) -> ModelAnswer:
    """Ask with one request."""

    async def main() -> ModelAnswer:
        async with OpenAiServer(base_url=stub.base_url, api_key="k") as server:
            return await server.ask(QUESTION, timeout_seconds=5)

    return asyncio.run(main())


def fail(stub: RunningStub, status: int, text: str, kind: str = JSON) -> ModelFailure:
    """Ask a server that answers with a text, and return why that is no answer."""
    stub.configure(raw_answers=[[status, text, kind]])
    with pytest.raises((ModelUnavailableError, ModelDeclinedError)) as caught:
        ask(stub)
    error = caught.value
    assert isinstance(error, ModelUnavailableError | ModelDeclinedError)
    return error.reason


@pytest.mark.parametrize(
    "text",
    [
        DEEP,
        DEEP_OBJECT,
        '{"choices": ' + DEEP,
        '{"choices": [[]]}',
        '{"choices": [{"message": 1}]}',
        '{"choices": [{"message": {"content": {}}}]}',
        "9" * 5_000,
        '"\\ud800"',
        "\x00",
        "",
    ],
)
def test_a_body_that_cannot_be_understood_is_an_invalid_answer(
    stub: RunningStub, text: str
) -> None:
    assert fail(stub, 200, text) == "invalid_answer"


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    "text",
    [
        '{"error": {"param": ["seed"], "code": ["x"], "type": 7, "message": {"a": 1}}}',
        '{"error": {"param": {"seed": 1}, "message": null}}',
        '{"error": ["seed"]}',
        '{"detail": [["seed"], {"loc": 7}, {"loc": [["seed"], {}, null]}, null]}',
        '{"detail": {"loc": ["seed"]}, "error": 7}',
        '{"error": {"param": "...[[]]"}}',
        DEEP,
        DEEP_OBJECT,
        "[]",
        "",
    ],
)
def test_a_refusal_that_cannot_be_understood_is_a_bad_request(
    stub: RunningStub, status: int, text: str
) -> None:
    assert fail(stub, status, text) == "bad_request"


@pytest.mark.parametrize(
    ("status", "failure"), [(401, "unauthorized"), (429, "rate_limited"), (500, "server_error")]
)
@pytest.mark.parametrize("text", [DEEP, '{"error": {"param": ["seed"], "code": {"a": []}}}'])
def test_another_error_that_cannot_be_understood_is_told_by_its_status(
    stub: RunningStub, status: int, failure: ModelFailure, text: str
) -> None:
    assert fail(stub, status, text) == failure


@pytest.mark.parametrize("charset", ["base64", "hex", "zip", "rot13", "undefined", "nothing", "*"])
@pytest.mark.parametrize("status", [200, 400])
def test_a_body_in_an_impossible_encoding_is_a_failure_like_others(
    stub: RunningStub, charset: str, status: int
) -> None:
    kind = f"application/json; charset={charset}"
    assert fail(stub, status, '{"choices": []}', kind) in {"invalid_answer", "bad_request"}


@pytest.mark.parametrize("usage", [None, {}, [], "many", {"prompt_tokens": "7.5"}])
def test_an_answer_of_unknown_usage_has_no_cost_rather_than_none_at_all(
    stub: RunningStub, usage: object
) -> None:
    choice = {"message": {"content": "{}"}, "finish_reason": "stop"}
    text = json.dumps({"choices": [choice], "usage": usage})
    stub.configure(raw_answers=[[200, text, JSON]])
    answer = ask(stub)
    assert answer.usage == CallUsage(is_known=False)
    spend = sum_up([answer.usage], 1, 1, lambda used: price_call("gpt-6-luna", used, None))
    assert spend is not None
    assert spend.cost_usd is None


def test_a_server_that_does_not_tell_usage_leaves_the_cost_unknown(stub: RunningStub) -> None:
    stub.configure(tells_usage=False)
    assert price_call("gpt-6-luna", ask(stub).usage, None) is None


def test_a_filtered_answer_of_unknown_usage_is_not_free(stub: RunningStub) -> None:
    choice = {"message": {"content": "{"}, "finish_reason": "content_filter"}
    stub.configure(raw_answers=[[200, json.dumps({"choices": [choice]}), JSON]])
    with pytest.raises(ModelDeclinedError) as caught:
        ask(stub)
    assert caught.value.usage == CallUsage(is_known=False)


def test_a_truncated_answer_of_unknown_usage_is_not_free(stub: RunningStub) -> None:
    choice = {"message": {"content": "{"}, "finish_reason": "length"}
    stub.configure(raw_answers=[[200, json.dumps({"choices": [choice]}), JSON]])
    answer = ask(stub)
    assert (answer.is_truncated, answer.usage) == (True, CallUsage(is_known=False))
