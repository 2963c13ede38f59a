"""Tasks in the task table: each change of state is one conditional write."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from adapters.dynamodb import keys
from adapters.dynamodb.dynamo_endings import DynamoEndings
from adapters.dynamodb.dynamo_starts import DynamoStarts
from adapters.dynamodb.table import Table, Update
from adapters.dynamodb.task_items import (
    ACTIVE,
    REDRIVABLE,
    RETRYING,
    RUNNING,
    STARTED,
    UNFINISHED,
    UNPLANNED,
    Move,
    foresee,
    read_task,
    require,
    write_move,
)
from adapters.dynamodb.translation import Item, RefusedConditionError, pack
from shortlist.errors import LostRaceError, RetryableError
from shortlist.tasks.start import RunningAlready
from shortlist.tasks.task import ErrorCode, Status, Task
from shortlist.times import Clock, write_time

if TYPE_CHECKING:
    from shortlist.judging.errors import ServerRefusal
    from shortlist.tasks.ports import Outcome, Plan, Stamp


class DynamoTasks:
    """A TaskStore (shortlist.tasks.ports) in DynamoDB."""

    def __init__(
        self, table: Table, starts: DynamoStarts, endings: DynamoEndings, clock: Clock
    ) -> None:
        self._table = table
        self._starts = starts
        self._endings = endings
        self._clock = clock

    def get(self, tenant: str, task_id: str) -> Task | None:
        """Return a task, or None."""
        item = self._table.get(keys.task_key(tenant, task_id))
        return read_task(item) if item else None

    def begin(
        self, task: Task, plan: "Plan", chunks: Sequence[Sequence[str]], stamp: "Stamp"
    ) -> Task:
        """Write the plan and its chunks, then let the task start if it still waits."""
        plan_id = secrets.token_hex(4)
        self._table.write_batch(puts=_write_plan(task, plan_id, plan, chunks))
        changes = {
            "plan_id": plan_id,
            "job_title": plan.title,
            "rubric_version": plan.rubric.version,
            "fingerprint": stamp.fingerprint,
            "prompt_version": stamp.prompt_version,
            "total": sum(len(ids) for ids in chunks),
            "chunk_count": len(chunks),
            "started_at": task.started_at or self._now(),
        }
        removed = ("waiting", "waits_until")
        return self._move(task, Move(UNPLANNED, "STARTED", "planned", "worker", changes, removed))

    def wait(self, task: Task, *, waiting: int, total: int, until: str) -> Task:
        """Let an unplanned task start, and note for how many readings it waits."""
        changes = {"waiting": waiting, "total": total, "waits_until": until}
        if task.status == "STARTED":
            return self._note(task, changes)
        changes["started_at"] = self._now()
        return self._move(task, Move(UNPLANNED, "STARTED", "waits for readings", "worker", changes))

    def _note(self, task: Task, changes: Mapping[str, Any]) -> Task:
        """Change what a waiting task says, without an event."""
        sets = ", ".join(f"#{name} = :{name}" for name in changes)
        values = {f":{name}": value for name, value in changes.items()}
        update = Update(
            f"SET {sets}, updated_at = :now, sweeps = :zero",
            {**values, ":now": self._now(), ":zero": 0},
            {f"#{name}": name for name in changes},
        )
        key = keys.task_key(task.tenant, task.task_id)
        return read_task(self._table.update(key, update, require(UNPLANNED, task)))

    def note_refusal(self, task: Task, reason: "ServerRefusal") -> None:
        """Note why the model server answers nobody in this attempt."""
        noted = Update("SET refused_for = :reason", {":reason": reason})
        key = keys.task_key(task.tenant, task.task_id)
        self._table.update(key, noted, require(RUNNING, task))

    def set_retrying(self, task: Task, *, retrying: bool, reason: str) -> Task:
        """Go from STARTED to RETRY or back."""
        status: Status = "RETRY" if retrying else "STARTED"
        required = STARTED if retrying else RETRYING
        return self._move(task, Move(required, status, reason, "worker"))

    def succeed(self, task: Task, outcome: "Outcome") -> Task:
        """End a running task well and let go of its lock."""
        changes = {
            "complete": outcome.complete,
            "warnings": list(outcome.warnings),
            "token_usage": pack(outcome.token_usage.model_dump()),
            "cost": _write_cost(outcome.estimated_cost_usd),
            "total": outcome.total,
            "scored_by": dict(outcome.scored_by),
            "finished_at": self._now(),
        }
        return self._end(task, Move(RUNNING, "SUCCESS", "finished", "worker", changes))

    def fail(self, task: Task, code: ErrorCode, reason: str, *, actor: str) -> Task:
        """End an unfinished task and let go of its lock."""
        changes = {"error_code": code, "error": reason, "finished_at": self._now()}
        return self._end(task, Move(UNFINISHED, "FAILURE", code, actor, changes))

    def _end(self, task: Task, move: Move) -> Task:
        """End a task and keep that its end is to be told, in one transaction."""
        # Loaded for this alone: who asks for a status or starts a ranking ends none.
        from shortlist.tasks.ending import describe_ending  # noqa: PLC0415

        update, condition = write_move(task, move, self._now())
        key = keys.task_key(task.tenant, task.task_id)
        foreseen = foresee(task, move)
        moving = self._table.updating(key, update, condition)
        self._table.transact(
            [moving, self._endings.keeping(describe_ending(foreseen), task.expires_at)]
        )
        item = self._table.get(key)
        # A transaction does not tell what it wrote, and the task may be gone by now.
        ended = read_task(item) if item else foreseen
        # It has ended, whatever becomes of its lock and place: the next start takes them over.
        with suppress(RetryableError):
            self._starts.release(ended)
        return ended

    def note_sweep(self, task: Task) -> Task:
        """Count a sweep, so that the next one waits longer."""
        counted = Update("SET sweeps = sweeps + :one", {":one": 1})
        key = keys.task_key(task.tenant, task.task_id)
        return read_task(self._table.update(key, counted, require(UNFINISHED, task)))

    def redrive(
        self, task: Task, *, actor: str, soft_at: str, hard_at: str, stale_task_id: str = ""
    ) -> Task:
        """Start the next attempt of a task, with its lock and its place, in one transaction."""
        changes = {
            "attempt": task.attempt + 1,
            "soft_deadline_at": soft_at,
            "hard_deadline_at": hard_at,
            "active_pk": ACTIVE,
        }
        status: Status = "STARTED" if task.chunk_count else "PENDING"
        removed = ("error", "error_code", "finished_at", "refused_for")
        move = Move(REDRIVABLE, status, "redriven", actor, changes, removed)
        update, condition = write_move(task, move, self._now())
        key = keys.task_key(task.tenant, task.task_id)
        moving = self._table.updating(key, update, condition)
        try:
            self._table.transact([moving, *self._starts.taking_back(task, stale_task_id)])
        except RefusedConditionError as refused:
            _, lock, *_ = [*refused.items, None]
            if lock:
                raise RunningAlready(lock["task_id"]) from None
            raise
        item = self._table.get(key)
        if item is None:
            raise LostRaceError("the task is gone")
        return read_task(item)

    def _now(self) -> str:
        return write_time(self._clock())

    def _move(self, task: Task, move: Move) -> Task:
        update, condition = write_move(task, move, self._now())
        key = keys.task_key(task.tenant, task.task_id)
        return read_task(self._table.update(key, update, condition))


def _write_plan(
    task: Task, plan_id: str, plan: "Plan", chunks: Sequence[Sequence[str]]
) -> list[Item]:
    expiry = {"expires_at": task.expires_at}
    items: list[Item] = [
        {
            **keys.chunk_key(task.tenant, task.task_id, plan_id, chunk)._asdict(),
            "ids": pack(list(ids)),
            **expiry,
        }
        for chunk, ids in enumerate(chunks)
    ]
    key = keys.plan_key(task.tenant, task.task_id, plan_id)
    packed = pack(plan.model_dump(mode="json"))
    return [*items, {**key._asdict(), "plan": packed, **expiry}]


def _write_cost(cost_usd: float | None) -> str | None:
    return None if cost_usd is None else repr(cost_usd)
