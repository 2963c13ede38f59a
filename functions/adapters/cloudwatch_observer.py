"""What happens to tasks, counted as CloudWatch metrics."""

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from adapters.metrics import Dimension, Metric, Outcome, write_record
from shortlist.tasks.task import Task, TokenUsage
from shortlist.times import count_seconds, read_time

if TYPE_CHECKING:
    from shortlist.tasks.observer import ChunkWork


class CloudWatchObserver:
    """A TaskObserver that counts (shortlist.tasks.observer).

    A caller chooses the model's name, so only those in `known_models` become a dimension.
    """

    def __init__(self, known_models: Container[str] = ()) -> None:
        self._known_models = known_models

    def started(self, task: Task) -> None:
        """Count a start that was accepted."""
        write_record("task started", {Metric.TASKS_STARTED: 1}, _by_ranker(task), _name(task))

    def planned(self, task: Task) -> None:
        """Record how long a task waited for its first worker."""
        waited = _count_seconds(_find_beginning(task), task.started_at)
        fields = {**_name(task), "seconds": waited, "chunks": task.chunk_count, "rows": task.total}
        write_record("task planned", {Metric.QUEUE_WAIT_SECONDS: waited}, {}, fields)

    def chunk_done(self, task: Task, work: "ChunkWork") -> None:
        """Record a chunk's time and its rows by scorer and reason."""
        scored = sum(work.scored.values())
        values = {Metric.CHUNK_SECONDS: work.seconds}
        if scored:
            values[Metric.ROW_SECONDS] = work.seconds / scored
        if work.reused:
            values[Metric.ROWS_REUSED] = work.reused
        fields = {"chunk": work.chunk, "seconds": work.seconds, "rows": scored}
        write_record("chunk done", values, _by_ranker(task), {**_name(task), **fields})
        for (scorer, reason), rows in work.scored.items():
            by: dict[Dimension, str] = {"scored_by": scorer, "reason": reason}
            write_record("rows scored", {Metric.ROWS_SCORED: rows}, by, _name(task))

    def spent(self, task: Task, usage: TokenUsage, cost_usd: float | None) -> None:
        """Record tokens, calls and cost; without a price the calls are counted apart."""
        values: dict[Metric, float] = {
            Metric.MODEL_CALLS: usage.calls,
            Metric.MODEL_RETRIES: usage.retries,
        }
        if cost_usd is None:
            values[Metric.UNPRICED_CALLS] = usage.calls
        fields = {**_name(task), "calls": usage.calls, "cost_usd": cost_usd}
        write_record("model called", values, {}, fields)
        if cost_usd is not None:
            model = task.options.model or ""
            by: dict[Dimension, str] = {"model": model if model in self._known_models else "other"}
            write_record("model paid", {Metric.COST_USD: cost_usd}, by, _name(task))
        for kind in ("input", "cached", "output", "reasoning"):
            if tokens := getattr(usage, kind):
                write_record("tokens used", {Metric.TOKENS: tokens}, {"kind": kind}, _name(task))

    def resume_failed(self, task: Task, candidate_id: str, error: Exception) -> None:
        """Count a resume that our own code failed on; the message of the error may quote it."""
        fields = {**_name(task), "candidate_id": candidate_id, "error": type(error).__name__}
        write_record("resume failed", {Metric.RESUMES_FAILED: 1}, {}, fields)

    def retried(self, task: Task, error: Exception) -> None:
        """Count a message that comes again."""
        fields = {**_name(task), "error": type(error).__name__}
        write_record("task retried", {Metric.TASKS_RETRIED: 1}, {}, fields)

    def sent_again(self, task: Task) -> None:
        """Count a task that had gone quiet."""
        write_record("task sent again", {Metric.TASKS_SENT_AGAIN: 1}, {}, _name(task))

    def ended(self, task: Task) -> None:
        """Record how a task ended, after how long, and by how much it was late."""
        seconds = _count_seconds(_find_beginning(task), task.finished_at)
        by: dict[Dimension, str] = {"outcome": _find_outcome(task)}
        write_record("task ended", {Metric.TASKS_ENDED: 1}, by, {**_name(task), "seconds": seconds})
        write_record("task timed", {Metric.TASK_SECONDS: seconds}, _by_ranker(task), _name(task))
        if _is_unscored(task):
            write_record("ranking unscored", {Metric.RANKINGS_UNSCORED: 1}, {}, _name(task))
        late = _count_seconds(task.hard_deadline_at, task.finished_at)
        if late:
            write_record("task ended late", {Metric.OVERRUN_SECONDS: late}, {}, _name(task))


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
    return 0.0 if until is None else max(0.0, count_seconds(since, read_time(until)))
