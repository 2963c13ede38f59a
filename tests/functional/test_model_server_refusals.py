"""Parameters that a model server refuses, however it says so, over real HTTP."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from adapters.llm.form import find_form
from adapters.llm.server import OpenAiServer
from shortlist.judging.caller import Called, Caller
from shortlist.judging.errors import ServerRefusal
from shortlist.judging.pace import Pace
from shortlist.judging.ports import Question
from shortlist.judging.retries import Patience
from shortlist.judging.verdict import Verdict
from shortlist.options import RankingOptions, StartRequest
from shortlist.spending import CallUsage, price_call
from tests.support.memory.rates import MemoryRates
from tests.support.stores import OPTIONS
from tests.support.stub import RunningStub, run_stub

MODEL = "gpt-6-luna"
PREFIX = "Judge.\n\nC1: Python services (critical)\nG1: Work permit\n"
QUESTION = Question(
    model=MODEL,
    prefix=PREFIX,
    tail="<resume>\nL01| Ran Python services\n</resume>",
    answer=Verdict,
    max_output_tokens=400,
    cache_key="k",
)
HASTY = Patience(backoff_seconds=0.01, margin_seconds=0)
OPTIONAL = ["max_tokens", "reasoning_effort", "temperature", "seed", "prompt_cache_key"]
REFUSED = '{"error": {"message": "%s", "type": "invalid_request_error", "param": null}}'


class OpenAllowance:
    """Allows everything."""

    async def take(self, expected: CallUsage) -> Decimal:
        """Allow a call."""
        return Decimal(0)

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Hear of it."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Hear of it."""


@pytest.fixture
def stub() -> Iterator[RunningStub]:
    """Serve a stub to a process that knows nothing about servers."""
    find_form.cache_clear()
    with run_stub() as running:
        yield running


def ask(stub: RunningStub, *questions: Question) -> list[Called[Verdict]]:
    """Ask one question after the other."""

    async def main() -> list[Called[Verdict]]:
        async with OpenAiServer(base_url=stub.base_url, api_key="k") as server:
            caller = Caller(server, Pace(MemoryRates()), lambda: 60, patience=HASTY)
            read = Verdict.model_validate_json
            return [await caller.call(one, read, OpenAllowance()) for one in questions]

    return asyncio.run(main())


def summarize(called: Sequence[Called[Verdict]]) -> list[tuple[str | None, int]]:
    """Return why there is no value, and how many requests there were."""
    return [(one.failure, one.requests) for one in called]


def list_sent(stub: RunningStub, name: str) -> list[Any]:
    """Return what each request had of a parameter."""
    return [body.get(name) for body in stub.bodies]


def vary(question: Question, count: int, **changes: Any) -> list[Question]:
    """Return questions about several resumes."""
    return [replace(question, tail=f"{question.tail}{place}", **changes) for place in range(count)]


@pytest.mark.parametrize("way", ["message", "detail"])
@pytest.mark.parametrize("name", [*OPTIONAL, "service_tier"])
def test_a_parameter_that_only_a_text_or_a_detail_names_is_dropped_for_good(
    stub: RunningStub, name: str, way: str
) -> None:
    stub.configure(unsupported=[name], refuses_by=way)
    called = ask(stub, *vary(QUESTION, 2, service_tier="flex"))
    # A text does not say whether another effort would do.
    requests = 4 if (name, way) == ("reasoning_effort", "message") else 2
    assert summarize(called) == [(None, requests), (None, 1)]
    kept = {*OPTIONAL, "service_tier"} - {name}
    assert kept <= stub.bodies[-1].keys()
    assert name not in stub.bodies[-1]


@pytest.mark.parametrize("way", ["message", "detail", "param"])
def test_parameters_that_are_refused_one_by_one_are_dropped_one_by_one(
    stub: RunningStub, way: str
) -> None:
    stub.configure(unsupported=["temperature", "seed", "prompt_cache_key"], refuses_by=way)
    assert summarize(ask(stub, *vary(QUESTION, 2))) == [(None, 4), (None, 1)]


def test_a_refusal_without_a_word_is_repeated_and_then_tried_with_one_part_less_each_time(
    stub: RunningStub,
) -> None:
    stub.configure(unsupported=["seed"], refuses_by="nothing")
    assert summarize(ask(stub, *vary(QUESTION, 2))) == [(None, 5), (None, 1)]
    assert list_sent(stub, "seed") == [0, 0, 0, 0, None, None]


def test_only_what_was_proven_to_be_in_the_way_is_left_out_of_the_next_question(
    stub: RunningStub,
) -> None:
    stub.configure(unsupported=["seed"], refuses_by="nothing")
    ask(stub, *vary(QUESTION, 2))
    kept = {*OPTIONAL, "response_format"} - {"seed"}
    assert kept <= stub.bodies[-1].keys()


def test_what_was_left_out_in_vain_is_sent_again_with_the_next_question(stub: RunningStub) -> None:
    stub.configure(raw_answers=[[400, REFUSED % "No.", "application/json"]] * 10)
    ((failure, _),) = summarize(ask(stub, QUESTION))
    assert failure == "bad_request"
    stub.configure(raw_answers=[])
    ask(stub, *vary(QUESTION, 2))
    assert stub.bodies[-1].keys() == stub.bodies[0].keys()


def test_a_parameter_that_a_text_names_in_vain_is_sent_again(stub: RunningStub) -> None:
    answers = [[400, REFUSED % "A seed company's resume.", "application/json"]] * 3
    stub.configure(raw_answers=answers)
    assert summarize(ask(stub, *vary(QUESTION, 2))) == [(None, 4), (None, 1)]
    assert list_sent(stub, "temperature") == [0] * 5


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_refuses_everything_is_asked_no_more_than_ten_times(
    stub: RunningStub, status: int
) -> None:
    message = " ".join([*OPTIONAL, "max_completion_tokens"])
    stub.configure(raw_answers=[[status, REFUSED % message, "application/json"]] * 50)
    ((failure, requests),) = summarize(ask(stub, QUESTION))
    assert failure == "bad_request"
    assert requests <= 10
    sent = [body.items() for body in ({**b, "messages": 0} for b in stub.bodies)]
    # Once the same again.
    assert len({str(sorted(items, key=str)) for items in sent}) >= requests - 1


@pytest.mark.parametrize("param", ["model", "messages", "messages[1].content"])
def test_a_refusal_of_what_is_needed_is_not_asked_again(stub: RunningStub, param: str) -> None:
    told = f'{{"error": {{"message": "Not with a seed.", "param": "{param}"}}}}'
    stub.configure(raw_answers=[[400, told, "application/json"]])
    assert summarize(ask(stub, QUESTION)) == [("bad_request", 1)]


def test_a_code_says_more_than_a_text(stub: RunningStub) -> None:
    told = '{"error": {"message": "No seed.", "param": null, "code": "context_length_exceeded"}}'
    stub.configure(raw_answers=[[400, told, "application/json"]])
    assert summarize(ask(stub, QUESTION)) == [("context_overflow", 1)]


def test_a_detail_inside_of_a_message_is_read(stub: RunningStub) -> None:
    told = '{"message": {"detail": [{"loc": ["body", "seed"], "msg": "no"}]}}'
    stub.configure(raw_answers=[[422, told, "application/json"]])
    assert summarize(ask(stub, QUESTION)) == [(None, 2)]
    assert [set(OPTIONAL) - body.keys() for body in stub.bodies] == [set(), {"seed"}]


def test_only_tiers_that_there_are_can_be_asked_for_but_stored_tasks_may_have_others() -> None:
    for tier in ("auto", "default", "flex", "priority", None):
        assert StartRequest(service_tier=tier).service_tier == tier
    with pytest.raises(ValidationError):
        StartRequest.model_validate({"service_tier": "fleks"})
    stored = OPTIONS.model_dump() | {"service_tier": "fleks"}
    assert RankingOptions.model_validate(stored).service_tier == "fleks"


@pytest.mark.parametrize("way", ["param", "message", "detail"])
def test_a_tier_that_is_refused_leaves_the_other_tiers_alone(stub: RunningStub, way: str) -> None:
    stub.configure(unsupported_values={"service_tier": ["fleks"]}, refuses_by=way)
    wrong, flex = (replace(QUESTION, service_tier=tier) for tier in ("fleks", "flex"))
    assert summarize(ask(stub, wrong, flex, wrong)) == [(None, 2), (None, 1), (None, 1)]
    assert list_sent(stub, "service_tier") == ["fleks", None, "flex", None]


@pytest.mark.parametrize(
    ("served", "billed"), [("default", "default"), ("flex", "flex"), ("", "flex")]
)
def test_a_call_costs_what_the_tier_that_served_it_costs(
    stub: RunningStub, served: str, billed: str
) -> None:
    stub.configure(served_tier=served)
    (usage,) = ask(stub, replace(QUESTION, service_tier="flex"))[0].usages
    assert price_call(MODEL, usage, "flex") == price_call(MODEL, usage._replace(tier=billed), None)


def test_a_call_whose_tier_was_refused_costs_what_the_standard_one_does(stub: RunningStub) -> None:
    stub.configure(unsupported_values={"service_tier": ["flex"]})
    (usage,) = ask(stub, replace(QUESTION, service_tier="flex"))[0].usages
    assert price_call(MODEL, usage, "flex") == price_call(MODEL, usage._replace(tier=None), None)


@pytest.mark.parametrize("way", ["param", "message", "detail"])
@pytest.mark.parametrize(
    ("refused", "sent", "limit"),
    [
        (["none"], ["none", "minimal"], 400),
        (["none", "minimal"], ["none", "minimal", "low"], 4_400),
        (["none", "minimal", "low"], ["none", "minimal", "low", None], 400),
    ],
)
def test_the_least_effort_that_is_taken_is_asked_for(
    stub: RunningStub, refused: list[str], sent: list[str | None], limit: int, way: str
) -> None:
    stub.configure(unsupported_values={"reasoning_effort": refused}, refuses_by=way)
    assert summarize(ask(stub, *vary(QUESTION, 2))) == [(None, len(sent)), (None, 1)]
    assert list_sent(stub, "reasoning_effort") == [*sent, sent[-1]]
    assert list_sent(stub, "max_tokens")[-2:] == [limit, limit]


def test_a_model_that_thinks_by_itself_gets_room_for_it_once_it_has_shown_that(
    stub: RunningStub,
) -> None:
    thought = {"message": {"content": "", "reasoning": "Well,"}, "finish_reason": "length"}
    told = json.dumps({"choices": [thought]})
    stub.configure(raw_answers=[[200, told, "application/json"]])
    assert summarize(ask(stub, *vary(QUESTION, 2))) == [(None, 2), (None, 1)]
    assert list_sent(stub, "max_tokens") == [400, 4_800, 4_400]


@pytest.mark.parametrize(
    ("refused", "sent"),
    [(["json_schema"], ["json_schema", "json_object"]), ([], ["json_schema"])],
)
def test_a_form_that_is_refused_is_followed_by_the_next_looser_one(
    stub: RunningStub, refused: list[str], sent: list[str]
) -> None:
    told = json.dumps({"error": {"message": "This response_format type is unavailable now"}})
    stub.configure(raw_answers=[[400, told, "application/json"]] * len(refused))
    ask(stub, QUESTION)
    formats = [body["response_format"]["type"] for body in stub.bodies]
    assert formats[: len(sent)] == sent
