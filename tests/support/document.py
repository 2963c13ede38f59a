"""Holds every answer that a test gets against the OpenAPI document."""

import json
import re
from functools import cache
from typing import Any

import jsonschema

from tools.mocked.template import ROOT


@cache
def load_document() -> dict[str, Any]:
    """Return the document as it is checked in."""
    path = ROOT / "functions" / "catalogue" / "openapi.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def check_answer(method: str, path: str, status: int, body: Any) -> None:
    """Fail unless the document knows this answer to this call, body and all."""
    operation = _find_operation(method, path)
    if operation is None:
        known = status in {401, 403, 404, 405}
        assert method == "OPTIONS" or known, f"{method} {path} is not described"
        return
    answers = operation["responses"]
    assert str(status) in answers, f"{method} {path} may not answer {status}"
    content = _resolve(answers[str(status)]).get("content")
    if content is None:
        assert body is None
        return
    ((kind, media),) = content.items()
    if "json" not in kind:
        assert body is None
        return
    schema = {**media["schema"], "components": load_document()["components"]}
    jsonschema.Draft202012Validator(schema).validate(body)


def _resolve(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer, also where the document only refers to it."""
    if "$ref" not in answer:
        return answer
    found: dict[str, Any] = load_document()["components"]["responses"][
        answer["$ref"].rpartition("/")[2]
    ]
    return found


def _find_operation(method: str, path: str) -> dict[str, Any] | None:
    routes = load_document()["paths"]
    for route in sorted(routes, key=lambda one: one.count("{")):
        pattern = re.sub(r"\{\w+\}", "[^/]+", route.rstrip("/"))
        if re.fullmatch(pattern, path.rstrip("/")):
            found: dict[str, Any] | None = routes[route].get(method.lower())
            return found
    return None
