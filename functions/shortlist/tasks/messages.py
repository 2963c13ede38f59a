"""The queue message: ids and the attempt, nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from shortlist.errors import PoisonMessageError
from shortlist.frozen import Frozen
from shortlist.tasks.task import Task


class RankingMessage(Frozen):
    """Work for a worker: plan the task, or rank one chunk of an attempt of it."""

    v: Annotated[int, Field(ge=1, le=1)] = 1
    tenant: str
    task_id: str
    attempt: int = 1
    chunk: int | None = None


class ErasureMessage(Frozen):
    """Work for a worker: go on with the erasure of a candidate, or of a whole job post."""

    v: Annotated[int, Field(ge=1, le=1)] = 1
    tenant: str
    job_id: str
    candidate_id: str | None
    erased_at: str


WorkMessage = RankingMessage | ErasureMessage


def message_for(task: Task, chunk: int | None = None) -> RankingMessage:
    """Make a message for a task's present attempt; without a chunk, to plan or to go on."""
    return RankingMessage(
        tenant=task.tenant, task_id=task.task_id, attempt=task.attempt, chunk=chunk
    )


def read_message(body: str) -> WorkMessage:
    """Read a queue message.

    Raises:
        PoisonMessageError: if it is not one of ours, or of a version that we do not know.
    """
    try:
        return _get_reader().validate_json(body)
    except ValidationError as error:
        raise PoisonMessageError("a queue message that nobody can read") from error


@cache
def _get_reader() -> TypeAdapter[WorkMessage]:
    # Built by those who read, not by those who only send.
    return TypeAdapter(WorkMessage)


def _allow_full_time() -> float:
    return 900.0


@dataclass(frozen=True)
class Delivery:
    """Who works on a message, and for how long yet.

    `owner` is another one each time, so that two workers with the same message are told apart.
    """

    owner: str
    seconds_left: Callable[[], float] = _allow_full_time
