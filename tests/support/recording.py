"""What this process asks of AWS: how often, and in which function's name.

There is one recorder: every client that is made after this import reports to it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS

from tests.support.roles import Recorder
from tools.mocked.calls import measure_traffic
from tools.mocked.queue import QueueDriver

recorder = Recorder()

# A mocked account makes its own session each time, so that a handler of one session would be lost.
BUILTIN_HANDLERS.append(("before-parameter-build", recorder.note))


@contextmanager
def count_calls() -> Iterator[Counter[str]]:
    """Count calls while the block runs."""
    with measure_traffic() as traffic:
        yield traffic.calls


class RecordedQueue(QueueDriver):
    """A queue whose handler is recorded while it runs."""

    def call(self, event: dict[str, Any]) -> dict[str, Any]:
        """Call the handler as the function that it belongs to."""
        with recorder.act_as(self.handler):
            return super().call(event)
