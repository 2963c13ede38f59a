"""What servers complain of, in the words of many makers, and the reason that it comes to."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.llm.failures import find_reason, translate
from adapters.llm.refusals import read_complaint
from shortlist.judging.errors import ModelUnavailableError

VECTORS = Path(__file__).parents[1] / "vectors" / "complaints.jsonl"
COMPLAINTS = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "complaint", COMPLAINTS, ids=lambda one: f"{one['reason']} {one['status']}"
)
def test_a_complaint_comes_to_its_reason(complaint: dict[str, Any]) -> None:
    body = complaint["body"]
    text = body if isinstance(body, str) else json.dumps(body)
    assert find_reason(read_complaint(complaint["status"], text)) == complaint["reason"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ('{"error": "Model m is currently loading", "estimated_time": 20.5}', 20.5),
        ('{"error": {"details": [{"retryDelay": "18s"}]}}', 18.0),
        ('{"error": {"message": "Please retry after 26 seconds."}}', 26.0),
        ('{"error": {"message": "Please try again in 1m12.5s."}}', 72.5),
        ('{"error": {"message": "Please try again in 640ms."}}', 0.64),
        ('{"error": {"metadata": {"raw": "retry_after_seconds: 7 seconds"}}}', None),
    ],
)
def test_a_server_that_is_busy_may_say_for_how_long(text: str, seconds: float | None) -> None:
    error = translate(read_complaint(503, text), {})
    assert isinstance(error, ModelUnavailableError)
    assert error.is_overload
    assert error.retry_after_seconds == seconds
