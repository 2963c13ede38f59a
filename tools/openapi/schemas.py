"""Makes the generated schemas fit for clients: named, without noise, answers open to more."""

import re
from collections.abc import Iterator, Mapping
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
_ENUMS: Mapping[str, Any] = {
    "DecisionKind": DecisionKind,
    "ErrorCode": ErrorCode,
    "EventKind": EventKind,
    "GateStatus": GateStatus,
    "Importance": Importance,
    "Ranker": RankerName,
    "ReadingReason": Reason,
    "ReadingState": ReadingState,
    "Role": Role,
    "Samples": Samples,
    "Scorer": Scorer,
    "ServiceTier": ServiceTier,
    "Status": Status,
}
_ROW_REASON = "RowReason"
_ABOUT_REASONS = (
    "Why a score is missing, or not the one that was asked for; `{model}` stands for the model."
)
_ENUM_NAMES = {tuple(get_args(words)): name for name, words in _ENUMS.items()}


def tidy_document(document: Schema) -> Schema:
    """Return the document with its schemas named and in order."""
    schemas = document["components"]["schemas"]
    for left_over in ("ValidationError", "HTTPValidationError", "ResponseValidationError"):
        schemas.pop(left_over, None)
    _open_answers(document)
    _name_enums(document)
    _name_row_reasons(document)
    for part in _walk({"paths": document["paths"], "schemas": schemas}):
        _tidy_part(part)
    if len({_shorten(name) for name in schemas}) < len(schemas):
        raise ValueError(f"two schemas have the same name: {sorted(schemas)}")
    document["components"]["schemas"] = {
        _shorten(name): schemas[name] for name in sorted(schemas, key=_shorten)
    }
    document["components"]["responses"] = _share_problems(document)
    return document


def _name_row_reasons(document: Schema) -> None:
    """Say which reasons a row may have, and what each means."""
    sentences = {**SENTENCES, **{reason: explain(reason) for reason in get_args(Reason)}}
    schemas = document["components"]["schemas"]
    listed = "\n".join(f"- `{reason}`: {sentence}" for reason, sentence in sentences.items())
    schemas[_ROW_REASON] = {
        "type": "string",
        "enum": list(sentences),
        "description": f"{_ABOUT_REASONS}\n\n{listed}",
        "x-enumDescriptions": sentences,
    }
    reason = schemas["ShownRow"]["properties"]["reason"]
    reason["anyOf"] = [{"$ref": _PREFIX + _ROW_REASON}, {"type": "null"}]


def _share_problems(document: Schema) -> Schema:
    """Take the problems out of the operations, which have them in common, and return them."""
    shared: Schema = {}
    for answers in _list_answers(document):
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
    for name, value in part.items():
        # The generator writes every bound as a fraction.
        if isinstance(value, float) and value.is_integer():
            part[name] = int(value)


def _walk(part: Any) -> Iterator[Schema]:
    """Yield every object of the document but those that are examples."""
    if isinstance(part, dict):
        yield part
        for name, inner in list(part.items()):
            if name != "examples":
                yield from _walk(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _walk(inner)


def _shorten(name: str) -> str:
    """Return the name of a schema as callers get it, without our word for what they see."""
    return re.sub(r"^Shown|-Output$|[^A-Za-z0-9]", "", name)


def _open_answers(document: Schema) -> None:
    """Let answers have more fields than these: a client must not break when one is added."""
    schemas = document["components"]["schemas"]
    answered = {name for part in _list_answers(document) for name in _list_refs(part)}
    seen: set[str] = set()
    while answered - seen:
        seen |= answered
        answered |= {ref for name in seen for ref in _list_refs(schemas[name])}
    for name in seen:
        schemas[name].pop("additionalProperties", None)


def _list_answers(document: Schema) -> Iterator[Schema]:
    for path in document["paths"].values():
        for operation in path.values():
            yield operation["responses"]


def _list_refs(part: Any) -> set[str]:
    return {inner["$ref"].removeprefix(_PREFIX) for inner in _walk(part) if "$ref" in inner}


def _name_enums(document: Schema) -> None:
    schemas = document["components"]["schemas"]
    for part in list(_walk(document)):
        words = part.get("enum")
        if not isinstance(words, list):
            continue
        name = _ENUM_NAMES[tuple(words)]
        schemas[name] = {"type": part.pop("type"), "enum": part.pop("enum")}
        part["$ref"] = _PREFIX + name
