"""The model server of a deployment that has no key for it."""

from shortlist.judging.errors import ModelDeclinedError
from shortlist.judging.ports import ModelAnswer, Question


class LockedServer:
    """A ModelServer (shortlist.judging.ports) that declines every question, as without a key."""

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Decline."""
        raise ModelDeclinedError("unauthorized")
