"""The model server of a deployment that may not be asked."""

from shortlist.judging.errors import ModelDeclinedError, ModelFailure
from shortlist.judging.ports import ModelAnswer, Question


class LockedServer:
    """A ModelServer (shortlist.judging.ports) that declines every question for one reason."""

    def __init__(self, reason: ModelFailure = "unauthorized") -> None:
        """Without a reason it is as a server without a key."""
        self._reason = reason

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Decline."""
        raise ModelDeclinedError(self._reason)
