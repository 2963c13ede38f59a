"""What every value of the product has in common: it is frozen and refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: equal by content, never changed, never holding a field it does not declare.

    Validation errors never repeat the input, because it may be a resume.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )
