"""Judging many resumes at once: as many calls in flight as the server takes."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from traceback import format_exception
from typing import NamedTuple, cast, get_args

from shortlist.catalogue.ports import Resume
from shortlist.errors import ShortlistError
from shortlist.judging.caller import Caller
from shortlist.judging.errors import CallsStoppedError, ServerRefusal, StopReason
from shortlist.judging.judge import FINAL_FAILURES, Judge, fall_back
from shortlist.judging.ports import Allowance
from shortlist.ranking.ranker import INTERNAL, CandidateRanker, Ranked, RowBatches
from shortlist.ranking.row import Row
from shortlist.spending import CallUsage, Spend

OpenCaller = Callable[[], AbstractAsyncContextManager[Caller]]
Price = Callable[[CallUsage], Decimal | None]
# A server that refuses for one of these refuses every resume; so many rows must say it, because
# a proxy may answer once for a server that it lost.
_REFUSED_ALL: Mapping[str, int] = {
    "unauthorized": 1,
    "quota": 1,
    "insecure_address": 1,
    "model_not_found": 2,
    "no_such_address": 3,
}
# And so many rows in a row without a single answer that can be used.
_HOPELESS = 6
_OF_ONE_RESUME = FINAL_FAILURES | {INTERNAL}


@dataclass(frozen=True)
class ModelRanker:
    """Judges resumes side by side and yields rows as they come, all that came meanwhile at once.

    A row keeps its place among the calls in flight until it is kept, so that no more rows than
    those can be lost with a worker.
    """

    judge: Judge
    offline: CandidateRanker
    open_caller: OpenCaller
    allowance: Callable[[], Allowance]
    price: Price

    async def rank_all(self, resumes: Sequence[Resume]) -> RowBatches:
        """Judge resumes; those left when the time of this worker is over are left out.

        Raises:
            Exception: the first thing that went wrong outside of the model server or was thrown
                in, with the others as notes; the rows that were made are yielded before.
        """
        async with self.open_caller() as caller:
            shared = _SharedState(caller, self.allowance())
            judging = asyncio.gather(*(self._rank(resume, shared) for resume in resumes))
            judging.add_done_callback(lambda _: shared.made.put_nowait(None))
            try:
                while batch := await shared.take_made():
                    try:
                        yield [made.ranked for made in batch]
                    except Exception as error:  # noqa: BLE001  # raised when all have ended
                        shared.problems.append(error)
                    for made in batch:
                        made.settled.set()
                await judging
            finally:
                judging.cancel()
        if shared.problems:
            first, *others = shared.problems
            # What is done follows from the first; whoever logs that shows the others, too.
            for other in others:
                first.add_note("".join(format_exception(other)))
            raise first

    async def _rank(self, resume: Resume, shared: "_SharedState") -> None:
        async with shared.caller.place():
            if shared.problems or shared.is_out_of_time:
                return
            try:
                ranked = await self._judge(resume, shared)
            except Exception as error:  # noqa: BLE001  # raised when all have ended
                # The others finish what they have begun: it is paid for.
                if error not in shared.problems:
                    # Calls that share a read all raise the same.
                    shared.problems.append(error)
                return
            if ranked:
                made = _Made(ranked, asyncio.Event())
                shared.made.put_nowait(made)
                await made.settled.wait()

    async def _judge(self, resume: Resume, shared: "_SharedState") -> Ranked | None:
        try:
            if shared.refused:
                judged = fall_back(self.offline.rank(*resume), shared.refused)
            else:
                judged = await self.judge.judge(resume, shared.caller, shared.allowance)
        except CallsStoppedError as stop:
            if stop.reason == "out_of_time":
                shared.is_out_of_time = True
                return None
            if stop.reason in _REFUSED_ALL:
                shared.refused = stop.reason
            judged = fall_back(self.offline.rank(*resume), stop.reason)
        except ShortlistError:
            raise
        except Exception as error:  # noqa: BLE001  # reported, and harms no other row
            judged = self.judge.fail(resume, error)
        refused = shared.find_new_refusal(judged.row)
        if refused:
            await shared.allowance.note_refusal(refused)
        return Ranked(
            resume=resume,
            row=judged.row,
            is_final=judged.is_final,
            offline_score=judged.offline_score,
            spend=sum_up(judged.usages, judged.requests, judged.questions, self.price),
        )


def sum_up(
    usages: Sequence[CallUsage], requests: int, questions: int, price: Price
) -> Spend | None:
    """Sum up what questions took; None if nothing was asked."""
    if not requests:
        return None
    costs = [price(usage) for usage in usages]
    known = [cost for cost in costs if cost is not None]
    # A call that was never answered has no usage; where no price is known it is not free, either.
    is_priced = len(known) == len(costs) and price(CallUsage()) is not None
    is_known = all(usage.is_known for usage in usages)
    return Spend(
        input=sum(usage.input for usage in usages) if is_known else None,
        cached=sum(usage.cached for usage in usages) if is_known else None,
        output=sum(usage.output for usage in usages) if is_known else None,
        reasoning=sum(usage.reasoning for usage in usages) if is_known else None,
        calls=requests,
        retries=requests - questions,
        cost_usd=sum(known, Decimal(0)) if is_priced else None,
    )


class _Made(NamedTuple):
    """A row, and whether whoever keeps rows is done with it."""

    ranked: Ranked
    settled: asyncio.Event


@dataclass
class _SharedState:
    """What the judgements of one pile share."""

    caller: Caller
    allowance: Allowance
    # None comes last, when all judgements have ended.
    made: asyncio.Queue[_Made | None] = field(default_factory=asyncio.Queue)
    problems: list[Exception] = field(default_factory=list)
    is_out_of_time: bool = False
    refused: str | None = None
    scored: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    async def take_made(self) -> list[_Made]:
        """Wait for rows, and return all that were made by then; none once all have ended."""
        waiting = [await self.made.get()]
        while not self.made.empty():
            waiting.append(self.made.get_nowait())
        if None in waiting:
            # One that broke off ends all, and rows of others may have come before the end.
            self.made.put_nowait(None)
        return [made for made in waiting if made]

    def find_new_refusal(self, row: Row) -> ServerRefusal | None:
        """Return why the server refuses every resume, the first time that this is seen; else None.

        How each row ended is noted for that; a server that answers nobody is given up.
        """
        if row.scored_by == "llm":
            self.scored += 1
            self.failed.clear()
        reason = row.reason
        if row.scored_by != "offline" or reason is None or reason in _OF_ONE_RESUME:
            return None
        self.failed[reason] += 1
        most = _REFUSED_ALL.get(reason, _HOPELESS)
        is_hopeless = reason in _REFUSED_ALL or not self.scored
        if self.refused or self.failed[reason] < most or not is_hopeless:
            return None
        if reason in get_args(StopReason):
            return None
        self.refused = reason
        return cast(ServerRefusal, reason) if reason in _REFUSED_ALL else None
