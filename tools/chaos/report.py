"""What a storm did: counted from outside, by what the API answers."""

from dataclasses import dataclass, field
from pathlib import Path

from tools.chaos.tasks import RunningTask

# A worker that died leaves its message hidden for its timeout and half a minute.
RECOVERY_GOAL_SECONDS = 150.0


@dataclass
class Storm:
    """A storm: its bounds, and what happened in it."""

    task_count: int
    kill_limit: int
    duplicate_limit: int
    seed: int
    kills: int = 0
    duplicates: int = 0
    tasks: list[RunningTask] = field(default_factory=list)

    @property
    def lost_tasks(self) -> int:
        """Tasks that did not end in SUCCESS."""
        return self.task_count - sum(task.status == "SUCCESS" for task in self.tasks)

    @property
    def lost_rows(self) -> int:
        """Candidates without a row in a ranking that succeeded."""
        done = [task for task in self.tasks if task.status == "SUCCESS"]
        return sum(task.size - len(set(task.rows)) for task in done)

    @property
    def doubled_rows(self) -> int:
        """Rows beyond the first of a candidate in one ranking."""
        return sum(len(task.rows) - len(set(task.rows)) for task in self.tasks)

    @property
    def slowest_seconds(self) -> float:
        """The longest that any task took from its start to its end."""
        return max((task.seconds for task in self.tasks), default=0.0)

    @property
    def is_harmless(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.lost_tasks or self.lost_rows or self.doubled_rows)

    @property
    def summary(self) -> str:
        """The figures in one line."""
        return (
            f"{len(self.tasks)} tasks, {self.kills} workers killed, {self.duplicates} messages"
            f" doubled: {self.lost_tasks} tasks lost, {self.lost_rows} rows lost,"
            f" {self.doubled_rows} rows doubled, slowest task {self.slowest_seconds:.0f} s"
        )


def write_report(path: Path, storm: Storm) -> None:
    """Write the figures as a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    delayed = [task for task in storm.tasks if task.seconds > RECOVERY_GOAL_SECONDS]
    rows = {
        "tasks of 1 to 300 candidates, two tenants": len(storm.tasks),
        "worker processes killed": storm.kills,
        "messages sent twice": storm.duplicates,
        "tasks lost": storm.lost_tasks,
        "rows lost": storm.lost_rows,
        "rows doubled": storm.doubled_rows,
        "slowest task, seconds from 202 to its end": round(storm.slowest_seconds),
        "tasks over 150 s (hit more than once)": len(delayed),
    }
    lines = [
        "# Chaos",
        "",
        f"Made by `make chaos` with seed {storm.seed} on the local cloud: worker processes are",
        "killed at random while tasks run, and first messages are sent a second time. A message",
        "of a killed worker comes again after 130 s; a task that is hit twice waits twice.",
        "",
        "| what | count |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in rows.items()),
        "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
