"""What judging needs from the world: a model server, and permission to call it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from shortlist.frozen import Frozen
from shortlist.judging.call_rates import RateLimits
from shortlist.judging.errors import ServerRefusal
from shortlist.spending import CallUsage

# Does blocking work beside the event loop, as asyncio.to_thread does.
Run = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One call of a model: a prefix that many questions share, and what only this one says.

    `answer` is the shape that the server is told to keep to; it may not. Questions of the same
    `cache_key` have the same prefix. `sample` tells repetitions of a question apart, from 0.
    """

    model: str
    prefix: str
    tail: str
    answer: type[Frozen]
    max_output_tokens: int
    cache_key: str
    sample: int = 0
    service_tier: str | None = None


class ModelAnswer(NamedTuple):
    """What a server said, not yet checked against any shape.

    One that `is_truncated` may be whole all the same, if the model only went on after it.
    """

    text: str
    usage: CallUsage
    limits: RateLimits | None = None
    is_truncated: bool = False


class ModelServer(Protocol):
    """Asks a model one question with one HTTP request; it never repeats a request by itself."""

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Ask, and return the answer.

        Raises:
            ModelUnavailableError: another try may do.
            ModelDeclinedError: the same question will not be answered.
        """


class ServerFacts(Protocol):
    """Keeps what was learned about how a model of a server is asked; for a day.

    Each method raises StoreUnavailableError if the store does not answer.
    """

    def read(self) -> frozenset[str]:
        """Return what was learned."""

    def keep(self, facts: frozenset[str]) -> None:
        """Keep all that is known now."""


class Allowance(Protocol):
    """Decides whether a task may make another call, and hears what each one took."""

    async def take(self, expected: CallUsage) -> Decimal:
        """Reserve what a call is expected to cost and return that, in USD.

        Asked immediately before each call.

        Raises:
            CallsStoppedError: if no more calls may be made.
            LostRaceError: if the task has ended.
        """

    async def note_refusal(self, reason: ServerRefusal) -> None:
        """Note that the server answers nobody, so that no worker of the task asks it again."""

    async def spend(self, usage: CallUsage | None, reserved_usd: Decimal) -> None:
        """Hear what a call took instead of what was reserved for it; None: nothing."""
