"""Puts the document together."""

import re
from http import HTTPStatus
from typing import Any

from tools.openapi.paths import COMMON_PROBLEMS, OPERATIONS, Operation
from tools.openapi.schemas import Schema, make_schemas, ref

_TITLE = "Shortlist"
_ABOUT = (
    "Ranks the resumes of a job post in the background and shows why."
    " Every path answers with and without its trailing slash."
)


def make_document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the whole API."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _describe(operation)
    token = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    return {
        "openapi": "3.1.0",
        "info": {"title": _TITLE, "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": {**make_schemas(), "Document": {"type": "object"}},
            "securitySchemes": {"token": token},
        },
        "security": [{"token": []}],
    }


def _describe(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": _name(operation),
        "parameters": _describe_parameters(operation),
        "responses": _describe_answers(operation),
    }
    if operation.takes:
        described["requestBody"] = _describe_body(operation)
    if not operation.needs_token:
        described["security"] = []
    return described


def _name(operation: Operation) -> str:
    words = re.findall(r"[A-Za-z]+", operation.path.removeprefix("/api"))
    return "-".join([operation.method.lower(), *words])


def _describe_parameters(operation: Operation) -> list[Schema]:
    kinds = {
        "path": re.findall(r"\{(\w+)\}", operation.path),
        "query": operation.query,
        "header": operation.headers,
    }
    return [
        {
            "name": name,
            "in": kind,
            "required": kind == "path",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100}
            if name == "limit"
            else {"type": "string"},
        }
        for kind, names in kinds.items()
        for name in names
    ]


def _describe_body(operation: Operation) -> Schema:
    schemas = [ref(name) for name in operation.takes]
    schema = schemas[0] if len(schemas) == 1 else {"oneOf": schemas}
    return {
        "required": operation.needs_body,
        "content": {"application/json": {"schema": schema}},
    }


def _describe_answers(operation: Operation) -> dict[str, Schema]:
    answers: dict[str, Schema] = {}
    for status, name in operation.answers.items():
        answers[str(status)] = _describe_answer(status, name, "application/json")
    refusals = (401, 403) if operation.needs_token else ()
    for status in sorted({*operation.problems, *refusals, *COMMON_PROBLEMS}):
        answers[str(status)] = _describe_answer(status, "Problem", "application/problem+json")
    return answers


def _describe_answer(status: int, name: str | None, media_type: str) -> Schema:
    answer: Schema = {"description": HTTPStatus(status).phrase}
    if name:
        answer["content"] = {media_type: {"schema": ref(name)}}
    return answer
