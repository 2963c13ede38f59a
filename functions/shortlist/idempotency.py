"""Idempotency keys: a request that comes again with its key is not done again."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shortlist.errors import FieldError, InvalidRequestError, KeyReusedError
from shortlist.options import hash_json

KEY_LIFETIME = timedelta(hours=24)
_HEADER = "Idempotency-Key"


class RequestKey(NamedTuple):
    """A caller's `Idempotency-Key`, hashed, and the hash of what was asked with it.

    The key may be taken over from `stale_owner`, a task or a creation that is gone with its job
    post.
    """

    key_hash: str
    body_hash: str
    asked_at: int
    stale_owner: str = ""

    @property
    def expires_at(self) -> int:
        """Until when the key stands for this request, in seconds since 1970."""
        return self.asked_at + int(KEY_LIFETIME.total_seconds())

    def check_request(self, body_hash: str) -> None:
        """Look that what the key came with before was the same request.

        Raises:
            KeyReusedError: if it was not.
        """
        if body_hash != self.body_hash:
            raise refuse_key()


def refuse_key() -> KeyReusedError:
    """Return the error of a key that came with another request before."""
    detail = "this Idempotency-Key was used for another request"
    return KeyReusedError(detail, [FieldError(_HEADER, detail, "header")])


def read_key(key: str | None, now: datetime, *asked: object) -> RequestKey | None:
    """Read the header of a request that asks for these JSON values.

    Raises:
        InvalidRequestError: if it is no key.
    """
    if key is None:
        return None
    if not (1 <= len(key) <= 255 and key.isprintable()):
        detail = "must be 1 to 255 printable characters"
        raise InvalidRequestError(f"{_HEADER} {detail}", [FieldError(_HEADER, detail, "header")])
    return RequestKey(hash_json(key), hash_json(asked), int(now.timestamp()))
