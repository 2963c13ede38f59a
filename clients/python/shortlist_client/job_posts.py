"""Job posts, their rubrics and their schedules."""

from typing import Any

from shortlist_client.connection import make_condition, make_key, make_path
from shortlist_client.operations import Operations, listing, operation
from shortlist_client.shapes import Caller, JobPost, JobPosts, Rubric, RubricEdit, Schedule
from shortlist_client.steps import Steps


class JobPostOperations(Operations):
    """What can be done with job posts."""

    @operation
    def read_caller(self) -> Steps[Caller]:
        """Return who the token says that the caller is."""
        return (yield from self.connection.read(Caller, "GET", make_path("me")))

    @listing(JobPost)
    def list_job_posts(self) -> Steps[None]:
        """Go through the tenant's job posts, newest first."""
        yield from self.connection.walk(JobPosts, make_path("jobposts"))

    @operation
    def create_job_post(
        self,
        title: str,
        description: str,
        *,
        job_id: str | None = None,
        rubric: Rubric | RubricEdit | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[JobPost]:
        """Create a job post; without a rubric, one is drafted from the description.

        Raises:
            ConflictError: if the id is taken.
        """
        body: dict[str, Any] = {"title": title, "description": description}
        if job_id is not None:
            body["job_id"] = job_id
        if rubric is not None:
            body["rubric"] = rubric.model_dump(mode="json")
        return (
            yield from self.connection.read(
                JobPost, "POST", make_path("jobposts"), body=body, headers=make_key(idempotency_key)
            )
        )

    @operation
    def read_job_post(self, job_id: str) -> Steps[JobPost]:
        """Return a job post."""
        return (yield from self.connection.read(JobPost, "GET", make_path("jobposts", job_id)))

    @operation
    def replace_job_post(
        self,
        job_id: str,
        title: str,
        description: str,
        *,
        rubric: Rubric | RubricEdit | None = None,
    ) -> Steps[JobPost]:
        """Write a job post anew; without a rubric, one is drafted anew."""
        body: dict[str, Any] = {"title": title, "description": description}
        if rubric is not None:
            body["rubric"] = rubric.model_dump(mode="json")
        path = make_path("jobposts", job_id)
        return (yield from self.connection.read(JobPost, "PUT", path, body=body))

    @operation
    def delete_job_post(self, job_id: str) -> Steps[None]:
        """Delete a job post with its candidates, files and rankings."""
        yield from self.connection.call("DELETE", make_path("jobposts", job_id))

    @operation
    def read_rubric(self, job_id: str, *, version: int | None = None) -> Steps[Rubric]:
        """Return the rubric of now, or the version that a ranking names."""
        path, query = make_path("jobposts", job_id, "rubric"), {"version": version}
        return (yield from self.connection.read(Rubric, "GET", path, query=query))

    @operation
    def replace_rubric(self, job_id: str, rubric: Rubric | RubricEdit) -> Steps[Rubric]:
        """Write the rubric anew and return its new version.

        A rubric that was read, or a changed copy of it, replaces only the state it was read in.

        Raises:
            ChangedMeanwhileError: if somebody else has changed it since.
        """
        path, headers = make_path("jobposts", job_id, "rubric"), make_condition(rubric)
        body = rubric.model_dump(mode="json")
        return (yield from self.connection.read(Rubric, "PUT", path, body=body, headers=headers))

    @operation
    def read_schedule(self, job_id: str) -> Steps[Schedule]:
        """Return when a job post is ranked again.

        Raises:
            NotFoundError: if it is not.
        """
        path = make_path("jobposts", job_id, "schedule")
        return (yield from self.connection.read(Schedule, "GET", path))

    @operation
    def replace_schedule(
        self, job_id: str, expression: str, *, timezone: str = "UTC"
    ) -> Steps[Schedule]:
        """Rank a job post again and again: `rate(1 day)` or `cron(0 7 ? * MON-FRI *)`."""
        path = make_path("jobposts", job_id, "schedule")
        body = {"expression": expression, "timezone": timezone}
        return (yield from self.connection.read(Schedule, "PUT", path, body=body))

    @operation
    def delete_schedule(self, job_id: str) -> Steps[None]:
        """Rank a job post only when it is asked for."""
        yield from self.connection.call("DELETE", make_path("jobposts", job_id, "schedule"))
