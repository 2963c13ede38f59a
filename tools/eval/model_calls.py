"""Asking a model the way a worker does, with an ear on what is said."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import NamedTuple

from adapters.llm.server import OpenAiServer
from shortlist.judging.caller import Caller
from shortlist.judging.errors import ServerRefusal
from shortlist.judging.pace import Pace
from shortlist.judging.ports import ModelAnswer, ModelServer, Question
from shortlist.spending import CallUsage
from tools.eval.model_server import ModelUnderTest

_SECONDS_LEFT = 3600.0


class Exchange(NamedTuple):
    """What one request told of a resume, and what the answer said."""

    tail: str
    answer: str


class FreeAllowance:
    """An Allowance (shortlist.judging.ports) that lets every call be made."""

    async def take(self, expected: CallUsage) -> Decimal:
        """Let it."""
        return Decimal(0)

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Hear of it."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Hear of it; a row has its own record."""


class _ListeningServer:
    """A ModelServer (shortlist.judging.ports) that notes what was asked and answered."""

    def __init__(self, server: ModelServer, heard: list[Exchange]) -> None:
        self._server = server
        self._heard = heard

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        answer = await self._server.ask(question, timeout_seconds=timeout_seconds)
        self._heard.append(Exchange(question.tail, answer.text))
        return answer


@asynccontextmanager
async def open_caller(model: ModelUnderTest, heard: list[Exchange]) -> AsyncIterator[Caller]:
    """Open what asks a model, as a worker does; `heard` gets what is said."""
    async with OpenAiServer(base_url=model.base_url, api_key=model.api_key) as server:
        pace = Pace(model.rates)
        yield Caller(_ListeningServer(server, heard), pace, lambda: _SECONDS_LEFT)
