"""Rows as callers see them: with their rank."""

from typing import Any

from pydantic import MISSING, ConfigDict, Field

from shortlist.frozen import Frozen, ShownList
from shortlist.ranking.row import Row


class _RowRank(Frozen):
    """A place in a ranking; it stands first in a row."""

    rank: int = Field(ge=1, description="The place in the ranking; 1 is the best.")


def _leave_out_label(schema: dict[str, Any]) -> None:
    """Say that every field is always there but the label."""
    schema["required"] = [name for name in schema["required"] if name != "label"]


class ShownRow(Row, _RowRank):
    """One candidate's outcome in one ranking."""

    model_config = ConfigDict(extra="ignore", json_schema_extra=_leave_out_label)

    label: str | MISSING = Field(MISSING, description="What a blind view calls the candidate.")


class ShownRows(ShownList[ShownRow]):
    """One page of a ranking, best first."""
