"""Rankings against model servers that behave as others' do: rows, reasons, calls, usage."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from tests.support.odd_rankings import Ranking, rank_by
from tests.support.odd_servers import (
    Behave,
    Body,
    Heard,
    OddServer,
    Reply,
    complete,
    encode,
    judge,
    refuse,
    run_odd_server,
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


def write_like_python(text: str) -> str:
    """Write an object in single quotes."""
    return repr(json.loads(text))


def comment(text: str) -> str:
    """Explain an object in the middle of it."""
    return text.replace('"gates"', '// as the rubric says\n"gates"').replace("}]", "},]")


def cite(answer: Body) -> None:
    """Cite lines in other words, and count levels of four."""
    first, second, *_ = answer["criteria"]
    first["evidence"] = [{"line": line, "quote": "..."} for line in first.pop("lines")]
    first["level"], second["level"] = "2/4", "Two"


def by_name(answer: Body) -> None:
    """Answer with mappings from names."""
    answer["criteria"] = {one.pop("id"): one for one in answer["criteria"]}
    answer["gates"] = {}


def pack(body: Body, _: Heard) -> Reply:
    """Answer compressed."""
    data = gzip.compress(encode(complete(body).body))
    return Reply(200, data, {"content-encoding": "gzip"})


def answer_by_itself(body: Body, _: Heard) -> Reply:
    """Answer in a form of its own, with one message and no list."""
    message = {"role": "assistant", "content": judge(body)}
    return Reply(200, {"message": message, "done": True, "done_reason": "stop"})


def think_in_parts(body: Body, _: Heard) -> Reply:
    """Answer with parts, some of them thoughts."""
    thoughts = {"type": "thinking", "thinking": [{"type": "text", "text": '{"criteria": []}'}]}
    return complete(body, [thoughts, {"type": "text", "text": judge(body)}])


def keep_alive(before: str) -> Behave:
    """Send something before the answer, so that nobody hangs up."""
    return lambda body, _: Reply(200, before + json.dumps(complete(body).body))


def count_as(usage: Body) -> Behave:
    """Tell the usage in another form."""
    return lambda body, _: complete(body, usage=usage)


def demand_word(body: Body, _: Heard) -> Reply:
    """Take json_object alone, and only for prompts that speak of JSON."""
    kind = body.get("response_format", {}).get("type")
    said = "".join(str(message["content"]) for message in body["messages"]).lower()
    if kind == "json_schema":
        return refuse(400, "json_schema is not supported with this model", param="response_format")
    if kind == "json_object" and "json" not in said:
        return refuse(400, "'messages' must contain the word 'json' in some form")
    return complete(body)


def only_stream(body: Body, heard: Heard) -> Reply:
    """Answer with streams alone."""
    if body.get("stream") is True:
        return stream(body, heard)
    return refuse(400, "This model only support stream mode, please enable the stream parameter.")


def effort_of_three(body: Body, _: Heard) -> Reply:
    """Know three efforts, and call them thinking."""
    if body.get("reasoning_effort") in {None, "low", "medium", "high"}:
        return complete(body)
    return Reply(400, {"error": 'invalid think value: "none" (must be "high", "medium", "low")'})


def refuse_role(reply: Reply) -> Behave:
    """Take no message of the system."""
    return lambda body, _: (
        reply if any(one["role"] == "system" for one in body["messages"]) else complete(body)
    )


def demand_least(name: str, least: float, text: str) -> Behave:
    """Refuse a number that is too small, in words alone."""
    return lambda body, _: (
        Reply(422, {"error": text}) if body.get(name, 9) < least else complete(body)
    )


def take_at_most(tokens: int) -> Behave:
    """Refuse answers of more tokens."""
    return lambda body, _: (
        refuse(400, f"`max_tokens` must be less than or equal to `{tokens}`")
        if body.get("max_tokens", 0) > tokens
        else complete(body)
    )


def filter_in_200(body: Body, _: Heard) -> Reply:
    """Withhold an answer that was made."""
    return complete(body, "", "content_filter")


def find_date() -> str:
    """Write the moment that comes next, as a header does."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)


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
    "like-python": (say(write_like_python), 0),
    "comments": (say(comment), 0),
    "curly-quotes": (say(lambda text: text.replace('"', "\u201d")), 0),
    "escaped-as-a-whole": (say(json.dumps), 0),
    "open-fence": (say(lambda text: f"```json\n{text}"), 0),
    "boxed": (say(lambda text: f"<|begin_of_box|>{text}<|end_of_box|>"), 0),
    "in-a-list": (say(lambda text: f"[{text}]"), 0),
    "no-text-at-all": (say(json.loads), 0),
    "other-words": (alter(cite), 0),
    "by-name": (alter(by_name), 0),
    "compressed": (pack, 0),
    "form-of-its-own": (answer_by_itself, 0),
    "thoughts-in-parts": (think_in_parts, 0),
    "spaces-first": (keep_alive("\n \n\n"), 0),
    "comments-first": (keep_alive(": PROCESSING\n\n: PROCESSING\n\n"), 0),
    "usage-in-texts": (count_as({"prompt_tokens": "1700", "completion_tokens": 200.0}), 0),
    "usage-of-others": (count_as({"input_tokens": 1700, "output_tokens": 200}), 0),
    "word-of-json": (demand_word, 1),
    "streams-alone": (only_stream, 1),
    "effort-of-three": (effort_of_three, 2),
    "no-system": (refuse_role(NO_ROLE), 1),
    "no-system-by-param": (
        refuse_role(
            refuse(
                400,
                "Unsupported value: 'messages[0].role' does not support 'system'.",
                param="messages[0].role",
                code="unsupported_value",
            )
        ),
        1,
    ),
    "roles-alternate": (refuse_role(refuse(500, "Conversation roles must alternate")), 1),
    "some-temperature": (
        demand_least("temperature", 0.01, "`temperature` must be strictly positive"),
        1,
    ),
    "some-seed": (demand_least("seed", 1, "Input validation error: `seed` must be > 0"), 1),
    "small-answers": (take_at_most(100), 2),
    "schema-too-deep": (
        refuse_format({"json_schema"}, refuse(400, "The specified schema has too many states.")),
        1,
    ),
    "no-formatted-output": (
        refuse_format(
            {"json_schema", "json_object"},
            Reply(400, {"error": "Model does not support formatted output."}),
        ),
        2,
    ),
    "no-strict": (
        refuse_format(
            {"json_schema"},
            Reply(
                422,
                {"detail": [{"loc": ["body", "response_format", "json_schema", "strict"]}]},
            ),
        ),
        1,
    ),
    "only-schema": (
        refuse_format(
            {"json_object"}, refuse(400, "'response_format.type' must be 'json_schema' or 'text'")
        ),
        0,
    ),
    "raw-complaint": (
        refuse_name(
            "seed",
            lambda name: refuse(
                400,
                "Provider returned error",
                code=400,
                metadata={"raw": json.dumps({"error": {"message": "no", "param": name}})},
            ),
        ),
        1,
    ),
    "no-choices-once": (once(Reply(200, {"choices": []})), 1),
    "nothing-once": (once(Reply(200, "")), 1),
    "null-content-once": (
        once(
            Reply(
                200,
                {
                    "choices": [{"message": {"content": None}, "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 1700, "completion_tokens": 1},
                },
            )
        ),
        1,
    ),
    "bad-gateway-once": (once(Reply(502, "<html>502 Bad Gateway</html>")), 1),
    "overloaded-once": (
        once(Reply(529, {"error": {"type": "overloaded_error"}}, {"retry-after-ms": "20"})),
        1,
    ),
    "failed-generation-once": (once(Reply(424, {"error": "Request failed"})), 1),
    "cut-once": (once(Reply(200, " " * 4_000, is_cut=True)), 1),
    "busy-until-a-date": (
        lambda body, heard: (
            Reply(429, "", {"retry-after": find_date()}) if heard.count == 1 else complete(body)
        ),
        1,
    ),
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
    "no-money-in-200": (
        always(Reply(200, {"base_resp": {"status_msg": "insufficient balance"}, "choices": None})),
        "quota",
        2,
    ),
    "no-model-in-200": (
        always(Reply(200, {"code": 404, "msg": "model m not found", "success": False})),
        "model_not_found",
        3,
    ),
    "no-money-by-429": (
        always(refuse(429, "The account is suspended", type="exceeded_current_quota_error")),
        "quota",
        2,
    ),
    "used-up-until-tomorrow": (
        always(Reply(429, {"errors": [{"message": "Your daily free allocation is used up."}]})),
        "quota",
        2,
    ),
    "account-is-suspended": (
        always(refuse(412, "Account m is suspended; pay past invoices.", code="PRECONDITION")),
        "quota",
        2,
    ),
    "only-by-a-profile": (
        always(Reply(400, {"detail": "model ID m with on-demand throughput isn't supported"})),
        "model_not_found",
        3,
    ),
    "filtered-in-200": (filter_in_200, "content_filter", 3),
    "refused-without-content": (
        lambda body, _: Reply(
            200,
            {
                "choices": [{"message": {"content": None, "refusal": "No."}}],
                "usage": {"prompt_tokens": 1700, "completion_tokens": 9},
            },
        ),
        "refusal",
        3,
    ),
    "no-choices": (always(Reply(200, {"choices": []})), "invalid_answer", 6),
    "nothing": (always(Reply(200, "")), "invalid_answer", 6),
    "between-levels": (
        alter(lambda answer: answer["criteria"][0].update(level=2.5)),
        "invalid_answer",
        5,
    ),
    "judged-twice": (
        alter(lambda answer: answer["criteria"].append(answer["criteria"][0])),
        "invalid_answer",
        5,
    ),
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


@pytest.fixture
def rank(server: OddServer) -> "Rank":
    """Rank two candidates with a server of one behaviour."""

    def run(name: str) -> tuple[Ranking, Heard]:
        return rank_by(server.url(name), ROWS), server.heard[name]

    return run


Rank = Callable[[str], tuple[Ranking, Heard]]


@pytest.mark.parametrize("name", SCORED)
def test_a_server_that_can_be_understood_scores_every_row(name: str, rank: Rank) -> None:
    ranking, heard = rank(name)
    assert {row["scored_by"] for row in ranking.rows} == {"llm"}, ranking
    extra = SCORED[name][1]
    assert heard.count <= QUESTIONS + extra
    assert ranking.task.token_usage.calls == heard.count
    assert ranking.task.token_usage.retries == heard.count - QUESTIONS


@pytest.mark.parametrize("name", UNSCORED)
def test_a_server_that_cannot_be_used_says_why(name: str, rank: Rank) -> None:
    ranking, heard = rank(name)
    _, reason, most = UNSCORED[name]
    assert {(row["scored_by"], row["reason"]) for row in ranking.rows} == {("offline", reason)}
    assert heard.count <= most
    assert any(reason in warning for warning in ranking.task.warnings)
    assert not ranking.task.complete


def test_usage_that_nobody_told_is_null(rank: Rank) -> None:
    ranking, _ = rank("no-usage")
    usage = ranking.task.token_usage
    assert {row["scored_by"] for row in ranking.rows} == {"llm"}
    assert (usage.input, usage.output, usage.total) == (None, None, None)
    assert ranking.task.estimated_cost_usd is None


@pytest.mark.parametrize("name", ["no-model", "no-money", "wrong-key", "no-path"])
def test_what_one_chunk_learned_of_a_server_that_answers_nobody_spares_the_others(
    name: str, server: OddServer
) -> None:
    ranking = rank_by(server.url(name), 30, chunk_size=5)
    _, reason, _ = UNSCORED[name]
    assert [row["reason"] for row in ranking.rows] == [reason] * 30
    # One for the draft, and as many as it takes to be sure.
    assert server.heard[name].count <= 4
    assert ranking.task.refused_for == reason
