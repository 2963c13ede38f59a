"""Starting a ranking: accepted durably first, sent to the queue afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from shortlist.errors import (
    ConflictError,
    FieldError,
    InvalidRequestError,
    QueueUnavailableError,
    TooManyError,
)
from shortlist.idempotency import RequestKey, read_key
from shortlist.identity import Identity
from shortlist.ids import make_id
from shortlist.options import RankingOptions, StartRequest
from shortlist.settings import Settings
from shortlist.spending import CallUsage, price_call
from shortlist.tasks.messages import message_for
from shortlist.tasks.observer import SilentObserver, TaskObserver
from shortlist.tasks.task import Event, Task
from shortlist.times import Clock, write_time

if TYPE_CHECKING:
    from shortlist.tasks.ports import RankingQueue, StartStore, TaskStore

RESULT_LIFETIME = timedelta(days=30)
# A lock, a key and a place may each have to be taken over, and be lost to another start.
_ATTEMPTS = 5


class StartedBefore(Exception):  # noqa: N818  # not an error: an answer that ends the transaction
    """The same key was used before, perhaps for something else.

    `task_id` is the task that it led to, which may be gone by now; `body_hash` tells whether this
    is the same request.
    """

    def __init__(self, task_id: str, body_hash: str) -> None:
        super().__init__(task_id)
        self.task_id = task_id
        self.body_hash = body_hash


class RunningAlready(Exception):  # noqa: N818  # as above
    """A ranking of this job post with these options holds the lock.

    `task_id` is the task that took it, which may have ended by now.
    """

    def __init__(self, task_id: str) -> None:
        super().__init__(task_id)
        self.task_id = task_id


@dataclass(frozen=True)
class Starter:
    """Starts rankings for one deployment.

    `warn` is told that a message could not be sent; the start holds all the same.
    """

    tasks: "TaskStore"
    starts: "StartStore"
    queue: "RankingQueue"
    settings: Settings
    clock: Clock
    warn: Callable[[str], None]
    observer: TaskObserver = field(default_factory=SilentObserver)

    def start(
        self, identity: Identity, job_id: str, request: StartRequest, key: str | None
    ) -> "AcceptedStart":
        """Start a ranking, or find the one that stands for it.

        Raises:
            NotFoundError: without the job post; ConflictError: without candidates.
            KeyReusedError: if the key was used for something else.
            InvalidRequestError: if the ranker is not to be had here.
            TooManyError: if the tenant has as many tasks running as it may.
        """
        now = self.clock()
        options = resolve_options(request, self.settings)
        task = self._make_task(identity, job_id, options, now)
        accepted = self._accept(task, read_key(key, now, job_id, request.model_dump()))
        if accepted.task.task_id == task.task_id:
            self.observer.started(task)
            self._send(task)
        return accepted

    def _accept(self, task: Task, start: RequestKey | None) -> "AcceptedStart":
        """Accept the task, or return the one that stands for it.

        That may be the task itself: when an answer is lost after the write, the repeated write
        meets what the first one left. What stands in the way and is of no use any more is taken
        over, and the task is tried again.
        """
        stale_task_id: str | None = None
        for _ in range(_ATTEMPTS):
            try:
                self.starts.accept(
                    task,
                    start=start,
                    running_limit=self.settings.running_tasks_limit,
                    stale_task_id=stale_task_id,
                )
            except StartedBefore as before:
                found = self.tasks.get(task.tenant, before.task_id)
                if start and found:
                    start.check_request(before.body_hash)
                    return AcceptedStart(found, is_replay=found.task_id != task.task_id)
                # The task went away with its job post, and so did what the key stood for.
                start = start._replace(stale_owner=before.task_id) if start else None
            except RunningAlready as running:
                found = self.tasks.get(task.tenant, running.task_id)
                if found and not found.is_finished and not found.is_past_hard_limit(self.clock()):
                    if start and found.task_id != task.task_id:
                        self.starts.remember_start(task.tenant, start, found.task_id)
                    return AcceptedStart(found, is_replay=False)
                stale_task_id = running.task_id
            except TooManyError:
                # Whoever ended a task and died before it let go of its place has left it taken.
                if not self.starts.free_places(task.tenant):
                    raise
            else:
                return AcceptedStart(task, is_replay=False)
        raise ConflictError("other starts of this ranking were faster each time; try again")

    def _send(self, task: Task) -> None:
        try:
            self.queue.send([message_for(task)])
        except QueueUnavailableError:
            self.warn(task.task_id)

    def _make_task(
        self, identity: Identity, job_id: str, options: RankingOptions, now: datetime
    ) -> Task:
        soft = timedelta(seconds=self.settings.soft_time_limit_seconds)
        hard = timedelta(seconds=self.settings.hard_time_limit_seconds)
        created = Event(
            at=write_time(now),
            status="PENDING",
            actor=identity.subject,
            reason="started",
            attempt=1,
        )
        return Task(
            tenant=identity.own_tenant,
            task_id=make_id(now),
            job_id=job_id,
            options=options,
            status="PENDING",
            created_at=write_time(now),
            created_by=identity.subject,
            soft_deadline_at=write_time(now + soft),
            hard_deadline_at=write_time(now + hard),
            updated_at=write_time(now),
            expires_at=int((now + RESULT_LIFETIME).timestamp()),
            events=(created,),
        )


class AcceptedStart(NamedTuple):
    """The task that a start led to; `is_replay` if its key had led there before."""

    task: Task
    is_replay: bool


def resolve_options(request: StartRequest, settings: Settings) -> RankingOptions:
    """Fill the deployment's defaults into a request.

    Raises:
        InvalidRequestError: if it asks for a ranker or a model that this deployment does not
            have, or for a cost limit that cannot be kept because the price is not known.
    """
    ranker = request.ranker or settings.default_ranker
    model = request.model
    if ranker == "llm":
        model = _choose_model(request, settings)
        if request.max_cost_usd is not None:
            _check_price(model, request.service_tier)
    return RankingOptions.model_validate({**request.model_dump(), "ranker": ranker, "model": model})


def _choose_model(request: StartRequest, settings: Settings) -> str:
    if not settings.allowed_models:
        raise _refuse("/ranker", "no model server is configured; use the offline ranker")
    model = request.model or settings.model
    if model not in settings.allowed_models:
        allowed = ", ".join(settings.allowed_models)
        raise _refuse("/model", f"this deployment allows only: {allowed}")
    return model


def _check_price(model: str, service_tier: str | None) -> None:
    if price_call(model, CallUsage(), service_tier) is None:
        raise _refuse("/max_cost_usd", f"no price is known for the model {model}")


def _refuse(pointer: str, detail: str) -> InvalidRequestError:
    return InvalidRequestError(detail, [FieldError(pointer, detail)])
