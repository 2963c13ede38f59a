"""The whole stack in one process: handlers, moto behind them, a queue that is pumped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from moto import mock_aws

from adapters import clients
from adapters.wiring import (
    get_bus,
    get_candidate_eraser,
    get_catalogue,
    get_chunks,
    get_decisions,
    get_endings,
    get_erasures,
    get_files,
    get_job_post_eraser,
    get_queue,
    get_rows,
    get_schedules,
    get_starts,
    get_task_lists,
    get_task_table,
    get_tasks,
)
from catalogue import handler as catalogue_handler
from reader import handler as reader_handler
from shortlist import settings
from start import handler as start_handler
from status import handler as status_handler
from tests.support.api import Caller, operator, recruiter
from tools.mocked.queue import QueueDriver
from tools.mocked.recording import recorder
from tools.mocked.stack import BUCKET, make_bucket, make_queue, make_tables
from worker import handler as worker_handler

_MADE_ONCE = (
    settings.get_settings,
    clients.get_dynamodb,
    clients.get_sqs,
    clients.get_s3,
    clients.get_scheduler,
    get_candidate_eraser,
    get_job_post_eraser,
    clients.get_events,
    get_schedules,
    get_bus,
    get_catalogue,
    get_decisions,
    get_tasks,
    get_starts,
    get_task_table,
    get_task_lists,
    get_chunks,
    get_rows,
    get_erasures,
    get_endings,
    get_queue,
    get_files,
    start_handler.get_app,
    start_handler.get_starter,
    status_handler.get_app,
    catalogue_handler.get_app,
    worker_handler.get_engine,
    reader_handler.get_reader,
)


@dataclass
class Stack:
    """The parts of a stack that a test uses."""

    acme: Caller
    globex: Caller
    operator: Caller
    ranking: QueueDriver
    dead_letters_url: str


@contextmanager
def open_stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """Open a stack, for one test or for several."""
    with mock_aws():
        make_tables()
        make_bucket()
        dead_letters_url = make_queue("RankingDeadLetterQueue")
        queue_url = make_queue("RankingQueue", dead_letters_url)
        for name, value in {
            "CATALOGUE_TABLE": "catalogue",
            "TASK_TABLE": "tasks",
            "RESUME_BUCKET": BUCKET,
            "RANKING_QUEUE_URL": queue_url,
            "SCHEDULE_TARGET_ARN": "arn:aws:lambda:eu-central-1:123456789012:function:scheduled",
            "SCHEDULE_ROLE_ARN": "arn:aws:iam::123456789012:role/scheduler",
            "PUBLIC_URL": "https://shortlist.example.com",
            "ALLOWED_ORIGIN": "https://page.example.com",
        }.items():
            monkeypatch.setenv(name, value)
        for made in _MADE_ONCE:
            made.cache_clear()
        recorder.asked.clear()
        yield Stack(
            acme=recruiter("acme"),
            globex=recruiter("globex"),
            operator=operator(),
            ranking=QueueDriver(queue_url, "worker.handler.lambda_handler"),
            dead_letters_url=dead_letters_url,
        )
        refused = recorder.list_refused()
        assert refused == {}, f"a role of template.yaml does not allow this: {refused}"
        for made in _MADE_ONCE:
            made.cache_clear()
