"""A ranking as a table for a spreadsheet: all rows by rank, with what people decided."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shortlist.decisions.decision import Decision
from shortlist.tasks.ports import Plan, RowStore
from shortlist.tasks.rows import ROWS_A_PAGE
from shortlist.tasks.task import Task

# Excel reads a file as UTF-8 only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell for a formula that begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_BEFORE = (
    "rank",
    "candidate_id",
    "name",
    "score",
    "adjusted_score",
    "adjustment_reason",
    "confidence",
    "scored_by",
    "reason",
)
_AFTER = (
    "missing",
    "flags",
    "decision",
    "decision_reason",
    "decided_by",
    "decided_at",
    "note",
    "rubric_version",
    "model",
    "prompt_version",
    "ranked_at",
)

Row = Mapping[str, Any]


def write_ranking_csv(
    task: Task,
    plan: Plan,
    pages: Iterable[Iterable[Row]],
    decisions: Mapping[str, Decision],
    *,
    blind: bool,
) -> Iterator[str]:
    """Yield the table, a piece a page; in a blind one nobody has a name."""
    written = io.StringIO()
    written.write(BYTE_ORDER_MARK)
    table = csv.writer(written)
    gates = [gate.id for gate in plan.rubric.gates]
    criteria = [criterion.id for criterion in plan.rubric.criteria]
    titles = [f"gate: {gate.text}" for gate in plan.rubric.gates]
    titles += [f"level: {criterion.title}" for criterion in plan.rubric.criteria]
    table.writerow([_escape(cell) for cell in (*_BEFORE, *titles, *_AFTER)])
    for rows in pages:
        for row in rows:
            decision = decisions.get(row["candidate_id"], Decision())
            statuses = {gate["id"]: gate["status"] for gate in row["gates"]}
            levels = {criterion["id"]: criterion["level"] for criterion in row["criteria"]}
            cells = [
                *_tell_score(row, decision, blind=blind),
                *(statuses.get(one) for one in gates),
                *(levels.get(one) for one in criteria),
                *_tell_decision(row, decision),
                *(task.rubric_version, task.options.model, task.prompt_version, task.finished_at),
            ]
            table.writerow([_escape(cell) for cell in cells])
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def read_all_pages(task: Task, rows: RowStore) -> Iterator[Sequence[Row]]:
    """Yield all ranked rows of a task that has succeeded, a page at a time."""
    for page in range((task.total + ROWS_A_PAGE - 1) // ROWS_A_PAGE):
        yield rows.read_page(task, page)


def _tell_score(row: Row, decision: Decision, *, blind: bool) -> tuple[object, ...]:
    adjustment, score = decision.adjustment, row["score"]
    adjusted = None
    if adjustment is not None and score is not None:
        adjusted = round(min(100.0, max(0.0, score + adjustment.points)), 2)
    return (
        row["rank"],
        row["candidate_id"],
        None if blind else row["name"],
        score,
        adjusted,
        adjustment.reason if adjustment else None,
        row["confidence"],
        row["scored_by"],
        row["reason"],
    )


def _tell_decision(row: Row, decision: Decision) -> tuple[object, ...]:
    return (
        "; ".join(row["missing"]),
        "; ".join(row["flags"]),
        decision.decision,
        decision.reason,
        decision.decided_by,
        decision.decided_at,
        decision.note,
    )


def _escape(cell: object) -> object:
    """Let no text begin like a formula; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
