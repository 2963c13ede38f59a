"""The one error of reading a resume."""

from shortlist.errors import PermanentError
from shortlist.reading.reasons import Reason, explain


class UnreadableResumeError(PermanentError):
    """The file will never give a text; reading it again would end the same way."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(explain(reason))
        self.reason: Reason = reason
