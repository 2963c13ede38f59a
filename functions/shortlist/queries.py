"""What a query asks for: flags, numbers, and which page of a list."""

import base64
import hashlib
import json
import re
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field

from shortlist.errors import MalformedRequestError
from shortlist.frozen import Frozen

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
_FLAGS = {"true": True, "false": False}
ANY_POSITION = r"[!-~]{1,300}"
_LONGEST_CURSOR = 1000
_NOT_OURS = "the cursor is not one of ours"

Item = TypeVar("Item")


def _read_whole_number(word: object) -> object:
    # Python reads more than digits as numbers, and pydantic does so, too.
    if not re.fullmatch(r"[0-9]{1,9}", str(word)):
        raise ValueError("must be a whole number")
    return int(str(word))


def _read_flag(word: object) -> object:
    if str(word).lower() not in _FLAGS:
        raise ValueError("must be true or false")
    return _FLAGS[str(word).lower()]


WholeNumber = Annotated[int, BeforeValidator(_read_whole_number)]
Flag = Annotated[bool, BeforeValidator(_read_flag)]


class NoQuery(Frozen):
    """The query of an operation that takes none."""


class BlindQuery(Frozen):
    """Who is to be seen."""

    blind: Flag = Field(False, description="Hides who the candidates are.")


class PageQuery(Frozen):
    """Which page of a list."""

    cursor: str | None = Field(None, description="The `next_cursor` of the page before.")
    limit: WholeNumber = Field(
        DEFAULT_LIMIT, ge=1, le=MAX_LIMIT, description="How many entries the page has at most."
    )


class RubricQuery(Frozen):
    """Which version of a rubric."""

    version: Annotated[int, Field(ge=1), BeforeValidator(_read_whole_number)] | None = Field(
        None, description="A version that a ranking names; without it, the one of now."
    )


class BlindPageQuery(PageQuery, BlindQuery):
    """Which page of a list, and who is to be seen on it."""


class ListPage(NamedTuple, Generic[Item]):
    """Some items of a list, and the sort key of the last one; None at the end of the list."""

    items: list[Item]
    position: str | None


class Listing(NamedTuple):
    """Which list of which tenant: its cursors serve no other one.

    `form` is the pattern of the list's positions: the seal is no secret, so a cursor may be forged.
    """

    tenant: str
    name: str
    form: str = ANY_POSITION

    def write_cursor(self, position: str | None) -> str | None:
        """Write a position as an opaque cursor."""
        if position is None:
            return None
        payload = json.dumps([self._seal(), position], separators=(",", ":"))
        return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")

    def read_cursor(self, cursor: str | None) -> str | None:
        """Read a cursor that `write_cursor` made for the same tenant and list.

        Raises:
            MalformedRequestError: if it is anything else.
        """
        if not cursor:
            return None
        match _unpack(cursor):
            case [str(seal), str(position)]:
                if seal != self._seal():
                    raise MalformedRequestError("the cursor belongs to another list")
                if re.fullmatch(self.form, position, re.ASCII):
                    return position
        raise MalformedRequestError(_NOT_OURS)

    def _seal(self) -> str:
        return hashlib.sha256(f"{self.tenant}\n{self.name}".encode()).hexdigest()[:16]


def _unpack(cursor: str) -> object:
    # What is longer, or is no flat list, was not made here, and may be more than can be parsed.
    if len(cursor) > _LONGEST_CURSOR:
        raise MalformedRequestError(_NOT_OURS)
    try:
        payload = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        unpacked: object = json.loads(payload)
    except (ValueError, RecursionError):
        raise MalformedRequestError(_NOT_OURS) from None
    return unpacked
