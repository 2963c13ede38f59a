"""Values that fit a JSON schema and mean nothing."""

from typing import Any

Schema = dict[str, Any]


def fill(schema: Schema, root: Schema, name: str = "text") -> Any:
    """Return the plainest value that fits a schema; texts are the names of their fields."""
    if "$ref" in schema:
        return fill(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, name)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return fill(schema["anyOf"][0], root, name)
    plain = {"integer": schema.get("minimum", 0), "boolean": False, "null": None, "string": name}
    plain["number"] = plain["integer"]
    if schema.get("type") == "object":
        parts = schema.get("properties", {})
        return {part: fill(parts[part], root, part) for part in parts}
    if schema.get("type") == "array":
        return _fill_array(schema, root, name)
    return plain.get(schema.get("type", "string"))


def _fill_array(schema: Schema, root: Schema, name: str) -> list[Any]:
    parts = schema.get("prefixItems") or [schema["items"]] * max(1, schema.get("minItems", 1))
    return [fill(part, root, f"{name} {place}") for place, part in enumerate(parts, start=1)]
