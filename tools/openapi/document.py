"""Puts the document together: Powertools' own generator, fed with our routes."""

import inspect
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from inspect import Parameter
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.openapi import models, params

from adapters.rest.operations import REQUEST_ID, RETRY_AFTER, Handler, Reply, Route
from adapters.rest.problems import PROBLEM_JSON, ShownProblem
from catalogue.handler import PARTS as CATALOGUE_PARTS
from shortlist import VERSION
from shortlist.ids import ID_PATTERN
from start.handler import ROUTES as START_ROUTES
from status.handler import ROUTES as STATUS_ROUTES
from tools.openapi.schemas import tidy_document
from tools.openapi.words import ABOUT, ANSWERS, HEADERS, NAMES_IN_PATHS, TAGS

_TOKEN = "token"  # noqa: S105  # the name of the scheme, no secret
_ALWAYS = (
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_WITH_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_WITH_BODY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)


def list_routes() -> Iterator[Route]:
    """Yield the routes of all functions in the order of the document."""
    for routes in (*CATALOGUE_PARTS, START_ROUTES, STATUS_ROUTES):
        yield from routes


def make_document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the whole API."""
    app = ApiGatewayResolver()
    for route in list_routes():
        _add(app, route)
    token = models.HTTPBearer.model_validate({"bearerFormat": "JWT", "description": "An id token."})
    text = app.get_openapi_json_schema(
        title="Shortlist",
        version=VERSION,
        description=ABOUT,
        license_info=models.License(name="MIT", identifier="MIT"),
        tags=[models.Tag(name=tag.value, description=about) for tag, about in TAGS.items()],
        # The document is at /api/openapi.json below whatever leads to the API.
        servers=[models.Server(url="..")],
        security_schemes={_TOKEN: token},
        security=[{_TOKEN: []}],
    )
    return tidy_document(json.loads(text))


def _add(app: ApiGatewayResolver, route: Route) -> None:
    summary, _, description = inspect.cleandoc(route.handler.__doc__ or "").partition("\n\n")
    app.route(
        route.path
        if route.path.endswith(".json") or route.path.endswith(".csv")
        else route.path + "/",
        route.method,
        summary=" ".join(summary.split()).rstrip("."),
        description=description or summary,
        responses=_describe_answers(route),
        tags=[route.tag.value],
        operation_id=_name(route.handler),
        openapi_extensions={"security": []} if route.operation.access == "public" else None,
    )(_sign(route))


def _name(handler: Handler) -> str:
    first, *others = handler.__name__.split("_")
    return first + "".join(word.capitalize() for word in others)


def _sign(route: Route) -> Handler:
    """Return a function whose signature has all that an operation takes."""
    parameters = [*_describe_names(route), *_describe_query(route), *_describe_headers(route)]
    if route.body is not None:
        example = {"example": models.Example(value=route.operation.example)}
        about = params.Body(openapi_examples=example)
        parameters.append(_parameter("body", Annotated[(route.body, about)]))

    def stub() -> Any: ...

    vars(stub)["__signature__"] = inspect.Signature(parameters)
    return stub


def _parameter(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _describe_names(route: Route) -> Iterator[Parameter]:
    for name in re.findall(r"<(\w+)>", route.path):
        about = params.Path(description=NAMES_IN_PATHS[name], pattern=ID_PATTERN)
        yield _parameter(name, Annotated[str, about])


def _describe_query(route: Route) -> Iterator[Parameter]:
    for name, field in route.query.model_fields.items():
        about = params.Query(description=field.description)
        kind = _leave_out_none(field.annotation)
        yield _parameter(name, Annotated[(kind, *field.metadata, about)], field.default)


def _leave_out_none(kind: Any) -> Any:
    """Return what a parameter is if it is there: nobody can send None in a query."""
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        return Union[tuple(one for one in get_args(kind) if one is not NoneType)]  # noqa: UP007
    return kind


def _describe_headers(route: Route) -> Iterator[Parameter]:
    for name in route.operation.reads:
        about = params.Header(alias=name, description=HEADERS[name].about)
        yield _parameter(name.replace("-", "_").lower(), Annotated[str, about], None)


def _describe_answers(route: Route) -> dict[int, Any]:
    operation = route.operation
    answers = {reply.status.value: _describe_reply(reply) for reply in operation.replies}
    statuses = {*operation.fails, *_ALWAYS}
    statuses |= set(_WITH_TOKEN) if operation.access != "public" else set()
    statuses |= set(_WITH_BODY) if route.body is not None else set()
    statuses |= {HTTPStatus.NOT_FOUND} if "<" in route.path else set()
    statuses |= {HTTPStatus.BAD_REQUEST} if "cursor" in route.query.model_fields else set()
    for status in sorted(statuses):
        waits = status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
        headers = (RETRY_AFTER,) if waits else ()
        answers[status.value] = _describe_reply(Reply(status, ShownProblem, headers, PROBLEM_JSON))
    return answers


def _describe_reply(reply: Reply) -> dict[str, Any]:
    content = {reply.media_type: {"model": reply.shape}} if reply.shape else {}
    headers = {
        name: {
            "description": HEADERS[name].about,
            "schema": {"type": "string", "examples": [HEADERS[name].example]},
        }
        for name in (*reply.headers, REQUEST_ID)
    }
    about = reply.about or ANSWERS[reply.status]
    return {"description": about, "headers": headers, "content": content}
