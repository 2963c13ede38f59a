"""The record of a ranking: what was asked, by which rules, what came out, and what people did.

After what Articles 12 and 13 of Regulation (EU) 2024/1689 want to be traceable and told. It is
gathered by the API alone and names candidates by their ids only.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shortlist_client.client import Shortlist
from shortlist_client.errors import ShortlistError
from shortlist_client.shapes import Event, NamedDecision, Result, Row, Rubric, TaskStatus

PURPOSE = (
    "Helps a person decide whom to read first among the resumes of one job post, with the lines"
    " that each judgement rests on. It decides about nobody."
)
KNOWN_LIMITS = (
    "A score is about the resume and the job post: not about the person, and not to be compared"
    " between job posts.",
    "Offline scores come from rules and word tables, a model's from one reading of each resume;"
    " both miss what is written in unusual words, and a model may read the same resume differently"
    " twice.",
    "A gate that fails is a reason to look, and no decision. Files that cannot be read have no"
    " score.",
    "The model card (docs/model-card.md) and docs/measurements/ say what was measured, and on"
    " what.",
)
NOT_IN_IT = (
    "This is what the service knows and gives out, gathered by whoever ran the command. It is no"
    " conformity assessment and no legal advice, and proves by itself neither that a duty of the AI"
    " Act is met nor that the files were not changed since.",
    "Who started the ranking, who edited the rubric and who looked at whom stands in the audit"
    " trail of the deployment's log. Resumes, names, notes and the reasons for reveals are left"
    " out.",
    "What was erased is gone from here, too. Decisions are those of now; a candidate's events tell"
    " what was decided before.",
)


class NoRecordError(ShortlistError):
    """The ranking has not ended, or has failed."""


@dataclass(frozen=True)
class RankingRecord:
    """Everything about one ranking that can be told without saying who anybody is."""

    task: TaskStatus
    result: Result
    rubrics: tuple[Rubric, ...]
    rows: tuple[Row, ...]
    decisions: tuple[NamedDecision, ...]
    events: Mapping[str, tuple[Event, ...]]
    gathered_at: datetime


def gather_record(client: Shortlist, task_id: str, now: datetime) -> RankingRecord:
    """Ask the API for everything that a record holds.

    Raises:
        NoRecordError: if the ranking has no result.
    """
    task = client.read_status(task_id)
    if task.result is None:
        raise NoRecordError(f"the ranking {task_id} is {task.status}; only a success has a record")
    rows = tuple(client.rows(task))
    ranked = {row.candidate_id for row in rows}
    found = client.list_decisions(task.job_id)
    decisions = tuple(one for one in found if one.candidate_id in ranked)
    events = {
        one.candidate_id: tuple(client.list_events(task.job_id, one.candidate_id))
        for one in decisions
    }
    rubrics = _read_rubrics(client, task.job_id)
    return RankingRecord(task, task.result, rubrics, rows, decisions, events, now)


def describe_record(record: RankingRecord) -> dict[str, Any]:
    """Return a record as JSON values."""
    result = record.result
    return {
        "what_it_is_not": list(NOT_IN_IT),
        "purpose": PURPOSE,
        "gathered_at": record.gathered_at.isoformat(timespec="seconds"),
        "ranking": _describe_ranking(record),
        "rubric": {
            "version_used": result.rubric_version,
            "versions": [_describe_rubric(one) for one in record.rubrics],
        },
        "input": _count_input(record.rows),
        "output": _count_output(record),
        "people": {
            "decisions": [_describe_decision(record, one) for one in record.decisions],
            "events": {
                candidate_id: [_describe_event(one) for one in events]
                for candidate_id, events in record.events.items()
            },
        },
        "known_limits": list(KNOWN_LIMITS),
    }


def list_overrides(record: RankingRecord) -> list[NamedDecision]:
    """Return the decisions by which a person changed what the ranking said: adjusted scores."""
    return [one for one in record.decisions if one.adjustment is not None]


def _read_rubrics(client: Shortlist, job_id: str) -> tuple[Rubric, ...]:
    """Return all versions of the rubric, the last one last."""
    current = client.read_rubric(job_id)
    earlier = range(1, current.version)
    return (*(client.read_rubric(job_id, version=one) for one in earlier), current)


def _describe_ranking(record: RankingRecord) -> dict[str, Any]:
    task, result = record.task, record.result
    return {
        "task_id": task.task_id,
        "job_id": task.job_id,
        "job_title": result.job.title,
        "created_at": _write_time(task.created_at),
        "started_at": _write_time(task.started_at),
        "finished_at": _write_time(task.finished_at),
        "ranker": result.ranker,
        "model": result.model,
        "prompt_version": result.prompt_version,
        "complete": result.complete,
        "warnings": list(result.warnings),
        "token_usage": result.token_usage.model_dump(),
        "estimated_cost_usd": result.estimated_cost,
    }


def _write_time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _describe_rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "version": rubric.version,
        "gates": [one.model_dump() for one in rubric.gates],
        "criteria": [one.model_dump() for one in rubric.criteria],
        "warnings": list(rubric.warnings),
    }


def _count_input(rows: tuple[Row, ...]) -> dict[str, Any]:
    unread = Counter(row.reason or "unknown" for row in rows if row.scored_by == "none")
    redacted: Counter[str] = Counter()
    for row in rows:
        redacted.update(row.redacted.model_dump() if row.redacted else {})
    return {
        "candidates": len(rows),
        "read": sum(row.scored_by != "none" for row in rows),
        "unread_by_reason": dict(sorted(unread.items())),
        "flags": dict(sorted(Counter(flag for row in rows for flag in row.flags).items())),
        "redacted_before_the_model": {kind: count for kind, count in redacted.items() if count},
    }


def _count_output(record: RankingRecord) -> dict[str, Any]:
    rows = record.rows
    reasons = Counter(row.reason for row in rows if row.reason and row.scored_by != "none")
    failed = Counter(gate.id for row in rows for gate in row.gates if gate.status == "fail")
    return {
        "scored_by": dict(sorted(Counter(row.scored_by for row in rows).items())),
        "not_as_asked_by_reason": dict(sorted(reasons.items())),
        "failed_gates": dict(sorted(failed.items())),
        "decided": dict(sorted(Counter(str(one.decision) for one in record.decisions).items())),
        "adjusted": len(list_overrides(record)),
    }


def _describe_decision(record: RankingRecord, decision: NamedDecision) -> dict[str, Any]:
    rank = next(row for row in record.rows if row.candidate_id == decision.candidate_id)
    adjustment = decision.adjustment
    return {
        "candidate_id": decision.candidate_id,
        "rank": rank.rank,
        "score": rank.score,
        "decision": decision.decision,
        "reason": decision.reason,
        "adjustment": adjustment.model_dump() if adjustment else None,
        "decided_by": decision.decided_by,
        "decided_at": _write_time(decision.decided_at),
    }


def _describe_event(event: Event) -> dict[str, Any]:
    """Describe an event; notes and the reasons for reveals are people's own words and stay out."""
    is_told = event.kind in {"decision", "adjustment"}
    return {
        "at": _write_time(event.at),
        "actor": event.actor,
        "kind": event.kind,
        "from": event.from_ if is_told else None,
        "to": event.to if is_told else None,
        "reason": event.reason if is_told else None,
    }
