"""Rows as callers see them: with their rank."""

from pydantic import ConfigDict, Field

from shortlist.frozen import Frozen, ShownList
from shortlist.ranking.row import Row


class _RowRank(Frozen):
    """A place in a ranking; it stands first in a row."""

    rank: int = Field(ge=1, description="The place in the ranking; 1 is the best.")


class ShownRow(Row, _RowRank):
    """One candidate's outcome in one ranking."""

    model_config = ConfigDict(extra="ignore")


class ShownRows(ShownList[ShownRow]):
    """One page of a ranking, best first."""
