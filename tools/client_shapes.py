"""`.local/codegen/bin/python -m tools.client_shapes`: write the Python client's shapes.

They come from the API's document. What a client need not check is taken out first: limits and
patterns are the API's to refuse, and a word that a newer API answers is still a word.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "functions" / "catalogue" / "openapi.json"
TARGET = ROOT / "clients" / "python" / "shortlist_client" / "shapes.py"

_KEPT = {
    "type", "properties", "items", "required", "anyOf", "oneOf", "$ref", "description", "enum",
    "const", "format", "additionalProperties", "default",
}  # fmt: skip
# The document itself is no shape that a client reads.
_LEFT_OUT = {"Document"}
_OPTIONS = (
    "--input-file-type=openapi", "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11", "--enum-field-as-literal=all", "--use-annotated",
    "--use-schema-description", "--use-single-line-docstring", "--use-attribute-docstrings",
    "--use-field-description", "--use-double-quotes", "--disable-timestamp",
    "--formatters=builtin", "--use-type-alias", "--base-class=shortlist_client.shape.Shape",
    "--custom-file-header=" + '"""The shapes of the API, made from its document: make openapi."""',
)  # fmt: skip
_CONFIG = re.compile(
    r"    model_config = ConfigDict\(\n        use_attribute_docstrings=True,\n    \)\n"
)


def loosen(schema: Any) -> Any:
    """Return a schema without what a client leaves to the API."""
    if isinstance(schema, list):
        return [loosen(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: loosen(value) for key, value in schema.items() if key in _KEPT}
    if "properties" in schema:
        written = {k: one for k, one in schema["properties"].items() if not one.get("readOnly")}
        kept["properties"] = {name: loosen(part) for name, part in written.items()}
    if kept.get("additionalProperties") is False:
        del kept["additionalProperties"]
    if "enum" in kept and kept.get("type") == "string":
        known = {"type": "string", "enum": kept.pop("enum")}
        kept["anyOf"] = [known, {"type": kept.pop("type")}]
    return kept


def read_schemas() -> dict[str, Any]:
    """Return the schemas of the document as the client's shapes are made of them."""
    schemas = json.loads(DOCUMENT.read_text(encoding="utf-8"))["components"]["schemas"]
    return {name: loosen(one) for name, one in schemas.items() if name not in _LEFT_OUT}


def main() -> int:
    """Write the shapes; return the exit status."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    document = {"openapi": "3.1.0", "info": {"title": "Shortlist", "version": "1"}, "paths": {}}
    document["components"] = {"schemas": read_schemas()}
    generator = Path(sys.executable).with_name("datamodel-codegen")
    done = subprocess.run(
        [str(generator), *_OPTIONS],
        input=json.dumps(document),
        capture_output=True,
        text=True,
        check=True,
    )
    text = _CONFIG.sub("", done.stdout).replace(", ConfigDict,", ",")
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
