"""Starting a ranking: accepted durably first, sent to the queue afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shortlist.errors import (
    FieldError,
    InvalidRequestError,
    QueueUnavailableError,
    TooManyError,
)
from shortlist.identity import Identity
from shortlist.ids import make_id
from shortlist.options import RankingOptions, StartRequest, hash_json
from shortlist.prices.price_table import price_call
from shortlist.settings import Settings
from shortlist.spending import CallUsage
from shortlist.tasks.messages import message_for
from shortlist.tasks.observer import SilentObserver, TaskObserver
from shortlist.tasks.ports import (
    IdempotentStart,
    RankingQueue,
    RunningAlready,
    StartedBefore,
    TaskStore,
)
from shortlist.tasks.task import Event, Task
from shortlist.times import Clock, write_time

RESULT_LIFETIME = timedelta(days=30)
KEY_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Starter:
    """Starts rankings for one deployment.

    `warn` is told that a message could not be sent; the start holds all the same.
    """

    store: TaskStore
    queue: RankingQueue
    settings: Settings
    clock: Clock
    warn: Callable[[str], None]
    observer: TaskObserver = field(default_factory=SilentObserver)

    def start(self, identity: Identity, job_id: str, request: StartRequest, key: str | None) -> str:
        """Start a ranking and return the id of its task, or of the one that runs already.

        Raises:
            NotFoundError: without the job post; ConflictError: without candidates.
            InvalidRequestError: if the key was used for something else, or the ranker is not
                to be had here.
            TooManyError: if the tenant has as many tasks running as it may.
        """
        now = self.clock()
        options = resolve_options(request, self.settings)
        task = self._make_task(identity, job_id, options, now)
        start = _read_key(key, job_id, request, now)
        accepted_id = self._find_accepted(task, start)
        if accepted_id == task.task_id:
            self.observer.started(task)
            self._send(task)
        return accepted_id

    def _find_accepted(self, task: Task, start: IdempotentStart | None) -> str:
        """Accept the task and return its id, or that of the one that stands for it.

        Either id may be the task's own: when an answer is lost after the write, the repeated
        write meets what the first one left.
        """
        try:
            self._accept(task, start)
        except StartedBefore as before:
            if start is None or before.body_hash != start.body_hash:
                raise InvalidRequestError(
                    "this Idempotency-Key was used for another request"
                ) from None
            return before.task_id
        except RunningAlready as running:
            if start and running.task_id != task.task_id:
                self.store.remember_start(task.tenant, start, running.task_id)
            return running.task_id
        return task.task_id

    def _accept(self, task: Task, start: IdempotentStart | None) -> None:
        try:
            self._accept_once(task, start, None)
        except RunningAlready as running:
            other = self.store.get(task.tenant, running.task_id)
            if other and not other.is_finished and not other.is_past_hard_limit(self.clock()):
                raise
            self._accept_once(task, start, running.task_id)

    def _accept_once(
        self, task: Task, start: IdempotentStart | None, stale_task_id: str | None
    ) -> None:
        def accept() -> None:
            self.store.accept(
                task,
                start=start,
                running_limit=self.settings.running_tasks_limit,
                stale_task_id=stale_task_id,
            )

        try:
            accept()
        except TooManyError:
            # Whoever ended a task and died before it let go of its place has left it taken.
            if not self.store.free_places(task.tenant):
                raise
            accept()

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


def _read_key(
    key: str | None, job_id: str, request: StartRequest, now: datetime
) -> IdempotentStart | None:
    if key is None:
        return None
    if not (1 <= len(key) <= 255 and key.isprintable()):
        raise InvalidRequestError("Idempotency-Key must be 1 to 255 printable characters")
    return IdempotentStart(
        key_hash=hash_json(key),
        body_hash=hash_json([job_id, request.model_dump()]),
        expires_at=int((now + KEY_LIFETIME).timestamp()),
    )
