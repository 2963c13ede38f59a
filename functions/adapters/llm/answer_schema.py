"""The JSON schema of an answer, of keywords that every server's strict mode takes."""

from functools import cache
from typing import Any

from shortlist.frozen import Frozen

# No bounds, lengths, titles or references: some strict modes refuse them, and code checks bounds.
_KEYWORDS = ("type", "enum")


@cache
def write_answer_schema(answer: type[Frozen]) -> dict[str, Any]:
    """Write the schema of a shape: every field is required and no other is allowed."""
    whole = answer.model_json_schema()
    return _write(whole, whole.get("$defs", {}))


def _write(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        return _write(definitions[part["$ref"].rpartition("/")[2]], definitions)
    schema = {name: part[name] for name in _KEYWORDS if name in part}
    if "items" in part:
        schema["items"] = _write(part["items"], definitions)
    if part.get("type") == "object":
        fields = part.get("properties", {})
        schema["properties"] = {name: _write(one, definitions) for name, one in fields.items()}
        schema["required"] = list(fields)
        schema["additionalProperties"] = False
    return schema
