"""CloudWatch metrics: what is counted and by what, each written to the log as it happens.

A record is one line in the embedded metric format, written at once: a worker that is killed a
moment later has still counted. The line names the task, so that a saved query finds it; a
dimension never does, and neither holds a person's name. docs/watching.md shows where to look.
"""

from collections.abc import Container, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from shortlist.tasks.task import ErrorCode, Task, TokenUsage

if TYPE_CHECKING:
    from shortlist.reading.reading_state import Reading
    from shortlist.tasks.observer import ChunkWork

NAMESPACE = "Shortlist"
_SERVICE = "shortlist"

Dimension = Literal["kind", "model", "outcome", "ranker", "reason", "scored_by"]
Outcome = Literal[ErrorCode, "success", "incomplete"]
LetterKind = Literal["task", "superseded", "unreadable"]


class Metric(StrEnum):
    """The names of our metrics; infra/ uses no others."""

    TASKS_STARTED = "TasksStarted"
    TASKS_ENDED = "TasksEnded"
    TASKS_RETRIED = "TasksRetried"
    TASKS_SENT_AGAIN = "TasksSentAgain"
    TASKS_UNFINISHED = "TasksUnfinished"
    RANKINGS_UNSCORED = "RankingsUnscored"
    TASK_SECONDS = "TaskSeconds"
    OVERRUN_SECONDS = "OverrunSeconds"
    QUEUE_WAIT_SECONDS = "QueueWaitSeconds"
    CHUNK_SECONDS = "ChunkSeconds"
    ROW_SECONDS = "RowSeconds"
    ROWS_SCORED = "RowsScored"
    ROWS_REUSED = "RowsReused"
    RESUMES_FAILED = "ResumesFailed"
    READINGS_ENDED = "ReadingsEnded"
    TOKENS = "Tokens"
    MODEL_CALLS = "ModelCalls"
    MODEL_RETRIES = "ModelRetries"
    UNPRICED_CALLS = "UnpricedCalls"
    COST_USD = "CostUsd"
    DEAD_LETTERS = "DeadLetters"
    SWEEPER_BEATS = "SweeperBeats"
    SLOTS_WITHOUT_ROOM = "SlotsWithoutRoom"


class Shape(NamedTuple):
    """A metric's unit, and the sets of dimensions that it is added up by."""

    unit: MetricUnit = MetricUnit.Count
    dimension_sets: tuple[tuple[Dimension, ...], ...] = ((),)


# Every set is of few values, because CloudWatch bills each combination as a metric of its own, and
# each is read by an alarm or the dashboard (tests/template/test_infra.py).
# To all of them comes `service`, the name of the stack.
SHAPES: Mapping[Metric, Shape] = {
    Metric.TASKS_STARTED: Shape(dimension_sets=(("ranker",),)),
    Metric.TASKS_ENDED: Shape(dimension_sets=(("outcome",),)),
    Metric.TASKS_RETRIED: Shape(),
    Metric.TASKS_SENT_AGAIN: Shape(),
    Metric.TASKS_UNFINISHED: Shape(),
    Metric.RANKINGS_UNSCORED: Shape(),
    Metric.TASK_SECONDS: Shape(MetricUnit.Seconds, (("ranker",),)),
    Metric.OVERRUN_SECONDS: Shape(MetricUnit.Seconds),
    Metric.QUEUE_WAIT_SECONDS: Shape(MetricUnit.Seconds),
    Metric.CHUNK_SECONDS: Shape(MetricUnit.Seconds, (("ranker",),)),
    Metric.ROW_SECONDS: Shape(MetricUnit.Seconds, (("ranker",),)),
    Metric.ROWS_SCORED: Shape(dimension_sets=(("scored_by", "reason"),)),
    Metric.ROWS_REUSED: Shape(dimension_sets=(("ranker",),)),
    Metric.RESUMES_FAILED: Shape(),
    Metric.READINGS_ENDED: Shape(dimension_sets=(("outcome",),)),
    Metric.TOKENS: Shape(dimension_sets=(("kind",),)),
    Metric.MODEL_CALLS: Shape(),
    Metric.MODEL_RETRIES: Shape(),
    Metric.UNPRICED_CALLS: Shape(),
    Metric.COST_USD: Shape(MetricUnit.NoUnit, ((), ("model",))),
    Metric.DEAD_LETTERS: Shape(dimension_sets=(("kind",),)),
    Metric.SWEEPER_BEATS: Shape(),
    Metric.SLOTS_WITHOUT_ROOM: Shape(),
}


class CloudWatchObserver:
    """A TaskObserver that counts (shortlist.tasks.observer).

    A caller chooses the model's name, so only those in `known_models` become a dimension.
    """

    def __init__(self, known_models: Container[str] = ()) -> None:
        self._known_models = known_models

    def started(self, task: Task) -> None:
        """Count a start that was accepted."""
        _record("task started", {Metric.TASKS_STARTED: 1}, _by_ranker(task), _name(task))

    def planned(self, task: Task) -> None:
        """Record how long a task waited for its first worker."""
        waited = _count_seconds(_find_beginning(task), task.started_at)
        fields = {**_name(task), "seconds": waited, "chunks": task.chunk_count, "rows": task.total}
        _record("task planned", {Metric.QUEUE_WAIT_SECONDS: waited}, {}, fields)

    def chunk_done(self, task: Task, work: "ChunkWork") -> None:
        """Record a chunk's time and its rows by scorer and reason."""
        scored = sum(work.scored.values())
        values = {Metric.CHUNK_SECONDS: work.seconds}
        if scored:
            values[Metric.ROW_SECONDS] = work.seconds / scored
        if work.reused:
            values[Metric.ROWS_REUSED] = work.reused
        fields = {"chunk": work.chunk, "seconds": work.seconds, "rows": scored}
        _record("chunk done", values, _by_ranker(task), {**_name(task), **fields})
        for (scorer, reason), rows in work.scored.items():
            by: dict[Dimension, str] = {"scored_by": scorer, "reason": reason}
            _record("rows scored", {Metric.ROWS_SCORED: rows}, by, _name(task))

    def spent(self, task: Task, usage: TokenUsage, cost_usd: float | None) -> None:
        """Record tokens, calls and cost; without a price the calls are counted apart."""
        values: dict[Metric, float] = {
            Metric.MODEL_CALLS: usage.calls,
            Metric.MODEL_RETRIES: usage.retries,
        }
        if cost_usd is None:
            values[Metric.UNPRICED_CALLS] = usage.calls
        fields = {**_name(task), "calls": usage.calls, "cost_usd": cost_usd}
        _record("model called", values, {}, fields)
        if cost_usd is not None:
            model = task.options.model or ""
            by: dict[Dimension, str] = {"model": model if model in self._known_models else "other"}
            _record("model paid", {Metric.COST_USD: cost_usd}, by, _name(task))
        for kind in ("input", "cached", "output", "reasoning"):
            if tokens := getattr(usage, kind):
                _record("tokens used", {Metric.TOKENS: tokens}, {"kind": kind}, _name(task))

    def resume_failed(self, task: Task, candidate_id: str, error: Exception) -> None:
        """Count a resume that our own code failed on; the message of the error may quote it."""
        fields = {**_name(task), "candidate_id": candidate_id, "error": type(error).__name__}
        _record("resume failed", {Metric.RESUMES_FAILED: 1}, {}, fields)

    def retried(self, task: Task, error: Exception) -> None:
        """Count a message that comes again."""
        fields = {**_name(task), "error": type(error).__name__}
        _record("task retried", {Metric.TASKS_RETRIED: 1}, {}, fields)

    def sent_again(self, task: Task) -> None:
        """Count a task that had gone quiet."""
        _record("task sent again", {Metric.TASKS_SENT_AGAIN: 1}, {}, _name(task))

    def ended(self, task: Task) -> None:
        """Record how a task ended, after how long, and by how much it was late."""
        seconds = _count_seconds(_find_beginning(task), task.finished_at)
        by: dict[Dimension, str] = {"outcome": _find_outcome(task)}
        _record("task ended", {Metric.TASKS_ENDED: 1}, by, {**_name(task), "seconds": seconds})
        _record("task timed", {Metric.TASK_SECONDS: seconds}, _by_ranker(task), _name(task))
        if _is_unscored(task):
            _record("ranking unscored", {Metric.RANKINGS_UNSCORED: 1}, {}, _name(task))
        late = _count_seconds(task.hard_deadline_at, task.finished_at)
        if late:
            _record("task ended late", {Metric.OVERRUN_SECONDS: late}, {}, _name(task))


def record_reading(reading: "Reading") -> None:
    """Count a resume that was read, or the reason why it was not."""
    outcome = reading.reason or reading.state
    _record("reading ended", {Metric.READINGS_ENDED: 1}, {"outcome": outcome}, {})


def record_unredacted(tenant: str, job_id: str, candidate_id: str, error: Exception) -> None:
    """Count a resume in which our own code failed to find the personal data."""
    ids = {"tenant": tenant, "job_id": job_id, "candidate_id": candidate_id}
    fields = {**ids, "error": type(error).__name__}
    _record("resume not redacted", {Metric.RESUMES_FAILED: 1}, {}, fields)


def record_sweep(unfinished: int) -> None:
    """Count the sweeper's beat and record how many tasks have not ended."""
    values = {Metric.SWEEPER_BEATS: 1, Metric.TASKS_UNFINISHED: unfinished}
    _record("beat", values, {}, {})


def count_dead_letter(kind: LetterKind) -> None:
    """Count a letter that ended its task, no longer mattered, or cannot be read."""
    _record("dead letter counted", {Metric.DEAD_LETTERS: 1}, {"kind": kind}, {})


def count_slot_without_room(tenant: str, job_id: str, slot: str) -> None:
    """Count a slot of a schedule whose tenant had as many tasks running as it may."""
    fields = {"tenant": tenant, "job_id": job_id, "slot": slot}
    _record("slot found no room", {Metric.SLOTS_WITHOUT_ROOM: 1}, {}, fields)


def _record(
    message: str,
    values: Mapping[Metric, float],
    by: Mapping[Dimension, str],
    fields: Mapping[str, Any],
) -> None:
    """Write one line: metrics that share their sets of dimensions, and fields for queries."""
    record = EphemeralMetrics(namespace=NAMESPACE)
    service = record.service or _SERVICE
    for metric, value in values.items():
        record.add_metric(name=metric.value, unit=SHAPES[metric].unit, value=value)
    first, *others = SHAPES[next(iter(values))].dimension_sets
    for name in first:
        record.add_dimension(name=name, value=by[name])
    record.add_dimension(name="service", value=service)
    for names in others:
        record.add_dimensions(service=service, **{name: by[name] for name in names})
    for field, content in {"message": message, **fields}.items():
        record.add_metadata(key=field, value=content)
    record.flush_metrics()


def _name(task: Task) -> dict[str, Any]:
    return {"tenant": task.tenant, "task_id": task.task_id, "attempt": task.attempt}


def _by_ranker(task: Task) -> dict[Dimension, str]:
    return {"ranker": task.options.ranker}


def _is_unscored(task: Task) -> bool:
    """Tell whether a model was to score a ranking and scored nothing of it."""
    is_over = task.status == "SUCCESS" and task.options.ranker == "llm"
    return is_over and task.total > 0 and task.progress.done == 0 and not task.complete


def _find_outcome(task: Task) -> Outcome:
    if task.error_code:
        return task.error_code
    return "success" if task.complete else "incomplete"


def _find_beginning(task: Task) -> str:
    """Return when the task was started, or last redriven: its limits count from there."""
    redriven = [event.at for event in task.events if event.reason == "redriven"]
    return redriven[-1] if redriven else task.created_at


def _count_seconds(since: str, until: str | None) -> float:
    if until is None:
        return 0.0
    passed = datetime.fromisoformat(until) - datetime.fromisoformat(since)
    return max(0.0, passed.total_seconds())
