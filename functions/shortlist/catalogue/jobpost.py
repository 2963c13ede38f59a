"""The job post, as it is kept and as callers see it with its rubric."""

from pydantic import Field

from shortlist.frozen import Frozen, Shown, ShownList, Time
from shortlist.reading.reading_state import ReadingCounts
from shortlist.revisions import make_revision
from shortlist.rubric.rubric import Importance


class JobPost(Frozen):
    """A job post. `rubric_is_edited` tells a person's rubric from a drafted one.

    `reading` is counted when a job post is shown, and not kept with it.
    """

    job_id: str
    title: str
    description: str
    rubric_version: int
    rubric_is_edited: bool = False
    created_at: str
    candidate_count: int = 0
    reading: ReadingCounts = ReadingCounts()

    @property
    def revision(self) -> str:
        """Names what `PUT` replaces in its present state; how many candidates, is no part."""
        return make_revision(self.created_at, self.title, self.description, self.rubric_version)


class ShownReadings(Shown):
    """How many resumes of a job post are in which state of reading."""

    waiting: int = Field(ge=0, description="Announced or uploaded, and not read yet.")
    read: int = Field(ge=0, description="There is a text to rank.")
    failed: int = Field(ge=0, description="They cannot be read; each candidate has the reason.")


class ShownJobPost(Shown):
    """A job post."""

    job_id: str = Field(description="The id, the caller's choice or one of ours.")
    title: str = Field(description="What the position is called.")
    description: str = Field(description="What was written about the position.")
    rubric_version: int = Field(ge=1, description="The version of the rubric that counts now.")
    created_at: Time = Field(description="When it was created.")
    candidate_count: int = Field(ge=0, description="How many candidates it has.")
    reading: ShownReadings = Field(description="How far the reading of their resumes is.")


class ShownJobPosts(ShownList[ShownJobPost]):
    """One page of job posts, newest first."""


class ShownRubricGate(Shown):
    """A must-have."""

    id: str = Field(description="The id of the gate within its rubric.")
    text: str = Field(description="What a candidate must have.")


class ShownRubricCriterion(Shown):
    """One thing that gives points."""

    id: str = Field(description="The id of the criterion within its rubric.")
    title: str = Field(description="What is looked for.")
    importance: Importance = Field(description="How much it counts: 3, 2 or 1.")
    levels: tuple[str, ...] = Field(
        min_length=5, max_length=5, description="What each level from 0 to 4 stands for."
    )


class ShownRubric(Shown):
    """What the candidates of a job post are ranked by."""

    version: int = Field(ge=1, description="Counts up with each change; a ranking names it.")
    gates: tuple[ShownRubricGate, ...] = Field(
        description="Must-haves; they sort and give no points."
    )
    criteria: tuple[ShownRubricCriterion, ...] = Field(description="What gives points.")
    warnings: tuple[str, ...] = Field(
        description="What in it may treat people unfairly, and how to ask instead."
    )
