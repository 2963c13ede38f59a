"""Routes that need no token."""

from functools import cache
from importlib.resources import files
from typing import Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import Field

from adapters.rest.answers import answer
from adapters.rest.call import Call
from adapters.rest.operations import JSON, Operation, Routes, Tag
from shortlist import VERSION
from shortlist.frozen import Shown

ROUTES = Routes(Tag.SERVICE)


class ShownHealth(Shown):
    """That the service is up, and which one it is."""

    status: Literal["ok"] = Field(description="Always the same word.")
    version: str = Field(description="The version of what answers, as in the changelog.")


class ShownDocument(Shown):
    """An OpenAPI 3.1 document."""

    openapi: str = Field(description="The version of OpenAPI.")


@ROUTES.add("GET", "/api/health", Operation(ShownHealth, access="public"))
def read_health(_: Call) -> Response[str]:
    """Tell that the service is up."""
    return answer(ShownHealth(status="ok", version=VERSION))


@ROUTES.add("GET", "/api/openapi.json", Operation(ShownDocument, access="public"))
def read_document(_: Call) -> Response[str]:
    """Return this document."""
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(status_code=200, content_type=JSON, body=_load_document(), headers=headers)


@cache
def _load_document() -> str:
    return files("catalogue").joinpath("openapi.json").read_text(encoding="utf-8")
