"""Whether resumes may go to a model server, and the server of a deployment that may ask none."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from shortlist.judging.errors import ModelDeclinedError, ModelFailure
from shortlist.judging.ports import ModelAnswer, Question

# Names that lead nowhere outside: https://www.rfc-editor.org/rfc/rfc6762 and rfc8375, and what
# ICANN keeps for private use.
_PRIVATE_ENDS = (".localhost", ".local", ".internal", ".home.arpa", ".lan")


def may_be_asked(base_url: str) -> bool:
    """Tell whether an address is encrypted or plainly private.

    A name with dots is taken for a public one, wherever it leads today; a name without any is one
    of a private network, as of a container.
    """
    parts = urlsplit(base_url)
    if parts.scheme != "http":
        return True
    host = (parts.hostname or "").rstrip(".").lower()
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_ENDS)
    return address.is_private or address.is_loopback or address.is_link_local


class LockedServer:
    """A ModelServer (shortlist.judging.ports) that declines every question for one reason."""

    def __init__(self, reason: ModelFailure = "unauthorized") -> None:
        """Without a reason it is as a server without a key."""
        self._reason = reason

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Decline."""
        raise ModelDeclinedError(self._reason)
