"""`python -m tools.openapi [--check]`: write the API's document, or fail if it is out of date.

Powertools' own generator makes it of our routes and of the models that they take and answer with.
"""

import argparse
import inspect
import json
import re
import sys
from collections.abc import Iterator
from functools import reduce
from http import HTTPStatus
from inspect import Parameter
from itertools import chain
from operator import or_
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args

from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.openapi import models, params

from adapters.rest.operations import REQUEST_ID, RETRY_AFTER, STATUS_WORDS, Reply, Route, Tag
from adapters.rest.problems import PROBLEM_JSON, ShownProblem
from catalogue.handler import PARTS as CATALOGUE_PARTS
from shortlist import VERSION
from shortlist.ids import ID_PATTERN
from start.handler import ROUTES as START_ROUTES
from status.handler import ROUTES as STATUS_ROUTES
from tools.openapi.schemas import tidy_document

TARGET = Path(__file__).parents[2] / "functions" / "catalogue" / "openapi.json"
ABOUT = Path(__file__).with_name("about.txt").read_text("utf-8").strip()
_TASK = "the ranking task, as its start answered it"
_NAMED = {"job_id": "the job post", "candidate_id": "the candidate", "task_id": _TASK}
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
    def stub() -> Any: ...

    vars(stub)["__signature__"] = inspect.Signature([*_list_parameters(route)])
    summary, _, description = inspect.cleandoc(route.handler.__doc__ or "").partition("\n\n")
    first, *others = route.handler.__name__.split("_")
    app.route(
        route.path if route.path.endswith((".json", ".csv")) else f"{route.path}/",
        route.method,
        summary=" ".join(summary.split()).rstrip("."),
        description=description or summary,
        responses=_describe_answers(route),
        tags=[route.tag.value],
        operation_id=first + "".join(word.capitalize() for word in others),
        openapi_extensions={"security": []} if route.operation.access == "public" else None,
    )(stub)


def _list_parameters(route: Route) -> Iterator[Parameter]:
    """Yield all that an operation takes: of its path, its query, its headers, and its body."""

    def take(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
        return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)

    for name in re.findall(r"<(\w+)>", route.path):
        path = params.Path(description=f"The id of {_NAMED[name]}.", pattern=ID_PATTERN)
        yield take(name, Annotated[str, path])
    for name, field in route.query.model_fields.items():
        query, kind = params.Query(description=field.description), field.annotation
        if NoneType in get_args(kind):  # which nobody can send in a query
            kind = reduce(or_, (one for one in get_args(kind) if one is not NoneType))
        yield take(name, Annotated[(kind, *field.metadata, query)], field.default)
    for header in route.operation.reads:
        heard = params.Header(alias=str(header), description=header.about)
        yield take(header.replace("-", "_").lower(), Annotated[str, heard], None)
    if route.body is not None:
        example = {"example": models.Example(value=route.operation.example)}
        yield take("body", Annotated[(route.body, params.Body(openapi_examples=example))])


def _describe_answers(route: Route) -> dict[int, Any]:
    operation = route.operation
    statuses: set[int] = _ALWAYS.union(operation.fails)
    statuses |= _WITH_TOKEN if operation.access != "public" else set()
    statuses |= _WITH_BODY if route.body is not None else set()
    statuses |= {404} if "<" in route.path else set()
    statuses |= {400} if "cursor" in route.query.model_fields else set()
    replies = [*operation.replies]
    for status in map(HTTPStatus, sorted(statuses)):
        headers = (RETRY_AFTER,) if status in _WITH_WAIT else ()
        replies.append(Reply(status, ShownProblem, headers, PROBLEM_JSON))
    return {one.status.value: _describe_reply(one) for one in replies}


def _describe_reply(reply: Reply) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    for name in (*reply.headers, REQUEST_ID):
        shown = {"type": "string", "examples": [name.example]}
        headers[str(name)] = {"description": name.about, "schema": shown}
    content = {reply.media_type: {"model": reply.shape}} if reply.shape else {}
    about = reply.about or STATUS_WORDS[reply.status]
    return {"description": about, "headers": headers, "content": content}


def main() -> int:
    """Write or check; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    text = json.dumps(make_document(), indent=1, ensure_ascii=False) + "\n"
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text:
        print("the OpenAPI document is out of date: run `make openapi`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
