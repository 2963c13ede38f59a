"""The model server of a deployment that has no key for it."""

from shortlist.errors import ModelDeclinedError
from shortlist.judging.ports import Answer, Question


class LockedServer:
    """A ModelServer (shortlist.judging.ports) that declines every question, as without a key."""

    async def ask(self, question: Question, *, timeout_seconds: float) -> Answer:
        """Decline."""
        raise ModelDeclinedError("unauthorized")
