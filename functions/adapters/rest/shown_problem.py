"""The shape of a problem (RFC 9457)."""

from typing import Annotated

from pydantic import MISSING, Field

from shortlist.errors import FieldError
from shortlist.frozen import Shown

# Names the kinds of problems, and is no place to go to: docs/problems.md lists them.
PROBLEM_BASE = "https://shortlist.example/problems/"


class ShownFieldError(Shown):
    """One field of the request that is wrong."""

    pointer: str | MISSING = Field(
        MISSING, description="Where it stands in the body, as a JSON pointer (RFC 6901)."
    )
    parameter: str | MISSING = Field(MISSING, description="Which query parameter it is.")
    header: str | MISSING = Field(MISSING, description="Which header it is.")
    detail: str = Field(description="What is wrong with it.")

    @classmethod
    def of(cls, error: FieldError) -> "ShownFieldError":
        """Show what is wrong with a field."""
        return cls.model_validate({error.place: error.name, "detail": error.detail})


class ShownProblem(Shown):
    """Why a request was not done."""

    type: str = Field(description="The kind of problem, always the same URI for the same kind.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What was wrong this time.")
    instance: str = Field(description="The path that was called.")
    request_id: str = Field(description="What names this request in the log of the service.")
    errors: Annotated[tuple[ShownFieldError, ...], Field(min_length=1)] | MISSING = Field(
        MISSING, description="Each field that is wrong, for a body or a query that is."
    )
