"""CloudWatch metrics: what is counted and by what, each written to the log as it happens.

A record is one line in the embedded metric format, written at once: a worker that is killed a
moment later has still counted. The line names the task, so that a saved query finds it; a
dimension never does, and neither holds a person's name. docs/watching.md shows where to look.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from shortlist.tasks.task import ErrorCode

if TYPE_CHECKING:
    from shortlist.reading.reading_state import Reading

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


def record_reading(reading: "Reading") -> None:
    """Count a resume that was read, or the reason why it was not."""
    outcome = reading.reason or reading.state
    write_record("reading ended", {Metric.READINGS_ENDED: 1}, {"outcome": outcome}, {})


def record_unredacted(tenant: str, job_id: str, candidate_id: str, error: Exception) -> None:
    """Count a resume in which our own code failed to find the personal data."""
    ids = {"tenant": tenant, "job_id": job_id, "candidate_id": candidate_id}
    fields = {**ids, "error": type(error).__name__}
    write_record("resume not redacted", {Metric.RESUMES_FAILED: 1}, {}, fields)


def record_sweep(unfinished: int) -> None:
    """Count the sweeper's beat and record how many tasks have not ended."""
    values = {Metric.SWEEPER_BEATS: 1, Metric.TASKS_UNFINISHED: unfinished}
    write_record("beat", values, {}, {})


def count_dead_letter(kind: LetterKind) -> None:
    """Count a letter that ended its task, no longer mattered, or cannot be read."""
    write_record("dead letter counted", {Metric.DEAD_LETTERS: 1}, {"kind": kind}, {})


def count_slot_without_room(tenant: str, job_id: str, slot: str) -> None:
    """Count a slot of a schedule whose tenant had as many tasks running as it may."""
    fields = {"tenant": tenant, "job_id": job_id, "slot": slot}
    write_record("slot found no room", {Metric.SLOTS_WITHOUT_ROOM: 1}, {}, fields)


def write_record(
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
