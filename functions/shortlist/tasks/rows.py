"""Rows as they are kept while a task runs, and the order in which they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shortlist.spending import Spend

if TYPE_CHECKING:
    from shortlist.ranking.ranker import Ranked

ROWS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One candidate's row, with what decides whether another ranking may take it over.

    `row` is a Row as JSON. `source` is a hash of what was read of the candidate; a row serves
    again only for the same source. `is_final` is false for a row that a later ranking should
    try anew. `offline_score` breaks ties among rows of a model. `spend` is what the task of
    `task_id` paid for it, in its `attempt`.
    """

    candidate_id: str
    source: str
    row: Mapping[str, Any]
    offline_score: float | None = None
    is_final: bool = True
    task_id: str = ""
    attempt: int = 1
    spend: Spend | None = None


def store_row(ranked: "Ranked", source: str, *, task_id: str, attempt: int = 1) -> StoredRow:
    """Make a row ready to be kept."""
    return StoredRow(
        candidate_id=ranked.row.candidate_id,
        source=source,
        row=ranked.row.model_dump(mode="json"),
        offline_score=ranked.offline_score,
        is_final=ranked.is_final,
        task_id=task_id,
        attempt=attempt,
        spend=ranked.spend,
    )


def rank_rows(rows: Iterable[StoredRow]) -> list[dict[str, Any]]:
    """Put rows in order and number them from 1 (contract, section 5).

    First those without a failed gate, then those with one, then the unreadable ones; within
    each by score, confidence, offline score and id. The order of the input does not matter.
    """
    ordered = sorted(rows, key=_place)
    return [{"rank": rank, **stored.row} for rank, stored in enumerate(ordered, start=1)]


def _place(stored: StoredRow) -> tuple[int, float, float, float, str]:
    row = stored.row
    score = row["score"]
    return (
        _bucket(row),
        -(score or 0.0),
        -row["confidence"],
        -(stored.offline_score or 0.0),
        stored.candidate_id,
    )


def _bucket(row: Mapping[str, Any]) -> int:
    if row["score"] is None:
        return 2
    return int(any(gate["status"] == "fail" for gate in row["gates"]))
