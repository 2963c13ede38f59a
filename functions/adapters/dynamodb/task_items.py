"""A task as an item of the task table, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Update
from adapters.dynamodb.translation import Item, pack, unpack
from shortlist.frozen import Frozen
from shortlist.options import RankingOptions
from shortlist.tasks.task import FINISHED, Event, Status, Task, TokenUsage

# The partition of the index that holds unfinished tasks, and only those.
ACTIVE = "ACTIVE"
_PACKED = ("options", "token_usage")


def write_task(task: Task) -> Item:
    """Turn a task into an item, with the keys of the indexes that list it."""
    item: dict[str, Any] = task.model_dump(mode="json", exclude={"estimated_cost_usd"})
    # DynamoDB keeps no empty set, and nested counts need their map from the start.
    del item["finished_chunks"]
    return {
        **item,
        **{name: pack(item[name]) for name in _PACKED},
        **keys.task_key(task.tenant, task.task_id)._asdict(),
        "tenant_pk": keys.tenant_pk(task.tenant),
        "job_pk": keys.job_pk(task.tenant, task.job_id),
        "month_pk": keys.month_pk(task.created_at),
        "active_pk": ACTIVE,
        "created_sk": f"{task.created_at}#{task.tenant}#{task.task_id}",
    }


def read_task(item: Item) -> Task:
    """Turn an item into a task; what only a later version knows is left out."""
    values = _take_known(Task, item)
    values["options"] = _take_known(RankingOptions, unpack(item["options"]))
    values["token_usage"] = _take_known(TokenUsage, unpack(item["token_usage"]))
    values["events"] = [_take_known(Event, event) for event in item.get("events", ())]
    if "cost" in item:
        values["estimated_cost_usd"] = float(item["cost"])
    return Task.model_validate(values)


def _take_known(model: type[Frozen], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in model.model_fields if name in values}


UNFINISHED = "#status IN (:pending, :started, :retry)"
RUNNING = "#status IN (:started, :retry)"
UNPLANNED = "#status IN (:pending, :started, :retry) AND attribute_not_exists(plan_id)"
STARTED = "#status = :started"
RETRYING = "#status = :retry"
REDRIVABLE = "#status = :failed AND error_code IN (:dead_letter, :time_limit)"
STATUS_NAME = {"#status": "status"}

_VALUES = {
    ":pending": "PENDING",
    ":started": "STARTED",
    ":retry": "RETRY",
    ":failed": "FAILURE",
    ":dead_letter": "dead_letter",
    ":time_limit": "time_limit",
}


@dataclass(frozen=True)
class Move:
    """A change of state: what must hold before, what is then, and who did it why."""

    required: str
    status: Status
    reason: str
    actor: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    removed: Sequence[str] = ()


def foresee(task: Task, move: Move) -> Task:
    """Return a task as a move will leave it, if nobody else changes it."""
    changes = {name: value for name, value in move.changes.items() if value is not None}
    return read_task({**write_task(task), **changes, "status": move.status})


def require(
    state: str,
    task: Task,
    values: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
) -> Condition:
    """Require a state of the task and that its attempt is still the one that was read."""
    named = {name: value for name, value in _VALUES.items() if name in state}
    return Condition(
        f"{state} AND attempt = :fence",
        {**named, ":fence": task.attempt, **(values or {})},
        {**STATUS_NAME, **(names or {})},
    )


def write_move(task: Task, move: Move, now: str) -> tuple[Update, Condition]:
    """Return what a move changes, and what it requires."""
    attempt = move.changes.get("attempt", task.attempt)
    event = Event(at=now, status=move.status, actor=move.actor, reason=move.reason, attempt=attempt)
    changes = {**move.changes, "status": move.status, "updated_at": now, "sweeps": 0}
    set_to = {name: value for name, value in changes.items() if value is not None}
    removed = [*move.removed, *(("active_pk",) if move.status in FINISHED else ())]
    sets = [f"#{name} = :new_{name}" for name in set_to]
    change = f"SET {', '.join(sets)}, events = list_append(events, :event)"
    if removed:
        change += f" REMOVE {', '.join(f'#{name}' for name in removed)}"
    values = {f":new_{name}": value for name, value in set_to.items()}
    names = {f"#{name}": name for name in (*set_to, *removed)}
    update = Update(change, {**values, ":event": [event.model_dump()]}, names)
    return update, require(move.required, task)
