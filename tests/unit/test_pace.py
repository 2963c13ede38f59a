"""How fast a worker asks: the window of calls in flight, limits by the minute, pauses."""

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from shortlist.errors import StoreUnavailableError
from shortlist.judging.call_rates import CallRates, KnownPace, RateLimit, RateLimits
from shortlist.judging.errors import ModelDeclinedError, ModelFailure, ModelUnavailableError
from shortlist.judging.pace import Pace, PaceTimes
from tests.support.memory.probe import Probe
from tests.support.memory.rates import MemoryRates
from tests.support.virtual_time import read_clock, run, run_here

LATENCY_SECONDS = 0.3
TOKENS = 1000


class LimitedServer:
    """A server with token buckets that hold one second, and headers that tell the limits."""

    def __init__(self, requests: float = 0, tokens: float = 0, *, tells: bool = True) -> None:
        self.limits = {"requests": requests, "tokens": tokens}
        self._levels = {what: limit / 60 for what, limit in self.limits.items()}
        self._at = 0.0
        self._tells = tells
        self.asked_at: list[float] = []
        self.rejected = 0
        self.in_flight = 0
        self.most_in_flight = 0

    async def ask(self) -> RateLimits | None:
        """Answer after a while, or refuse at once."""
        self.asked_at.append(asyncio.get_running_loop().time())
        self._fill()
        if any(self.limits[what] and self._levels[what] < self._cost(what) for what in self.limits):
            self.rejected += 1
            raise ModelUnavailableError("rate_limited", limits=self._tell())
        for what in self.limits:
            self._levels[what] -= self._cost(what)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        await asyncio.sleep(LATENCY_SECONDS)
        self.in_flight -= 1
        return self._tell()

    def _cost(self, what: str) -> int:
        return 1 if what == "requests" else TOKENS

    def _fill(self) -> None:
        now = asyncio.get_running_loop().time()
        for what, limit in self.limits.items():
            filled = self._levels[what] + (now - self._at) * limit / 60
            self._levels[what] = min(max(limit / 60, self._cost(what)), filled)
        self._at = now

    def _tell(self) -> RateLimits | None:
        if not self._tells or not any(self.limits.values()):
            return None
        told = [RateLimit(limit) if limit else None for limit in self.limits.values()]
        return RateLimits(*told)


class BrokenServer:
    """A server that fails in one way until it is mended."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.asked_at: list[float] = []
        self.in_flight = 0
        self.most_in_flight = 0

    async def ask(self) -> RateLimits | None:
        """Fail after a while, or answer."""
        self.asked_at.append(asyncio.get_running_loop().time())
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        await asyncio.sleep(LATENCY_SECONDS)
        self.in_flight -= 1
        if self.error:
            raise self.error
        return None


def make_pace(
    record: MemoryRates | None = None, *, clock: Callable[[], float] = read_clock, **options: Any
) -> Pace:
    """Make a pace in virtual time, with the least possible jitter."""
    record = record or MemoryRates()
    return Pace(record, clock=clock, draw=lambda: 0.0, run=run_here, **options)


async def call(pace: Pace, server: Any) -> bool:
    """Make one call and return whether it was answered; a refused one is not repeated."""
    async with pace.place():
        permit = await pace.wait(TOKENS)
        try:
            limits = await server.ask()
        except (ModelUnavailableError, ModelDeclinedError) as error:
            await pace.hear_failure(permit, error)
            return False
        except BaseException:
            pace.drop(permit)
            raise
        await pace.hear_answer(permit, limits)
        return True


async def call_until_answered(pace: Pace, server: Any) -> None:
    """Make a call again and again until it is answered."""
    while not await call(pace, server):
        await asyncio.sleep(0.5)


async def time_calls(count: int, *paces: Pace, server: Any) -> float:
    """Return the seconds that so many calls take, spread over some workers."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    calls = [call_until_answered(paces[index % len(paces)], server) for index in range(count)]
    await asyncio.gather(*calls)
    return loop.time() - started


def fail(reason: ModelFailure, **more: Any) -> ModelUnavailableError:
    """Make an error."""
    return ModelUnavailableError(reason, **more)


async def warm(
    record: MemoryRates, window: int = 64, rates: CallRates | None = None
) -> MemoryRates:
    """Let a record know a server."""
    record.keep(KnownPace(rates or CallRates(), window), now=read_clock())
    return record


def test_a_server_that_nobody_knows_is_asked_one_question_first() -> None:
    async def main() -> list[float]:
        server = LimitedServer()
        await time_calls(40, make_pace(), server=server)
        return server.asked_at

    asked_at = run(main())
    assert asked_at.count(0.0) == 1
    assert sum(LATENCY_SECONDS <= moment < 1.9 * LATENCY_SECONDS for moment in asked_at) == 16


def test_without_limits_100_calls_take_four_rounds_at_first() -> None:
    async def main() -> float:
        return await time_calls(100, make_pace(), server=LimitedServer())

    assert run(main()) <= 4.5 * LATENCY_SECONDS


def test_without_limits_100_calls_take_two_rounds_of_a_worker_that_comes_later() -> None:
    async def main() -> float:
        record = MemoryRates()
        await time_calls(100, make_pace(record), server=LimitedServer())
        return await time_calls(100, make_pace(record), server=LimitedServer())

    assert run(main()) == pytest.approx(2 * LATENCY_SECONDS)


def test_no_more_calls_are_in_flight_than_allowed() -> None:
    async def main() -> int:
        server = LimitedServer()
        await time_calls(300, make_pace(most=20), server=server)
        return server.most_in_flight

    assert run(main()) == 20


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("is_known", [False, True])
def test_a_limit_by_the_minute_is_used_up_and_hardly_ever_hit(workers: int, is_known: bool) -> None:
    async def main() -> tuple[float, int]:
        record = MemoryRates()
        if is_known:
            await warm(record, rates=CallRates(600))
        server = LimitedServer(requests=600)
        paces = [make_pace(record) for _ in range(workers)]
        seconds = await time_calls(300, *paces, server=server)
        return seconds, server.rejected

    seconds, rejected = run(main())
    assert seconds <= 1.1 * 30
    assert rejected <= 0.02 * 300


@pytest.mark.parametrize("workers", [1, 4])
def test_the_tighter_of_both_limits_decides(workers: int) -> None:
    async def main() -> tuple[float, int]:
        record = MemoryRates()
        server = LimitedServer(requests=6000, tokens=300 * TOKENS)
        paces = [make_pace(record) for _ in range(workers)]
        seconds = await time_calls(100, *paces, server=server)
        return seconds, server.rejected

    seconds, rejected = run(main())
    assert 18 <= seconds <= 1.1 * 20
    assert rejected <= 2


def test_requests_under_a_limit_go_out_evenly() -> None:
    async def main() -> list[float]:
        server = LimitedServer(requests=600)
        await time_calls(100, make_pace(), server=server)
        return server.asked_at

    asked_at = run(main())
    in_each_second = Counter(int(moment) for moment in asked_at)
    # The first second also has the probe and less than half a second's burst.
    assert all(count <= 11 for second, count in in_each_second.items() if second)
    assert in_each_second[0] <= 15


@pytest.mark.parametrize(("limit", "calls"), [(300, 40), (300, 200), (600, 40), (1200, 200)])
def test_a_limit_that_is_told_only_by_refusals_is_found_with_few_of_them(
    limit: int, calls: int
) -> None:
    async def main() -> tuple[float, int, int]:
        record = MemoryRates()
        server = LimitedServer(requests=limit, tells=False)
        seconds = await time_calls(calls, make_pace(record), server=server)
        first = server.rejected
        await time_calls(calls, make_pace(record), server=server)
        return seconds, first, server.rejected - first

    seconds, first, then = run(main())
    assert seconds <= 1.5 * calls * 60 / limit
    assert first <= 0.1 * calls
    assert then <= 0.02 * calls


def test_a_server_with_a_found_limit_of_thousands_is_not_taken_for_a_slow_one() -> None:
    async def main() -> float:
        record = MemoryRates()
        server = LimitedServer(requests=3000, tells=False)
        await time_calls(200, make_pace(record), server=server)
        return await time_calls(200, make_pace(record), server=server)

    assert run(main()) <= 12


def test_each_pause_of_a_server_that_goes_on_refusing_is_twice_as_long_as_the_last() -> None:
    async def main() -> list[float]:
        server, pace = BrokenServer(fail("rate_limited")), make_pace()
        for _ in range(9):
            await call(pace, server)
        return [later - earlier for earlier, later in pairwise(server.asked_at)]

    pauses = run(main())
    assert pauses[:4] == pytest.approx([1.05, 1.8, 3.3, 6.3], abs=0.1)
    assert max(pauses) <= 61


def test_after_a_pause_one_request_goes_first() -> None:
    async def main() -> int:
        server, pace = BrokenServer(None), make_pace(await warm(MemoryRates()))
        server.error = fail("rate_limited")
        await asyncio.gather(*(call(pace, server) for _ in range(20)))
        server.most_in_flight = 0
        await asyncio.gather(*(call(pace, server) for _ in range(20)))
        return server.most_in_flight

    assert run(main()) == 1


class OneSlotServer:
    """A server that does one thing at a time, or any number of them."""

    def __init__(self, seconds: float, *, slots: int = 1) -> None:
        self._seconds = seconds
        self._slots = asyncio.Semaphore(slots)
        self.in_flight = 0
        self.most_in_flight = 0

    async def ask(self) -> None:
        """Answer when it is one's turn."""
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        async with self._slots:
            await asyncio.sleep(self._seconds)
        self.in_flight -= 1


@pytest.mark.parametrize(("seconds", "calls"), [(4, 20), (8, 20), (35, 5)])
def test_a_server_with_one_slot_has_no_queue(seconds: float, calls: int) -> None:
    async def main() -> tuple[float, int]:
        server = OneSlotServer(seconds)
        return await time_calls(calls, make_pace(), server=server), server.most_in_flight

    took, most = run(main())
    assert took == pytest.approx(calls * seconds)
    assert most <= 2


def test_a_slow_server_that_does_many_things_at_once_is_given_them() -> None:
    async def main() -> int:
        server = OneSlotServer(4, slots=100)
        await time_calls(100, make_pace(), server=server)
        return server.most_in_flight

    assert run(main()) >= 32


def test_a_worker_does_not_begin_more_than_its_time_allows() -> None:
    async def main() -> int:
        server, loop = OneSlotServer(35, slots=9), asyncio.get_running_loop()
        pace = make_pace(times=PaceTimes(seconds_left=lambda: 90 - loop.time()))
        await time_calls(2, pace, server=server)
        return server.most_in_flight

    assert run(main()) == 1


def test_a_limit_that_two_deployments_share_is_found_by_giving_way() -> None:
    async def main() -> int:
        server = LimitedServer(requests=600)
        strangers = [make_pace(await warm(MemoryRates(), rates=CallRates(600))) for _ in range(2)]
        await time_calls(600, *strangers, server=server)
        return server.rejected

    assert run(main()) <= 0.1 * 600


def test_failures_of_one_round_narrow_the_window_once() -> None:
    async def main() -> int:
        server = BrokenServer(fail("server_error"))
        pace = make_pace(await warm(MemoryRates()))
        await asyncio.gather(*(call(pace, server) for _ in range(64)))
        server.most_in_flight = 0
        await asyncio.gather(*(call(pace, server) for _ in range(64)))
        return server.most_in_flight

    assert run(main()) == 32


@pytest.mark.parametrize("reason", ["server_error", "connection", "timeout"])
def test_what_speaks_of_an_overload_narrows_the_window(reason: ModelFailure) -> None:
    assert run(count_in_flight_after(fail(reason))) == 32


@pytest.mark.parametrize("reason", ["invalid_answer", "truncated", "bad_request"])
def test_an_answer_that_cannot_be_used_narrows_nothing(reason: ModelFailure) -> None:
    assert run(count_in_flight_after(fail(reason))) == 64


@pytest.mark.parametrize("reason", ["refusal", "content_filter", "context_overflow"])
def test_a_question_that_is_declined_narrows_nothing(reason: ModelFailure) -> None:
    assert run(count_in_flight_after(ModelDeclinedError(reason))) == 64


@pytest.mark.parametrize("reason", ["unauthorized", "quota"])
def test_a_server_that_lets_nobody_in_is_asked_one_question_at_a_time(reason: ModelFailure) -> None:
    assert run(count_in_flight_after(ModelDeclinedError(reason))) == 1


async def count_in_flight_after(error: Exception) -> int:
    """Return how many calls are in flight at most after one call has failed."""
    server = BrokenServer(error)
    pace = make_pace(await warm(MemoryRates()))
    await call(pace, server)
    server.most_in_flight = 0
    await asyncio.gather(*(call(pace, server) for _ in range(200)))
    return server.most_in_flight


def test_a_narrowed_window_opens_again_slowly_where_the_server_resisted() -> None:
    async def main() -> tuple[int, int]:
        server = BrokenServer(fail("server_error"))
        pace = make_pace(await warm(MemoryRates(), window=40))
        await call(pace, server)
        server.error = None
        await asyncio.gather(*(call(pace, server) for _ in range(60)))
        early = server.most_in_flight
        await asyncio.gather(*(call(pace, server) for _ in range(400)))
        return early, server.most_in_flight

    early, late = run(main())
    assert 32 <= early <= 36
    assert 38 <= late <= 48


def test_a_server_that_fails_its_first_question_is_not_taken_for_a_slow_one() -> None:
    async def main() -> float:
        server, pace = BrokenServer(fail("server_error")), make_pace()
        await call(pace, server)
        server.error = None
        return await time_calls(100, pace, server=server)

    assert run(main()) <= 4.5 * LATENCY_SECONDS


@pytest.mark.parametrize("reason", ["server_error", "timeout", "bad_request"])
def test_a_question_that_a_server_declines_says_nothing_against_the_pace(
    reason: ModelFailure,
) -> None:
    async def main() -> int:
        server = BrokenServer(ModelDeclinedError(reason))
        pace = make_pace(await warm(MemoryRates(), window=40))
        await call(pace, server)
        server.error = None
        await asyncio.gather(*(call(pace, server) for _ in range(60)))
        return server.most_in_flight

    assert run(main()) >= 40


def test_a_retry_after_pauses_all_calls_of_the_worker() -> None:
    async def main() -> list[float]:
        server = BrokenServer(fail("rate_limited", retry_after_seconds=5))
        pace = make_pace()
        await call(pace, server)
        server.error = None
        await asyncio.gather(*(call(pace, server) for _ in range(3)))
        return server.asked_at

    asked_at = run(main())
    assert min(asked_at[1:]) == pytest.approx(LATENCY_SECONDS + 5)


def test_a_retry_after_pauses_the_other_workers_under_a_limit() -> None:
    async def main() -> list[float]:
        record = await warm(MemoryRates(), rates=CallRates(600))
        server, pace, other = BrokenServer(None), make_pace(record), make_pace(record)
        await call(other, server)
        server.error = fail(
            "rate_limited", retry_after_seconds=5, limits=RateLimits(RateLimit(600))
        )
        await call(pace, server)
        server.asked_at.clear()
        await call(other, server)
        return server.asked_at

    assert run(main()) == [pytest.approx(2 * LATENCY_SECONDS + 5, abs=0.2)]


def test_a_worker_that_starts_during_a_pause_waits_for_its_end() -> None:
    async def main() -> list[float]:
        record = MemoryRates()
        server = BrokenServer(fail("rate_limited", retry_after_seconds=5))
        await call(make_pace(record), server)
        server.asked_at.clear()
        await call(make_pace(record), server)
        return server.asked_at

    assert run(main()) == [pytest.approx(LATENCY_SECONDS + 5, abs=0.5)]


def test_a_pause_that_is_too_long_fails_calls_without_a_request() -> None:
    async def main() -> tuple[str, int]:
        server = BrokenServer(fail("rate_limited", retry_after_seconds=3600))
        pace = make_pace()
        await call(pace, server)
        with pytest.raises(ModelUnavailableError) as error:
            await call(pace, server)
        return error.value.reason, len(server.asked_at)

    assert run(main()) == ("rate_limited", 1)


def test_a_pause_that_is_too_long_is_not_passed_on_to_others() -> None:
    async def main() -> list[str]:
        record = MemoryRates()
        await call(make_pace(record), BrokenServer(fail("rate_limited", retry_after_seconds=3600)))
        return record.probe.names

    assert "rates.hold" not in run(main())


def test_without_a_limit_the_record_is_read_once_and_hardly_written() -> None:
    async def main() -> Counter[str]:
        record = MemoryRates()
        await time_calls(500, make_pace(record), server=LimitedServer())
        return Counter(record.probe.names)

    assert run(main()) == {"rates.read": 1, "rates.keep": 2}


def test_under_a_limit_permits_are_reserved_several_at_once() -> None:
    async def main() -> Counter[str]:
        record = MemoryRates()
        await time_calls(100, make_pace(record), server=LimitedServer(requests=600))
        return Counter(record.probe.names)

    names = run(main())
    assert names["rates.read"] == names["rates.keep"] == 1
    assert names["rates.reserve"] <= 25


class DeadProbe(Probe):
    """Lets every access fail."""

    def __call__(self, name: str) -> None:
        super().__call__(name)
        raise StoreUnavailableError(name)


def test_calls_keep_to_the_limit_while_the_record_does_not_answer() -> None:
    async def main() -> tuple[float, int]:
        server = LimitedServer(requests=600)
        seconds = await time_calls(100, make_pace(MemoryRates(DeadProbe())), server=server)
        return seconds, server.rejected

    seconds, rejected = run(main())
    assert seconds <= 11
    assert rejected <= 2


def test_a_pause_is_kept_while_the_record_does_not_answer() -> None:
    async def main() -> list[float]:
        server = BrokenServer(fail("rate_limited", retry_after_seconds=5))
        pace = make_pace(MemoryRates(DeadProbe()))
        await call(pace, server)
        await call(pace, server)
        return server.asked_at

    assert run(main())[1] == pytest.approx(LATENCY_SECONDS + 5)


@pytest.mark.parametrize("off_seconds", [-300, 300, 3600])
def test_a_worker_whose_clock_is_wrong_stalls_nobody(off_seconds: float) -> None:
    async def main() -> float:
        record = await warm(MemoryRates(), rates=CallRates(600))
        wrong = make_pace(record, clock=lambda: read_clock() + off_seconds)
        return await time_calls(100, make_pace(record), wrong, server=LimitedServer(requests=600))

    assert run(main()) <= 2 * 10


def test_a_limit_by_the_day_is_not_kept_to_by_the_minute() -> None:
    by_day = RateLimit(limit=200, remaining=199, reset_seconds=432)
    by_minute = RateLimit(limit=600, remaining=599, reset_seconds=0.1)
    assert by_day.per_minute is None
    assert by_minute.per_minute == 600


def test_a_limit_that_was_lifted_is_forgotten() -> None:
    async def main() -> tuple[float, KnownPace | None]:
        record = await warm(MemoryRates(), rates=CallRates(60))
        seconds = await time_calls(100, make_pace(record), server=LimitedServer())
        return seconds, record.read(now=read_clock())

    seconds, known = run(main())
    assert seconds < 15
    assert known is not None
    assert known.rates == CallRates()


def test_spent_limits_slow_a_worker_down_before_it_is_refused() -> None:
    async def main() -> tuple[float, float]:
        spans = []
        for remaining in (5, 0):
            pace = make_pace(await warm(MemoryRates(), rates=CallRates(600)))
            server = BrokenServer(None)
            limits = RateLimits(RateLimit(600, remaining=remaining))
            server.ask = tell_after(server.ask, limits)  # type: ignore[method-assign]
            spans.append(await time_calls(50, pace, server=server))
        return spans[0], spans[1]

    free, spent = run(main())
    assert spent > 1.2 * free


def tell_after(ask: Callable[[], Any], limits: RateLimits) -> Callable[[], Any]:
    """Make a server tell these limits."""

    async def ask_and_tell() -> RateLimits:
        await ask()
        return limits

    return ask_and_tell


def test_a_call_that_is_cancelled_gives_its_place_to_the_next() -> None:
    async def main() -> bool:
        pace, server = make_pace(), BrokenServer(None)
        tasks = [asyncio.create_task(call(pace, server)) for _ in range(3)]
        await asyncio.sleep(LATENCY_SECONDS / 2)
        tasks[0].cancel()
        tasks[1].cancel()
        return await tasks[2]

    assert run(main())


def test_a_place_that_is_handed_to_a_cancelled_call_is_not_lost() -> None:
    async def main() -> bool:
        pace, server = make_pace(), BrokenServer(None)
        async with pace.place():
            waiting = asyncio.create_task(call(pace, server))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        waiting.cancel()
        return await call(pace, server)

    assert run(main())
