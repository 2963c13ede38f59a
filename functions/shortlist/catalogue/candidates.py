"""Candidates: handed in as text or as a file to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from shortlist.catalogue.candidate import Candidate, ShownUpload
from shortlist.catalogue.creations import BUSY_KEY, CREATION_ATTEMPTS, look_up_key
from shortlist.catalogue.ports import (
    CandidateStore,
    Creation,
    CreationStore,
    JobPostStore,
    Resume,
    ResumeFiles,
    Upload,
)
from shortlist.catalogue.request_bodies import NewCandidate, NewUpload
from shortlist.errors import (
    ConflictError,
    LostRaceError,
    NotFoundError,
    TooLargeError,
    TooManyError,
)
from shortlist.idempotency import RequestKey
from shortlist.ids import make_id
from shortlist.queries import ListPage
from shortlist.reading.plain_text import plain_resume_text
from shortlist.reading.reading_state import Reading, ReadingState
from shortlist.reading.reasons import FileLimits
from shortlist.redaction.hidden_lines import KnownLines, note_hidden_lines
from shortlist.times import Clock, write_time

# Is told the tenant, the job post and the candidate in whose resume our own code failed to find
# the personal data, and what it raised.
ReportUnredacted = Callable[[str, str, str, Exception], None]
_Report = Callable[[str, Exception], None]
# A search reads no more of a job post at once: a thousand candidates, with pages of a hundred.
_PAGES_A_SEARCH = 10


class AddedCandidates(NamedTuple):
    """The candidates that a request led to; `is_replay` if one with its key had led to them."""

    candidates: list[Candidate]
    is_replay: bool


@dataclass(frozen=True)
class Candidates:
    """What a tenant can do with the candidates of a job post.

    The job post takes `limit` of them, and the tenant may have `waiting_limit` uploads waiting.
    """

    creations: CreationStore
    job_posts: JobPostStore
    candidates: CandidateStore
    files: ResumeFiles
    clock: Clock
    limit: int
    waiting_limit: int
    report: ReportUnredacted

    def add(
        self,
        tenant: str,
        job_id: str,
        requests: Sequence[NewCandidate],
        key: RequestKey | None = None,
    ) -> AddedCandidates:
        """Add candidates whose resumes come as text; all or none.

        What an earlier request with the key has begun is finished, with the ids that it chose.

        Raises:
            NotFoundError, ConflictError, TooLargeError: see CreationStore.add_candidates.
            KeyReusedError: if the key came with another request.
        """
        for _ in range(CREATION_ATTEMPTS):
            key, begun = look_up_key(self.creations, self.job_posts, tenant, key)
            resumes = self._read_requests(requests, begun, partial(self.report, tenant, job_id))
            if begun is None or not begun.is_whole:
                try:
                    self.creations.add_candidates(
                        tenant, job_id, resumes, limit=self.limit, key=key, begun=begun
                    )
                except LostRaceError:
                    continue
            return AddedCandidates([one.candidate for one in resumes], begun is not None)
        raise ConflictError(BUSY_KEY)

    def await_uploads(
        self, tenant: str, job_id: str, requests: Sequence[NewUpload]
    ) -> tuple[ShownUpload, ...]:
        """Add candidates whose files are to come, and say where to upload them.

        Raises:
            TooManyError: if the tenant would have more uploads waiting than it may, so that nobody
                else's wait behind them.
        """
        waiting_already = self.candidates.count_waiting_uploads(tenant, self.clock())
        if waiting_already + len(requests) > self.waiting_limit:
            raise TooManyError(
                f"{waiting_already} uploads are waiting already, of at most {self.waiting_limit}; "
                "upload them, and go on when some are read"
            )
        largest = FileLimits().max_bytes
        if any(request.size > largest for request in requests):
            raise TooLargeError(f"a resume file may have at most {largest} bytes")
        waiting: list[Resume] = []
        uploads: list[ShownUpload] = []
        for request in requests:
            candidate_id = request.candidate_id or make_id(self.clock())
            upload = Upload(tenant, job_id, candidate_id, make_id(self.clock()))
            address = self.files.sign_upload(upload, request.size)
            expires_at = write_time(address.expires_at)
            waiting.append(Resume(self._await(request, upload, expires_at), None))
            uploads.append(
                ShownUpload(
                    candidate_id=candidate_id,
                    filename=request.filename,
                    url=address.url,
                    method=address.method,
                    headers=address.headers,
                    expires_at=expires_at,
                )
            )
        self.creations.add_candidates(tenant, job_id, waiting, limit=self.limit)
        return tuple(uploads)

    def list_page(
        self,
        tenant: str,
        job_id: str,
        limit: int,
        after: str | None,
        state: ReadingState | None = None,
    ) -> ListPage[Candidate]:
        """Return candidates in the order of their ids, those in one state if one is given.

        Among very many candidates, a page may be short though it is not the last one.

        Raises:
            NotFoundError: without the job post.
        """
        if self.job_posts.get_job_post(tenant, job_id) is None:
            raise NotFoundError("no such job post")
        found: list[Candidate] = []
        for _ in range(_PAGES_A_SEARCH):
            page = self.candidates.list_candidates(tenant, job_id, limit - len(found), after)
            seen = [one.at(self.clock()) for one in page.items]
            found += [one for one in seen if state in {None, one.reading.state}]
            after = page.position
            if state is None or after is None or len(found) == limit:
                break
        return ListPage(found, after)

    def get(self, tenant: str, job_id: str, candidate_id: str) -> Resume:
        """Return a candidate with the text of the resume.

        Raises:
            NotFoundError: if the job post has no such candidate.
        """
        resume = self.candidates.get_resume(tenant, job_id, candidate_id)
        # The candidates of a job post that is being deleted may outlive it for a while.
        if resume is None or self.job_posts.get_job_post(tenant, job_id) is None:
            raise NotFoundError("no such candidate")
        return Resume(resume.candidate.at(self.clock()), resume.text)

    def _await(self, request: NewUpload, upload: Upload, expires_at: str) -> Candidate:
        return Candidate(
            candidate_id=upload.candidate_id,
            name=request.name or PurePosixPath(request.filename).stem[:200],
            reading=Reading(state="waiting"),
            created_at=write_time(self.clock()),
            filename=request.filename,
            upload_id=upload.upload_id,
            upload_expires_at=expires_at,
        )

    def _read_requests(
        self, requests: Sequence[NewCandidate], begun: Creation | None, report: _Report
    ) -> list[Resume]:
        """Return the same resumes each time for what was begun before."""
        if begun:
            named = zip(requests, begun.candidate_ids, strict=True)
            return [_read_request(request, one, begun.begun_at, report) for request, one in named]
        now = self.clock()
        return [
            _read_request(request, request.candidate_id or make_id(now), write_time(now), report)
            for request in requests
        ]


def _read_request(
    request: NewCandidate, candidate_id: str, created_at: str, report: _Report
) -> Resume:
    normalised = plain_resume_text(request.resume_text)
    is_empty = not normalised.text.strip()
    known = KnownLines()
    if not is_empty:
        known = note_hidden_lines(normalised.text, request.name, partial(report, candidate_id))
    candidate = Candidate(
        candidate_id=candidate_id,
        name=request.name,
        reading=Reading(state="failed", reason="empty") if is_empty else Reading(state="read"),
        flags=normalised.flags,
        created_at=created_at,
        hidden_lines=known.hidden_lines,
        hidden_by=known.hidden_by,
    )
    return Resume(candidate, None if is_empty else normalised.text)
