"""Rankings against model servers that behave as others' do: rows, reasons, calls, usage."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from adapters import secrets
from adapters.llm.form import find_form
from shortlist.settings import get_settings
from start import handler as start_handler
from tests.functional.test_ranking import add_job, start
from tests.support.odd_servers import (
    Behave,
    Body,
    Heard,
    OddServer,
    Reply,
    complete,
    judge,
    refuse,
    run_odd_server,
)
from tests.support.stack import open_stack
from worker import handler as worker_handler

_MADE_ONCE = (
    get_settings,
    start_handler.get_app,
    worker_handler.get_engine,
    secrets.get_model_key,
    find_form,
)
ROWS = 2
# One question a row, and one for the draft of the rubric.
QUESTIONS = ROWS + 1


def say(change: Callable[[str], Any]) -> Behave:
    """Say an answer in another form."""
    return lambda body, _: complete(body, change(judge(body)))


def alter(change: Callable[[Body], None]) -> Behave:
    """Alter each judgement, and no draft."""

    def behave(body: Body, _: Heard) -> Reply:
        answer = json.loads(judge(body))
        if "instruction_lines" in answer:
            change(answer)
        return complete(body, json.dumps(answer))

    return behave


def refuse_name(name: str, how: Callable[[str], Reply]) -> Behave:
    """Refuse a parameter as long as it is sent."""
    return lambda body, _: how(name) if name in body else complete(body)


def refuse_format(refused: set[str], reply: Reply) -> Behave:
    """Refuse some ways of asking for JSON."""

    def behave(body: Body, _: Heard) -> Reply:
        kind = body.get("response_format", {}).get("type", "plain")
        return reply if kind in refused else complete(body)

    return behave


def once(reply: Reply) -> Behave:
    """Answer the first request with something else."""
    return lambda body, heard: reply if heard.count == 1 else complete(body)


def always(reply: Reply) -> Behave:
    """Answer every request alike."""
    return lambda *_: reply


def think(body: Body, _: Heard) -> Reply:
    """Think until the limit, unless there is room for it."""
    limit = body.get("max_tokens") or body.get("max_completion_tokens") or 0
    if limit < 2_000:
        return complete(body, "", "length", reasoning="Let us see")
    return complete(body, reasoning="Let us see")


def stream(body: Body, _: Heard) -> Reply:
    """Send events that nobody asked for."""
    said = judge(body)
    parts = [said[:40], said[40:]]
    events = [{"choices": [{"index": 0, "delta": {"content": part}}]} for part in parts]
    usage = {"prompt_tokens": 1700, "completion_tokens": 200}
    last = {"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": usage}
    text = "".join(f"data: {json.dumps(event)}\n\n" for event in [*events, last])
    return Reply(200, f"{text}data: [DONE]\n\n", {"content-type": "text/event-stream"})


def call_tool(body: Body, _: Heard) -> Reply:
    """Say the answer as the arguments of a tool."""
    function = {"name": "Verdict", "arguments": judge(body)}
    return complete(body, "", "tool_calls", tool_calls=[{"function": function}])


def run_past(body: Body, _: Heard) -> Reply:
    """Hear one name of the limit only."""
    if "max_completion_tokens" in body:
        return complete(body)
    usage = {"prompt_tokens": 1700, "completion_tokens": 9_000}
    return complete(body, '{"criteria": [' * 40, "length", usage=usage)


def fit_context(body: Body, _: Heard) -> Reply:
    """Take an answer of 300 tokens at most."""
    limit = body.get("max_tokens", 0)
    text = (
        f"'max_tokens' is too large: {limit}. This model's maximum context length is 2048 tokens"
        f" and your request has 1748 input tokens ({limit} > 2048 - 1748)."
    )
    return refuse(400, text, type="BadRequestError") if limit > 300 else complete(body)


def demand_plain_schema(body: Body, _: Heard) -> Reply:
    """Refuse keywords that strict modes refuse."""
    told = json.dumps(body.get("response_format"))
    keywords = ("minimum", "maximum", "minItems", "maxItems", "maxLength", "minLength", "$ref")
    found = next((word for word in keywords if f'"{word}"' in told), None)
    return refuse(400, f"'{found}' is not permitted.") if found else complete(body)


def nest(answer: Body) -> None:
    """Wrap an answer in its type's name."""
    inner = dict(answer)
    answer.clear()
    answer["Verdict"] = inner


def loosen(answer: Body) -> None:
    """Use other types than were asked for, and leave out what may be."""
    first = answer["criteria"][0]
    first |= {"id": "c1: Python", "level": "2", "lines": ["L03"], "why": "because"}
    answer["criteria"][1]["level"] = 2.0
    answer |= {"summary": None, "confidence": 0.9}
    del answer["instruction_lines"]


def name_google(name: str) -> Reply:
    """Refuse a name as Gemini does."""
    message = f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.'
    return Reply(400, [{"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}])


def name_detail(name: str) -> Reply:
    """Refuse a name as pydantic does."""
    detail = {"type": "extra_forbidden", "loc": ["body", name], "msg": "Extra inputs"}
    return Reply(422, {"message": {"detail": [detail]}})


NO_FORMAT = refuse(400, "This response_format type is unavailable now")
NO_SCHEMA = Reply(422, "Failed to deserialize: response_format: unknown variant `json_schema`")
NO_ROLE = refuse(400, "System role not supported")
SCORED: dict[str, tuple[Behave, int]] = {
    "fenced": (say(lambda text: f"```json\n{text}\n```"), 0),
    "in-prose": (say(lambda text: f"Here it is:\n{text}\nI hope this helps."), 0),
    "thoughts": (say(lambda text: f'<think>Is {{"id": "C1"}} one?</think>\n{text}'), 0),
    "end-of-thoughts": (say(lambda text: f"So be it.\n</think>\n\n{text}"), 0),
    "trailing-token": (say(lambda text: f"{text}<|im_end|>"), 0),
    "byte-order-mark": (say(lambda text: f"\ufeff{text}"), 0),
    "twice": (say(lambda text: f"{text}\n{text}"), 0),
    "trailing-comma": (say(lambda text: f"{text[:-1]},}}"), 0),
    "parts": (say(lambda text: [{"type": "text", "text": text}]), 0),
    "wrapped": (alter(nest), 0),
    "loose": (alter(loosen), 0),
    "only-thoughts": (lambda body, _: complete(body, "", reasoning_content=judge(body)), 0),
    "no-finish": (lambda body, _: complete(body, finish=None), 0),
    "tool-call": (call_tool, 0),
    "events": (stream, 0),
    "plain-schema": (demand_plain_schema, 0),
    "old-limit-only": (
        refuse_name("max_completion_tokens", lambda name: refuse(400, f"Unrecognized: {name}")),
        0,
    ),
    "new-limit-only": (
        refuse_name(
            "max_tokens",
            lambda name: refuse(
                400,
                f"Unsupported parameter: '{name}'. Use 'max_completion_tokens' instead.",
                param=name,
                code="unsupported_parameter",
            ),
        ),
        1,
    ),
    "limit-not-heard": (run_past, 1),
    "thinks": (think, 1),
    "little-room": (fit_context, QUESTIONS),
    "no-schema": (refuse_format({"json_schema"}, NO_FORMAT), 1),
    "no-schema-in-plain-text": (refuse_format({"json_schema"}, NO_SCHEMA), 1),
    "no-format": (refuse_format({"json_schema", "json_object"}, NO_FORMAT), 2),
    "broken-grammar": (refuse_format({"json_schema"}, refuse(500, "failed to parse grammar")), 1),
    "names-like-google": (refuse_name("seed", name_google), 1),
    "names-like-pydantic": (refuse_name("reasoning_effort", name_detail), 1),
    "names-nothing": (refuse_name("seed", lambda _: refuse(400, "Bad request.")), 3),
    "odd-400": (once(refuse(400, "Please try again.")), 1),
    "json-failed": (once(refuse(400, "Failed to generate JSON", code="json_validate_failed")), 1),
    "loading": (once(refuse(503, "Loading model", code=503)), 1),
    "busy": (once(Reply(429, "busy", {"retry-after-ms": "50"})), 1),
    "busy-in-200": (once(Reply(200, {"error": {"code": 429, "message": "try again in 0.1s"}})), 1),
    "error-finish": (once(complete({"messages": []}, "", "error")), 1),
}
# What a server says, why the rows are not the model's, and the most requests for that.
UNSCORED: dict[str, tuple[Behave, str, int]] = {
    "no-model": (
        always(refuse(404, 'model "llama9" not found, try pulling it')),
        "model_not_found",
        3,
    ),
    "no-model-400": (
        always(refuse(400, "Invalid model name passed in model=m")),
        "model_not_found",
        3,
    ),
    "no-path": (always(Reply(404, "404 page not found")), "no_such_address", 3),
    "a-page": (always(Reply(200, "<html>Hello</html>")), "no_such_address", 6),
    "unexpected-endpoint": (
        always(Reply(200, {"error": "Unexpected endpoint or method."})),
        "no_such_address",
        3,
    ),
    "moved": (always(Reply(307, "", {"location": "http://127.0.0.2:9/v1"})), "no_such_address", 3),
    "no-money": (always(refuse(402, "Insufficient Balance")), "quota", 2),
    "no-quota": (
        always(Reply(403, {"statusCode": 403, "message": "Out of call volume quota."})),
        "quota",
        2,
    ),
    "wrong-key": (always(refuse(400, "API key not valid.")), "unauthorized", 2),
    "context-like-vllm": (
        always(
            refuse(
                400,
                "This model's maximum context length is 2048 tokens. However, your request has"
                " 2900 input tokens.",
                code=400,
            )
        ),
        "context_overflow",
        3,
    ),
    "context-like-llama-cpp": (
        always(refuse(400, "the request exceeds the available context size (512 tokens)")),
        "context_overflow",
        3,
    ),
    "cut-in-silence": (
        lambda body, _: complete(body, usage={"prompt_tokens": 512, "completion_tokens": 99}),
        "context_overflow",
        3,
    ),
    "filtered": (
        always(refuse(400, "filtered", param="prompt", code="content_filter")),
        "content_filter",
        3,
    ),
    "refused": (lambda body, _: complete(body, "", refusal="No."), "refusal", 3),
    "too-long": (always(Reply(200, "x" * 5_000_000)), "invalid_answer", 6),
    "out-of-range": (
        alter(lambda answer: answer["criteria"][0].update(level=5)),
        "invalid_answer",
        5,
    ),
    "one-left-out": (alter(lambda answer: answer["criteria"].pop()), "invalid_answer", 5),
}
BEHAVIOURS = {
    **{name: behave for name, (behave, _) in SCORED.items()},
    **{name: behave for name, (behave, _, _) in UNSCORED.items()},
    "no-usage": lambda body, _: complete(body, usage=None),
}


@pytest.fixture(scope="module")
def server() -> Iterator[OddServer]:
    """Run all behaviours on loopback."""
    with run_odd_server(BEHAVIOURS) as running:
        yield running


@pytest.fixture(scope="module")
def rank(server: OddServer) -> Iterator["Rank"]:
    """Rank two candidates with a server of one behaviour; one stack serves all of them."""
    with pytest.MonkeyPatch.context() as monkeypatch, open_stack(monkeypatch) as stack:

        def run(name: str) -> tuple[Any, Heard]:
            monkeypatch.setenv("MODEL", "m")
            monkeypatch.setenv("OPENAI_BASE_URL", server.url(name))
            for made in _MADE_ONCE:
                made.cache_clear()
            path = add_job(stack, ROWS, job_id=name)
            status_path = start(stack, path, {"ranker": "llm"})
            stack.ranking.drain()
            body = stack.acme.get(status_path).body
            assert body["status"] == "SUCCESS", body
            return body["result"], server.heard[name]

        yield run


Rank = Callable[[str], tuple[Any, Heard]]


@pytest.mark.parametrize("name", SCORED)
def test_a_server_that_can_be_understood_scores_every_row(name: str, rank: Rank) -> None:
    result, heard = rank(name)
    assert {row["scored_by"] for row in result["ranked_candidates"]} == {"llm"}, result
    extra = SCORED[name][1]
    assert heard.count <= QUESTIONS + extra
    assert result["token_usage"]["calls"] == heard.count
    assert result["token_usage"]["retries"] == heard.count - QUESTIONS


@pytest.mark.parametrize("name", UNSCORED)
def test_a_server_that_cannot_be_used_says_why(name: str, rank: Rank) -> None:
    result, heard = rank(name)
    _, reason, most = UNSCORED[name]
    rows = result["ranked_candidates"]
    assert {(row["scored_by"], row["reason"]) for row in rows} == {("offline", reason)}
    assert heard.count <= most
    assert any(reason in warning for warning in result["warnings"])


def test_usage_that_nobody_told_is_null(rank: Rank) -> None:
    result, _ = rank("no-usage")
    usage = result["token_usage"]
    assert {row["scored_by"] for row in result["ranked_candidates"]} == {"llm"}
    assert (usage["input"], usage["output"], usage["total"]) == (None, None, None)
    assert result["estimated_cost"] is None
