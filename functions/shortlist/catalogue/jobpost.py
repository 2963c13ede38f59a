"""The job post, as it is stored and shown."""

from shortlist.frozen import Frozen
from shortlist.reading.reading_state import ReadingCounts
from shortlist.revisions import make_revision


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
