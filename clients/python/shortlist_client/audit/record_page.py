"""The record of a ranking as a page to print."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from shortlist_client.audit.printed_page import (
    write_facts,
    write_limits,
    write_moment,
    write_page,
    write_section,
    write_table,
    write_text,
)
from shortlist_client.audit.ranking_record import (
    KNOWN_LIMITS,
    NOT_IN_IT,
    PURPOSE,
    RankingRecord,
    describe_record,
)
from shortlist_client.shapes import Rubric


def write_record_page(record: RankingRecord) -> str:
    """Return the page to print."""
    told = describe_record(record)
    ranking = told["ranking"]
    return write_page(
        "Record of a ranking",
        f"{ranking['job_title']}, task {ranking['task_id']}. After Articles 12 and 13 of"
        " Regulation (EU) 2024/1689.",
        [
            write_limits(NOT_IN_IT),
            write_section("Purpose", write_text(PURPOSE)),
            write_section("Ranking", write_facts(_list_facts(ranking))),
            write_section("Input", write_facts(_list_counts(told["input"]))),
            write_section("Output", write_facts(_list_counts(told["output"]))),
            write_section("Rubric", *_write_rubrics(record)),
            write_section("What people decided", *_write_people(told["people"])),
            write_section("Known limits", *map(write_text, KNOWN_LIMITS)),
        ],
    )


def _list_facts(ranking: Mapping[str, Any]) -> list[tuple[str, str]]:
    usage, cost = ranking["token_usage"], ranking["estimated_cost_usd"]
    tool = ranking["model"] if ranking["ranker"] == "llm" else "none: rules and word tables"
    return [
        ("Job post", f"{ranking['job_title']} ({ranking['job_id']})"),
        ("Asked for", write_moment(ranking["created_at"])),
        ("Began", write_moment(ranking["started_at"]) or "not known"),
        ("Ended", write_moment(ranking["finished_at"]) or "not known"),
        ("Ranker", ranking["ranker"]),
        ("Model", tool or "not known"),
        ("Version of prompt and rules", ranking["prompt_version"] or "not known"),
        ("Complete", "yes" if ranking["complete"] else "no"),
        ("Warnings", " · ".join(ranking["warnings"]) or "none"),
        ("Model calls", f"{usage['calls']}, of them {usage['retries']} again"),
        ("Cost", "not known" if cost is None else f"{cost:.4f} USD"),
    ]


def _list_counts(counts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in counts.items():
        text = value
        if isinstance(value, dict):
            text = ", ".join(f"{key}: {count}" for key, count in value.items()) or "none"
        yield name.replace("_", " ").capitalize(), str(text)


def _write_rubrics(record: RankingRecord) -> Iterator[str]:
    used = record.result.rubric_version
    edits = [_describe_edit(before, after) for before, after in pairwise(record.rubrics)]
    yield write_text(f"The ranking used version {used} of {len(record.rubrics)}.")
    if edits:
        yield write_table("Edits", ("Version", "What changed"), edits)
    for rubric in record.rubrics:
        if rubric.version == used:
            rows = [("gate", one.text, "must") for one in rubric.gates]
            rows += [("criterion", one.title, one.importance) for one in rubric.criteria]
            yield write_table(f"Version {used}", ("Kind", "Text", "Importance"), rows)


def _describe_edit(before: Rubric, after: Rubric) -> tuple[str, str]:
    old, new = _list_parts(before), _list_parts(after)
    parts = [
        *(f"new: {name}" for name in new if name not in old),
        *(f"gone: {name}" for name in old if name not in new),
        *(f"changed: {name}" for name in new if name in old and new[name] != old[name]),
    ]
    return str(after.version), "; ".join(parts) or "nothing but the order"


def _list_parts(rubric: Rubric) -> dict[str, Any]:
    gates = {f"gate “{one.text}”": one for one in rubric.gates}
    return {**gates, **{f"criterion “{one.title}”": one for one in rubric.criteria}}


def _write_people(people: Mapping[str, Any]) -> Iterator[str]:
    decisions = people["decisions"]
    if not decisions:
        yield write_text("Nothing is decided yet.")
        return
    headings = ("Candidate", "Rank", "Score", "Decision", "Reason", "Overridden by", "By", "When")
    yield write_table("Decisions of now", headings, map(_list_cells, decisions))
    events = [
        (candidate_id, write_moment(one["at"]), one["actor"], one["kind"], _write_change(one))
        for candidate_id, told in people["events"].items()
        for one in told
    ]
    yield write_table("What was done", ("Candidate", "When", "Who", "Kind", "Change"), events)


def _list_cells(decision: Mapping[str, Any]) -> tuple[str, ...]:
    adjustment = decision["adjustment"]
    overridden = f"{adjustment['points']:+d} points: {adjustment['reason']}" if adjustment else ""
    score = decision["score"]
    return (
        decision["candidate_id"],
        str(decision["rank"]),
        "" if score is None else f"{score:g}",
        decision["decision"] or "",
        decision["reason"] or "",
        overridden,
        decision["decided_by"] or "",
        write_moment(decision["decided_at"]),
    )


def _write_change(event: Mapping[str, Any]) -> str:
    if event["from"] is None and event["to"] is None:
        return ""
    reason = f" ({event['reason']})" if event["reason"] else ""
    return f"{event['from'] or 'nothing'} → {event['to'] or 'nothing'}{reason}"
