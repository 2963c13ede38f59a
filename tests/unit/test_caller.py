"""The one owner of retries, with a server that follows a script, in virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import pytest

from shortlist.errors import LostRaceError, StoreUnavailableError
from shortlist.frozen import Frozen
from shortlist.judging.caller import Called, Caller
from shortlist.judging.errors import (
    CallsStoppedError,
    ModelDeclinedError,
    ModelFailure,
    ModelUnavailableError,
    ServerRefusal,
)
from shortlist.judging.model_draft import ModelDrafter
from shortlist.judging.pace import Pace
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.judging.retries import Patience
from shortlist.options import RankingOptions
from shortlist.spending import CallUsage
from tests.support.memory.rates import MemoryRates
from tests.support.virtual_time import read_clock, run, run_here

USAGE = CallUsage(input=1000, output=50)
BUSY: list[ModelFailure] = ["server_error", "connection"]
QUESTION = Question(
    model="m", prefix="p", tail="t", answer=Frozen, max_output_tokens=100, cache_key="k"
)
OPTIONS = RankingOptions(
    ranker="llm", model="m", samples=1, max_cost_usd=None, blind=True, service_tier=None
)
Step = Exception | str


class ScriptedServer:
    """Answers with the steps of a script, the last one for ever."""

    def __init__(self, *script: Step) -> None:
        self._script = list(script)
        self.questions: list[Question] = []
        self.timeouts: list[float] = []
        self.asked_at: list[float] = []

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Do what the script says."""
        self.questions.append(question)
        self.timeouts.append(timeout_seconds)
        self.asked_at.append(asyncio.get_running_loop().time())
        step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(step, Exception):
            raise step
        return ModelAnswer(step, USAGE)


@dataclass
class CountingAllowance:
    """Allows so many calls, and adds up what they took."""

    calls: int = 100
    error: Exception = field(default_factory=lambda: CallsStoppedError("max_cost"))
    spent: list[CallUsage] = field(default_factory=list)

    async def take(self, expected: CallUsage) -> Decimal:
        """Allow a call."""
        if not self.calls:
            raise self.error
        self.calls -= 1
        return Decimal(0)

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Hear of it."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Add up."""
        self.spent += [usage] if usage else []


def ask(
    server: ScriptedServer,
    *,
    allowance: CountingAllowance | None = None,
    seconds: float = 900,
    patience: Patience | None = None,
    parse: Callable[[str], int] = int,
    questions: int = 1,
) -> Called[int]:
    """Ask, with so many seconds left and the longest backoff, and return what came at last."""

    async def main() -> Called[int]:
        loop = asyncio.get_running_loop()
        pace = Pace(MemoryRates(), clock=read_clock, run=run_here)
        caller = Caller(
            server, pace, lambda: seconds - loop.time(), patience=patience, draw=lambda: 1.0
        )
        for _ in range(questions):
            async with caller.place():
                called = await caller.call(QUESTION, parse, allowance or CountingAllowance())
        return called

    return run(main())


def busy(reason: ModelFailure = "server_error", **more: float) -> ModelUnavailableError:
    """Make an error that another try may get over."""
    return ModelUnavailableError(reason, **more)  # type: ignore[arg-type]


def test_an_answer_is_parsed_and_its_usage_counted() -> None:
    assert ask(ScriptedServer("7")) == Called(7, None, (USAGE,), 1)


@pytest.mark.parametrize("reason", BUSY)
def test_a_busy_server_is_asked_four_times(reason: ModelFailure) -> None:
    assert ask(ScriptedServer(busy(reason))) == Called(None, reason, (), 4)


def test_four_failures_of_different_kinds_are_enough() -> None:
    server = ScriptedServer(*(busy(reason) for reason in (*BUSY, *BUSY)), "7")
    assert ask(server).requests == 4


def test_a_server_that_refuses_for_its_load_is_asked_until_it_answers() -> None:
    server = ScriptedServer(*[busy("rate_limited")] * 12, "7")
    assert ask(server, seconds=900) == Called(7, None, (USAGE,), 13)


def test_a_row_of_a_task_whose_time_ends_under_a_rate_limit_says_so() -> None:
    async def main() -> Called[int]:
        loop = asyncio.get_running_loop()
        caller = Caller(
            ScriptedServer(busy("rate_limited")),
            Pace(MemoryRates(), clock=read_clock, run=run_here),
            lambda: 900 - loop.time(),
            task_seconds_left=lambda: 20 - loop.time(),
        )
        return await caller.call(QUESTION, int, CountingAllowance())

    called = run(main())
    assert (called.failure, called.value) == ("rate_limited", None)
    assert 3 <= called.requests <= 6


def test_a_timeout_of_a_call_that_was_alone_counts_and_two_are_enough() -> None:
    assert ask(ScriptedServer("7", busy("timeout")), questions=2) == Called(None, "timeout", (), 2)


def test_a_call_that_the_end_of_its_worker_cut_off_is_left_to_the_next_worker() -> None:
    with pytest.raises(CallsStoppedError, match="out_of_time"):
        ask(ScriptedServer(busy("timeout")))


def test_a_busy_server_that_recovers_gives_its_answer() -> None:
    assert ask(ScriptedServer(busy(), busy(), "7")) == Called(7, None, (USAGE,), 3)


def test_each_wait_may_be_twice_as_long_as_the_last() -> None:
    server = ScriptedServer(busy())
    ask(server)
    waits = [later - earlier for earlier, later in pairwise(server.asked_at)]
    assert waits == pytest.approx([0.5, 1, 2])


def test_waits_are_spread_by_chance() -> None:
    async def main(draw: float) -> float:
        pace = Pace(MemoryRates(), clock=read_clock, run=run_here)
        caller = Caller(ScriptedServer(busy()), pace, lambda: 900, draw=lambda: draw)
        await caller.call(QUESTION, int, CountingAllowance())
        return asyncio.get_running_loop().time()

    assert run(main(0.5)) == pytest.approx(run(main(1.0)) / 2)


def test_a_retry_after_is_waited_for() -> None:
    server = ScriptedServer(busy("rate_limited", retry_after_seconds=10), "7")
    assert ask(server).value == 7
    assert 10 <= server.asked_at[1] < 11


@pytest.mark.parametrize(("retry_after", "seconds"), [(61, 900), (3600, 900)])
def test_a_long_retry_after_is_not_waited_for(retry_after: float, seconds: float) -> None:
    server = ScriptedServer(busy("rate_limited", retry_after_seconds=retry_after), "7")
    assert ask(server, seconds=seconds) == Called(None, "rate_limited", (), 1)


def test_a_pause_that_another_worker_has_the_time_for_is_left_to_it() -> None:
    server = ScriptedServer(busy("rate_limited", retry_after_seconds=30), "7")
    with pytest.raises(CallsStoppedError, match="out_of_time"):
        ask(server, seconds=25)


def test_what_was_paid_for_before_such_a_pause_is_told() -> None:
    server = ScriptedServer("seven", busy("rate_limited", retry_after_seconds=30), "7")
    assert ask(server, seconds=25) == Called(None, "rate_limited", (USAGE,), 2)


def test_what_was_paid_for_before_the_store_is_busy_is_told() -> None:
    class BusyAllowance(CountingAllowance):
        async def take(self, expected: CallUsage) -> Decimal:
            if self.spent:
                raise StoreUnavailableError("busy")
            return Decimal(0)

    allowance = BusyAllowance()
    called = ask(ScriptedServer("seven", "7"), allowance=allowance)
    assert called == Called(None, "invalid_answer", (USAGE,), 1)


def test_an_answer_that_breaks_the_shape_is_asked_for_once_more() -> None:
    assert ask(ScriptedServer("seven")) == Called(None, "invalid_answer", (USAGE, USAGE), 2)
    assert ask(ScriptedServer("seven", "7")) == Called(7, None, (USAGE, USAGE), 2)


def test_an_answer_that_breaks_the_shape_is_asked_for_again_at_once() -> None:
    server = ScriptedServer("seven", "7")
    ask(server)
    assert server.asked_at == [0, 0]


def test_a_truncated_answer_may_be_twice_as_long_the_second_time() -> None:
    server = ScriptedServer(ModelUnavailableError("truncated", usage=USAGE))
    assert ask(server) == Called(None, "truncated", (USAGE,) * 3, 3)
    assert [question.max_output_tokens for question in server.questions] == [100, 200, 400]


def test_a_refused_parameter_costs_a_request_and_no_wait() -> None:
    refused = ModelUnavailableError("bad_request", retry_after_seconds=0)
    server = ScriptedServer(refused, refused, refused, refused, refused, "7")
    assert ask(server) == Called(7, None, (USAGE,), 6)
    assert server.asked_at[-1] < 0.1


def test_a_refused_parameter_leaves_all_tries_for_a_busy_server() -> None:
    refused = ModelUnavailableError("bad_request", retry_after_seconds=0)
    assert ask(ScriptedServer(refused, busy(), busy(), busy(), "7")).value == 7


@pytest.mark.parametrize(
    "reason",
    ["refusal", "content_filter", "context_overflow", "quota", "unauthorized", "bad_request"],
)
def test_a_declined_question_is_not_repeated(reason: ModelFailure) -> None:
    server = ScriptedServer(ModelDeclinedError(reason, usage=USAGE), "7")
    assert ask(server) == Called(None, reason, (USAGE,), 1)


def test_the_allowance_hears_of_every_answer_and_of_no_other_request() -> None:
    allowance = CountingAllowance()
    server = ScriptedServer(busy(), "seven", ModelUnavailableError("truncated", usage=USAGE), "7")
    called = ask(server, allowance=allowance)
    assert allowance.spent == [USAGE] * 3 == list(called.usages)
    assert called.requests == 4


def test_a_task_that_has_ended_makes_no_further_request() -> None:
    server = ScriptedServer("seven")
    allowance = CountingAllowance(calls=1, error=LostRaceError("ended"))
    with pytest.raises(LostRaceError):
        ask(server, allowance=allowance)
    assert len(server.questions) == 1
    assert allowance.spent == [USAGE]


def test_a_stop_after_an_unusable_answer_does_not_lose_what_it_took() -> None:
    server = ScriptedServer("seven")
    allowance = CountingAllowance(calls=1, error=CallsStoppedError("max_cost"))
    assert ask(server, allowance=allowance) == Called(None, "invalid_answer", (USAGE,), 1)
    assert len(server.questions) == 1


def test_a_stop_before_any_answer_is_the_stop_of_the_question() -> None:
    server = ScriptedServer(busy(), "7")
    allowance = CountingAllowance(calls=1, error=CallsStoppedError("soft_time_limit"))
    with pytest.raises(CallsStoppedError):
        ask(server, allowance=allowance)


def test_no_request_is_sent_without_time_for_it() -> None:
    server, allowance = ScriptedServer("7"), CountingAllowance()
    with pytest.raises(CallsStoppedError) as stopped:
        ask(server, seconds=2.5, allowance=allowance)
    assert stopped.value.reason == "out_of_time"
    assert not server.questions
    assert allowance.calls == 100


def test_retries_stop_when_the_time_is_up() -> None:
    server = ScriptedServer(busy())
    with pytest.raises(CallsStoppedError):
        ask(server, seconds=4)
    assert len(server.questions) == 2


def test_a_wait_for_the_pace_ends_when_the_time_is_up() -> None:
    async def main() -> float:
        record = MemoryRates()
        record.hold(read_clock() + 50, now=read_clock())
        loop = asyncio.get_running_loop()
        pace = Pace(record, clock=read_clock, run=run_here)
        caller = Caller(ScriptedServer("7"), pace, lambda: 20 - loop.time())
        with pytest.raises(CallsStoppedError):
            await caller.call(QUESTION, int, CountingAllowance())
        return loop.time()

    assert run(main()) == pytest.approx(18)


def test_a_call_waits_no_longer_than_the_time_that_is_left() -> None:
    server = ScriptedServer("7")
    ask(server, seconds=12)
    assert server.timeouts == pytest.approx([10])


def test_the_first_call_of_an_unknown_server_may_take_all_the_time_and_later_ones_less() -> None:
    server = ScriptedServer("7")
    ask(server, seconds=900, questions=2)
    assert server.timeouts == pytest.approx([898, 30], abs=1)


def test_a_call_while_the_server_is_shut_fails_without_a_request() -> None:
    async def main() -> Called[int]:
        server = ScriptedServer(busy("rate_limited", retry_after_seconds=3600))
        caller = Caller(server, Pace(MemoryRates(), clock=read_clock, run=run_here), lambda: 900)
        await caller.call(QUESTION, int, CountingAllowance())
        return await caller.call(QUESTION, int, CountingAllowance())

    assert run(main()) == Called(None, "rate_limited", (), 0)


@pytest.mark.parametrize("told", [None, 7.0], ids=["says nothing", "names a pause"])
def test_a_draft_is_given_up_soon_if_the_server_is_busy_without_end(told: float | None) -> None:
    server = ScriptedServer(ModelUnavailableError("rate_limited", retry_after_seconds=told))
    ended_at: list[float] = []

    @asynccontextmanager
    async def open_caller() -> AsyncIterator[Caller]:
        loop = asyncio.get_running_loop()
        pace = Pace(MemoryRates(), clock=read_clock, run=run_here)
        yield Caller(server, pace, lambda: 900 - loop.time(), draw=lambda: 1.0)
        ended_at.append(loop.time())

    drafter = ModelDrafter(open_caller, CountingAllowance, lambda _: None, run)
    draft = drafter.draft("Baker", "Bake bread.", OPTIONS)

    assert (draft.rubric, draft.failure) == (None, "rate_limited")
    assert 10 < ended_at[0] <= 30
