"""A deployment while tasks run: what one version wrote, the next and the last one can read.

The records below are kept as they were written once. Whoever must change them breaks rankings
that run during a deployment.
"""

from typing import Any

import pytest

from adapters.dynamodb.task_items import read_task, write_task
from adapters.dynamodb.translation import pack
from shortlist.errors import PoisonMessageError
from shortlist.tasks.messages import message_for, read_message
from tests.support.tasks import make_task

OPTIONS = {
    "ranker": "llm",
    "model": "gpt-6-luna",
    "samples": 3,
    "max_cost_usd": 0.5,
    "blind": True,
    "service_tier": None,
}
USAGE = {
    "input": 4,
    "cached": 1,
    "output": 2,
    "reasoning": 0,
    "total": 6,
    "calls": 1,
    "retries": 0,
}
EVENT = {
    "at": "2026-11-23T10:00:00.000Z",
    "status": "PENDING",
    "actor": "user-42",
    "reason": "started",
    "attempt": 1,
}
ITEM: dict[str, Any] = {
    "pk": "T#acme#K#01a2",
    "sk": "TASK",
    "tenant_pk": "T#acme",
    "job_pk": "T#acme#J#backend",
    "month_pk": "MONTH#2026-11",
    "active_pk": "ACTIVE",
    "created_sk": "2026-11-23T10:00:00.000Z#acme#01a2",
    "tenant": "acme",
    "task_id": "01a2",
    "job_id": "backend",
    "job_title": "Backend engineer",
    "status": "RETRY",
    "attempt": 2,
    "created_at": "2026-11-23T10:00:00.000Z",
    "created_by": "user-42",
    "started_at": "2026-11-23T10:00:04.500Z",
    "finished_at": None,
    "soft_deadline_at": "2026-11-23T10:25:00.000Z",
    "hard_deadline_at": "2026-11-23T10:30:00.000Z",
    "updated_at": "2026-11-23T10:00:04.500Z",
    "sweeps": 1,
    "expires_at": 1800000000,
    "rubric_version": 3,
    "fingerprint": "f",
    "plan_id": "aabbccdd",
    "total": 4,
    "chunk_count": 2,
    "finished_chunks": {0},
    "chunk_done": {"0": 2, "1": 1},
    "chunk_failed": {"0": 0, "1": 0},
    "prompt_version": "prompt-1",
    "complete": True,
    "warnings": [],
    "options": pack(OPTIONS),
    "token_usage": pack(USAGE),
    "events": [EVENT],
}


def test_a_record_of_the_last_version_is_read_whole() -> None:
    task = read_task(ITEM)
    assert task.options.model_dump() == OPTIONS
    assert task.token_usage.model_dump() == USAGE
    assert task.progress == (3, 0, 4)
    assert task.unfinished_chunks == [1]
    # Workers take nothing away that they do not know of, but must write all that there was.
    assert set(write_task(task)) >= set(ITEM) - {"finished_chunks", "cost"}


def test_a_record_of_the_next_version_is_read_without_what_is_new() -> None:
    newer = {
        **ITEM,
        "colour": "blue",
        "options": pack({**OPTIONS, "language": "de"}),
        "token_usage": pack({**USAGE, "audio": 0}),
        "events": [{**EVENT, "source": "api"}],
    }
    assert read_task(newer) == read_task(ITEM)


def test_a_record_from_before_a_field_with_a_default_is_read() -> None:
    older = {name: ITEM[name] for name in ITEM if name not in {"warnings", "prompt_version"}}
    assert read_task(older).warnings == ()


@pytest.mark.parametrize(
    ("body", "chunk"),
    [
        ('{"v":1,"tenant":"acme","task_id":"01a2","attempt":2,"chunk":null}', None),
        ('{"v":1,"tenant":"acme","task_id":"01a2","attempt":2,"chunk":7}', 7),
        ('{"tenant":"acme","task_id":"01a2","attempt":2,"chunk":7}', 7),
    ],
)
def test_a_message_of_the_last_version_is_read(body: str, chunk: int | None) -> None:
    message = read_message(body)
    assert (message.tenant, message.task_id, message.attempt) == ("acme", "01a2", 2)
    assert message.chunk == chunk


def test_a_message_of_today_is_one_that_the_last_version_reads() -> None:
    written = message_for(make_task(task_id="01a2", attempt=2), 7).model_dump_json()
    assert written == '{"v":1,"tenant":"acme","task_id":"01a2","attempt":2,"chunk":7}'


def test_a_message_of_another_format_is_kept_for_people() -> None:
    with pytest.raises(PoisonMessageError):
        read_message('{"v":2,"tenant":"acme","task_id":"01a2","attempt":2,"chunk":7}')
