"""Endings: what is told about a ranking that has ended, at least once whoever dies.

The end of a task and the note that it is to be told are one write. Whoever ranked to the end tells
at once and forgets the note; the sweeper tells what is left: docs/decisions/0020.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal, Protocol, cast

from pydantic import Field

from shortlist.errors import BusUnavailableError, RetryableError
from shortlist.frozen import Frozen
from shortlist.tasks.task import ErrorCode, Task
from shortlist.times import write_time

# A worker tells right after the end, so that a younger note is most likely its own to tell.
_OWN_TO_TELL = timedelta(seconds=10)
_ENDINGS_A_BATCH = 10


class ScoredRows(Frozen):
    """How many rows of a result were scored by what."""

    llm: int = Field(0, ge=0, description="By the language model.")
    offline: int = Field(0, ge=0, description="By rules.")
    none: int = Field(0, ge=0, description="By nothing: the resume could not be read.")


class Ending(Frozen):
    """That a ranking has ended: ids, states and counts, and nothing that a person wrote.

    A redriven task ends once an attempt. `rows` are those of the result, as they were then; a
    failure has no result.
    """

    task_id: str = Field(description="The task: the key to tell repetitions by.")
    job_id: str = Field(description="The job post.")
    tenant: str = Field(description="The tenant.")
    attempt: int = Field(ge=1, description="1, and one more for each redrive.")
    status: Literal["SUCCESS", "FAILURE"] = Field(description="How it ended.")
    error_code: ErrorCode | None = Field(description="Why it failed; null for a success.")
    complete: bool = Field(description="Whether every row is what it should be.")
    candidates: int = Field(ge=0, description="How many candidates were planned for.")
    rows: ScoredRows = Field(description="The rows of the result by what scored them.")
    ended_at: str = Field(description="When it ended.", json_schema_extra={"format": "date-time"})


class EndingStore(Protocol):
    """Keeps an ending with the end of its task, until it is forgotten."""

    def list_endings(self) -> Iterator[Ending]:
        """Yield all endings that are kept, oldest first."""

    def forget_ending(self, ending: Ending) -> None:
        """Forget an ending, which may be forgotten already."""


class EndingBus(Protocol):
    """Hands endings to whoever wants to know."""

    def send(self, endings: Sequence[Ending]) -> Sequence[Ending]:
        """Send up to ten endings and return those that were taken.

        Raises BusUnavailableError if the bus did not answer, or would not.
        """


@dataclass(frozen=True)
class EndingTeller:
    """Tells the endings of the tasks that its worker ends."""

    store: EndingStore
    bus: EndingBus
    note_untold: Callable[[str], None]

    def tell(self, task: Task) -> None:
        """Tell that a task has ended; what does not succeed is left to the sweeper."""
        try:
            is_told = _tell(self.store, self.bus, [describe_ending(task)])
        except RetryableError:
            is_told = False
        if not is_told:
            self.note_untold(task.task_id)


def tell_left_endings(store: EndingStore, bus: EndingBus, now: datetime) -> int:
    """Tell every ending that nobody has told, and return how many there were.

    One that is told twice does no harm: its task and attempt name it.

    Raises:
        BusUnavailableError: if any was not taken; the others are told, unless the bus is down.
    """
    seen_until = write_time(now - _OWN_TO_TELL)
    left = (one for one in store.list_endings() if one.ended_at <= seen_until)
    count = 0
    are_told = True
    while batch := list(islice(left, _ENDINGS_A_BATCH)):
        are_told = _tell(store, bus, batch) and are_told
        count += len(batch)
    if not are_told:
        raise BusUnavailableError("the event bus did not take every ending")
    return count


def _tell(store: EndingStore, bus: EndingBus, endings: Sequence[Ending]) -> bool:
    taken = bus.send(endings)
    for ending in taken:
        store.forget_ending(ending)
    return len(taken) == len(endings)


def describe_ending(task: Task) -> Ending:
    """Describe the end of a task that has ended."""
    return Ending(
        task_id=task.task_id,
        job_id=task.job_id,
        tenant=task.tenant,
        attempt=task.attempt,
        status=cast(Literal["SUCCESS", "FAILURE"], task.status),
        error_code=task.error_code,
        complete=task.status == "SUCCESS" and task.complete,
        candidates=task.total,
        rows=ScoredRows.model_validate(task.scored_by),
        ended_at=task.finished_at or "",
    )
