"""Tasks in the task table: each change of state is one conditional write."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.acceptance import AcceptanceItems
from adapters.dynamodb.packing import pack, unpack
from adapters.dynamodb.rows import RowItems
from adapters.dynamodb.table import Condition
from adapters.dynamodb.task_items import read_task
from adapters.dynamodb.task_lists import TaskLists
from shortlist.errors import LostRaceError
from shortlist.ranking.ranker import OFFLINE_VERSION
from shortlist.tasks.model import ErrorCode, Event, Status, Task
from shortlist.tasks.ports import Outcome, Plan
from shortlist.times import write_time

_UNFINISHED = "#status IN (:pending, :started, :retry)"
_RUNNING = "#status IN (:started, :retry)"
_STATUS_NAME = {"#status": "status"}


class DynamoTasks(AcceptanceItems, TaskLists, RowItems):
    """A TaskStore and a RowStore in DynamoDB (shortlist.tasks.ports)."""

    def get(self, tenant: str, task_id: str) -> Task | None:
        """Return a task, or None."""
        item = self._table.get(keys.task_key(tenant, task_id))
        return read_task(item) if item else None

    def begin(
        self, task: Task, plan: Plan, chunks: Sequence[Sequence[str]], *, fingerprint: str
    ) -> Task:
        """Write the plan and its chunks, then let the task start if it still waits."""
        pk = keys.task_pk(task.tenant, task.task_id)
        expiry = {"expires_at": task.expires_at}
        items: list[dict[str, Any]] = [
            {
                **keys.chunk_key(task.tenant, task.task_id, chunk)._asdict(),
                "ids": pack(list(ids)),
                **expiry,
            }
            for chunk, ids in enumerate(chunks)
        ]
        items.append({"pk": pk, "sk": "PLAN", "plan": pack(plan.model_dump(mode="json")), **expiry})
        self._table.write_batch(puts=items)
        changes = {
            "job_title": plan.title,
            "rubric_version": plan.rubric.version,
            "fingerprint": fingerprint,
            "prompt_version": OFFLINE_VERSION,
            "total": sum(len(ids) for ids in chunks),
            "chunk_count": len(chunks),
            "attempt": task.attempt + 1,
            "started_at": self._now(),
        }
        return self._move(task, "STARTED", "planned", "worker", changes, "#status = :pending")

    def read_plan(self, task: Task) -> Plan:
        """Return what the task ranks by."""
        item = self._table.get(keys.plan_key(task.tenant, task.task_id))
        if item is None:
            raise LostRaceError("the plan is gone, and so is the task")
        return Plan.model_validate(unpack(item["plan"]))

    def read_chunk(self, task: Task, chunk: int) -> list[str]:
        """Return the candidate ids of a chunk."""
        item = self._table.get(keys.chunk_key(task.tenant, task.task_id, chunk))
        if item is None:
            raise LostRaceError("the chunk is gone, and so is the task")
        return [str(one) for one in unpack(item["ids"])]

    def finish_chunk(self, task: Task, chunk: int, *, done: int, failed: int) -> Task:
        """Count a chunk's rows under its own name, so that twice counts once."""
        change = (
            "SET chunk_done.#chunk = :done, chunk_failed.#chunk = :failed"
            " ADD finished_chunks :chunks"
        )
        condition = Condition(
            f"{_RUNNING} AND attempt = :attempt",
            {
                ":done": done,
                ":failed": failed,
                ":chunks": {chunk},
                ":attempt": task.attempt,
                ":started": "STARTED",
                ":retry": "RETRY",
            },
            {**_STATUS_NAME, "#chunk": str(chunk)},
        )
        key = keys.task_key(task.tenant, task.task_id)
        return read_task(self._table.update(key, change, condition))

    def set_retrying(self, task: Task, *, retrying: bool, reason: str) -> Task:
        """Go from STARTED to RETRY or back."""
        status: Status = "RETRY" if retrying else "STARTED"
        required = "#status = :started" if retrying else "#status = :retry"
        return self._move(task, status, reason, "worker", {}, required)

    def succeed(self, task: Task, outcome: Outcome) -> Task:
        """End a running task well and let go of its lock."""
        changes = {
            "complete": outcome.complete,
            "warnings": list(outcome.warnings),
            "token_usage": pack(outcome.token_usage.model_dump()),
            "cost": _write_cost(outcome.estimated_cost_usd),
            "total": outcome.total,
            "finished_at": self._now(),
        }
        ended = self._move(task, "SUCCESS", "finished", "worker", changes, _RUNNING)
        self.release(ended)
        return ended

    def fail(self, task: Task, code: ErrorCode, reason: str, *, actor: str) -> Task:
        """End an unfinished task and let go of its lock."""
        changes = {"error_code": code, "error": reason, "finished_at": self._now()}
        ended = self._move(task, "FAILURE", code, actor, changes, _UNFINISHED)
        self.release(ended)
        return ended

    def _now(self) -> str:
        return write_time(self._clock())

    def _move(
        self,
        task: Task,
        status: Status,
        reason: str,
        actor: str,
        changes: Mapping[str, Any],
        required: str,
    ) -> Task:
        attempt = changes.get("attempt", task.attempt)
        event = Event(at=self._now(), status=status, actor=actor, reason=reason, attempt=attempt)
        kept = {name: value for name, value in changes.items() if value is not None}
        names = {f"#{name}": name for name in kept} | _STATUS_NAME
        values = {f":new_{name}": value for name, value in kept.items()}
        values |= {
            ":status": status,
            ":event": [event.model_dump()],
            ":fence": task.attempt,
        }
        states = {":pending": "PENDING", ":started": "STARTED", ":retry": "RETRY"}
        values |= {name: state for name, state in states.items() if name in required}
        sets = [f"#{name} = :new_{name}" for name in kept]
        change = f"SET {', '.join([*sets, '#status = :status'])}"
        change += ", events = list_append(events, :event)"
        condition = Condition(f"{required} AND attempt = :fence", values, names)
        key = keys.task_key(task.tenant, task.task_id)
        return read_task(self._table.update(key, change, condition))


def _write_cost(cost_usd: float | None) -> str | None:
    return None if cost_usd is None else repr(cost_usd)
