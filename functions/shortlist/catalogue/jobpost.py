"""The job post, as it is stored and shown."""

from shortlist.frozen import Frozen
from shortlist.reading.reading_state import ReadingCounts


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
