"""Routes of the service itself: who calls, its health, its document."""

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
from shortlist.identity import Role

ROUTES = Routes(Tag.SERVICE)


class ShownCaller(Shown):
    """Who the token says the caller is."""

    tenant: str | None = Field(description="The tenant; null for an operator.")
    role: Role = Field(description="What the caller may do.")
    subject: str = Field(description="The id of the caller, as `decided_by` names people.")
    email: str | None = Field(description="The e-mail address, if the token has one.")


@ROUTES.add("GET", "/api/me", Operation(ShownCaller, access="anyone"))
def read_caller(call: Call) -> Response[str]:
    """Tell who the token says the caller is.

    Nothing is looked up: what somebody may do follows from the token of each call.
    """
    return answer(ShownCaller.model_validate(call.identity))


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
