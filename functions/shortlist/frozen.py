"""What every value of the product has in common, and every value that callers get to see."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Item = TypeVar("Item")


class Frozen(BaseModel):
    """A value: equal by content, never changed, never holding a field it does not declare.

    Validation errors never repeat the input, because it may be a resume.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        defer_build=True,
        json_schema_serialization_defaults_required=True,
    )


def _leave_open(schema: dict[str, Any]) -> None:
    schema.pop("additionalProperties", None)


class ShownWhole(Frozen):
    """A value that callers see as it is; the API document lets it have more fields one day."""

    model_config = ConfigDict(json_schema_extra=_leave_open)


class Shown(Frozen):
    """A value as callers see it, made from one of ours.

    Fields of the source that are not declared here are left out. The API document calls it
    by its name without "Shown".
    """

    # Not made of what callers write, though fields are often the same: what was kept under other
    # bounds is still shown, and what is new in one of the two is not in the other by itself.
    # A field with a default is one that may be absent.
    model_config = ConfigDict(
        extra="ignore", from_attributes=True, json_schema_serialization_defaults_required=False
    )


class ShownList(Shown, Generic[Item]):
    """One page of a list."""

    items: tuple[Item, ...] = Field(description="The entries of this page.")
    next_cursor: str | None = Field(description="The cursor of the next page; null on the last.")
