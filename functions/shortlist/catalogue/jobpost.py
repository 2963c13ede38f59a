"""The job post, as it is stored and shown."""

from shortlist.frozen import Frozen


class JobPost(Frozen):
    """A job post. `rubric_is_edited` tells a person's rubric from a drafted one."""

    job_id: str
    title: str
    description: str
    rubric_version: int
    rubric_is_edited: bool = False
    created_at: str
    candidate_count: int = 0
