"""What a storm did: counted from outside, by what the API, the queue and the logs say."""

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tools.chaos.hits import Hit
from tools.chaos.storm import Storm
from tools.chaos.tasks import PILES, RunningTask

RECOVERY_GOAL_SECONDS = 150
# The status is asked for once a second, so what changed just before a kill is seen after it.
_LATE_SECONDS = 1.5

TEXT = """# Chaos

What is lost when workers die all the time: nothing. Made by `{command}` with seed {seed} on the
local cloud.

Rankings of {smallest} to {largest} candidates with the offline ranker run side by side. All along,
a random worker process is ended by SIGKILL every few seconds, whatever it is doing, and messages
that wait or were just received are sent a second time. The storm has bounds in count and time
(`tools/chaos/storm.py`). Processes that boot are spared; see the end of this page.

| What | Figure |
|---|---|
{rows}

How each figure is found:

- Killed *at work* are the processes that the emulator found dead with an invocation in hand, by
  its log. The others were idle, and are started anew when they are needed.
- A task was *hit* if its message stayed hidden behind a kill. It comes again after the rest of the
  worker's time and half a minute, 130 seconds at most. The goal is that the task goes on within
  {goal} seconds. Its end is later if more chunks were to follow, and if workers were busy.
- *Rows lost* and *doubled* compare the rows that the API lists with the candidates of the pile.
- *Rows made more than once* are counted by chunk, from the lines `chunk done` in the workers' log:
  rows made by all deliveries of a chunk, less the chunk's size. A chunk is leased to one worker at
  a time, so a message delivered twice finds it taken. A killed worker logs nothing: what it had
  made and not yet stored is made again and not counted.
- A *standstill* includes waiting for a free worker.

What is not in it: a worker that dies *before* it begins. Lambda, and the emulator as we correct it
([local-cloud.md](local-cloud.md)), boots a second time, so one such death costs nothing
(`tests/e2e/test_accidents.py`). If the second boot dies as well, nobody has shortened the message's
wait, and the sweeper is sooner than the queue: after two minutes at most for a ranking that was not
planned yet, else after two and a half.
"""


@dataclass(frozen=True)
class Report:
    """The figures of a storm; `hits` are workers that were found dead with a message in hand."""

    storm: Storm
    seconds: float
    hits: int
    repeated_rows: int

    @property
    def lost_tasks(self) -> int:
        """Tasks that did not end in SUCCESS."""
        return self.storm.bounds.tasks - len(self._succeeded)

    @property
    def lost_rows(self) -> int:
        """Candidates without a row in a ranking that succeeded."""
        return sum(task.size - len(set(task.rows)) for task in self._succeeded)

    @property
    def doubled_rows(self) -> int:
        """Rows beyond the first of a candidate in one ranking."""
        return sum(len(task.rows) - len(set(task.rows)) for task in self.storm.tasks)

    @property
    def is_harmless(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.lost_tasks or self.lost_rows or self.doubled_rows)

    @property
    def figures(self) -> dict[str, int]:
        """What was counted, by name."""
        tasks = self.storm.tasks
        return {
            "tasks, of two tenants": len(tasks),
            "candidates in all of them": sum(task.size for task in tasks),
            "worker processes killed": len(self.storm.deliveries.kills),
            "of these, at work on a message": self.hits,
            "tasks that a kill hit": len({hit.task_id for hit in self._hits}),
            "messages sent twice": self.storm.duplicates,
            "tasks lost": self.lost_tasks,
            "rows lost": self.lost_rows,
            "rows doubled": self.doubled_rows,
            "rows made more than once": self.repeated_rows,
            "slowest recovery: seconds from a kill to the task's next progress": round(
                self._slowest_progress()
            ),
            "slowest recovery: seconds from a task's last kill to its end": round(
                self._slowest_end()
            ),
            "longest standstill of any task, seconds": round(
                max((task.standstill_seconds for task in tasks), default=0.0)
            ),
            "slowest task, seconds from 202 to its end": round(
                max((task.seconds for task in tasks), default=0.0)
            ),
            "seconds of the whole storm": round(self.seconds),
        }

    @property
    def _succeeded(self) -> list[RunningTask]:
        return [task for task in self.storm.tasks if task.status == "SUCCESS"]

    @property
    def _hits(self) -> list[Hit]:
        # Messages of rankings before the storm may come again, too.
        known = {task.task_id for task in self.storm.tasks}
        hits = [hit for hit in self.storm.deliveries.hits if hit.task_id in known]
        return sorted(hits, key=attrgetter("killed_at"))

    def _slowest_progress(self) -> float:
        moments = [
            (hit, self._find(hit).find_progress(hit.killed_at + _LATE_SECONDS))
            for hit in self._hits
        ]
        return max((at - hit.killed_at for hit, at in moments if at is not None), default=0.0)

    def _slowest_end(self) -> float:
        last = {hit.task_id: hit for hit in self._hits}
        waits = [self._find(hit).moments[-1] - hit.killed_at for hit in last.values()]
        return max(waits, default=0.0)

    def _find(self, hit: Hit) -> RunningTask:
        return next(task for task in self.storm.tasks if task.task_id == hit.task_id)


def write_report(path: Path, report: Report, command: str) -> None:
    """Write the figures as a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = TEXT.format(
        command=command,
        seed=report.storm.bounds.seed,
        smallest=min(PILES),
        largest=f"{max(PILES):,}",
        goal=RECOVERY_GOAL_SECONDS,
        rows="\n".join(f"| {name} | {value:,} |" for name, value in report.figures.items()),
    )
    path.write_text(text, encoding="utf-8")
