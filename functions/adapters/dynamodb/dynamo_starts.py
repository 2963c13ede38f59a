"""Accepting a start: the task, its lock, its key and its place, in one transaction."""

from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import ABSENT, PRESENT, Condition, Table, Update
from adapters.dynamodb.task_items import read_task, write_task
from adapters.dynamodb.translation import RefusedConditionError
from shortlist.errors import ConflictError, NotFoundError, TooManyError
from shortlist.idempotency import RequestKey, refuse_key
from shortlist.tasks.start import RunningAlready, StartedBefore
from shortlist.tasks.task import Task
from shortlist.times import Clock


class DynamoStarts:
    """A StartStore (shortlist.tasks.ports) in DynamoDB, with the locks and places of tasks."""

    def __init__(self, table: Table, catalogue: Table, clock: Clock) -> None:
        self._table = table
        self._catalogue = catalogue
        self._clock = clock

    def accept(
        self,
        task: Task,
        *,
        start: RequestKey | None,
        running_limit: int,
        stale_task_id: str | None = None,
    ) -> None:
        """Keep a new task, if the job post has candidates and nothing stands in the way."""
        parts = [
            self._checking_job(task),
            self._table.putting(write_task(task), ABSENT),
            self._locking(task, stale_task_id),
            self._counting(task, running_limit),
        ]
        if start:
            parts.append(self._remembering(task.tenant, start, task.task_id))
        try:
            self._table.transact(parts)
        except RefusedConditionError as error:
            raise _explain(error, running_limit) from error

    def remember_start(self, tenant: str, start: RequestKey, task_id: str) -> None:
        """Note that a key led to a task that was running already."""
        try:
            self._table.transact([self._remembering(tenant, start, task_id)])
        except RefusedConditionError:
            # The same key came twice at once; the other request noted the same task.
            return

    def free_places(self, tenant: str) -> bool:
        """Free the places of running tasks that have ended."""
        key = keys.running_key(tenant)
        item = self._table.get(key) or {}
        ended = {
            task_id for task_id in item.get("task_ids", ()) if self._has_ended(tenant, task_id)
        }
        if ended:
            self._table.update(key, Update("DELETE task_ids :tasks", {":tasks": ended}), PRESENT)
        return bool(ended)

    def _has_ended(self, tenant: str, task_id: str) -> bool:
        item = self._table.get(keys.task_key(tenant, task_id))
        return item is None or read_task(item).is_finished

    def release(self, task: Task) -> None:
        """Let go of the lock and of the place among the running tasks of a task that ended."""
        freed = Update("DELETE task_ids :task", {":task": {task.task_id}})
        mine = Condition("task_id = :task", {":task": task.task_id})
        lock = keys.lock_key(task.tenant, task.job_id, task.options.digest)
        for part in (
            self._table.updating(keys.running_key(task.tenant), freed, PRESENT),
            self._table.deleting(lock, mine),
        ):
            try:
                self._table.transact([part])
            except RefusedConditionError:
                # Released before, or taken over since.
                continue

    def taking_back(self, task: Task, stale_task_id: str) -> list[Any]:
        """Make the parts of a transaction that give a task its lock and place again.

        It may still have them.
        """
        return [
            self._locking(task, stale_task_id or task.task_id),
            self._table.updating(keys.running_key(task.tenant), _take_place(task)),
        ]

    def _checking_job(self, task: Task) -> Any:
        has_candidates = Condition("candidate_count > :none", {":none": 0})
        return self._catalogue.checking(keys.job_post_key(task.tenant, task.job_id), has_candidates)

    def _locking(self, task: Task, stale_task_id: str | None) -> Any:
        lock = {
            **keys.lock_key(task.tenant, task.job_id, task.options.digest)._asdict(),
            "task_id": task.task_id,
            "expires_at": task.expires_at,
        }
        if stale_task_id is None:
            return self._table.putting(lock, ABSENT)
        stale = Condition("attribute_not_exists(pk) OR task_id = :stale", {":stale": stale_task_id})
        return self._table.putting(lock, stale)

    def _counting(self, task: Task, running_limit: int) -> Any:
        has_room = Condition(
            "attribute_not_exists(task_ids) OR size(task_ids) < :limit", {":limit": running_limit}
        )
        key = keys.running_key(task.tenant)
        return self._table.updating(key, _take_place(task), has_room)

    def _remembering(self, tenant: str, start: RequestKey, task_id: str) -> Any:
        item = {
            **keys.idempotency_key(tenant, start.key_hash)._asdict(),
            "task_id": task_id,
            "body_hash": start.body_hash,
            "expires_at": start.expires_at,
        }
        unused = Condition(
            "attribute_not_exists(pk) OR expires_at < :now OR task_id = :stale",
            {":now": int(self._clock().timestamp()), ":stale": start.stale_owner},
        )
        return self._table.putting(item, unused)


def _take_place(task: Task) -> Update:
    return Update("ADD task_ids :task", {":task": {task.task_id}})


def _explain(error: RefusedConditionError, running_limit: int) -> Exception:
    job, task, lock, place, *key = error.items
    if key and key[0]:
        if "task_id" not in key[0]:
            return refuse_key()
        return StartedBefore(key[0]["task_id"], key[0]["body_hash"])
    if job is not None:
        return (
            ConflictError("the job post has no candidates yet")
            if job
            else NotFoundError("no such job post")
        )
    if lock:
        return RunningAlready(lock["task_id"])
    if place is not None:
        return TooManyError(f"{running_limit} rankings are running already; wait for one to end")
    return ConflictError("the task exists already" if task is not None else "start refused")
