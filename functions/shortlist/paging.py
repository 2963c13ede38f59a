"""Pages of a list: how long they are, and where the next one starts."""

import base64
import binascii
import hashlib
import json
import re
from typing import Generic, NamedTuple, TypeVar

from shortlist.errors import InvalidRequestError, MalformedRequestError

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
ANY_POSITION = r"[!-~]{1,300}"

Item = TypeVar("Item")


class ListPage(NamedTuple, Generic[Item]):
    """Some items of a list, and the sort key of the last one; None at the end of the list."""

    items: list[Item]
    position: str | None


def read_limit(text: str | None) -> int:
    """Read the `limit` of a query.

    Raises:
        InvalidRequestError: if it is not a whole number from 1 to 100.
    """
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidRequestError(f"limit must be a whole number from 1 to {MAX_LIMIT}")
    return int(text)


def write_cursor(position: str | None, *, tenant: str, scope: str) -> str | None:
    """Write a position as an opaque cursor that only this tenant can use, on this list only."""
    if position is None:
        return None
    payload = json.dumps([_seal(tenant, scope), position], separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def read_cursor(
    text: str | None, *, tenant: str, scope: str, form: str = ANY_POSITION
) -> str | None:
    """Read a cursor that `write_cursor` made for the same tenant and list.

    `form` is the pattern of the list's positions: the seal is no secret, so a cursor may be forged.

    Raises:
        MalformedRequestError: if it is anything else.
    """
    if not text:
        return None
    try:
        payload = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        seal, position = json.loads(payload)
    except (binascii.Error, ValueError, TypeError) as error:
        raise MalformedRequestError("the cursor is not one of ours") from error
    if seal != _seal(tenant, scope) or not isinstance(position, str):
        raise MalformedRequestError("the cursor belongs to another list")
    if not re.fullmatch(form, position, re.ASCII):
        raise MalformedRequestError("the cursor is not one of ours")
    return position


def _seal(tenant: str, scope: str) -> str:
    return hashlib.sha256(f"{tenant}\n{scope}".encode()).hexdigest()[:16]
