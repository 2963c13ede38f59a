"""Rows in answers: in the exact order, each once, and never more than Lambda can answer with."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shortlist.tasks.status import read_ranked_rows, show_task
from shortlist.tasks.task import Task
from tests.support.tasks import make_task

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
QUOTE = "x" * 180


def make_row(rank: int, criteria: int = 1) -> dict[str, Any]:
    """Make a kept row that quotes three lines for each criterion."""
    evidence = [{"line": number, "text": QUOTE} for number in (1, 2, 3)]
    outcomes = [{"id": f"c{n}", "level": 3, "evidence": evidence} for n in range(criteria)]
    return {
        "rank": rank,
        "candidate_id": f"candidate-{rank}",
        "score": 50.0,
        "confidence": 0.5,
        "criteria": outcomes,
        "scored_by": "offline",
        "of_a_later_version": True,
    }


class Pages:
    """The ranked rows of one task."""

    def __init__(self, total: int, criteria: int = 1) -> None:
        self.rows = [make_row(rank, criteria) for rank in range(1, total + 1)]

    def read_page(self, task: Task, page: int) -> list[dict[str, Any]]:
        """Return one page of ranked rows."""
        return self.rows[page * 100 : page * 100 + 100]


def follow(total: int, limit: int, pages: Any) -> list[int]:
    """Return the ranks of the status and of all pages behind its rows."""
    task = make_task(status="SUCCESS", total=total)
    shown = show_task(task, pages, NOW, link=lambda rank: rank)
    ranks = [row.rank for row in shown.result.ranked_candidates]
    position = shown.result.next
    while position is not None:
        page = read_ranked_rows(task, pages, limit, position)
        ranks += [row.rank for row in page.items]
        position = page.position
    return ranks


@pytest.mark.parametrize(
    ("total", "limit"), [(1, 50), (100, 50), (101, 1), (250, 7), (10_000, 100)]
)
def test_whoever_follows_gets_each_row_once_in_order(total: int, limit: int) -> None:
    assert follow(total, limit, Pages(total)) == list(range(1, total + 1))


def test_an_answer_ends_before_lambda_would_refuse_it() -> None:
    pages = Pages(250, criteria=90)
    task = make_task(status="SUCCESS", total=250)
    shown = show_task(task, pages, NOW, link=lambda rank: rank)
    assert 3_000_000 < len(shown.model_dump_json()) < 5_000_000
    assert len(shown.result.ranked_candidates) < 100
    assert follow(250, 100, pages) == list(range(1, 251))


def test_a_row_of_a_later_version_is_shown_as_far_as_it_is_known() -> None:
    (row,) = read_ranked_rows(make_task(status="SUCCESS", total=1), Pages(1), 1, None).items
    assert "of_a_later_version" not in row.model_dump()
    assert next(iter(row.model_dump())) == "rank"
