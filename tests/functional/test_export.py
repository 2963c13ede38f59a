"""The export of a ranking: every row in order, safe in a spreadsheet, with what people decided."""

import csv
import io
from typing import Any

from tests.functional.test_ranking import add_job, start
from tests.support.stack import Stack

FORMULA = '=HYPERLINK("http://example.org")'


def export(stack: Stack, status_path: str, **query: str) -> list[dict[str, str]]:
    """Export a ranking and read it as a spreadsheet does."""
    answer = stack.acme.get(f"{status_path}export.csv", query=query or None)
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="ranking-')
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def rank(stack: Stack, count: int) -> str:
    """Rank so many candidates, one of them with a name that is a formula."""
    path = add_job(stack, count)
    body = {"candidate_id": "evil", "name": FORMULA, "resume_text": "Python\nPostgreSQL"}
    assert stack.acme.post(f"{path}candidates/", body).status == 201
    status_path = start(stack, path)
    stack.ranking.drain()
    return status_path


def test_every_row_is_there_once_in_the_order_of_the_ranks(stack: Stack) -> None:
    rows = export(stack, rank(stack, 120))
    assert [int(row["rank"]) for row in rows] == list(range(1, 122))
    assert len({row["candidate_id"] for row in rows}) == 121
    assert list(rows[0])[:5] == ["rank", "candidate_id", "name", "score", "adjusted_score"]
    assert list(rows[0])[-4:] == ["rubric_version", "model", "prompt_version", "ranked_at"]
    assert any(column.startswith("level: ") for column in rows[0])


def test_nothing_that_people_write_is_a_formula(stack: Stack) -> None:
    status_path = rank(stack, 1)
    words = {"decision": "no", "reason": "+1 from me", "note": "@sum\nline two"}
    adjustment = {"points": 30, "reason": "-5 would be too little"}
    body: dict[str, Any] = {**words, "adjustment": adjustment}
    path = "/api/jobposts/backend/candidates/evil/decision/"
    assert stack.acme.put(path, body).status == 200
    (row,) = [one for one in export(stack, status_path) if one["candidate_id"] == "evil"]
    assert row["name"] == f"'{FORMULA}"
    assert (row["decision"], row["decision_reason"]) == ("no", "'+1 from me")
    assert (row["note"], row["adjustment_reason"]) == (
        "'@sum\nline two",
        "'-5 would be too little",
    )
    assert row["decided_by"] == "recruiter-of-acme"
    assert float(row["adjusted_score"]) == round(min(100, float(row["score"]) + 30), 2)


def test_a_blind_export_has_no_names(stack: Stack) -> None:
    status_path = rank(stack, 2)
    assert {row["name"] for row in export(stack, status_path, blind="true")} == {""}
    answer = stack.acme.get(f"{status_path}export.csv", query={"blind": "true"})
    assert "HYPERLINK" not in answer.text


def test_a_ranking_without_rows_is_not_exported_and_a_foreign_one_is_unknown(stack: Stack) -> None:
    status_path = start(stack, add_job(stack, 1))
    assert stack.acme.get(f"{status_path}export.csv").status == 409
    assert stack.globex.get(f"{status_path}export.csv").status == 404
    assert stack.operator.get(f"{status_path}export.csv").status == 403
