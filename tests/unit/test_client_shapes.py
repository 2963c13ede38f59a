"""The Python client's shapes are those of the API document, and take more than it says."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from shortlist_client import shapes
from shortlist_client.shape import Shape
from tools.client_shapes import read_schemas

SCHEMAS = read_schemas()
OBJECTS = {name: one for name, one in SCHEMAS.items() if "properties" in one}
WORDS = {name: one for name, one in SCHEMAS.items() if "properties" not in one}
HINT = "the API document has changed: make openapi"


def test_every_shape_of_the_document_is_there_and_no_other() -> None:
    made = {name for name, one in vars(shapes).items() if is_shape(one)}
    assert made == set(OBJECTS), HINT


def is_shape(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Shape) and value is not Shape


@pytest.mark.parametrize("name", OBJECTS)
def test_a_shape_has_the_fields_of_the_document(name: str) -> None:
    fields = getattr(shapes, name).model_fields
    made = {field.alias or key: field.is_required() for key, field in fields.items()}
    required = set(OBJECTS[name].get("required", ()))
    assert made == {key: key in required for key in OBJECTS[name]["properties"]}, HINT


@pytest.mark.parametrize("name", OBJECTS)
def test_a_fields_types_are_those_of_the_document(name: str) -> None:
    made = getattr(shapes, name).model_json_schema(ref_template="#/components/schemas/{model}")
    for key, described in OBJECTS[name]["properties"].items():
        wanted, found = list_types(described), list_types(made["properties"][key], made)
        optional = {"null"} if key not in OBJECTS[name].get("required", ()) else set()
        assert found - optional == wanted - optional, f"{name}.{key}: {HINT}"


def list_types(schema: dict[str, Any], root: dict[str, Any] | None = None) -> set[str]:
    """Return the JSON types of a schema, and the shapes that it refers to."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in OBJECTS:
            return {name}
        return list_types((root or {}).get("$defs", {}).get(name) or SCHEMAS[name], root)
    if "anyOf" in schema:
        return set().union(*(list_types(one, root) for one in schema["anyOf"]))
    if "const" in schema:
        return {repr(schema["const"])}
    kind = schema.get("type", "any")
    if kind == "array":
        return {f"array of {one}" for one in list_types(schema["items"], root)}
    return {kind}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_the_document_are_known_and_a_new_one_is_taken(name: str) -> None:
    alias = getattr(shapes, name)
    known = WORDS[name].get("anyOf", [WORDS[name]])[0]["enum"]
    literals, *others = get_args(alias.__value__)
    assert set(get_args(literals) or (literals, *others)) == set(known), HINT
    if isinstance(known[0], str):
        assert TypeAdapter(alias).validate_python("a-new-word") == "a-new-word"


def test_an_answer_with_more_fields_is_taken() -> None:
    assert shapes.Health.model_validate({"status": "ok", "version": "9"}).status == "ok"
