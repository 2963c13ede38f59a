"""Every fault of a model server, over real HTTP: OpenAI's client, the caller, the stub."""

import asyncio
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from adapters.llm.form import find_form
from adapters.llm.server import OpenAiServer
from shortlist.judging.call_rates import CallRates
from shortlist.judging.caller import Called, Caller
from shortlist.judging.errors import ModelFailure, ServerRefusal
from shortlist.judging.pace import Pace
from shortlist.judging.ports import Question
from shortlist.judging.retries import Patience
from shortlist.judging.verdict import Verdict
from shortlist.spending import CallUsage
from tests.support.memory.rates import MemoryRates
from tests.support.stub import RunningStub, run_stub

KEY = "test-key"
PREFIX = "Judge.\n\nC1: Python services (critical)\nC2: Databases (important)\nG1: Work permit\n"
TAIL = "<resume>\nL01| Ran Python services for six years\nL02| Tuned databases\n</resume>"
QUESTION = Question(
    model="model", prefix=PREFIX, tail=TAIL, answer=Verdict, max_output_tokens=400, cache_key="k"
)
HASTY = Patience(call_timeout_seconds=5, backoff_seconds=0.01, margin_seconds=0)


class OpenAllowance:
    """Allows everything and remembers what was spent."""

    def __init__(self) -> None:
        self.taken = 0
        self.spent: list[CallUsage] = []

    async def take(self, expected: CallUsage) -> Decimal:
        """Allow a call."""
        self.taken += 1
        return Decimal(0)

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Hear of it."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Remember."""
        self.spent += [usage] if usage else []


@pytest.fixture
def stub() -> Iterator[RunningStub]:
    """Serve a stub that wants a key, to a process that knows nothing about servers."""
    find_form.cache_clear()
    with run_stub(api_key=KEY, short_wait_seconds=0.1, hang_seconds=5) as running:
        yield running


def ask(
    stub: RunningStub,
    *faults: str,
    questions: tuple[Question, ...] = (QUESTION,),
    patience: Patience = HASTY,
    key: str = KEY,
) -> list[Called[Verdict]]:
    """Ask one question after the other while the stub follows a script, and check the sums."""
    stub.configure(fault_script=list(faults))
    allowance = OpenAllowance()

    async def main() -> list[Called[Verdict]]:
        async with OpenAiServer(base_url=stub.base_url, api_key=key) as server:
            caller = Caller(server, Pace(MemoryRates()), lambda: 60, patience=patience)
            called = []
            for question in questions:
                async with caller.place():
                    verdict = Verdict.model_validate_json
                    called.append(await caller.call(question, verdict, allowance))
            return called

    called = asyncio.run(main())
    usages = [usage for one in called for usage in one.usages]
    stats = stub.stats
    assert allowance.spent == usages
    assert allowance.taken == sum(one.requests for one in called) == stats["requests"]
    assert len(usages) == stats["answered"]
    assert sum(usage.input for usage in usages) == stats["input"]
    assert sum(usage.output for usage in usages) == stats["output"]
    assert sum(usage.cached for usage in usages) == stats["cached"]
    return called


def ask_once(stub: RunningStub, *faults: str, **options: Any) -> Called[Verdict]:
    """Ask one question."""
    return ask(stub, *faults, **options)[0]


def summarize(called: Called[Verdict]) -> tuple[ModelFailure | None, int, int]:
    """Return why there is no value, how many requests there were, and how many were paid."""
    assert (called.value is None) == (called.failure is not None)
    return called.failure, called.requests, len(called.usages)


def test_an_answer_without_a_fault_takes_one_request(stub: RunningStub) -> None:
    called = ask_once(stub)
    assert summarize(called) == (None, 1, 1)
    assert called.value is not None
    assert [one.id for one in called.value.criteria] == ["C1", "C2"]


def test_a_429_without_a_retry_after_is_tried_again(stub: RunningStub) -> None:
    assert summarize(ask_once(stub, "429", "429")) == (None, 3, 1)


@pytest.mark.parametrize("fault", ["429_after_ms", "429_after", "503_after"])
def test_a_retry_after_is_kept_to(stub: RunningStub, fault: str) -> None:
    started = time.monotonic()
    assert summarize(ask_once(stub, fault)) == (None, 2, 1)
    assert time.monotonic() - started >= 0.1


def test_a_retry_after_may_be_a_date(stub: RunningStub) -> None:
    stub.configure(short_wait_seconds=2)
    started = time.monotonic()
    assert summarize(ask_once(stub, "429_after_date")) == (None, 2, 1)
    # Dates have whole seconds.
    assert time.monotonic() - started >= 0.9


def test_a_long_retry_after_is_not_waited_for(stub: RunningStub) -> None:
    started = time.monotonic()
    assert summarize(ask_once(stub, "429_long")) == ("rate_limited", 1, 0)
    assert time.monotonic() - started < 5


def test_after_a_long_retry_after_the_next_question_is_not_even_sent(stub: RunningStub) -> None:
    called = ask(stub, "429_long", questions=(QUESTION, QUESTION))
    assert [summarize(one) for one in called] == [("rate_limited", 1, 0), ("rate_limited", 0, 0)]


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("500", "server_error"),
        ("reset", "connection"),
    ],
)
def test_a_server_that_stays_busy_is_given_up_after_four_requests(
    stub: RunningStub, fault: str, failure: ModelFailure
) -> None:
    assert summarize(ask_once(stub, *[fault] * 4)) == (failure, 4, 0)


@pytest.mark.parametrize("fault", ["500", "503", "reset"])
def test_a_server_that_fails_once_gives_its_answer_the_next_time(
    stub: RunningStub, fault: str
) -> None:
    assert summarize(ask_once(stub, fault)) == (None, 2, 1)


def test_a_server_that_hangs_is_left_when_the_time_of_a_call_is_up(stub: RunningStub) -> None:
    patience = Patience(
        call_timeout_seconds=0.2, least_timeout_seconds=0.1, margin_seconds=0, backoff_seconds=0.01
    )
    # The first question teaches how long a call takes.
    called = ask(stub, "ok", *["hang"] * 4, questions=(QUESTION, QUESTION), patience=patience)
    assert [summarize(one) for one in called] == [(None, 1, 1), ("timeout", 2, 0)]


@pytest.mark.parametrize("fault", ["malformed", "schema", "level", "empty"])
def test_an_answer_that_breaks_the_shape_is_paid_and_asked_for_once_more(
    stub: RunningStub, fault: str
) -> None:
    assert summarize(ask_once(stub, fault)) == (None, 2, 2)


@pytest.mark.parametrize("fault", ["malformed", "schema", "level", "empty"])
def test_an_answer_that_breaks_the_shape_twice_is_given_up(stub: RunningStub, fault: str) -> None:
    assert summarize(ask_once(stub, fault, fault)) == ("invalid_answer", 2, 2)


def test_a_page_instead_of_a_completion_means_that_no_model_server_is_there(
    stub: RunningStub,
) -> None:
    assert summarize(ask_once(stub, "not_json", "not_json")) == ("no_such_address", 2, 0)


def test_a_truncated_answer_is_paid_and_asked_for_with_twice_the_room(stub: RunningStub) -> None:
    assert summarize(ask_once(stub, "truncated")) == (None, 2, 2)
    assert [body["max_tokens"] for body in stub.bodies] == [400, 800]


def test_an_answer_that_is_truncated_three_times_is_given_up(stub: RunningStub) -> None:
    assert summarize(ask_once(stub, *["truncated"] * 4)) == ("truncated", 3, 3)


@pytest.mark.parametrize("failure", ["refusal", "content_filter"])
def test_an_answer_that_declines_is_paid_and_not_asked_for_again(
    stub: RunningStub, failure: ModelFailure
) -> None:
    assert summarize(ask_once(stub, failure)) == (failure, 1, 1)


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("quota", "quota"),
        ("context_length", "context_overflow"),
        ("content_filter_400", "content_filter"),
    ],
)
def test_a_question_that_is_declined_is_not_asked_again(
    stub: RunningStub, fault: str, failure: ModelFailure
) -> None:
    assert summarize(ask_once(stub, fault)) == (failure, 1, 0)


def test_a_wrong_key_is_tried_once(stub: RunningStub) -> None:
    assert summarize(ask_once(stub, key="another-key")) == ("unauthorized", 1, 0)


def test_lines_that_do_not_exist_and_ids_too_many_are_left_to_the_reader(stub: RunningStub) -> None:
    called = ask(stub, "lines", "extra_ids", questions=(QUESTION, QUESTION))
    assert [summarize(one) for one in called] == [(None, 1, 1)] * 2
    lines, extra = (one.value for one in called)
    assert lines is not None
    assert lines.criteria[0].lines == (9001, 9002)
    assert extra is not None
    assert extra.criteria[-1].id == "C99"


def test_a_fault_of_one_question_leaves_the_next_alone(stub: RunningStub) -> None:
    called = ask(stub, "quota", "malformed", "malformed", questions=(QUESTION,) * 3)
    assert [one.failure for one in called] == ["quota", "invalid_answer", None]


@pytest.mark.parametrize("name", ["temperature", "seed", "reasoning_effort", "service_tier"])
def test_a_parameter_that_is_refused_is_dropped_at_once_and_for_good(
    stub: RunningStub, name: str
) -> None:
    stub.configure(unsupported=[name])
    question = Question(**{**vars_of(QUESTION), "service_tier": "flex"})
    called = ask(stub, questions=(question, question))
    assert [summarize(one) for one in called] == [(None, 2, 1), (None, 1, 1)]
    assert [name in body for body in stub.bodies] == [True, False, False]


def test_several_refused_parameters_are_dropped_one_by_one(stub: RunningStub) -> None:
    stub.configure(unsupported=["temperature", "seed", "reasoning_effort"])
    assert summarize(ask_once(stub)) == (None, 4, 1)


def test_a_server_that_knows_only_the_new_output_limit_gets_that(stub: RunningStub) -> None:
    stub.configure(unsupported=["max_tokens"])
    assert summarize(ask_once(stub)) == (None, 2, 1)
    assert stub.bodies[-1]["max_completion_tokens"] == 400


def test_an_output_limit_that_is_not_heard_has_the_other_name_from_then_on(
    stub: RunningStub,
) -> None:
    tight = Question(**{**vars_of(QUESTION), "max_output_tokens": 5})
    assert [one.failure for one in ask(stub, questions=(tight, tight))] == [None, None]
    assert [sorted(name for name in body if "max_" in name) for body in stub.bodies] == [
        ["max_tokens"],
        ["max_completion_tokens"],
    ]


def test_a_refused_form_leaves_the_question_without_one(stub: RunningStub) -> None:
    stub.configure(unsupported=["response_format"])
    called = ask_once(stub)
    assert called.requests >= 3
    assert ["response_format" in body for body in stub.bodies[:3]] == [True, True, False]


def test_calls_that_are_refused_at_the_same_time_are_all_repeated(stub: RunningStub) -> None:
    stub.configure(unsupported=["seed"], latency_ms=20)

    async def main() -> list[Called[Verdict]]:
        async with OpenAiServer(base_url=stub.base_url, api_key=KEY) as server:
            caller = Caller(server, Pace(MemoryRates()), lambda: 60)
            verdict, allowance = Verdict.model_validate_json, OpenAllowance()
            calls = (caller.call(QUESTION, verdict, allowance) for _ in range(5))
            return await asyncio.gather(*calls)

    assert [one.failure for one in asyncio.run(main())] == [None] * 5
    assert sum("seed" in body for body in stub.bodies) <= 5


def test_a_question_reaches_the_server_as_it_was_asked(stub: RunningStub) -> None:
    ask_once(stub)
    body = stub.bodies[0]
    assert [message["content"] for message in body["messages"]] == [PREFIX, TAIL]
    shape = body.pop("response_format")["json_schema"]
    assert shape["strict"] is True
    assert shape["schema"]["required"] == ["criteria", "gates", "instruction_lines", "summary"]
    body.pop("messages")
    assert body == {
        "model": "model",
        "max_tokens": 400,
        "reasoning_effort": "none",
        "temperature": 0,
        "seed": 0,
    }


def test_repetitions_of_a_question_have_seeds_of_their_own(stub: RunningStub) -> None:
    again = Question(**{**vars_of(QUESTION), "sample": 1})
    ask(stub, questions=(QUESTION, again))
    assert [body["seed"] for body in stub.bodies] == [0, 1]
    assert stub.stats["answered_again"] == 0


def test_tokens_of_a_prefix_that_was_seen_before_are_counted_apart(stub: RunningStub) -> None:
    question = Question(**{**vars_of(QUESTION), "prefix": PREFIX + "word " * 1000})
    first, second = ask(stub, questions=(question, question))
    assert first.usages[0].cached == 0
    assert second.usages[0].cached >= 1024


def test_limits_of_the_headers_reach_the_record(stub: RunningStub) -> None:
    stub.configure(rpm=1200, tpm=900_000)
    record = MemoryRates()

    async def main() -> None:
        async with OpenAiServer(base_url=stub.base_url, api_key=KEY) as server:
            caller = Caller(server, Pace(record), lambda: 60)
            await caller.call(QUESTION, Verdict.model_validate_json, OpenAllowance())

    asyncio.run(main())
    known = record.read(now=time.time())
    assert known is not None
    assert known.rates == CallRates(1200, 900_000)


def test_a_limit_by_the_minute_is_kept_to_over_http(stub: RunningStub) -> None:
    stub.configure(rpm=1200, burst_seconds=1, latency_ms=50)

    async def main() -> None:
        async with OpenAiServer(base_url=stub.base_url, api_key=KEY) as server:
            caller = Caller(server, Pace(MemoryRates()), lambda: 60)
            await asyncio.gather(*(call(caller) for _ in range(60)))

    async def call(caller: Caller) -> None:
        async with caller.place():
            called = await caller.call(QUESTION, Verdict.model_validate_json, OpenAllowance())
            assert called.failure is None

    started = time.monotonic()
    asyncio.run(main())
    # Sixty calls at twenty a second; what is over is for a busy machine.
    assert 2.5 <= time.monotonic() - started <= 6
    assert stub.stats["rejected_429"] <= 2


def test_a_server_that_is_not_there_is_a_lost_connection() -> None:
    with run_stub() as running:
        address = running.base_url

    async def main() -> Called[Verdict]:
        async with OpenAiServer(base_url=address, api_key=KEY) as server:
            caller = Caller(server, Pace(MemoryRates()), lambda: 60, patience=HASTY)
            return await caller.call(QUESTION, Verdict.model_validate_json, OpenAllowance())

    assert summarize(asyncio.run(main())) == ("connection", 4, 0)


def vars_of(question: Question) -> dict[str, Any]:
    """Return the fields of a question."""
    return {name: getattr(question, name) for name in Question.__dataclass_fields__}
