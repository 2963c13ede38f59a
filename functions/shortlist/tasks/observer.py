"""Who is told what happens to tasks: ids and numbers, never a name or a resume."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast, get_args

from shortlist.judging.errors import ModelFailure, StopReason
from shortlist.reading.reasons import Reason

if TYPE_CHECKING:
    from shortlist.ranking.row import Scorer
    from shortlist.tasks.rows import StoredRow
    from shortlist.tasks.task import Task, TokenUsage

# Why a row has the scorer it has.
RowReason = Literal[
    Reason, ModelFailure, StopReason, "leak", "waiting", "internal", "none", "other"
]
RowCounts = Mapping[tuple["Scorer", RowReason], int]


class ChunkWork(NamedTuple):
    """What one delivery of a chunk took: rows scored anew, and rows taken over."""

    chunk: int
    seconds: float
    scored: RowCounts
    reused: int


class TaskObserver(Protocol):
    """Hears of each change once it is kept; it must not raise, nor hold up its caller."""

    def started(self, task: "Task") -> None:
        """Hear that a start was accepted."""

    def planned(self, task: "Task") -> None:
        """Hear that a worker took a waiting task and cut it into chunks."""

    def chunk_done(self, task: "Task", work: ChunkWork) -> None:
        """Hear that a chunk was finished."""

    def spent(self, task: "Task", usage: "TokenUsage", cost_usd: float | None) -> None:
        """Hear what calls of the model server took, before or after their rows are kept."""

    def resume_failed(self, task: "Task", candidate_id: str, error: Exception) -> None:
        """Hear that our own code failed on a resume; the row says so, and the others go on."""

    def retried(self, task: "Task", error: Exception) -> None:
        """Hear that a message comes again after an error."""

    def sent_again(self, task: "Task") -> None:
        """Hear that the sweeper sent the task's work again."""

    def ended(self, task: "Task") -> None:
        """Hear that a task has reached its last state."""


class SilentObserver(TaskObserver):
    """A TaskObserver that nobody listens to."""


def count_rows(rows: Iterable["StoredRow"]) -> RowCounts:
    """Count rows by scorer and reason; a reason outside the closed set counts as `other`."""
    return Counter(
        (cast("Scorer", one.row["scored_by"]), _close(one.row["reason"])) for one in rows
    )


def _close(reason: str | None) -> RowReason:
    if reason is None:
        return "none"
    return cast(RowReason, reason) if reason in get_args(RowReason) else "other"
