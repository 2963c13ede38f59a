"""From a caller's request to the last row: the request's id leads to the task's, and that on."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.logs import logger
from tests.support.rankings import add_job, start
from tests.support.stack import Stack
from tools.mocked.template import ROOT, parse_template


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Catch what the functions log."""
    stream = io.StringIO()
    for handler in logger.handlers:
        monkeypatch.setattr(handler, "stream", stream)
    yield stream


def read_lines(text: str) -> list[dict[str, Any]]:
    """Return the lines of a log that are JSON."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_the_id_of_a_request_leads_to_every_line_of_its_ranking(
    stack: Stack, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    path = add_job(stack, 4)
    log.truncate(log.seek(0))
    capsys.readouterr()
    answer = stack.acme.post(f"{path}rank-candidates/")
    (accepted,) = [line for line in read_lines(log.getvalue()) if "request_id" in line]
    assert accepted["request_id"] == answer.headers["x-request-id"]
    assert accepted["task_id"] == answer.body["task_id"]
    log.truncate(log.seek(0))
    stack.ranking.drain()
    written = read_lines(log.getvalue()) + read_lines(capsys.readouterr().out)
    named = {line["message"]: line.get("task_id") for line in written}
    assert {"task planned", "chunk done", "rows scored", "task ended"} <= set(named)
    assert set(named.values()) == {answer.body["task_id"]}


def test_every_step_that_the_query_of_a_tasks_time_asks_for_is_timed(
    stack: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = parse_template((ROOT / "infra/queries.yaml").read_text("utf-8"))["Resources"]
    asked = re.findall(r'message = "([^"]+)"', queries["TimeOfATask"]["Properties"]["QueryString"])
    path = add_job(stack, 2)
    capsys.readouterr()
    start(stack, path)
    stack.ranking.drain()
    timed = {line["message"] for line in read_lines(capsys.readouterr().out) if "seconds" in line}
    assert set(asked) - timed == {"task retried"}
