"""The API document is good enough to generate clients from."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.support.document import load_document

DOCUMENT = load_document()
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: operation
    for path in DOCUMENT["paths"].values()
    for operation in path.values()
}
PROPERTIES = {
    f"{name}.{field}": schema
    for name, whole in SCHEMAS.items()
    for field, schema in whole.get("properties", {}).items()
}
TAGS = ["Job posts", "Candidates", "Rankings", "Decisions", "Service"]


def walk(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every object within a part of the document."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            yield from walk(inner)


def list_answered() -> set[str]:
    """Return the names of all schemas that an answer can hold."""
    found: set[str] = set()
    parts: list[Any] = [one["responses"] for one in OPERATIONS.values()]
    parts.append(DOCUMENT["components"]["responses"])
    while parts:
        for inner in walk(parts.pop()):
            name = inner.get("$ref", "").rpartition("/schemas/")[2]
            if name in SCHEMAS and name not in found:
                found.add(name)
                parts.append(SCHEMAS[name])
    return found


def test_servers_are_relative_to_the_document() -> None:
    assert DOCUMENT["servers"] == [{"url": ".."}]
    assert [tag["name"] for tag in DOCUMENT["tags"]] == TAGS


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_says_what_it_does_takes_and_answers(operation: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", operation["operationId"])
    assert operation["summary"] and operation["description"]
    assert len(operation["tags"]) == 1 and operation["tags"][0] in TAGS
    assert all(parameter["description"] for parameter in operation.get("parameters", []))
    assert {"422", "429", "500", "503"} <= set(operation["responses"])
    for answer in operation["responses"].values():
        assert "$ref" in answer or "X-Request-Id" in answer["headers"]


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_a_body_comes_with_an_example_that_is_right(operation: dict[str, Any]) -> None:
    if "requestBody" not in operation:
        return
    (media,) = operation["requestBody"]["content"].values()
    schema = {**media["schema"], "components": DOCUMENT["components"]}
    for example in media["examples"].values():
        jsonschema.Draft202012Validator(schema).validate(example["value"])


@pytest.mark.parametrize("schema", PROPERTIES.values(), ids=PROPERTIES)
def test_a_field_has_a_description_and_no_type_without_a_name(schema: dict[str, Any]) -> None:
    assert schema["description"]
    for part in walk(schema):
        assert "enum" not in part
        assert "properties" not in part
        assert not isinstance(part.get("type"), list)


def test_every_schema_has_a_description_and_is_used() -> None:
    text = json.dumps(DOCUMENT)
    for name, schema in SCHEMAS.items():
        assert "enum" in schema or schema["description"], name
        assert f'"#/components/schemas/{name}"' in text, name


def test_answers_may_grow_and_requests_may_not() -> None:
    answered = list_answered()
    for name in answered:
        assert "additionalProperties" not in SCHEMAS[name], name
    for name in SCHEMAS.keys() - answered:
        assert "enum" in SCHEMAS[name] or SCHEMAS[name]["additionalProperties"] is False, name


def test_what_is_always_there_is_required_and_what_may_be_absent_is_not() -> None:
    assert "progress" not in SCHEMAS["TaskStatus"]["required"]
    assert "finished_at" in SCHEMAS["TaskStatus"]["required"]
    assert SCHEMAS["Row"]["properties"].keys() - set(SCHEMAS["Row"]["required"]) <= {"label"}
    assert "required" not in SCHEMAS["StartRequest"]


def test_headers_that_matter_are_told() -> None:
    started = OPERATIONS["startRanking"]["responses"]["202"]["headers"]
    assert {"Location", "Retry-After", "X-Request-Id"} <= set(started)
    assert {"ETag", "Retry-After"} <= set(
        OPERATIONS["readTaskStatus"]["responses"]["200"]["headers"]
    )
    limited = DOCUMENT["components"]["responses"]["TooManyRequests"]
    assert {"Retry-After", "X-Request-Id"} <= set(limited["headers"])
