"""The resolver of an API function: routes, problems, preflights, one log line a problem."""

import re
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoSuchRouteError

from adapters.logs import audit, name_caller
from adapters.rest import operations
from adapters.rest.call import admit
from adapters.rest.operations import Handler, Route, Routes
from adapters.rest.problems import describe_problem, find_kind
from adapters.rest.requests import check_names, read_body, read_query
from shortlist.errors import NotFoundError, WrongMethodError

_EXPOSED = [
    operations.LOCATION,
    operations.RETRY_AFTER,
    operations.ETAG,
    operations.REQUEST_ID,
    operations.IDEMPOTENCY_REPLAYED,
    "WWW-Authenticate",
]
_ALLOWED = [
    "Authorization",
    "Content-Type",
    operations.IDEMPOTENCY_KEY,
    operations.IF_MATCH,
    operations.IF_NONE_MATCH,
    "X-CSRFToken",
]
# A custom domain may hang the API under a path of its own, which no route knows.
_BASE_PATH = re.compile(r"^(?:/(?!api(?:/|$))[^/]+)+(?=/api(?:/|$))|^/api(?=/api(?:/|$))")


def make_app(allowed_origin: str, logger: Logger, *parts: Routes) -> APIGatewayRestResolver:
    """Make a resolver of these routes that answers every error as a problem and logs it once."""
    cors = CORSConfig(
        allow_origin=allowed_origin, allow_headers=_ALLOWED, expose_headers=_EXPOSED, max_age=600
    )
    app = APIGatewayRestResolver(cors=cors if allowed_origin else None, strip_prefixes=[_BASE_PATH])
    routes = [route for part in parts for route in part]
    for route in routes:
        app.route(route.path, route.method)(_bind(app, route))

    def answer_problem(error: Exception) -> Response[str]:
        request_id = str(app.current_event.request_context.request_id)
        status = find_kind(error).status
        fields = {"error": type(error).__name__, "status": status.value, "request_id": request_id}
        fields |= name_caller(app.current_event)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.exception("request failed", extra=fields)
        else:
            logger.info("request refused", extra=fields)
        return describe_problem(error, path=app.current_event.path, request_id=request_id)

    def answer_no_route(_: NoSuchRouteError) -> Response[str]:
        path = _BASE_PATH.sub("", app.current_event.path)
        allowed = [route.method for route in routes if _match(route.path).fullmatch(path)]
        # With the right method it is the name that no route takes, and nothing has such a name.
        if not allowed or app.current_event.http_method in allowed:
            return answer_problem(NotFoundError("no such path"))
        return answer_problem(WrongMethodError(allowed))

    app.exception_handler(Exception)(answer_problem)
    app.not_found(answer_no_route)
    return app


def _bind(app: APIGatewayRestResolver, route: Route) -> Handler:
    """Return the handler of a route as the resolver calls it: with the names in the path."""

    def handle(**names: str) -> Response[str]:
        event = app.current_event
        ids: dict[str, Any] = dict(names)
        with audit(event, route.operation.deed, ids):
            call = admit(event, route.operation.access, ids)
            check_names(names)
            values: dict[str, Any] = {"query": read_query(event, route.query)}
            if route.body is not None:
                values["body"] = read_body(event, route.body)
            response = route.handler(call, **names, **{name: values[name] for name in route.takes})
        response.headers[operations.REQUEST_ID] = call.request_id
        return response

    return handle


def _match(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<\w+>", "[^/]+", path) + "/*")
