"""What is read from a model server's headers and bodies, and what is written to it."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.llm.completion import read_completion
from adapters.llm.completion_worth import Asked, read_answer
from adapters.llm.form import Form
from adapters.llm.limit_headers import read_duration, read_limits, read_retry_after, read_wait
from adapters.llm.locked import may_be_asked
from adapters.llm.profiles import find_profile
from adapters.llm.refusals import Refusal, read_complaint, read_refusal
from shortlist.frozen import Frozen
from shortlist.judging.call_rates import RateLimit, RateLimits
from shortlist.judging.errors import ModelDeclinedError
from shortlist.judging.ports import Question
from shortlist.settings import OPENAI_URL
from shortlist.spending import CallUsage

FUNCTIONS = Path(__file__).parents[2] / "functions"
USAGE = {"prompt_tokens": 5, "completion_tokens": 0}
QUESTION = Question(
    model="gpt-6-luna", prefix="p", tail="t", answer=Frozen, max_output_tokens=9, cache_key="k"
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12ms", 0.012),
        ("1.5s", 1.5),
        ("6m0s", 360),
        ("1h2m3s", 3723),
        ("2m59.56s", 179.56),
        ("1d", 86_400),
        ("7", 7),
        ("soon", None),
        ("5 parsecs", None),
        ("1s and more", None),
    ],
)
def test_durations_are_read_as_openai_writes_them(text: str, seconds: float | None) -> None:
    assert read_duration(text) == pytest.approx(seconds)


def test_limits_are_read_from_the_headers() -> None:
    headers = {
        "x-ratelimit-limit-requests": "600",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "100ms",
        "x-ratelimit-limit-tokens": "90000",
    }
    assert read_limits(headers) == RateLimits(RateLimit(600, 0, 0.1), RateLimit(90_000))


@pytest.mark.parametrize("headers", [{}, {"x-ratelimit-limit-requests": "many"}])
def test_a_server_may_name_no_limit(headers: dict[str, str]) -> None:
    assert read_limits(headers) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "20", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "later"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
    ],
)
def test_a_retry_after_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert read_retry_after(headers) == seconds


def test_a_retry_after_may_be_a_date_ahead() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert read_retry_after({"retry-after": moment}) == pytest.approx(29.5, abs=1)


def write_body(**changes: Any) -> str:
    """Write a completion."""
    choice = {"message": {"content": "{}"}, "finish_reason": "stop"}
    return json.dumps({"choices": [choice], "usage": USAGE, **changes})


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (None, CallUsage(is_known=False)),
        ({}, CallUsage(is_known=False)),
        ([7], CallUsage(is_known=False)),
        ({"prompt_tokens": 7, "completion_tokens": 3}, CallUsage(input=7, output=3)),
        (
            {"prompt_tokens": 7, "completion_tokens": 0, "prompt_tokens_details": None},
            CallUsage(input=7),
        ),
        ({"prompt_tokens": 7}, CallUsage(input=7, is_known=False)),
        ({"prompt_tokens": None, "completion_tokens": "3"}, CallUsage(output=3, is_known=False)),
        ({"prompt_tokens": "7", "completion_tokens": 3.0}, CallUsage(input=7, output=3)),
        ({"input_tokens": 7, "output_tokens": 3}, CallUsage(input=7, output=3)),
        ({"prompt_tokens": 7.5, "completion_tokens": "many"}, CallUsage(is_known=False)),
        ({"prompt_tokens": True, "completion_tokens": -3}, CallUsage(is_known=False)),
        ({"prompt_tokens": 10**40, "completion_tokens": 3}, CallUsage(output=3, is_known=False)),
        (
            {
                "prompt_tokens": 2000,
                "completion_tokens": 90,
                "prompt_tokens_details": {"cached_tokens": 1024, "cache_write_tokens": 128},
                "completion_tokens_details": {"reasoning_tokens": 40},
            },
            CallUsage(input=2000, cached=1024, cache_write=128, output=90, reasoning=40),
        ),
    ],
)
def test_a_server_may_leave_out_parts_of_the_usage(usage: Any, expected: CallUsage) -> None:
    assert read_completion(write_body(usage=usage)).usage == expected


@pytest.mark.parametrize(
    "choices",
    [None, [], [None], [{}], [{"message": None}], [{"message": {"content": None}}], {"a": 1}],
)
def test_a_completion_without_a_text_has_none_and_was_paid(choices: Any) -> None:
    completion = read_completion(write_body(choices=choices))
    assert completion.text == ""
    assert completion.usage == CallUsage(input=5)


@pytest.mark.parametrize("text", ["", "null", "[]", "<html>", "7"])
def test_a_body_that_is_no_object_has_no_usage(text: str) -> None:
    assert read_completion(text).usage is None


def test_a_filtered_answer_is_one_even_if_it_has_a_text() -> None:
    choice = {"message": {"content": "{}"}, "finish_reason": "content_filter"}
    assert read_completion(write_body(choices=[choice])).is_filtered


def make_form(url: str, model: str) -> Form:
    """Make the form of a server that nothing was learned of."""
    return Form(find_profile(url), model)


@pytest.mark.parametrize(("letter", "share"), [("ж", 0.27), ("λ", 0.3), ("ب", 0.28)])
def test_a_model_that_writes_an_alphabet_in_few_tokens_has_not_cut_the_prompt(
    letter: str, share: float
) -> None:
    question = replace(QUESTION, prefix="Judge. " * 600, tail=f"{letter * 7} " * 4_000)
    read = 4_200 // 4 + int(len(question.tail) * share)
    asked = Asked(make_form("http://127.0.0.1:1/v1", "local"), question, {"max_tokens": 900})
    completion = read_completion(write_body(choices=[{"message": {"content": "{}"}}]))
    assert read_answer(completion, CallUsage(input=read + 1, output=5), None, asked).text == "{}"
    with pytest.raises(ModelDeclinedError):
        read_answer(completion, CallUsage(input=2_048, output=5), None, asked)


def test_a_parameter_named_none_is_no_parameter() -> None:
    said = "litellm.BadRequestError: m does not support response_format json_schema"
    body = {"error": {"message": said, "type": "None", "param": "None", "code": "400"}}
    refusal = read_refusal(read_complaint(400, json.dumps(body)))
    assert refusal is not None
    assert not refusal.is_certain
    form = make_form("http://127.0.0.1:1/v1", "local")
    asked = form.write(QUESTION)
    assert form.learn(refusal, QUESTION, asked)
    assert form.write(QUESTION).get("response_format") != asked["response_format"]


@pytest.mark.parametrize(
    ("host", "is_bedrock"),
    [
        ("bedrock-runtime.eu-central-1.amazonaws.com", True),
        ("bedrock-runtime-fips.us-east-1.amazonaws.com", True),
        ("bedrock-mantle.us-east-1.api.aws", True),
        ("models-1.eu-central-1.elb.amazonaws.com", False),
        ("ec2-192-0-2-1.compute-1.amazonaws.com", False),
    ],
)
def test_only_bedrocks_own_hosts_are_bedrock(host: str, *, is_bedrock: bool) -> None:
    assert (find_profile(f"https://{host}/v1") == find_profile("", "bedrock")) is is_bedrock


def test_a_form_forgets_the_room_of_questions_of_long_ago() -> None:
    form = make_form("http://127.0.0.1:1/v1", "local")
    first, *others = [replace(QUESTION, tail=f"t{n}", max_output_tokens=900) for n in range(1_001)]
    body = form.write(first)
    (limit,) = {"max_tokens", "max_completion_tokens"} & body.keys()
    assert form.learn_room(first, 300, body)
    assert form.write(first)[limit] == 300
    for question in others:
        form.learn_room(question, 300, body)
    assert form.write(first)[limit] == body[limit] > 300


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-5.6-luna", "gpt-6", "gpt-10.1"])
def test_the_shared_prefix_is_marked_for_new_models_of_openai(model: str) -> None:
    body = make_form(OPENAI_URL, model).write(QUESTION)
    explicit = {"mode": "explicit"}
    assert body["prompt_cache_options"] == explicit
    assert body["messages"][0]["content"] == [
        {"type": "text", "text": "p", "prompt_cache_breakpoint": explicit}
    ]


@pytest.mark.parametrize(
    ("url", "model"),
    [
        (OPENAI_URL, "gpt-5.5"),
        (OPENAI_URL, "gpt-4o-mini"),
        (OPENAI_URL, "another"),
        ("http://127.0.0.1:11434/v1", "gpt-6-luna"),
        ("https://api.openai.com.example.com/v1", "gpt-6-luna"),
    ],
)
def test_other_models_and_servers_get_a_plain_prefix(url: str, model: str) -> None:
    body = make_form(url, model).write(QUESTION)
    assert "prompt_cache_options" not in body
    assert body["messages"][0]["content"] == "p"


@pytest.mark.parametrize(
    "path",
    [
        ("prompt_cache_options",),
        ("prompt_cache_options", "mode"),
        ("messages", "0", "content", "0", "prompt_cache_breakpoint"),
    ],
)
def test_a_refused_breakpoint_takes_the_cache_options_with_it(path: tuple[str, ...]) -> None:
    form = make_form(OPENAI_URL, "gpt-6-luna")
    assert form.learn(Refusal((path,)), QUESTION, form.write(QUESTION))
    body = form.write(QUESTION)
    assert "prompt_cache_options" not in body
    assert body["messages"][0]["content"] == "p"


@pytest.mark.parametrize("path", [("messages",), ("messages", "1"), ("model",)])
def test_what_a_request_cannot_do_without_is_not_dropped(path: tuple[str, ...]) -> None:
    form = make_form(OPENAI_URL, "gpt-6-luna")
    body = form.write(QUESTION)
    assert not form.learn(Refusal((path,), "the seed and the temperature"), QUESTION, body)
    assert form.write(QUESTION) == body


@pytest.mark.parametrize("message", ["", "seeds", "re-seed_ed"])
def test_a_refusal_that_names_nothing_leaves_other_questions_alone(message: str) -> None:
    form = make_form(OPENAI_URL, "gpt-6-luna")
    other = replace(QUESTION, tail="another")
    body = form.write(QUESTION)
    assert form.learn(Refusal(text=message), QUESTION, body)
    assert form.write(QUESTION) == body
    assert form.learn(Refusal(text=message), QUESTION, body)
    assert form.write(QUESTION).keys() < body.keys()
    assert form.write(other).keys() == body.keys()


def test_questions_that_are_given_up_do_not_pile_up() -> None:
    form = make_form(OPENAI_URL, "gpt-6-luna")
    named = Refusal(text="no seed")
    questions = [replace(QUESTION, sample=sample) for sample in range(1_002)]
    for question in questions:
        assert form.learn(named, question, form.write(question))
    assert "seed" in form.write(questions[0])
    assert "seed" not in form.write(questions[-1])


@pytest.mark.parametrize("value", ["9" * 400, "1e5", "-1"])
def test_a_limit_that_is_no_sensible_number_is_none(value: str) -> None:
    assert read_limits({"x-ratelimit-limit-requests": value}) is None


@pytest.mark.parametrize("year", ["99999", "9" * 30])
def test_a_retry_after_of_an_impossible_date_is_none(year: str) -> None:
    assert read_retry_after({"retry-after": f"Wed, 21 Oct {year} 07:28:00 GMT"}) is None


def test_the_client_is_not_loaded_before_a_server_is_made() -> None:
    code = "import adapters.llm.server, sys; print('openai' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=FUNCTIONS, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("url", "may_be"),
    [
        ("https://models.example.com/v1", True),
        ("http://models.example.com/v1", False),
        ("http://8.8.8.8:8000/v1", False),
        ("http://127.0.0.1:11434/v1", True),
        ("http://[::1]:11434/v1", True),
        ("http://10.1.2.3/v1", True),
        ("http://192.168.1.9:8000/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://ollama:11434/v1", True),
        ("http://gpu.internal/v1", True),
        ("http://localhost.example.com/v1", False),
    ],
)
def test_resumes_go_unencrypted_only_to_private_addresses(url: str, *, may_be: bool) -> None:
    assert may_be_asked(url) is may_be


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Please retry in 18.2s.", 18.2),
        ("Rate limit is exceeded. Try again in 22 seconds.", 22),
        ("Please try again in 1m30s.", 90),
        ("try again in 250 ms", 0.25),
        ("Try another model.", None),
        ("Slow down.", None),
    ],
)
def test_a_wait_is_read_from_what_is_said_to_people(text: str, seconds: float | None) -> None:
    assert read_wait({}, text) == seconds


def test_a_wait_in_a_header_counts_more_than_one_in_words() -> None:
    assert read_wait({"retry-after": "3"}, "try again in 22 seconds") == 3
