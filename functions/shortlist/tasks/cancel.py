"""Cancelling a ranking: workers find out with their next write, and stop.

The rows that they have kept until then serve the next ranking of the same kind.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from shortlist.errors import LostRaceError
from shortlist.identity import Identity
from shortlist.tasks.status import find_task
from shortlist.tasks.task import Task

if TYPE_CHECKING:
    from shortlist.tasks.ports import TaskStore


def cancel_task(
    store: "TaskStore", identity: Identity, task_id: str, now: datetime
) -> tuple[Task, bool]:
    """Cancel a task and return it, with whether this call ended it.

    A finished task stays as it is. Raises NotFoundError as `find_task` does.
    """
    task = find_task(store, identity, task_id, now)
    if task.is_finished:
        return task, False
    try:
        ended = store.fail(task, "revoked", "cancelled by the caller", actor=identity.subject)
    except LostRaceError:
        return cancel_task(store, identity, task_id, now)
    return ended, True
