"""Starts rankings: parse, accept, answer 202."""

from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.logs import logger
from adapters.metrics import CloudWatchObserver
from adapters.rest.answers import answer_json
from adapters.rest.app import make_app
from adapters.rest.links import link_status
from adapters.rest.requests import read_body, read_header, read_identity
from adapters.wiring import get_catalogue, get_queue, get_tasks
from shortlist.options import StartRequest
from shortlist.settings import get_settings
from shortlist.tasks.start import Starter, resolve_options
from shortlist.times import read_clock

RANK = "/api/jobposts/<job_id>/rank-candidates"


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the routes of this function."""
    settings = get_settings()
    app = make_app(settings.allowed_origin, logger)
    starter = Starter(
        get_tasks(), get_queue(), settings, read_clock, _warn_of_unsent, CloudWatchObserver()
    )

    @app.post(RANK)
    def start(job_id: str) -> Response[str]:
        event = app.current_event
        identity = read_identity(event)
        identity.own_tenant  # noqa: B018  # an operator learns nothing more than that it may not
        request = read_body(event, StartRequest)
        task_id = starter.start(identity, job_id, request, read_header(event, "Idempotency-Key"))
        logger.append_keys(task_id=task_id)
        logger.info("ranking started")
        body = {
            "message": "Candidate ranking task started successfully",
            "task_id": task_id,
            "status": "PENDING",
            "job_id": job_id,
        }
        headers = {"Location": link_status(event, task_id, settings.public_url), "Retry-After": "1"}
        return answer_json(body, HTTPStatus.ACCEPTED, headers)

    @app.post(f"{RANK}/estimate")
    def estimate(job_id: str) -> Response[str]:
        tenant = read_identity(app.current_event).own_tenant
        request = read_body(app.current_event, StartRequest)
        # Loaded for this alone: a start should not wait for it.
        from shortlist.tasks.estimate import Estimator  # noqa: PLC0415

        estimator = Estimator(get_catalogue(), get_tasks())
        options = resolve_options(request, settings)
        return answer_json(estimator.estimate(tenant, job_id, options))

    return app


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    return get_app().resolve(event, context)


def _warn_of_unsent(task_id: str) -> None:
    logger.warning("the queue did not take the message", extra={"task_id": task_id})
