"""Keeps job posts and candidates: parse, call, answer."""

from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from adapters.logs import logger
from adapters.rest.app import make_app
from catalogue import (
    candidate_routes,
    decision_routes,
    jobpost_routes,
    service_routes,
    task_routes,
)
from shortlist.settings import get_settings

PARTS = (
    jobpost_routes.ROUTES,
    candidate_routes.ROUTES,
    decision_routes.ROUTES,
    task_routes.ROUTES,
    service_routes.ROUTES,
)


@cache
def get_app() -> APIGatewayRestResolver:
    """Make the resolver of this function's routes."""
    return make_app(get_settings().allowed_origin, logger, *PARTS)


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request."""
    return get_app().resolve(event, context)
