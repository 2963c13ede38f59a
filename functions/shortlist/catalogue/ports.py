"""What the catalogue needs from the world."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.frozen import Frozen
from shortlist.idempotency import RequestKey
from shortlist.queries import ListPage
from shortlist.reading.reading_state import ReadingCounts
from shortlist.rubric.rubric import Rubric
from shortlist.spending import Spend


class Resume(NamedTuple):
    """A candidate with the text of the resume; None unless it was read."""

    candidate: Candidate
    text: str | None


class Upload(NamedTuple):
    """Whose file an address is for; no other upload has the id, not even of the same candidate."""

    tenant: str
    job_id: str
    candidate_id: str
    upload_id: str


class UploadAddress(NamedTuple):
    """Where and how to upload one file."""

    url: str
    method: Literal["PUT"]
    headers: Mapping[str, str]
    expires_at: datetime


class RubricDraft(NamedTuple):
    """A rubric that a model drafted: its version, the task that asked, and what that took."""

    version: int
    task_id: str
    spend: Spend | None


class Creation(Frozen):
    """What an idempotency key has begun to make: a job post, or candidates of one.

    `job_created_at` tells the job post from a later one with its id. Of the candidates, the first
    `done` are there, and `last_number` is that of the last one. One that `is_undone` was refused
    half way, and what of it is there is to be taken back.
    """

    job_id: str
    job_created_at: str
    body_hash: str
    begun_at: str
    expires_at: int
    candidate_ids: tuple[str, ...] = ()
    last_number: int = 0
    done: int = 0
    is_undone: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self.done == len(self.candidate_ids) and not self.is_undone


class CreationStore(Protocol):
    """Adds job posts and candidates, once for each key; every call names the tenant."""

    def find_creation(self, tenant: str, key: RequestKey) -> Creation | None:
        """Return what a key has begun; None once it has expired.

        Raises KeyReusedError if it has started a ranking.
        """

    def add_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric, key: RequestKey | None = None
    ) -> None:
        """Add a job post with its first rubric, and note what the key has made.

        Raises ConflictError if the id is taken, also by a job post that is closed, and
        LostRaceError if the key is taken.
        """

    def add_candidates(
        self,
        tenant: str,
        job_id: str,
        resumes: Sequence[Resume],
        *,
        limit: int,
        key: RequestKey | None = None,
        begun: Creation | None = None,
    ) -> None:
        """Add candidates and number them as they come. All are added or none.

        With a key, how far that is is noted; what is `begun` is gone on with, where it stopped.

        Raises NotFoundError without the job post, ConflictError if one of the ids is taken,
        TooLargeError if the job post would have more than `limit` candidates, LostRaceError if
        another request went on with what the key has begun.
        """


class JobPostStore(Protocol):
    """Keeps job posts and their rubrics; every call names the tenant."""

    def get_job_post(self, tenant: str, job_id: str) -> JobPost | None:
        """Return a job post, or None."""

    def list_job_posts(self, tenant: str, limit: int, after: str | None) -> ListPage[JobPost]:
        """Return job posts, newest first."""

    def get_rubric(self, tenant: str, job_id: str, version: int) -> Rubric | None:
        """Return one version of a rubric, or None."""

    def replace_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric | None, *, before: JobPost | None = None
    ) -> None:
        """Replace the texts of a job post and, if one is given, its rubric.

        Raises LostRaceError if the job post is gone, its rubric has another version by now, or its
        texts are not those of `before` any more.
        """

    def replace_rubric(self, tenant: str, job: JobPost, rubric: Rubric) -> None:
        """Make a rubric the job post's next version; its texts stay as they are by now.

        Raises LostRaceError if the job post is gone or its rubric has another version by now.
        """

    def find_draft(self, tenant: str, job_id: str, text_hash: str) -> RubricDraft | None:
        """Return what a model drafted from a text before, or None."""

    def keep_draft(
        self, tenant: str, job: JobPost, rubric: Rubric, draft: RubricDraft, *, text_hash: str
    ) -> None:
        """Make a model's draft the job post's next rubric, and remember it by its text.

        The texts stay as they are. Raises LostRaceError if the job post is gone or its rubric has
        another version by now.
        """

    def close_job_post(self, tenant: str, job_id: str, created_at: str) -> bool:
        """Make a job post of that time one that is not there for any other call.

        Its id is taken until it is forgotten. False if there was none; true also if one of the id
        was closed before.
        """

    def clear_job_post(self, tenant: str, job_id: str) -> bool:
        """Delete what is left under a closed job post: rubrics, candidates, resumes.

        False if the job post is not closed, because another call has come to its end by now.
        """

    def forget_job_post(self, tenant: str, job_id: str) -> None:
        """Free the id of a closed job post. Whatever belongs to it must be deleted before."""


class CandidateStore(Protocol):
    """Keeps candidates and the texts of their resumes; every call names the tenant."""

    def find_candidates(
        self, tenant: str, job_id: str, candidate_ids: Sequence[str]
    ) -> Mapping[str, Candidate]:
        """Return those of these candidates that are there, by id."""

    def get_resume(self, tenant: str, job_id: str, candidate_id: str) -> Resume | None:
        """Return a candidate with the text of the resume, or None."""

    def list_candidates(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[Candidate]:
        """Return candidates in the order of their ids."""

    def list_candidate_ids(self, tenant: str, job_id: str) -> list[str]:
        """Return the ids of all candidates in order."""

    def read_resumes(
        self, tenant: str, job_id: str, first_id: str, last_id: str
    ) -> Iterator[Resume]:
        """Yield the candidates whose ids lie between two ids, both included, in order."""

    def save_reading(self, tenant: str, job_id: str, resume: Resume) -> None:
        """Keep what reading a file gave, and that it was read.

        Raises LostRaceError if the candidate is gone, has been read, or awaits another upload.
        """

    def count_readings(
        self, tenant: str, jobs: Sequence[JobPost], now: datetime
    ) -> list[ReadingCounts]:
        """Count the states of reading of each job post's candidates, as of a moment."""

    def count_waiting_uploads(self, tenant: str, now: datetime) -> int:
        """Count a tenant's uploads that may still come, or wait to be read; the last may lack."""

    def delete_candidate(self, tenant: str, job_id: str, candidate_id: str, *, actor: str) -> bool:
        """Delete a candidate, text, decision and all words about it; False if there was none.

        Leaves a note for rankings that are running, which `list_erased` returns, and the event
        that the actor did this.
        """

    def list_erased(self, tenant: str, job_id: str) -> dict[str, str]:
        """Return the ids of candidates that were erased lately, and when."""


class ResumeFiles(Protocol):
    """Keeps the uploaded files."""

    def sign_upload(self, upload: Upload, size: int) -> UploadAddress:
        """Make an address to which one file of `size` bytes can be uploaded, once."""

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete all files of candidates, whichever upload they came by."""


class UploadedFiles(Protocol):
    """Gives out the uploaded files."""

    def read(self, key: str, *, limit: int) -> bytes | None:
        """Return a file, at most `limit` + 1 bytes of it; None if it is gone."""

    def discard(self, key: str) -> None:
        """Delete a file that belongs to nobody; one that is gone counts as deleted."""
