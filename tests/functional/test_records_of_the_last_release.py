"""An upgrade while rankings run: this code goes on with what release 0.1.0 had written.

The records are as its code wrote them, with a ranking that is finished, one that is half done and
one that waits; only their times are moved, so that no deadline is over.
"""

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.support.stack import Stack
from tools.mocked.stack import REGION

RECORDS = Path(__file__).parents[1] / "fixtures" / "records_0_1_0.json"
TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ROW_OF_THEN = ("rank", "candidate_id", "score", "scored_by")


def read_records() -> dict[str, Any]:
    """Return the records, as if they had been written a moment ago."""
    text = RECORDS.read_text(encoding="utf-8")
    times = sorted(map(datetime.fromisoformat, set(TIME.findall(text))))
    assert times[-1] - times[0] < timedelta(hours=1)
    # All were made within two seconds, and nobody erases a candidate before there is a ranking.
    moved = datetime.now(UTC) - times[0] - timedelta(seconds=5)

    def move(found: re.Match[str]) -> str:
        time = datetime.fromisoformat(found[0]) + moved
        return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    text = TIME.sub(move, text)
    text = re.sub(r'("expires_at":\{"N":)"(\d+)"', rf'\1"{2**33}"', text)
    records: dict[str, Any] = json.loads(text, object_hook=_read_bytes)
    return records


def _read_bytes(part: dict[str, Any]) -> Any:
    return base64.b64decode(part["base64"]) if set(part) == {"base64"} else part


@pytest.fixture
def records(stack: Stack) -> Iterator[dict[str, Any]]:
    """Put the records into the tables and the messages into the queue."""
    read = read_records()
    tables = boto3.client("dynamodb", region_name=REGION)
    for name, items in read["tables"].items():
        for item in items:
            tables.put_item(TableName=name, Item=item)
    queue = boto3.client("sqs", region_name=REGION)
    for body in read["messages"]:
        queue.send_message(QueueUrl=stack.ranking.url, MessageBody=body)
    yield read


def find_path(records: dict[str, Any], which: str) -> str:
    """Return the path of a task's status."""
    return f"/api/jobposts/task-status/{records['tasks'][which]}/"


@pytest.mark.parametrize(("which", "total"), [("running", 14), ("waiting", 2)])
def test_a_ranking_in_flight_is_finished_with_every_row(
    stack: Stack, records: dict[str, Any], which: str, total: int
) -> None:
    before = stack.acme.get(find_path(records, which)).body
    assert before["status"] == {"running": "STARTED", "waiting": "PENDING"}[which]
    stack.ranking.drain()
    after = stack.acme.get(find_path(records, which)).body
    assert after["status"] == "SUCCESS", after
    rows = after["result"]["ranked_candidates"]
    assert [row["rank"] for row in rows] == list(range(1, total + 1))
    assert len({row["candidate_id"] for row in rows}) == total


def test_a_finished_ranking_is_shown_as_it_was(stack: Stack, records: dict[str, Any]) -> None:
    shown = stack.acme.get(find_path(records, "finished")).body["result"]["ranked_candidates"]
    assert [{name: row[name] for name in ROW_OF_THEN} for row in shown] == records["rows"]
    assert stack.acme.get(f"{find_path(records, 'finished')}export.csv").status == 200


def test_a_ranking_in_flight_can_be_cancelled(stack: Stack, records: dict[str, Any]) -> None:
    assert stack.acme.call("DELETE", find_path(records, "running")).status == 202
    stack.ranking.drain()
    assert stack.acme.get(find_path(records, "running")).body["error_code"] == "revoked"


def test_people_go_on_with_job_posts_and_candidates(stack: Stack, records: dict[str, Any]) -> None:
    path = "/api/jobposts/finished/"
    job = stack.acme.get(path)
    assert stack.acme.call("PUT", path, job.body).status == 200
    rubric = stack.acme.get("/api/jobposts/running/rubric/").body
    assert stack.acme.call("PUT", "/api/jobposts/running/rubric/", rubric).status == 200
    candidate = f"{path}candidates/c0000/"
    assert stack.acme.get(candidate).status == 200
    assert stack.acme.call("PUT", f"{candidate}decision/", {"decision": "talk"}).status == 200
    assert stack.acme.call("DELETE", candidate).status == 204
    stack.ranking.drain()
    rows = stack.acme.get(find_path(records, "finished")).body["result"]["ranked_candidates"]
    assert "c0000" not in {row["candidate_id"] for row in rows}
    assert stack.acme.call("DELETE", path).status == 204
