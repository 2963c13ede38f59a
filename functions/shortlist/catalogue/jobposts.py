"""Job posts and their rubrics: made, replaced, edited by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shortlist.catalogue.creations import BUSY_KEY, CREATION_ATTEMPTS, look_up_key
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import CandidateStore, CreationStore, JobPostStore
from shortlist.catalogue.request_bodies import JobPostReplacement, JobPostTexts, NewJobPost
from shortlist.errors import ConflictError, LostRaceError, NotFoundError
from shortlist.idempotency import RequestKey
from shortlist.ids import make_id
from shortlist.queries import ListPage
from shortlist.revisions import Expected, check_revision, explaining_lost_races
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric, RubricEdit
from shortlist.rubric.warnings import find_rubric_warnings
from shortlist.times import Clock, write_time


class CreatedJobPost(NamedTuple):
    """The job post that a request led to; `is_replay` if one with its key had led to it."""

    job: JobPost
    is_replay: bool


@dataclass(frozen=True)
class JobPosts:
    """What a tenant can do with its job posts."""

    creations: CreationStore
    job_posts: JobPostStore
    candidates: CandidateStore
    clock: Clock

    def create(
        self, tenant: str, request: NewJobPost, key: RequestKey | None = None
    ) -> CreatedJobPost:
        """Create a job post with the caller's rubric, or with one drafted from its text.

        What an earlier request with the key has made is returned as it was made.

        Raises:
            ConflictError: if the chosen id is taken.
            KeyReusedError: if the key came with another request.
        """
        for _ in range(CREATION_ATTEMPTS):
            key, begun = look_up_key(self.creations, self.job_posts, tenant, key)
            now = self.clock()
            job = JobPost(
                job_id=begun.job_id if begun else request.job_id or make_id(now),
                title=request.title,
                description=request.description,
                rubric_version=1,
                rubric_is_edited=request.rubric is not None,
                created_at=begun.begun_at if begun else write_time(now),
            )
            if begun is None:
                try:
                    self.creations.add_job_post(tenant, job, make_rubric(request, version=1), key)
                except LostRaceError:
                    continue
            return CreatedJobPost(job, begun is not None)
        raise ConflictError(BUSY_KEY)

    def get(self, tenant: str, job_id: str) -> JobPost:
        """Return a job post.

        Raises:
            NotFoundError: if the tenant has none of that id.
        """
        job = self.job_posts.get_job_post(tenant, job_id)
        if job is None:
            raise NotFoundError("no such job post")
        return job

    def count_readings(self, tenant: str, jobs: Sequence[JobPost]) -> list[JobPost]:
        """Return job posts with the counts of their readings."""
        counts = self.candidates.count_readings(tenant, jobs, self.clock())
        return [
            job.model_copy(update={"reading": reading})
            for job, reading in zip(jobs, counts, strict=True)
        ]

    def list_page(self, tenant: str, limit: int, after: str | None) -> ListPage[JobPost]:
        """Return job posts, newest first, with the counts of their readings."""
        page = self.job_posts.list_job_posts(tenant, limit, after)
        return ListPage(self.count_readings(tenant, page.items), page.position)

    def replace(
        self, tenant: str, job_id: str, request: JobPostReplacement, expected: Expected = None
    ) -> JobPost:
        """Replace a job post's texts. A drafted rubric is drafted anew; an edited one stays.

        Nothing changes if the texts are the same and there is no rubric to replace the present one.

        Raises:
            ChangedMeanwhileError: if the job post is none of the expected revisions.
        """
        job = self.get(tenant, job_id)
        check_revision(expected, job.revision)
        texts = {"title": request.title, "description": request.description}
        changed = job.model_copy(update=texts)
        if request.rubric is None and changed == job:
            return job
        rubric = None
        if request.rubric is not None or not job.rubric_is_edited:
            rubric = make_rubric(request, version=job.rubric_version + 1)
            edited = {"rubric_is_edited": request.rubric is not None}
            changed = changed.model_copy(update={"rubric_version": rubric.version, **edited})
        with explaining_lost_races(expected):
            self.job_posts.replace_job_post(tenant, changed, rubric, before=job)
        return changed

    def get_rubric(self, tenant: str, job_id: str, version: int | None = None) -> Rubric:
        """Return a version of the rubric; without one, what the next ranking will use.

        Raises:
            NotFoundError: if there is no such job post, or no such version of its rubric.
        """
        return self._read_rubric(tenant, self.get(tenant, job_id), version)

    def edit_rubric(
        self, tenant: str, job_id: str, edit: RubricEdit, expected: Expected = None
    ) -> Rubric:
        """Make a person's rubric the job post's next version.

        Raises:
            ChangedMeanwhileError: if the rubric is none of the expected revisions.
        """
        job = self.get(tenant, job_id)
        if expected is not None:
            check_revision(expected, self._read_rubric(tenant, job).revision)
        rubric = _complete(edit, job.rubric_version + 1)
        changes = {"rubric_version": rubric.version, "rubric_is_edited": True}
        with explaining_lost_races(expected):
            self.job_posts.replace_rubric(tenant, job.model_copy(update=changes), rubric)
        return rubric

    def _read_rubric(self, tenant: str, job: JobPost, version: int | None = None) -> Rubric:
        rubric = self.job_posts.get_rubric(tenant, job.job_id, version or job.rubric_version)
        if rubric is None:
            raise NotFoundError("no such rubric")
        return rubric


def make_rubric(request: JobPostTexts, *, version: int) -> Rubric:
    """Return the rubric of a request, or draft one from its text."""
    if request.rubric is None:
        return draft_rubric(request.title, request.description, version=version)
    return _complete(request.rubric, version)


def _complete(edit: RubricEdit, version: int) -> Rubric:
    warnings = find_rubric_warnings(edit.gates, edit.criteria)
    return Rubric(gates=edit.gates, criteria=edit.criteria, version=version, warnings=warnings)
