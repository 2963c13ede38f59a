"""Makes the generated schemas fit for clients: named, without noise, problems said once."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, get_args

from shortlist.decisions.candidate_event import EventKind
from shortlist.decisions.decision import DecisionKind
from shortlist.identity import Role
from shortlist.judging.errors import SENTENCES
from shortlist.options import Samples, ServiceTier
from shortlist.ranking.row import GateStatus, Scorer
from shortlist.reading.reading_state import ReadingState
from shortlist.reading.reasons import Reason, explain
from shortlist.rubric.rubric import Importance
from shortlist.settings import RankerName
from shortlist.tasks.task import ErrorCode, Status

Schema = dict[str, Any]

FIRST_PROBLEM = 400
_PREFIX = "#/components/schemas/"
# Sets of words get a name of their own, because a client makes a type of each.
_NAMES = {
    get_args(DecisionKind): "DecisionKind",
    get_args(ErrorCode): "ErrorCode",
    get_args(EventKind): "EventKind",
    get_args(GateStatus): "GateStatus",
    get_args(Importance): "Importance",
    get_args(RankerName): "Ranker",
    get_args(Reason): "ReadingReason",
    get_args(ReadingState): "ReadingState",
    get_args(Role): "Role",
    get_args(Samples): "Samples",
    get_args(Scorer): "Scorer",
    get_args(ServiceTier): "ServiceTier",
    get_args(Status): "Status",
}
_ABOUT_REASONS = (
    "Why a score is missing, or not the one that was asked for; `{model}` stands for the model."
)


def tidy_document(document: Schema) -> Schema:
    """Return the document with its schemas named and in order."""
    schemas = document["components"]["schemas"]
    for left_over in ("ValidationError", "HTTPValidationError", "ResponseValidationError"):
        schemas.pop(left_over, None)
    for part in list(_walk(document)):
        if isinstance(part.get("enum"), list):
            _name_words(part, schemas)
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


def _name_words(part: Schema, schemas: Schema) -> None:
    name = _NAMES[tuple(part["enum"])]
    schemas[name] = {"type": part.pop("type"), "enum": part.pop("enum")}
    part["$ref"] = _PREFIX + name


def _describe_row_reasons() -> Schema:
    """Say which reasons a row may have, and what each means."""
    sentences = {**SENTENCES, **{reason: explain(reason) for reason in get_args(Reason)}}
    listed = "\n".join(f"- `{reason}`: {sentence}" for reason, sentence in sentences.items())
    return {
        "type": "string",
        "enum": list(sentences),
        "description": f"{_ABOUT_REASONS}\n\n{listed}",
        "x-enumDescriptions": sentences,
    }


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
    if "$ref" in part:
        part["$ref"] = _PREFIX + _shorten(part["$ref"].removeprefix(_PREFIX))
    if isinstance(part.get("title"), str):
        del part["title"]
    if part.get("content") == {}:
        del part["content"]
    # The generator writes every bound as a fraction.
    whole = {key: int(one) for key, one in part.items() if isinstance(one, float) and one % 1 == 0}
    part.update(whole)


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
