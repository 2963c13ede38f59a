"""A bounded storm: rankings start, workers are killed, messages sent twice; and whom that hit."""

import bisect
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.chaos.tasks import Ground, RunningTask, choose_ground
from tools.local.queue import Message, Queue
from tools.local.workers import is_booted, kill, list_workers

# A living worker has done a chunk and deleted its message long before.
ORPHANED_AFTER_SECONDS = 40.0
# A message may have been received a little before it was first seen so.
_LOOK_SECONDS = 1.0


class Hit(NamedTuple):
    """A worker that was killed with work of a task in hand, and when."""

    task_id: str
    killed_at: float


@dataclass
class Deliveries:
    """Follows every delivery of the queue from outside."""

    kills: list[float] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    _seen: dict[tuple[str, int], float] = field(default_factory=dict)
    _orphans: set[tuple[str, int]] = field(default_factory=set)

    def watch(self, messages: Sequence[Message], now: float) -> None:
        """Look at the queue once more and note whose worker must have died."""
        hidden = {
            (one.message_id, one.receive_count): one
            for one in messages
            if one.is_hidden and one.receive_count
        }
        self._seen = {name: self._seen.get(name, now) for name in hidden}
        for name, seen_at in self._seen.items():
            if name not in self._orphans and now - seen_at > ORPHANED_AFTER_SECONDS:
                self._orphans.add(name)
                self._note(hidden[name].task_id, seen_at)

    def list_lively(self, messages: Sequence[Message], now: float) -> list[Message]:
        """Return the messages that wait or have just been received."""
        seen = {one: self._seen.get((one.message_id, one.receive_count), now) for one in messages}
        return [one for one, seen_at in seen.items() if now - seen_at < _LOOK_SECONDS]

    def _note(self, task_id: str, seen_at: float) -> None:
        # The first kill since it was received: if it was a later one, recovery was even faster.
        later = self.kills[bisect.bisect(self.kills, seen_at - _LOOK_SECONDS) :]
        if later:
            self.hits.append(Hit(task_id, later[0]))


AT_ONCE = 16
LONGEST_SECONDS = 690.0
# Whoever is killed last needs the time until its message comes again.
LAST_KILL_SECONDS = 400.0
KILL_EVERY_SECONDS = (2.0, 8.0)
REPEAT_EVERY_SECONDS = (1.0, 7.0)
PAUSE_SECONDS = 0.2
# Status calls cost time that the rankings need, too.
LOOK_EVERY_SECONDS = 1.0


@dataclass(frozen=True)
class Bounds:
    """How many tasks there are, how often workers are killed and messages repeated at most."""

    tasks: int
    kills: int
    duplicates: int
    seed: int


@dataclass
class Storm:
    """A storm over the local cloud, and what happened in it."""

    bounds: Bounds
    queue: Queue
    emulator_pid: int
    grounds: list[Ground]
    tasks: list[RunningTask] = field(default_factory=list)
    deliveries: Deliveries = field(default_factory=Deliveries)
    duplicates: int = 0

    def run(self) -> float:
        """Storm until all tasks have ended or time is up; return how many seconds that took."""
        dice = random.Random(self.bounds.seed)  # noqa: S311  # a storm that can be repeated
        began = time.monotonic()
        kill_at, repeat_at, look_at = began, began, began
        while (now := time.monotonic()) - began < LONGEST_SECONDS:
            self._start(dice)
            messages = self.queue.look()
            self.deliveries.watch(messages, now)
            if now >= kill_at and now - began < LAST_KILL_SECONDS:
                self._kill(dice)
                kill_at = now + dice.uniform(*KILL_EVERY_SECONDS)
            if now >= repeat_at:
                self._repeat(messages, dice)
                repeat_at = now + dice.uniform(*REPEAT_EVERY_SECONDS)
            if now >= look_at:
                self._look()
                look_at = time.monotonic() + LOOK_EVERY_SECONDS
            if self._is_over():
                break
            time.sleep(PAUSE_SECONDS)
        return time.monotonic() - began

    def _start(self, dice: random.Random) -> None:
        running = sum(not task.is_finished for task in self.tasks)
        if running < AT_ONCE and len(self.tasks) < self.bounds.tasks:
            self.tasks.append(choose_ground(self.grounds, dice).start())

    def _kill(self, dice: random.Random) -> None:
        workers = [pid for pid in list_workers(self.emulator_pid) if is_booted(pid)]
        may_kill = workers and len(self.deliveries.kills) < self.bounds.kills
        if may_kill and kill(dice.choice(workers)):
            self.deliveries.kills.append(time.monotonic())

    def _repeat(self, messages: list[Message], dice: random.Random) -> None:
        lively = self.deliveries.list_lively(messages, time.monotonic())
        if lively and self.duplicates < self.bounds.duplicates:
            self.queue.repeat(dice.choice(lively))
            self.duplicates += 1

    def _look(self) -> None:
        for task in self.tasks:
            if not task.is_finished:
                task.look()

    def _is_over(self) -> bool:
        all_started = len(self.tasks) == self.bounds.tasks
        return all_started and all(task.is_finished for task in self.tasks)
