"""A task as an item of the task table, and back."""

from collections.abc import Mapping
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.packing import pack, unpack
from adapters.dynamodb.values import Item
from shortlist.frozen import Frozen
from shortlist.options import RankingOptions
from shortlist.tasks.task import Event, Task, TokenUsage

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
