"""Keeps job posts and candidates: parse, call, answer."""

from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from adapters.logs import logger
from adapters.rest.app import make_app
from catalogue.candidate_routes import add_candidate_routes
from catalogue.jobpost_routes import add_jobpost_routes
from catalogue.public_routes import add_public_routes
from catalogue.schedule_routes import add_schedule_routes
from catalogue.task_routes import add_task_routes
from shortlist.settings import get_settings


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the routes of this function."""
    app = make_app(get_settings().allowed_origin, logger)
    for add_routes in (
        add_public_routes,
        add_jobpost_routes,
        add_candidate_routes,
        add_schedule_routes,
        add_task_routes,
    ):
        add_routes(app)
    return app


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    return get_app().resolve(event, context)
