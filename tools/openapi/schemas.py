"""Makes the generated schemas fit for clients: named, without noise, problems said once."""

import re
import sys
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from typing import Any, Literal, get_args, get_origin

from shortlist.judging.errors import SENTENCES
from shortlist.reading.reasons import Reason, explain

Schema = dict[str, Any]

FIRST_PROBLEM = 400
_PREFIX = "#/components/schemas/"
# Other names than the product's own ones, which say too little or too much beside each other.
_RENAMED = {"RankerName": "Ranker", "Reason": "ReadingReason"}
_WHY = "Why a score is missing, or not the one that was asked for; `{model}` stands for the model."


def tidy_document(document: Schema) -> Schema:
    """Return the document with its schemas named and in order."""
    schemas = document["components"]["schemas"]
    for left_over in ("ValidationError", "HTTPValidationError", "ResponseValidationError"):
        schemas.pop(left_over, None)
    names = _find_names()
    for part in list(_walk(document)):
        if isinstance(part.get("enum"), list):
            name = names[tuple(part["enum"])]
            schemas[name] = {"type": part.pop("type"), "enum": part.pop("enum")}
            part["$ref"] = _PREFIX + name
    schemas["RowReason"] = _describe_row_reasons()
    reason = schemas["ShownRow"]["properties"]["reason"]
    reason["anyOf"] = [{"$ref": f"{_PREFIX}RowReason"}, {"type": "null"}]
    for part in _walk({"paths": document["paths"], "schemas": schemas}):
        _tidy_part(part)
    named = {_shorten(name): schemas[name] for name in sorted(schemas, key=_shorten)}
    if len(named) < len(schemas):
        raise ValueError(f"two schemas have the same name: {sorted(schemas)}")
    document["components"] |= {"schemas": named, "responses": _share_problems(document)}
    return document


def _find_names() -> dict[tuple[str, ...], str]:
    """Find what the product calls its sets of words, because a client makes a type of each."""
    modules = [one for name, one in sys.modules.items() if name.startswith("shortlist.")]
    called = chain.from_iterable(vars(one).items() for one in modules)
    kinds = ((name, kind) for name, kind in called if get_origin(kind) is Literal)
    return {get_args(kind): _RENAMED.get(name, name) for name, kind in kinds}


def _describe_row_reasons() -> Schema:
    """Say which reasons a row may have, and what each means."""
    sentences = {**SENTENCES, **{reason: explain(reason) for reason in get_args(Reason)}}
    listed = "\n".join(f"- `{reason}`: {sentence}" for reason, sentence in sentences.items())
    known = {"enum": list(sentences), "description": f"{_WHY}\n\n{listed}"}
    return {"type": "string", **known, "x-enumDescriptions": sentences}


def _share_problems(document: Schema) -> Schema:
    """Take the problems out of the operations, which have them in common, and return them."""
    shared: Schema = {}
    operations = [one for path in document["paths"].values() for one in path.values()]
    for answers in (one["responses"] for one in operations):
        for status in filter(lambda status: int(status) >= FIRST_PROBLEM, answers):
            name = HTTPStatus(int(status)).name.title().replace("_", "")
            shared[name] = answers[status]
            answers[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))


def _tidy_part(part: Schema) -> None:
    for name, value in list(part.items()):
        if name == "$ref":
            part[name] = _PREFIX + _shorten(value.removeprefix(_PREFIX))
        elif (name == "title" and isinstance(value, str)) or (name, value) == ("content", {}):
            del part[name]
        elif isinstance(value, float) and value.is_integer():  # as the generator writes all bounds
            part[name] = int(value)


def _walk(part: Any) -> Iterator[Schema]:
    """Yield every object of the document but those that are examples."""
    if isinstance(part, dict):
        yield part
        part = [inner for name, inner in part.items() if name != "examples"]
    if isinstance(part, list):
        for inner in part:
            yield from _walk(inner)


def _shorten(name: str) -> str:
    """Return the name of a schema as callers get it, without our word for what they see."""
    return re.sub(r"^Shown|-Output$|[^A-Za-z0-9]", "", name)
