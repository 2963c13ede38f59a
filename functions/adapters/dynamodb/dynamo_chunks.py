"""The plan of a task and its chunks: read, leased, counted."""

from collections.abc import Mapping
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Key, Table, Update, under
from adapters.dynamodb.task_items import RUNNING, read_task, require
from adapters.dynamodb.translation import Item, RefusedConditionError, unpack
from shortlist.errors import LostRaceError
from shortlist.tasks.ports import Plan
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

_FREE = (
    "attribute_exists(pk) AND"
    " (attribute_not_exists(lease_until) OR lease_until < :now"
    " OR lease_owner = :owner OR lease_attempt < :attempt)"
)
_COUNTS = (
    "chunk_done.#chunk = :done, chunk_failed.#chunk = :failed, updated_at = :now, sweeps = :zero"
)
_AHEAD = (
    "(attribute_not_exists(chunk_done.#chunk)"
    " OR (chunk_done.#chunk <= :done AND chunk_failed.#chunk <= :failed))"
)
# After a redrive, rows that had failed may be done.
_AHEAD_OR_BETTER = f"({_AHEAD} OR chunk_done.#chunk < :done)"
_NOTED = "attribute_exists(chunk_done.#chunk)"
_UNFINISHED = "NOT contains(finished_chunks, :chunk)"


class DynamoChunks:
    """A ChunkStore (shortlist.tasks.ports) in DynamoDB."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def read_plan(self, task: Task) -> Plan:
        """Return what the task ranks by."""
        item = self._table.get(keys.plan_key(task.tenant, task.task_id, task.plan_id or ""))
        if item is None:
            raise LostRaceError("the plan is gone, and so is the task")
        return Plan.model_validate(unpack(item["plan"]))

    def list_candidate_ids(self, task: Task) -> list[str]:
        """Return the ids of all candidates that the task was planned for, in order."""
        prefix = keys.chunk_prefix(task.plan_id or "")
        condition = under(keys.task_pk(task.tenant, task.task_id), prefix)
        return [
            one for page in self._table.query(condition) for item in page for one in _read_ids(item)
        ]

    def lease_chunk(self, task: Task, chunk: int, *, owner: str, until: str) -> list[str] | None:
        """Take a chunk until a time, unless another worker has it."""
        now = write_time(self._clock())
        update = Update(
            "SET lease_owner = :owner, lease_until = :until, lease_attempt = :attempt",
            {":owner": owner, ":until": until, ":attempt": task.attempt},
        )
        free = Condition(_FREE, {":owner": owner, ":attempt": task.attempt, ":now": now})
        try:
            item = self._table.update(_chunk_key(task, chunk), update, free)
        except RefusedConditionError:
            if self._table.get(_chunk_key(task, chunk)) is None:
                raise LostRaceError("the chunk is gone, and so is the task") from None
            return None
        return _read_ids(item)

    def release_chunk(self, task: Task, chunk: int, *, owner: str) -> None:
        """Let go of a chunk, if this owner has it."""
        condition = Condition("lease_owner = :owner", {":owner": owner})
        try:
            update = Update("REMOVE lease_owner, lease_until")
            self._table.update(_chunk_key(task, chunk), update, condition)
        except RefusedConditionError:
            # The lease ran out, and somebody else has the chunk now.
            return

    def note_rows(self, task: Task, chunk: int, *, done: int, failed: int) -> None:
        """Note how far a chunk is, unless it is known to be farther."""
        counts = {":done": done, ":failed": failed}
        update = self._count(chunk, f"SET {_COUNTS}", counts)
        condition = _require_running(task, chunk, _AHEAD, counts)
        try:
            self._table.update(_task_key(task), update, condition)
        except RefusedConditionError:
            self._read_running(task)

    def finish_chunk(self, task: Task, chunk: int, *, done: int, failed: int) -> Task:
        """Count a chunk's rows under its own name, once: the first count stands.

        Rows that were noted before and are gone by now stay counted: progress never runs back.
        """
        counts = {":done": done, ":failed": failed}
        try:
            return self._close_chunk(task, chunk, f"SET {_COUNTS}", _AHEAD_OR_BETTER, counts)
        except RefusedConditionError:
            known = self._read_running(task)
        if chunk in known.finished_chunks:
            return known
        try:
            change = "SET updated_at = :now, sweeps = :zero"
            return self._close_chunk(task, chunk, change, _NOTED, {})
        except RefusedConditionError:
            return self._read_running(task)

    def _close_chunk(
        self,
        task: Task,
        chunk: int,
        change: str,
        state: str,
        counts: Mapping[str, int],
    ) -> Task:
        closed = {**counts, ":chunks": {chunk}}
        update = self._count(chunk, f"{change} ADD finished_chunks :chunks", closed)
        values = {**counts, ":chunk": chunk}
        condition = _require_running(task, chunk, f"{_UNFINISHED} AND {state}", values)
        return read_task(self._table.update(_task_key(task), update, condition))

    def _count(self, chunk: int, change: str, values: Mapping[str, Any]) -> Update:
        moment = {":zero": 0, ":now": write_time(self._clock())}
        return Update(change, {**values, **moment}, {"#chunk": str(chunk)})

    def _read_running(self, task: Task) -> Task:
        """Return the task as it is; raise LostRaceError if it has ended or gone on without us."""
        item = self._table.get(_task_key(task))
        known = read_task(item) if item else None
        if known is None or not known.is_running or known.attempt != task.attempt:
            raise LostRaceError("the task has ended")
        return known


def _require_running(task: Task, chunk: int, state: str, values: Mapping[str, int]) -> Condition:
    return require(f"{RUNNING} AND {state}", task, values, {"#chunk": str(chunk)})


def _task_key(task: Task) -> Key:
    return keys.task_key(task.tenant, task.task_id)


def _chunk_key(task: Task, chunk: int) -> Key:
    return keys.chunk_key(task.tenant, task.task_id, task.plan_id or "", chunk)


def _read_ids(item: Item) -> list[str]:
    return [str(one) for one in unpack(item["ids"])]
