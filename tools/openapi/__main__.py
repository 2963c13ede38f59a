"""`python -m tools.openapi [--check]`: write the API's document, or fail if it is out of date.

Powertools' own generator makes it of our routes and of the models that they take and answer with.
"""

import argparse
import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from inspect import Parameter
from itertools import chain
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.openapi import models, params

from adapters.rest.operations import (
    REQUEST_ID,
    RETRY_AFTER,
    STATUS_WORDS,
    Handler,
    Reply,
    Route,
    Tag,
)
from adapters.rest.problems import PROBLEM_JSON, ShownProblem
from catalogue.handler import PARTS as CATALOGUE_PARTS
from shortlist import VERSION
from shortlist.ids import ID_PATTERN
from start.handler import ROUTES as START_ROUTES
from status.handler import ROUTES as STATUS_ROUTES
from tools.openapi.schemas import tidy_document

TARGET = Path(__file__).parents[2] / "functions" / "catalogue" / "openapi.json"
ABOUT = """\
Ranks the resumes of a job post in the background and shows why.

Every path answers with and without its trailing slash. Every answer but `GET …/export.csv` is JSON.
A list has pages: `next_cursor` of one page is the `cursor` of the next one, and null on the last.
A problem is `application/problem+json` (RFC 9457); its `type` is one of a fixed list. A field or a
query parameter that is not known is refused with 422. Without a valid token, every path below
`/api/` that needs one answers 401. With one, an unknown path is refused with 404, a wrong method
with 405 and `Allow`. Outside `/api/`, and for a method that a public path lacks, API Gateway
answers by itself: 404 without `Allow`, with or without a token."""
NAMES_IN_PATHS: Mapping[str, str] = {
    "job_id": "The id of the job post.",
    "candidate_id": "The id of the candidate.",
    "task_id": "The id of the ranking task, as its start answered it.",
}
_TOKEN = "token"  # noqa: S105  # the name of the scheme, no secret
# How an operation may fail: any, one that needs a token, one that takes a body.
_ALWAYS, _WITH_TOKEN, _WITH_BODY = {422, 429, 500, 503}, {401, 403}, {400, 413, 415}
_WITH_WAIT = {429, 503}


def make_document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the whole API."""
    app = ApiGatewayResolver()
    for route in chain(*CATALOGUE_PARTS, START_ROUTES, STATUS_ROUTES):
        _add(app, route)
    token = models.HTTPBearer.model_validate({"bearerFormat": "JWT", "description": "An id token."})
    text = app.get_openapi_json_schema(
        title="Shortlist",
        version=VERSION,
        description=ABOUT,
        license_info=models.License(name="MIT", identifier="MIT"),
        tags=[models.Tag(name=tag.value, description=tag.about) for tag in Tag],
        # The document is at /api/openapi.json below whatever leads to the API.
        servers=[models.Server(url="..")],
        security_schemes={_TOKEN: token},
        security=[{_TOKEN: []}],
    )
    return tidy_document(json.loads(text))


def _add(app: ApiGatewayResolver, route: Route) -> None:
    summary, _, description = inspect.cleandoc(route.handler.__doc__ or "").partition("\n\n")
    app.route(
        route.path if route.path.endswith((".json", ".csv")) else f"{route.path}/",
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
        about = params.Header(alias=str(name), description=name.about)
        yield _parameter(name.replace("-", "_").lower(), Annotated[str, about], None)


def _describe_answers(route: Route) -> dict[int, Any]:
    operation = route.operation
    answers = {reply.status.value: _describe_reply(reply) for reply in operation.replies}
    statuses: set[int] = _ALWAYS.union(operation.fails)
    statuses |= _WITH_TOKEN if operation.access != "public" else set()
    statuses |= _WITH_BODY if route.body is not None else set()
    statuses |= {404} if "<" in route.path else set()
    statuses |= {400} if "cursor" in route.query.model_fields else set()
    for status in map(HTTPStatus, sorted(statuses)):
        headers = (RETRY_AFTER,) if status in _WITH_WAIT else ()
        answers[status.value] = _describe_reply(Reply(status, ShownProblem, headers, PROBLEM_JSON))
    return answers


def _describe_reply(reply: Reply) -> dict[str, Any]:
    content = {reply.media_type: {"model": reply.shape}} if reply.shape else {}
    headers = {
        str(name): {
            "description": name.about,
            "schema": {"type": "string", "examples": [name.example]},
        }
        for name in (*reply.headers, REQUEST_ID)
    }
    about = reply.about or STATUS_WORDS[reply.status]
    return {"description": about, "headers": headers, "content": content}


def main() -> int:
    """Write or check; return the exit status."""
    parser = argparse.ArgumentParser(description="The OpenAPI document of the API.")
    parser.add_argument("--check", action="store_true", help="only compare")
    text = json.dumps(make_document(), indent=1, ensure_ascii=False) + "\n"
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("the OpenAPI document is out of date: run `make openapi`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
