"""The one recorder of this process: every client made after this import reports to it."""

from typing import Any

from botocore.handlers import BUILTIN_HANDLERS

from tests.support.roles import Recorder
from tools.mocked.queue import QueueDriver

recorder = Recorder()

# A mocked account makes its own session each time, so that a handler of one session would be lost.
BUILTIN_HANDLERS.append(("before-parameter-build", recorder.note))


class RecordedQueue(QueueDriver):
    """A queue whose handler is recorded while it runs."""

    def call(self, event: dict[str, Any]) -> dict[str, Any]:
        """Call the handler as the function that it belongs to."""
        with recorder.act_as(self.handler):
            return super().call(event)
