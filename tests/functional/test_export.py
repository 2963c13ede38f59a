"""The export of a ranking: every row in order, safe in a spreadsheet, with what people decided."""

import csv
import io
import tracemalloc
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
import pytest

from adapters.dynamodb.table import Condition
from adapters.s3 import EXPORTS, S3Files
from adapters.wiring import get_rows, get_tasks
from tests.support.rankings import add_job, start
from tests.support.recording import count_calls
from tests.support.stack import Stack
from tools.mocked.stack import BUCKET, REGION

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


@pytest.fixture(name="small_answers")
def let_no_export_fit_into_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each export be too large for an answer."""
    monkeypatch.setattr("shortlist.tasks.ranking_export.MOST_ANSWER_BYTES", 100)


def list_files() -> list[str]:
    """Return the keys of all exports."""
    s3 = boto3.client("s3", region_name=REGION)
    return [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def read_file(address: str) -> str:
    """Read an export as whoever has its address."""
    key = unquote(urlsplit(address).path)
    key = key[key.index(EXPORTS) :]
    found = boto3.client("s3", region_name=REGION).get_object(Bucket=BUCKET, Key=key)
    assert found["ContentType"] == "text/csv; charset=utf-8"
    assert found["ContentDisposition"].startswith('attachment; filename="ranking-')
    return found["Body"].read().decode()


@pytest.mark.parametrize("query", [None, {"blind": "true"}])
def test_an_export_too_large_for_an_answer_is_a_file(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, query: dict[str, str] | None
) -> None:
    path = f"{rank(stack, 3)}export.csv"
    whole = stack.acme.get(path, query=query)
    monkeypatch.setattr("shortlist.tasks.ranking_export.MOST_ANSWER_BYTES", 100)
    answer = stack.acme.get(path, query=query)
    assert (answer.status, answer.text) == (303, "")
    address = answer.headers["location"]
    assert read_file(address) == whole.text
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == ["300"]
    assert answer.headers["cache-control"] == "no-store"
    for other, status in ((stack.globex, 404), (stack.operator, 403)):
        assert other.get(path).status == status
    assert len(list_files()) == 1


@pytest.mark.usefixtures("small_answers")
@pytest.mark.parametrize("gone", ["candidates/c0001/", ""])
def test_a_file_goes_with_anybody_who_may_be_in_it(stack: Stack, gone: str) -> None:
    path = f"{rank(stack, 3)}export.csv"
    add_job(stack, 1, job_id="other")
    other = start(stack, "/api/jobposts/other/")
    stack.ranking.drain()
    for one in (path, path, f"{other}export.csv"):
        assert stack.acme.get(one).status == 303
    assert len(list_files()) == 3
    assert stack.acme.delete(f"/api/jobposts/backend/{gone}").status == 204
    stack.ranking.drain()
    (left,) = list_files()
    assert left.startswith(f"{EXPORTS}acme/other/")


@pytest.mark.usefixtures("small_answers")
@pytest.mark.parametrize(("gone", "status"), [("candidates/c0001/", 503), ("", 404)])
def test_no_file_keeps_who_was_erased_while_it_was_written(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, gone: str, status: int
) -> None:
    path = f"{rank(stack, 3)}export.csv"
    original = S3Files.keep_export

    def keep(files: S3Files, *arguments: Any) -> str:
        assert stack.acme.delete(f"/api/jobposts/backend/{gone}").status == 204
        return original(files, *arguments)

    monkeypatch.setattr(S3Files, "keep_export", keep)
    assert stack.acme.get(path).status == status
    assert list_files() == []


def test_ten_thousand_rows_are_a_file_that_memory_and_calls_have_room_for(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    status_path = rank(stack, 1)
    task = get_tasks().get("acme", status_path.split("/")[-2])
    assert task is not None
    (row, _) = get_rows().read_page(task, 0)
    note = "Long note about this person. " * 30
    rows = [
        {**row, "rank": number + 1, "candidate_id": f"c{number}", "missing": [note]}
        for number in range(10_000)
    ]
    running = task.model_copy(update={"status": "STARTED"})
    monkeypatch.setattr(
        "adapters.dynamodb.dynamo_rows.require", lambda *_: Condition("attribute_exists(pk)")
    )
    get_rows().write_pages(running, rows)
    large = task.model_copy(update={"total": 10_000})
    monkeypatch.setattr("shortlist.tasks.ranking_export.find_task", lambda *_: large)
    tracemalloc.start()
    with count_calls() as calls:
        answer = stack.acme.get(f"/api/jobposts/task-status/{task.task_id}/export.csv")
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status == 303
    table = read_file(answer.headers["location"])
    assert len(table) > 5_000_000
    assert table.count("\r\n") == 10_001
    assert calls["dynamodb.BatchGetItem"] == 101
    assert calls.total() <= 108
    assert peak_bytes < 100_000_000, peak_bytes
