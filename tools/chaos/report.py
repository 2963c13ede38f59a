"""What a storm did: counted from outside, by what the API, the queue and the logs say."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from shortlist.tasks.engine import Engine
from tools.chaos.storm import Hit, Storm
from tools.chaos.tasks import RunningTask
from tools.local.deployment import read_outputs
from tools.local.place import Place, connect

# The status is asked for once a second, so what changed just before a kill is seen after it.
_LATE_SECONDS = 1.5


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
        tasks, progress = self.storm.tasks, self._slowest_progress()
        return {
            "seed of the storm": self.storm.bounds.seed,
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
            "slowest recovery: seconds from a kill to the task's next progress": progress,
            "slowest recovery: seconds from a task's last kill to its end": self._slowest_end(),
            "longest standstill of any task, seconds": _most(one.pause_seconds for one in tasks),
            "slowest task, seconds from 202 to its end": _most(one.seconds for one in tasks),
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

    def _slowest_progress(self) -> int:
        moments = [
            (hit, self._find(hit).find_progress(hit.killed_at + _LATE_SECONDS))
            for hit in self._hits
        ]
        return _most(at - hit.killed_at for hit, at in moments if at is not None)

    def _slowest_end(self) -> int:
        last = {hit.task_id: hit for hit in self._hits}
        return _most(self._find(hit).moments[-1] - hit.killed_at for hit in last.values())

    def _find(self, hit: Hit) -> RunningTask:
        return next(task for task in self.storm.tasks if task.task_id == hit.task_id)


def _most(seconds: Iterable[float]) -> int:
    return round(max(seconds, default=0.0))


_DIED = "errorMessage=Worker process died"


def count_deaths(place: Place) -> int:
    """Count the processes that the emulator found dead with an invocation in hand."""
    return place.emulator_log.read_text(encoding="utf-8").count(_DIED)


def count_repeats(place: Place, sizes: Mapping[str, int]) -> int:
    """Count the rows that finished chunks had made more than once; `sizes` are by task id.

    A worker that was killed logs no chunk, so what it made and had not yet stored is not in it:
    fewer rows a kill than are stored at a time.
    """
    made: dict[tuple[str, int], int] = {}
    group = read_outputs(place)["LogGroupName"]
    pages = connect(place, "logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName=group, filterPattern='"chunk done"'):
        for event in page["events"]:
            line: dict[str, Any] = json.loads(event["message"])
            if line["task_id"] in sizes:
                name = (line["task_id"], line["chunk"])
                made[name] = made.get(name, 0) + line["rows"]
    return sum(
        max(0, rows - _chunk_size(sizes[task_id], chunk)) for (task_id, chunk), rows in made.items()
    )


def _chunk_size(size: int, chunk: int) -> int:
    return min(Engine.chunk_size, size - chunk * Engine.chunk_size)
