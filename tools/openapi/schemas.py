"""The shapes of answers, as JSON schemas; requests come from their pydantic models."""

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shortlist.catalogue.request_bodies import (
    JobPostReplacement,
    NewCandidate,
    NewCandidates,
    NewJobPost,
    NewUploads,
)
from shortlist.catalogue.schedules import Schedule
from shortlist.options import StartRequest
from shortlist.ranking.row import Row
from shortlist.reading.reasons import Reason
from shortlist.rubric.rubric import Rubric, RubricEdit
from shortlist.tasks.task import ErrorCode, Status, TokenUsage

Schema = dict[str, Any]

REQUESTS: tuple[type[BaseModel], ...] = (
    NewJobPost,
    JobPostReplacement,
    RubricEdit,
    NewCandidate,
    NewCandidates,
    NewUploads,
    StartRequest,
    Schedule,
)
ANSWERS: tuple[type[BaseModel], ...] = (Rubric, Row, TokenUsage)

TEXT: Schema = {"type": "string"}
TIME: Schema = {"type": "string", "format": "date-time"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def ref(name: str) -> Schema:
    """Refer to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Schema) -> Schema:
    """Allow null as well."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def record(properties: Schema, *, optional: frozenset[str] = frozenset()) -> Schema:
    """Describe an object of exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def list_of(name: str) -> Schema:
    """Describe one page of a list."""
    items = {"type": "array", "items": ref(name)}
    return record({"items": items, "next_cursor": nullable(TEXT)})


def make_schemas() -> dict[str, Schema]:
    """Return every schema of the document by its name."""
    return {**_make_models(), **_make_shapes(), **_make_lists()}


def _make_models() -> dict[str, Schema]:
    template = "#/components/schemas/{model}"
    _, requests = models_json_schema(
        [(model, "validation") for model in REQUESTS], ref_template=template
    )
    _, answers = models_json_schema(
        [(model, "serialization") for model in ANSWERS], ref_template=template
    )
    schemas: dict[str, Schema] = {**requests["$defs"], **answers["$defs"]}
    schemas["NewSchedule"] = schemas.pop("Schedule")
    row = schemas["Row"]
    row["properties"] = {"rank": {"type": "integer", "minimum": 1}, **row["properties"]}
    row["required"] = list(row["properties"])
    return schemas


def _make_lists() -> dict[str, Schema]:
    names = {"JobPost": "JobPosts", "ListedCandidate": "Candidates", "Task": "Tasks", "Row": "Rows"}
    return {plural: list_of(name) for name, plural in names.items()}


def _make_shapes() -> dict[str, Schema]:
    reading = record(
        {
            "state": {"type": "string", "enum": ["waiting", "read", "failed"]},
            "reason": {"type": ["string", "null"], "enum": [*get_args(Reason), None]},
            "detail": nullable(TEXT),
        }
    )
    candidate = {
        "candidate_id": TEXT,
        "name": nullable(TEXT),
        "reading": ref("Reading"),
        "flags": TEXTS,
        "created_at": TIME,
    }
    return {
        "Problem": _make_problem(),
        "Reading": reading,
        "JobPost": record(
            {
                "job_id": TEXT,
                "title": TEXT,
                "description": TEXT,
                "rubric_version": COUNT,
                "created_at": TIME,
                "candidate_count": COUNT,
            }
        ),
        "ListedCandidate": record(candidate),
        "Candidate": record({**candidate, "resume_text": nullable(TEXT)}),
        "AddedCandidates": record({"items": {"type": "array", "items": ref("ListedCandidate")}}),
        "Uploads": record({"uploads": {"type": "array", "items": _make_upload()}}),
        "Schedule": record({"job_id": TEXT, "expression": TEXT, "timezone": TEXT}),
        "Health": record({"status": {"const": "ok"}}),
        **_make_task_shapes(),
    }


def _make_problem() -> Schema:
    field = record({"pointer": TEXT, "detail": TEXT})
    properties = {
        "type": TEXT,
        "title": TEXT,
        "status": COUNT,
        "detail": TEXT,
        "instance": TEXT,
        "request_id": TEXT,
        "errors": {"type": "array", "items": field},
    }
    return record(properties, optional=frozenset({"errors"}))


def _make_upload() -> Schema:
    return record(
        {
            "candidate_id": TEXT,
            "filename": TEXT,
            "url": TEXT,
            "method": {"const": "PUT"},
            "headers": {"type": "object", "additionalProperties": TEXT},
            "expires_at": TIME,
        }
    )


def _make_task_shapes() -> dict[str, Schema]:
    status = {"type": "string", "enum": list(get_args(Status))}
    code = {"type": ["string", "null"], "enum": [*get_args(ErrorCode), None]}
    times = {"created_at": TIME, "started_at": nullable(TIME), "finished_at": nullable(TIME)}
    cost = nullable({**NUMBER, "minimum": 0})
    return {
        "Started": record({"message": TEXT, "task_id": TEXT, "status": status, "job_id": TEXT}),
        "Estimate": _make_estimate(cost),
        "Progress": record(
            {
                "done": COUNT,
                "failed": COUNT,
                "total": COUNT,
                "percent": NUMBER,
                "eta_seconds": nullable(COUNT),
            }
        ),
        "Result": _make_result(cost),
        "TaskStatus": record(
            {
                "task_id": TEXT,
                "status": status,
                "message": TEXT,
                "progress": ref("Progress"),
                "result": ref("Result"),
                "error": TEXT,
                "error_code": code,
                "job_id": TEXT,
                **times,
            },
            optional=frozenset({"progress", "result", "error", "error_code"}),
        ),
        "Task": record(
            {
                "tenant": TEXT,
                "task_id": TEXT,
                "job_id": TEXT,
                "status": status,
                "ranker": TEXT,
                **times,
                "total": COUNT,
                "error_code": code,
                "estimated_cost": cost,
            },
            optional=frozenset({"tenant"}),
        ),
    }


def _make_estimate(cost: Schema) -> Schema:
    return record(
        {
            "ranker": TEXT,
            "model": nullable(TEXT),
            "calls": COUNT,
            "tokens": record({"input": COUNT, "output": COUNT}),
            "cost_usd": {"anyOf": [record({"low": NUMBER, "high": NUMBER}), {"type": "null"}]},
            "seconds": NUMBER,
        }
    )


def _make_result(cost: Schema) -> Schema:
    return record(
        {
            "job": record({"job_id": TEXT, "title": TEXT}),
            "rubric_version": nullable(COUNT),
            "ranker": TEXT,
            "model": nullable(TEXT),
            "prompt_version": nullable(TEXT),
            "complete": FLAG,
            "warnings": TEXTS,
            "ranked_candidates": {"type": "array", "items": ref("Row")},
            "next": nullable(TEXT),
            "token_usage": ref("TokenUsage"),
            "estimated_cost": cost,
        }
    )
