"""Whatever happens to a task in whatever order, contract section 6 holds after every step.

`HYPOTHESIS_PROFILE=thorough` runs a thousand examples and new ones each time.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shortlist.errors import ConflictError, NotFoundError, RetryableError, TooManyError
from shortlist.settings import RankerName
from shortlist.tasks.task import Task
from tests.support.memory.probe import (
    Act,
    Crash,
    crash,
    fail,
    lose_answer,
    refuse_repetition,
)
from tests.support.memory.queue import MAX_RECEIVES
from tests.support.memory.world import SETTINGS, TENANT, World

settings.register_profile(
    "quick",
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "thorough",
    settings.get_profile("quick"),
    max_examples=1000,
    stateful_step_count=60,
    derandomize=False,
    phases=(Phase.generate, Phase.shrink),
)

MOVES = {
    ("PENDING", "STARTED"),
    ("PENDING", "FAILURE"),
    ("STARTED", "RETRY"),
    ("STARTED", "SUCCESS"),
    ("STARTED", "FAILURE"),
    ("RETRY", "STARTED"),
    ("RETRY", "SUCCESS"),
    ("RETRY", "FAILURE"),
}
REDRIVES = {("FAILURE", "PENDING"), ("FAILURE", "STARTED")}
GRACE = timedelta(minutes=2)
SKEWS = st.sampled_from([-300, 0, 300])
PLACES = st.integers(0, 5)
ACCESSES = st.integers(1, 45)
FAULTS = st.sampled_from([crash, fail, lose_answer, refuse_repetition])
NAMES = st.sampled_from("abcdefgh")


class TaskLife(RuleBasedStateMachine):
    """A deployment with one job post, and everything that may happen to it."""

    ranker: RankerName = "offline"

    def __init__(self) -> None:
        super().__init__()
        self.world = World(chunk_size=2, chunks_in_flight=2, ranker=self.ranker)
        self.task_ids: list[str] = []
        self.cancelled: set[str] = set()
        self.present: set[str] = set()
        self.erased: set[str] = set()
        self.seen: dict[str, Task] = {}
        self.calls_seen = 0

    @initialize(names=st.sets(NAMES, min_size=1, max_size=6))
    def begin_with_candidates(self, names: set[str]) -> None:
        """Begin with some candidates and a ranking."""
        self.world.add(sorted(names))
        self.present |= names
        self.start(blind=True)

    @rule(blind=st.booleans())
    def start(self, blind: bool) -> None:
        """Start a ranking, or find the one that runs."""
        try:
            task_id = self.world.start(blind=blind)
        except (ConflictError, TooManyError):
            return
        if task_id not in self.task_ids:
            self.task_ids.append(task_id)

    @rule(number=st.integers(1, 6), blind=st.booleans())
    def die_while_starting(self, number: int, blind: bool) -> None:
        """Let the start's own process die; what was accepted must not be lost."""
        with self.world.probe.at(number, crash), suppress(Crash):
            self.start(blind)
        for name in self.world.tasks.list_unfinished():
            if name.task_id not in self.task_ids:
                self.task_ids.append(name.task_id)

    @rule(place=PLACES)
    def deliver(self, place: int) -> None:
        """Deliver a message."""
        self.world.deliver_one(place)

    @rule(place=PLACES, number=ACCESSES, act=FAULTS)
    def deliver_with_a_fault(self, place: int, number: int, act: Act) -> None:
        """Deliver a message; the worker dies, or an answer is bad or lost, at some access."""
        with self.world.probe.at(number, act):
            self.world.deliver_one(place)

    @rule(place=PLACES, number=ACCESSES, copy=PLACES)
    def deliver_two_at_once(self, place: int, number: int, copy: int) -> None:
        """Deliver a message while another one, or the same, is worked on elsewhere."""

        def work_elsewhere(_: str) -> None:
            messages = self.world.queue.messages
            with suppress(RetryableError):
                self.world.work(messages[copy % len(messages)].message)

        with self.world.probe.at(number, work_elsewhere):
            self.world.deliver_one(place)

    @rule(place=PLACES, number=ACCESSES, which=PLACES)
    def deliver_during_a_cancel(self, place: int, number: int, which: int) -> None:
        """Deliver a message; a cancel comes at some access."""
        with self.world.probe.at(number, lambda _: self.cancel(which)):
            self.world.deliver_one(place)

    @rule(place=PLACES, number=ACCESSES, name=NAMES)
    def deliver_during_an_erasure(self, place: int, number: int, name: str) -> None:
        """Deliver a message; a candidate is erased at some access."""
        with self.world.probe.at(number, lambda _: self.erase(name)):
            self.world.deliver_one(place)

    @rule(place=PLACES, number=ACCESSES, skew=SKEWS, minutes=st.sampled_from([0, 4, 31]))
    def deliver_during_a_sweep(self, place: int, number: int, skew: int, minutes: int) -> None:
        """Deliver a message; time passes and the sweeper comes at some access."""

        def pass_and_sweep(_: str) -> None:
            self.world.clock.move(60 * minutes)
            self.sweep(skew)

        with self.world.probe.at(number, pass_and_sweep):
            self.world.deliver_one(place)

    @rule(place=PLACES)
    def duplicate(self, place: int) -> None:
        """Let the queue hold a message twice."""
        messages = self.world.queue.messages
        if 0 < len(messages) < 12:
            self.world.queue.duplicate(messages[place % len(messages)])

    @rule(place=PLACES)
    def give_up(self, place: int) -> None:
        """Let a message have failed as often as the queue allows."""
        messages = self.world.queue.messages
        if messages:
            hopeless = messages[place % len(messages)]
            hopeless.receives = MAX_RECEIVES
            self.world.queue.hide(hopeless, 0)

    @rule()
    def end_dead_letters(self) -> None:
        """Let the consumer of dead letters work."""
        self.world.end_dead_letter_tasks()

    @rule(which=PLACES)
    def cancel(self, which: int) -> None:
        """Cancel a task."""
        task_id = self.task_ids[which % len(self.task_ids)]
        if self.world.cancel(task_id)[1]:
            self.cancelled.add(task_id)

    @rule(which=PLACES)
    def redrive(self, which: int) -> None:
        """Let an operator send a failed task on."""
        task_id = self.task_ids[which % len(self.task_ids)]
        try:
            self.world.redriver.redrive(TENANT, task_id, actor="operator-1")
        except (ConflictError, RetryableError):
            return
        finally:
            if not self.world.look(task_id).is_finished:
                self.seen.pop(task_id, None)

    @rule(seconds=st.sampled_from([1, 30, 60, 130, 190, 600, 1700, 1801]))
    def let_time_pass(self, seconds: int) -> None:
        """Let time pass."""
        self.world.clock.move(seconds)

    @rule(skew=SKEWS)
    def sweep(self, skew: int) -> None:
        """Sweep with the clock of some machine."""
        try:
            self.world.sweep(self.world.clock.skewed(skew))
        except* RetryableError:
            assert self.world.queue.is_down

    @rule(number=st.integers(1, 12), act=st.sampled_from([crash, fail]))
    def sweep_with_a_fault(self, number: int, act: Act) -> None:
        """Sweep; the sweeper dies, or the store is busy, at some access."""
        with self.world.probe.at(number, act), suppress(Crash):
            try:
                self.world.sweep()
            except* RetryableError:
                pass  # The next sweep comes in a minute.

    @rule(is_down=st.booleans())
    def switch_the_queue(self, is_down: bool) -> None:
        """Let the queue take no messages for a while."""
        self.world.queue.is_down = is_down

    @rule(name=NAMES)
    def add(self, name: str) -> None:
        """Add a candidate, perhaps one that was erased before."""
        if name not in self.present:
            self.world.add([name])
            self.present.add(name)
            self.erased.discard(name)

    @rule(name=NAMES)
    def erase(self, name: str) -> None:
        """Erase a candidate."""
        try:
            self.world.erase(name)
        except NotFoundError:
            return
        self.present.discard(name)
        self.erased.add(name)

    @invariant()
    def every_promise_holds(self) -> None:
        """Check all promises, then keep what was seen for the next step."""
        self.an_end_is_final_and_a_cancel_holds()
        self.events_are_a_path()
        self.progress_counts_each_row_once_and_never_runs_backwards()
        self.nothing_is_ranked_for_a_task_that_has_ended()
        self.a_result_has_every_candidate_once()
        self.seen = {task.task_id: task for task in self.look_at_all()}
        self.calls_seen = len(self.world.calls)
        # No two things happen at the very same moment.
        self.world.clock.move(0.01)

    def an_end_is_final_and_a_cancel_holds(self) -> None:
        """A finished task never changes but by a redrive, and a cancelled one not even so."""
        for task in self.look_at_all():
            before = self.seen.get(task.task_id)
            assert before is None or not before.is_finished or before == task
            assert task.task_id not in self.cancelled or task.error_code == "revoked"

    def events_are_a_path(self) -> None:
        """The events lead from one state to the next, and to the state that the task is in."""
        for task in self.look_at_all():
            assert task.events[0].status == "PENDING"
            assert task.events[-1].status == task.status
            for before, after in pairwise(task.events):
                allowed = REDRIVES if after.reason == "redriven" else MOVES
                assert (before.status, after.status) in allowed
                assert before.attempt <= after.attempt
                assert before.at <= after.at

    def progress_counts_each_row_once_and_never_runs_backwards(self) -> None:
        """Rows are at most as many as there will be, and never fewer than before."""
        for task in self.look_at_all():
            finished = task.progress.done + task.progress.failed
            assert task.status == "SUCCESS" or finished <= task.total
            before = self.seen.get(task.task_id)
            if before is not None:
                assert task.progress.done >= before.progress.done
                assert task.finished_chunks >= before.finished_chunks

    def nothing_is_ranked_for_a_task_that_has_ended(self) -> None:
        """No delivery that begins after the end calls a ranker; one that runs ends its chunk."""
        calls = self.world.calls[self.calls_seen :]
        for call in calls:
            before = self.seen.get(call.task_id)
            assert before is None or not before.is_finished
        assert sum(call.is_late for call in calls) <= 2 * self.world.chunk_size

    def a_result_has_every_candidate_once(self) -> None:
        """No row is lost and none is doubled; the ranks are in order."""
        for task in self.look_at_all():
            if task.status != "SUCCESS":
                continue
            rows = self.world.read_result(task.task_id)
            names = [name for _, name, _ in rows]
            planned = self.world.tasks.list_candidate_ids(task)
            assert len(names) == len(set(names))
            assert set(names) <= set(planned)
            assert [rank for rank, _, _ in rows] == sorted({rank for rank, _, _ in rows})
            if not self.erased and task.task_id not in self.seen:
                assert len(rows) == task.total

    def look_at_all(self) -> list[Task]:
        """Return all tasks."""
        return [self.world.look(task_id) for task_id in self.task_ids]

    def teardown(self) -> None:
        """When the faults are over, every task ends in time and nothing is left over."""
        self.world.queue.is_down = False
        limits = [datetime.fromisoformat(task.hard_deadline_at) for task in self.look_at_all()]
        latest = max([self.world.clock(), *limits]) + GRACE
        while not all(task.is_finished for task in self.look_at_all()):
            while self.world.deliver_one():
                pass
            self.world.end_dead_letter_tasks()
            self.world.sweep()
            self.world.clock.move(60)
            assert self.world.clock() <= latest
        self.world.drain()
        self.world.end_dead_letter_tasks()
        assert not self.world.queue.messages
        assert not self.world.queue.dead
        self.every_promise_holds()
        self.an_erased_candidate_is_in_no_result()
        self.everything_can_start_again()

    def an_erased_candidate_is_in_no_result(self) -> None:
        """Erased candidates are in no result."""
        for task in self.look_at_all():
            if task.status == "SUCCESS":
                names = {name for _, name, _ in self.world.read_result(task.task_id)}
                assert not names & self.erased

    def everything_can_start_again(self) -> None:
        """No place and no lock outlives its task; whoever is there is ranked."""
        if not self.present:
            return
        self.world.settings = SETTINGS.model_copy(update={"running_tasks_limit": 1})
        task_id = self.world.start()
        self.world.drain()
        names = {name for _, name, _ in self.world.read_result(task_id)}
        assert names == self.present


TestTaskLife = TaskLife.TestCase
TestTaskLife.settings = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class ModelTaskLife(TaskLife):
    """The same with a model, whose calls cost money."""

    ranker: RankerName = "llm"


TestModelTaskLife = ModelTaskLife.TestCase
TestModelTaskLife.settings = TestTaskLife.settings
