"""The whole stack in one process: handlers, moto behind them, a queue that is pumped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.api import Caller, operator, recruiter
from tests.support.recording import RecordedQueue, recorder
from tools.mocked.stack import open_account

_VARIABLES = {
    "SCHEDULE_TARGET_ARN": "arn:aws:lambda:eu-central-1:123456789012:function:scheduled",
    "SCHEDULE_ROLE_ARN": "arn:aws:iam::123456789012:role/scheduler",
    "PUBLIC_URL": "https://shortlist.example.com",
    "ALLOWED_ORIGIN": "https://page.example.com",
}


@dataclass
class Stack:
    """The parts of a stack that a test uses."""

    acme: Caller
    globex: Caller
    operator: Caller
    ranking: RecordedQueue
    reading: RecordedQueue
    dead_letters_url: str


@contextmanager
def open_stack() -> Iterator[Stack]:
    """Open a stack, for one test or for several."""
    with open_account(_VARIABLES) as queues:
        recorder.asked.clear()
        yield Stack(
            acme=recruiter("acme"),
            globex=recruiter("globex"),
            operator=operator(),
            ranking=RecordedQueue(queues.ranking, "worker.handler.lambda_handler"),
            reading=RecordedQueue(queues.reading, "reader.handler.lambda_handler"),
            dead_letters_url=queues.dead_letters,
        )
        refused = recorder.list_refused()
        assert refused == {}, f"a role of template.yaml does not allow this: {refused}"
