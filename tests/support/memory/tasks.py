"""Ranking tasks, rows and pages in memory, under the conditions of the real store."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from shortlist.erasure import Erasure
from shortlist.errors import ConflictError, LostRaceError, NotFoundError, TooManyError
from shortlist.idempotency import RequestKey
from shortlist.judging.errors import ServerRefusal
from shortlist.queries import ListPage
from shortlist.tasks.ending import Ending, describe_ending
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.ports import Outcome, Plan, Spent, Stamp, TaskFilter, TaskName
from shortlist.tasks.rows import ROWS_A_PAGE, StoredRow
from shortlist.tasks.start import RunningAlready, StartedBefore
from shortlist.tasks.task import ErrorCode, Event, Status, Task
from shortlist.times import Clock, write_time
from tests.support.memory.catalogue import MemoryCatalogue
from tests.support.memory.probe import Probe

_UNFINISHED: tuple[Status, ...] = ("PENDING", "STARTED", "RETRY")
_RUNNING: tuple[Status, ...] = ("STARTED", "RETRY")


@dataclass
class _Kept:
    """What is kept beside a task."""

    plan: Plan
    chunks: list[list[str]]


@dataclass(frozen=True)
class _Move:
    status: Status
    reason: str
    actor: str
    changes: Mapping[str, Any] = field(default_factory=dict)


class _Lease(NamedTuple):
    owner: str
    until: str
    attempt: int

    def holds(self, attempt: int, now: str) -> bool:
        return self.attempt >= attempt and self.until >= now


class MemorySpending:
    """A SpendLedger (shortlist.tasks.ports)."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, str], dict[str, Decimal]] = {}

    def add(self, task: Task, cost_usd: Decimal) -> Spent:
        """Count a cost on the day on which the task began."""
        day = self._days.setdefault((task.tenant, task.created_at[:10]), {})
        day[task.task_id] = day.get(task.task_id, Decimal(0)) + cost_usd
        return Spent(task_usd=day[task.task_id], day_usd=sum(day.values(), Decimal(0)))


class MemoryTasks:
    """All stores of the task table in one (shortlist.tasks.ports, ErasureStore, EndingStore)."""

    def __init__(
        self, catalogue: MemoryCatalogue, clock: Clock, probe: Probe | None = None
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._probe = probe or Probe()
        self._tasks: dict[TaskName, Task] = {}
        self._kept: dict[TaskName, _Kept] = {}
        self._rows: dict[tuple[str, str, str], dict[str, StoredRow]] = {}
        self._pages: dict[TaskName, list[list[dict[str, Any]]]] = {}
        self._endings: dict[tuple[str, str, int], Ending] = {}
        self._erasures: dict[ErasureMessage, Erasure] = {}
        self._locks: dict[tuple[str, str, str], str] = {}
        self._running: dict[str, set[str]] = {}
        self._leases: dict[tuple[TaskName, int], _Lease] = {}
        self._starts: dict[tuple[str, str], tuple[RequestKey, str]] = {}

    def accept(
        self,
        task: Task,
        *,
        start: RequestKey | None,
        running_limit: int,
        stale_task_id: str | None = None,
    ) -> None:
        """Keep a new task, if the job post has candidates and nothing stands in the way."""
        self._probe("tasks.accept")
        job = self._catalogue.get_job_post(task.tenant, task.job_id)
        holder = self._locks.get(_lock(task))
        running = self._running.setdefault(task.tenant, set())
        if start and (before := self._find_start(task.tenant, start)):
            raise StartedBefore(before[1], before[0].body_hash)
        if job is None:
            raise NotFoundError("no such job post")
        if not job.candidate_count:
            raise ConflictError("the job post has no candidates yet")
        if holder is not None and holder != stale_task_id:
            raise RunningAlready(holder)
        if len(running) >= running_limit:
            raise TooManyError(f"{running_limit} rankings are running already")
        if _name(task) in self._tasks:
            raise ConflictError("the task exists already")
        self._tasks[_name(task)] = task
        self._locks[_lock(task)] = task.task_id
        running.add(task.task_id)
        if start:
            self._starts[task.tenant, start.key_hash] = (start, task.task_id)
        self._probe("tasks.accept done")

    def remember_start(self, tenant: str, start: RequestKey, task_id: str) -> None:
        """Note that a key led to a task that was running already; the first note stands."""
        self._probe("tasks.remember_start")
        if not self._find_start(tenant, start):
            self._starts[tenant, start.key_hash] = (start, task_id)

    def free_places(self, tenant: str) -> bool:
        """Free the places that tasks which have ended still take."""
        self._probe("tasks.free_places")
        running = self._running.get(tenant, set())
        known = {task_id: self.peek(tenant, task_id) for task_id in running}
        ended = {task_id for task_id, task in known.items() if task is None or task.is_finished}
        running -= ended
        return bool(ended)

    def get(self, tenant: str, task_id: str) -> Task | None:
        """Return a task, or None."""
        self._probe("tasks.get")
        return self.peek(tenant, task_id)

    def peek(self, tenant: str, task_id: str) -> Task | None:
        """Return a task to the test, past the probe."""
        return self._tasks.get(TaskName(tenant, task_id))

    def peek_rows(self, tenant: str) -> list[StoredRow]:
        """Return every row that is kept for a tenant to the test."""
        kept = [rows for (owner, _, _), rows in self._rows.items() if owner == tenant]
        return [row for rows in kept for row in rows.values()]

    def peek_contents(self) -> list[Any]:
        """Return everything that is kept to the test."""
        return [self._tasks, self._kept, self._rows, self._pages]

    def list_tasks(self, wanted: TaskFilter, limit: int, after: str | None) -> ListPage[Task]:
        """Return one page of tasks, newest first."""
        now = self._clock().timestamp()
        found = {
            f"{task.created_at}#{task.tenant}#{task.task_id}": task
            for task in self._tasks.values()
            if (wanted.including_expired or task.expires_at > now)
            and wanted.tenant in {None, task.tenant}
            and wanted.status in {None, task.status}
            and wanted.job_id in {None, task.job_id}
        }
        places = sorted((one for one in found if after is None or one < after), reverse=True)
        chosen = places[:limit]
        return ListPage([found[one] for one in chosen], chosen[-1] if len(places) > limit else None)

    def begin(self, task: Task, plan: Plan, chunks: Sequence[Sequence[str]], stamp: Stamp) -> Task:
        """Keep the plan with its chunks and let the task start, if it still waits."""
        self._probe("tasks.begin plan")
        self._require(task, _UNFINISHED, is_planned=False)
        self._kept[_name(task)] = _Kept(plan, [list(ids) for ids in chunks])
        changes = {
            "job_title": plan.title,
            "rubric_version": plan.rubric.version,
            "fingerprint": stamp.fingerprint,
            "prompt_version": stamp.prompt_version,
            "total": sum(len(ids) for ids in chunks),
            "chunk_count": len(chunks),
            "started_at": task.started_at or self._now(),
            "waiting": 0,
            "waits_until": None,
        }
        move = _Move("STARTED", "planned", "worker", changes)
        return self._move(task, _UNFINISHED, move, is_planned=False)

    def wait(self, task: Task, *, waiting: int, total: int, until: str) -> Task:
        """Let an unplanned task start, and note for how many readings it waits."""
        self._probe("tasks.wait")
        changes = {"waiting": waiting, "total": total, "waits_until": until}
        if task.status == "STARTED":
            known = self._require(task, _UNFINISHED, is_planned=False)
            return self._save(known, {**changes, "updated_at": self._now(), "sweeps": 0})
        changes["started_at"] = self._now()
        move = _Move("STARTED", "waits for readings", "worker", changes)
        return self._move(task, _UNFINISHED, move, is_planned=False)

    def read_plan(self, task: Task) -> Plan:
        """Return what the task ranks by."""
        self._probe("tasks.read_plan")
        return self._find_kept(task).plan

    def _read_chunk(self, task: Task, chunk: int) -> list[str]:
        self._probe("tasks.read_chunk")
        chunks = self._find_kept(task).chunks
        if chunk >= len(chunks):
            raise LostRaceError("the chunk is gone, and so is the task")
        return list(chunks[chunk])

    def lease_chunk(self, task: Task, chunk: int, *, owner: str, until: str) -> list[str] | None:
        """Take a chunk until a time, unless another worker has it."""
        self._probe("tasks.lease_chunk")
        ids = self._read_chunk(task, chunk)
        lease = self._leases.get((_name(task), chunk))
        if lease and lease.holds(task.attempt, self._now()) and lease.owner != owner:
            return None
        self._leases[_name(task), chunk] = _Lease(owner, until, task.attempt)
        self._probe("tasks.lease_chunk done")
        return ids

    def release_chunk(self, task: Task, chunk: int, *, owner: str) -> None:
        """Let go of a chunk, if this owner has it."""
        self._probe("tasks.release_chunk")
        lease = self._leases.get((_name(task), chunk))
        if lease and lease.owner == owner:
            del self._leases[_name(task), chunk]

    def note_rows(self, task: Task, chunk: int, *, done: int, failed: int) -> None:
        """Note how far a chunk is, unless it is known to be farther."""
        self._probe("tasks.note_rows")
        known = self._require(task, _RUNNING)
        name = str(chunk)
        is_ahead = (
            known.chunk_done.get(name, 0) <= done and known.chunk_failed.get(name, 0) <= failed
        )
        if is_ahead:
            changes = {
                "chunk_done": {**known.chunk_done, name: done},
                "chunk_failed": {**known.chunk_failed, name: failed},
                "updated_at": self._now(),
                "sweeps": 0,
            }
            self._save(known, changes)

    def finish_chunk(self, task: Task, chunk: int, *, done: int, failed: int) -> Task:
        """Count a chunk once; the first count stands."""
        self._probe("tasks.finish_chunk")
        known = self._require(task, _RUNNING)
        if chunk not in known.finished_chunks:
            changes: dict[str, Any] = {
                "finished_chunks": known.finished_chunks | {chunk},
                "updated_at": self._now(),
                "sweeps": 0,
            }
            key = str(chunk)
            noted_done, noted_failed = known.chunk_done.get(key, 0), known.chunk_failed.get(key, 0)
            if noted_done < done or (noted_done == done and noted_failed <= failed):
                changes["chunk_done"] = {**known.chunk_done, key: done}
                changes["chunk_failed"] = {**known.chunk_failed, key: failed}
            known = self._save(known, changes)
        self._probe("tasks.finish_chunk done")
        return known

    def note_refusal(self, task: Task, reason: ServerRefusal) -> None:
        """Note why the model server answers nobody in this attempt."""
        self._probe("tasks.note_refusal")
        self._save(self._require(task, _RUNNING), {"refused_for": reason})

    def set_retrying(self, task: Task, *, retrying: bool, reason: str) -> Task:
        """Go from STARTED to RETRY or back."""
        required: Status = "STARTED" if retrying else "RETRY"
        status: Status = "RETRY" if retrying else "STARTED"
        return self._move(task, (required,), _Move(status, reason, "worker"))

    def succeed(self, task: Task, outcome: Outcome) -> Task:
        """End a running task well and let go of its lock."""
        changes = {**outcome.model_dump(exclude={"token_usage"}), "finished_at": self._now()}
        changes["token_usage"] = outcome.token_usage
        ended = self._move(task, _RUNNING, _Move("SUCCESS", "finished", "worker", changes))
        self._release(ended)
        return ended

    def fail(self, task: Task, code: ErrorCode, reason: str, *, actor: str) -> Task:
        """End an unfinished task and let go of its lock."""
        changes = {"error_code": code, "error": reason, "finished_at": self._now()}
        ended = self._move(task, _UNFINISHED, _Move("FAILURE", code, actor, changes))
        self._release(ended)
        return ended

    def list_unfinished(self) -> Iterator[TaskName]:
        """Yield the tasks that have not ended, oldest first."""
        self._probe("tasks.list_unfinished")
        for task in sorted(self._tasks.values(), key=lambda one: one.created_at):
            if not task.is_finished:
                yield _name(task)

    def note_sweep(self, task: Task) -> Task:
        """Count a sweep, so that the next one waits longer."""
        self._probe("tasks.note_sweep")
        known = self._require(task, _UNFINISHED)
        return self._save(known, {"sweeps": known.sweeps + 1})

    def redrive(
        self, task: Task, *, actor: str, soft_at: str, hard_at: str, stale_task_id: str = ""
    ) -> Task:
        """Start the next attempt of a task that failed for want of workers or time."""
        known = self._tasks.get(_name(task))
        if known is None or known.error_code not in {"dead_letter", "time_limit"}:
            raise LostRaceError("only a dead-lettered or overdue task goes on")
        holder = self._locks.get(_lock(task))
        if holder is not None and holder not in {task.task_id, stale_task_id}:
            raise RunningAlready(holder)
        changes = {
            "attempt": task.attempt + 1,
            "soft_deadline_at": soft_at,
            "hard_deadline_at": hard_at,
            "error": None,
            "error_code": None,
            "finished_at": None,
            "refused_for": None,
        }
        status: Status = "STARTED" if known.chunk_count else "PENDING"
        moved = self._move(task, ("FAILURE",), _Move(status, "redriven", actor, changes))
        self._locks[_lock(task)] = task.task_id
        self._running.setdefault(task.tenant, set()).add(task.task_id)
        return moved

    def read_rows(self, task: Task, first_id: str, last_id: str) -> dict[str, StoredRow]:
        """Return the rows kept for the task's fingerprint whose ids lie between two ids."""
        self._probe("rows.read")
        rows = self._rows.get(_rows(task), {})
        return {one: row for one, row in sorted(rows.items()) if first_id <= one <= last_id}

    def count_rows(self, tenant: str, job_id: str, fingerprint: str) -> int:
        """Return how many rows of a fingerprint are final."""
        rows = self._rows.get((tenant, job_id, fingerprint), {})
        return sum(row.is_final for row in rows.values())

    def write_rows(self, task: Task, rows: Iterable[StoredRow]) -> None:
        """Keep rows one by one, so that a fault may leave some of them kept."""
        for row in rows:
            self._probe("rows.write")
            copied = replace(row, row=_copy(row.row))
            self._rows.setdefault(_rows(task), {})[row.candidate_id] = copied

    def write_pages(self, task: Task, ranked: Sequence[Mapping[str, Any]]) -> None:
        """Keep ranked rows as pages of a hundred."""
        self._probe("rows.write_pages")
        self._require(task, _RUNNING)
        starts = range(0, len(ranked), ROWS_A_PAGE)
        pages = [_copy(list(ranked[start : start + ROWS_A_PAGE])) for start in starts]
        self._pages[_name(task)] = pages

    def read_page(self, task: Task, page: int) -> list[dict[str, Any]]:
        """Return one page of ranked rows; empty behind the end."""
        pages = self._pages.get(_name(task), [])
        rows = list(_copy(pages[page])) if page < len(pages) else []
        hidden = {
            one.candidate_id
            for one in self._erasures.values()
            if (one.tenant, one.job_id) == (task.tenant, task.job_id)
            and one.erased_at >= task.created_at
        }
        if None in hidden:
            raise NotFoundError("no such task")
        return [row for row in rows if row["candidate_id"] not in hidden]

    def begin_erasure(self, erasure: Erasure) -> None:
        """Note an erasure, which hides the candidate."""
        self._probe("erasures.begin")
        self._erasures[erasure.message] = erasure
        self._probe("erasures.begin done")

    def read_erasure(self, message: ErasureMessage) -> Erasure | None:
        """Return an erasure that is not whole yet."""
        self._probe("erasures.read")
        return self._erasures.get(message)

    def note_erasure(self, erasure: Erasure) -> None:
        """Note how far an erasure is, unless it is whole by now."""
        self._probe("erasures.note")
        if erasure.message in self._erasures:
            self._erasures[erasure.message] = erasure

    def finish_erasure(self, erasure: Erasure) -> None:
        """Forget an erasure that is whole."""
        self._probe("erasures.finish")
        self._erasures.pop(erasure.message, None)

    def list_erasures(self) -> Iterator[Erasure]:
        """Yield all erasures that are not whole, oldest first."""
        yield from sorted(self._erasures.values(), key=lambda one: one.erased_at)

    def list_endings(self) -> Iterator[Ending]:
        """Yield all endings that are kept, oldest first."""
        self._probe("endings.list")
        yield from sorted(self._endings.values(), key=lambda one: one.ended_at)

    def forget_ending(self, ending: Ending) -> None:
        """Forget an ending."""
        self._probe("endings.forget")
        self._endings.pop((ending.tenant, ending.task_id, ending.attempt), None)

    def list_candidate_ids(self, task: Task) -> list[str]:
        """Return the ids of all candidates that the task was planned for, in order."""
        self._probe("rows.list_candidate_ids")
        kept = self._kept.get(_name(task))
        return [one for ids in kept.chunks for one in ids] if kept else []

    def erase_candidate(self, task: Task, candidate_id: str) -> None:
        """Remove a candidate from the task's rows and pages; the others keep their ranks."""
        self._probe("rows.erase_candidate")
        self._rows.get(_rows(task), {}).pop(candidate_id, None)
        self._pages[_name(task)] = [
            [row for row in page if row["candidate_id"] != candidate_id]
            for page in self._pages.get(_name(task), [])
        ]

    def delete_results(self, task: Task) -> None:
        """Delete the task with its plan, chunks, rows and pages."""
        self._probe("rows.delete_results")
        self._rows.pop(_rows(task), None)
        for kept in (self._tasks, self._kept, self._pages):
            kept.pop(_name(task), None)

    def _find_start(self, tenant: str, start: RequestKey) -> tuple[RequestKey, str] | None:
        known = self._starts.get((tenant, start.key_hash))
        if known is None or known[0].expires_at < int(self._clock().timestamp()):
            return None
        return None if known[1] == start.stale_owner else known

    def _find_kept(self, task: Task) -> _Kept:
        kept = self._kept.get(_name(task))
        if kept is None:
            raise LostRaceError("the plan is gone, and so is the task")
        return kept

    def _require(
        self, task: Task, statuses: Sequence[Status], *, is_planned: bool | None = None
    ) -> Task:
        known = self._tasks.get(_name(task))
        if known is None or known.status not in statuses or known.attempt != task.attempt:
            raise LostRaceError("a conditional write was refused")
        if is_planned is not None and known.is_planned != is_planned:
            raise LostRaceError("the task is planned already")
        return known

    def _move(
        self,
        task: Task,
        statuses: Sequence[Status],
        move: _Move,
        *,
        is_planned: bool | None = None,
    ) -> Task:
        self._probe(f"tasks.move {move.reason}")
        known = self._require(task, statuses, is_planned=is_planned)
        now = self._now()
        event = Event(
            at=now,
            status=move.status,
            actor=move.actor,
            reason=move.reason,
            attempt=move.changes.get("attempt", known.attempt),
        )
        changes = {
            **move.changes,
            "status": move.status,
            "updated_at": now,
            "sweeps": 0,
            "events": (*known.events, event),
        }
        moved = self._save(known, changes)
        self._probe(f"tasks.move {move.reason} done")
        return moved

    def _save(self, known: Task, changes: Mapping[str, Any]) -> Task:
        saved = known.model_copy(update=dict(changes))
        self._tasks[_name(saved)] = saved
        if saved.is_finished:
            ending = describe_ending(saved)
            self._endings[saved.tenant, saved.task_id, saved.attempt] = ending
        return saved

    def _release(self, task: Task) -> None:
        self._probe("tasks.release place")
        self._running.get(task.tenant, set()).discard(task.task_id)
        self._probe("tasks.release lock")
        if self._locks.get(_lock(task)) == task.task_id:
            del self._locks[_lock(task)]

    def _now(self) -> str:
        return write_time(self._clock())


def _name(task: Task) -> TaskName:
    return TaskName(task.tenant, task.task_id)


def _lock(task: Task) -> tuple[str, str, str]:
    return (task.tenant, task.job_id, task.options.digest)


def _rows(task: Task) -> tuple[str, str, str]:
    return (task.tenant, task.job_id, task.fingerprint or "")


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))
