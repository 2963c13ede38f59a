"""Starts a scheduled ranking; a slot that fires twice starts one."""

from functools import cache
from typing import Any

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.logs import logger
from adapters.metrics import count_slot_without_room
from adapters.wiring import get_queue, get_starts, get_tasks
from shortlist.errors import ConflictError, InvalidRequestError, NotFoundError, TooManyError
from shortlist.frozen import Frozen
from shortlist.identity import Identity
from shortlist.options import StartRequest
from shortlist.settings import get_settings
from shortlist.tasks.start import Starter
from shortlist.times import read_clock


class Slot(Frozen):
    """What the scheduler sends: whose ranking, and the moment it was due."""

    tenant: str
    job_id: str
    slot: str


@cache
def get_starter() -> Starter:
    """Return the starter of this process."""
    return Starter(
        get_tasks(),
        get_starts(),
        get_queue(),
        get_settings(),
        read_clock,
        _warn_of_unsent,
        CloudWatchObserver(),
    )


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, str | None]:
    """Start the ranking of one slot; Lambda tries twice more if this raises.

    A slot counts against the tenant's limit of running rankings as any start does. One that
    finds no room is counted and told, and the next slot will see.
    """
    slot = Slot.model_validate(event)
    identity = Identity(role="recruiter", tenant=slot.tenant, subject="schedule")
    key = f"schedule {slot.job_id} {slot.slot}"
    deed = {"action": "start ranking", "actor": identity.subject, **slot.model_dump()}
    try:
        task = get_starter().start(identity, slot.job_id, StartRequest(), key).task
    except (NotFoundError, ConflictError, InvalidRequestError, TooManyError) as error:
        # No retry within minutes will give the job post candidates, the tenant room or the
        # deployment the model that its default ranker lacks.
        refusal = {"outcome": "refused", "error": type(error).__name__}
        logger.warning("audit", extra={**deed, **refusal})
        if isinstance(error, TooManyError):
            count_slot_without_room(**slot.model_dump())
        return {"task_id": None}
    logger.info("audit", extra={**deed, "outcome": "done", "task_id": task.task_id})
    return {"task_id": task.task_id}


def _warn_of_unsent(task_id: str) -> None:
    logger.warning("the queue did not take the message", extra={"task_id": task_id})
