"""The shape of a rubric: gates that pass or fail, criteria that give points."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from shortlist.frozen import Frozen
from shortlist.revisions import make_revision
from shortlist.texts import CleanLine, ReadOnly

Importance = Literal["critical", "important", "nice"]
WEIGHTS: dict[Importance, int] = {"critical": 3, "important": 2, "nice": 1}
TOP_LEVEL = 4
# Between the statements that one criterion holds; each is looked for by itself.
PART_MARK = "; "

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Text = Annotated[CleanLine, Field(min_length=1, max_length=500)]


class Gate(Frozen):
    """A must-have. It sorts a candidate into a bucket and never gives points."""

    id: _Id = Field(description="An id that is unique in the rubric.")
    text: _Text = Field(description="What a candidate must have.")


class Criterion(Frozen):
    """One thing to look for, with an anchor sentence for each level from 0 to 4."""

    id: _Id = Field(description="An id that is unique in the rubric.")
    title: _Text = Field(description="What is looked for.")
    importance: Importance = Field(description="How much it counts: 3, 2 or 1.")
    levels: tuple[_Text, ...] = Field(
        min_length=TOP_LEVEL + 1,
        max_length=TOP_LEVEL + 1,
        description="What each level from 0 to 4 stands for.",
    )


class RubricEdit(Frozen):
    """A rubric as a person writes it: what `PUT …/rubric/` takes."""

    gates: tuple[Gate, ...] = Field(
        (), max_length=10, description="Must-haves; they sort and give no points."
    )
    criteria: tuple[Criterion, ...] = Field(
        min_length=1, max_length=20, description="What gives points."
    )
    version: ReadOnly = None
    warnings: ReadOnly = None

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "RubricEdit":
        ids = [gate.id for gate in self.gates] + [criterion.id for criterion in self.criteria]
        if len(ids) != len(set(ids)):
            raise ValueError("ids of gates and criteria must be unique")
        return self


class Rubric(RubricEdit):
    """One version of a job post's rubric; a ranking names the version it used."""

    version: Annotated[int, Field(ge=1)]
    warnings: tuple[str, ...] = ()

    @property
    def revision(self) -> str:
        """Names the rubric in this state."""
        return make_revision(self.model_dump(mode="json"))
