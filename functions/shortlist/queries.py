"""What stands behind the question mark of a path, and how its words are read."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from shortlist.frozen import Frozen

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
_FLAGS = {"true": True, "false": False}


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
