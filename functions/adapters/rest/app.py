"""The resolver of an API function: routes, problems, preflights, one log line a request."""

from http import HTTPStatus

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoSuchRouteError

from adapters.rest.problems import describe_problem, find_status
from shortlist.errors import NotFoundError

_EXPOSED = ["Location", "Retry-After", "ETag", "X-Request-Id"]
_ALLOWED = ["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "X-CSRFToken"]


def make_app(allowed_origin: str, logger: Logger) -> APIGatewayRestResolver:
    """Make a resolver that answers every error as a problem and logs it once."""
    cors = CORSConfig(
        allow_origin=allowed_origin, allow_headers=_ALLOWED, expose_headers=_EXPOSED, max_age=600
    )
    app = APIGatewayRestResolver(cors=cors if allowed_origin else None)

    def answer_problem(error: Exception) -> Response[str]:
        context = app.current_event.request_context
        request_id = str(context.request_id)
        status = find_status(error)
        fields = {"error": type(error).__name__, "status": status.value, "request_id": request_id}
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.exception("request failed", extra=fields)
        else:
            logger.info("request refused", extra=fields)
        return describe_problem(error, path=app.current_event.path, request_id=request_id)

    def answer_no_route(_: NoSuchRouteError) -> Response[str]:
        return answer_problem(NotFoundError("no such path"))

    app.exception_handler(Exception)(answer_problem)
    app.not_found(answer_no_route)
    return app
