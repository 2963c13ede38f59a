"""The one owner of retries: asks a model server until it answers, or says why it did not."""

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from typing import Generic, TypeVar

from shortlist.errors import StoreUnavailableError
from shortlist.judging.errors import (
    CallsStoppedError,
    ModelDeclinedError,
    ModelFailure,
    ModelUnavailableError,
)
from shortlist.judging.pace import Pace, Permit
from shortlist.judging.ports import Allowance, ModelAnswer, ModelServer, Question
from shortlist.judging.prompt import estimate_tokens
from shortlist.judging.retries import Patience, Retries, Tally
from shortlist.spending import CallUsage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Called(Generic[T]):
    """What came of a question: a value, or why there is none, and what its calls took.

    `requests` counts HTTP requests, those that were never answered included; `usages` has one
    entry for each answer that told what it took.
    """

    value: T | None
    failure: ModelFailure | None
    usages: tuple[CallUsage, ...]
    requests: int


class Caller:
    """Asks questions at the pace that the server allows, and again where that may help."""

    def __init__(
        self,
        server: ModelServer,
        pace: Pace,
        seconds_left: Callable[[], float],
        *,
        task_seconds_left: Callable[[], float] = lambda: inf,
        patience: Patience | None = None,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """`seconds_left` says how long this worker may make calls and wait for them.

        `task_seconds_left` says how long its task may begin any.
        """
        self._task_seconds_left = task_seconds_left
        self._server = server
        self._pace = pace
        self._seconds_left = seconds_left
        self._patience = patience or Patience()
        self._retries = Retries(self._patience, pace.longest_pause_seconds, seconds_left, draw)

    def place(self) -> AbstractAsyncContextManager[None]:
        """Hold one place among the calls in flight, from before a call until its row is kept."""
        return self._pace.place()

    async def call(
        self,
        question: Question,
        parse: Callable[[str], T],
        allowance: Allowance,
        *,
        within_seconds: float = inf,
    ) -> Called[T]:
        """Ask until there is an answer that can be parsed; each answer's usage goes to `allowance`.

        `parse` raises ValueError for an answer that breaks the shape. No request begins later
        than `within_seconds` from now.

        Raises:
            CallsStoppedError: if no request may be made, or no time is left for one.
            LostRaceError: if the task has ended.
        """
        tally = Tally()
        read_time = asyncio.get_running_loop().time
        begin_by = read_time() + within_seconds
        while True:
            try:
                answer = await self._ask(question, allowance, tally, begin_by - read_time())
                value = _read(parse, answer)
            except ModelDeclinedError as error:
                return _give_up(error.reason, tally)
            except (CallsStoppedError, StoreUnavailableError) as stop:
                failure = self._explain_stop(stop, tally)
                if failure is None:
                    raise
                return _give_up(failure, tally)
            except ModelUnavailableError as error:
                tally.last_failure = error.reason
                delay = self._retries.find_delay(error, tally)
                if delay is None or read_time() + delay >= begin_by:
                    return _give_up(error.reason, tally)
                await asyncio.sleep(delay)
                question = _ease(question, error.reason)
            else:
                return Called(value, None, tuple(tally.usages), tally.requests)

    def _explain_stop(self, stop: Exception, tally: Tally) -> ModelFailure | None:
        """Return why there is no answer, if it is not for the stop."""
        if tally.last_failure and tally.usages:
            # What failed before the stop has been paid for and must not be forgotten.
            return tally.last_failure
        is_over = isinstance(stop, CallsStoppedError) and stop.reason == "soft_time_limit"
        return "rate_limited" if is_over and self._pace.is_refused else None

    async def _ask(
        self, question: Question, allowance: Allowance, tally: Tally, within_seconds: float
    ) -> ModelAnswer:
        permit = await self._wait_for_permit(question, within_seconds)
        try:
            left = self._find_time_for_calls()
            patience = self._pace.call_times.find_patience(self._patience.call_timeout_seconds)
            reserved_usd = await allowance.take(_expect(question))
        except BaseException:
            self._pace.drop(permit)
            raise
        tally.requests += 1
        try:
            answer = await self._server.ask(question, timeout_seconds=min(patience, left))
        except (ModelUnavailableError, ModelDeclinedError) as error:
            await _spend(error.usage, reserved_usd, allowance, tally)
            tally.was_alone = self._pace.is_alone
            await self._pace.hear_failure(permit, error)
            if error.reason == "timeout" and left < patience:
                # A worker with more time may get the answer.
                raise CallsStoppedError("out_of_time") from error
            raise
        except BaseException:
            self._pace.drop(permit)
            raise
        await _spend(answer.usage, reserved_usd, allowance, tally)
        await self._pace.hear_answer(permit, answer.limits)
        return answer

    async def _wait_for_permit(self, question: Question, within_seconds: float) -> Permit:
        of_worker, of_task = self._find_time_for_calls(), self._task_seconds_left()
        if of_task <= 0:
            raise CallsStoppedError("soft_time_limit")
        try:
            async with asyncio.timeout(min(of_worker, of_task, within_seconds)):
                return await self._pace.wait(_count_tokens(question))
        except TimeoutError:
            if within_seconds < min(of_worker, of_task):
                raise ModelDeclinedError("rate_limited") from None
            is_over = of_task <= of_worker
            raise CallsStoppedError("soft_time_limit" if is_over else "out_of_time") from None

    def _find_time_for_calls(self) -> float:
        seconds = self._seconds_left() - self._patience.margin_seconds
        least = self._pace.call_times.find_least_time()
        if seconds < max(self._patience.least_timeout_seconds, least):
            raise CallsStoppedError("out_of_time")
        return seconds


def _read(parse: Callable[[str], T], answer: ModelAnswer) -> T:
    try:
        return parse(answer.text)
    except ValueError as error:
        reason: ModelFailure = "truncated" if answer.is_truncated else "invalid_answer"
        raise ModelUnavailableError(reason) from error


async def _spend(
    usage: CallUsage | None, reserved_usd: Decimal, allowance: Allowance, tally: Tally
) -> None:
    if usage is not None:
        tally.usages.append(usage)
    await allowance.spend(usage, reserved_usd)


def _expect(question: Question) -> CallUsage:
    """Expect of an answer half the room that it has."""
    asked = estimate_tokens(question.prefix) + estimate_tokens(question.tail)
    return CallUsage(input=asked, output=question.max_output_tokens // 2)


def _give_up(reason: ModelFailure, tally: Tally) -> Called[T]:
    return Called(None, reason, tuple(tally.usages), tally.requests)


def _ease(question: Question, failed_for: ModelFailure) -> Question:
    if failed_for != "truncated":
        return question
    return replace(question, max_output_tokens=2 * question.max_output_tokens)


def _count_tokens(question: Question) -> int:
    # What OpenAI counts against a limit on tokens: the larger of both.
    # https://platform.openai.com/docs/guides/rate-limits
    asked = estimate_tokens(question.prefix) + estimate_tokens(question.tail)
    return max(asked, question.max_output_tokens)
