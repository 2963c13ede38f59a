"""Starts rankings: parse, accept, answer 202."""

from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.logs import logger
from adapters.rest.answers import answer, tell_replay
from adapters.rest.app import make_app
from adapters.rest.call import Call, link_status
from adapters.rest.operations import (
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    LOCATION,
    RETRY_AFTER,
    Operation,
    Routes,
    Tag,
)
from adapters.wiring import (
    get_candidates,
    get_job_posts,
    get_queue,
    get_rows,
    get_starts,
    get_tasks,
    read_pace,
)
from shortlist.options import StartRequest
from shortlist.settings import get_settings
from shortlist.tasks.shown_start import ShownEstimate, ShownStarted
from shortlist.tasks.start import Starter, resolve_options
from shortlist.times import read_clock

RANK = "/api/jobposts/<job_id>/rank-candidates"

ROUTES = Routes(Tag.RANKINGS)

_CONFLICT = (HTTPStatus.CONFLICT,)
_EXAMPLE = {"ranker": "offline"}


@cache
def get_starter() -> Starter:
    """Return the starter of this process."""
    observer = CloudWatchObserver()
    return Starter(
        get_tasks(),
        get_starts(),
        get_queue(),
        get_settings(),
        read_clock,
        _warn_of_unsent,
        observer,
    )


@ROUTES.add(
    "POST",
    RANK,
    Operation(
        ShownStarted,
        HTTPStatus.ACCEPTED,
        sends=(LOCATION, RETRY_AFTER, IDEMPOTENCY_REPLAYED),
        reads=(IDEMPOTENCY_KEY,),
        fails=_CONFLICT,
        example=_EXAMPLE,
        deed="start ranking",
    ),
)
def start_ranking(call: Call, job_id: str, body: StartRequest) -> Response[str]:
    """Start a ranking of all candidates of a job post.

    Answers with the ranking that runs already, if there is one with the same options.
    """
    key = call.get_header(IDEMPOTENCY_KEY)
    task, is_replay = get_starter().start(call.identity, job_id, body, key)
    call.ids["task_id"] = task.task_id
    shown = ShownStarted(
        message="Candidate ranking task started successfully",
        task_id=task.task_id,
        status=task.status,
        job_id=job_id,
    )
    headers = {
        LOCATION: link_status(call, task.task_id),
        RETRY_AFTER: "1",
        **tell_replay(is_replay=is_replay),
    }
    return answer(shown, HTTPStatus.ACCEPTED, headers)


@ROUTES.add("POST", f"{RANK}/estimate", Operation(ShownEstimate, fails=_CONFLICT, example=_EXAMPLE))
def estimate_ranking(call: Call, job_id: str, body: StartRequest) -> Response[str]:
    """Tell what a ranking would take; nothing is started."""
    # Loaded for this alone: a start should not wait for it.
    from shortlist.tasks.estimate import Estimator  # noqa: PLC0415

    settings = get_settings()
    stores = (get_job_posts(), get_candidates(), get_rows())
    estimator = Estimator(*stores, read_pace, settings.llm_concurrency)
    options = resolve_options(body, settings)
    return answer(estimator.estimate(call.tenant, job_id, options))


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the resolver of this function's routes."""
    return make_app(get_settings().allowed_origin, logger, ROUTES)


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    return get_app().resolve(event, context)


def _warn_of_unsent(task_id: str) -> None:
    logger.warning("the queue did not take the message", extra={"task_id": task_id})
