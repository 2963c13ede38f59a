"""Routes of candidates and their resumes."""

from functools import partial
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from adapters.rest.answers import answer, answer_list, answer_nothing, tell_replay
from adapters.rest.call import Call, link
from adapters.rest.operations import (
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    LOCATION,
    Operation,
    Routes,
    Tag,
)
from adapters.wiring import (
    get_candidate_eraser,
    get_candidates,
    get_creations,
    get_files,
    get_job_posts,
)
from catalogue.jobpost_routes import JOB_POST
from shortlist.blind_view import show_candidate_blind, show_resume_blind
from shortlist.catalogue.candidate import (
    CandidatesQuery,
    ShownAddedCandidates,
    ShownCandidate,
    ShownCandidates,
    ShownUploads,
)
from shortlist.catalogue.candidates import Candidates
from shortlist.catalogue.request_bodies import CandidatesBody, NewUploads
from shortlist.queries import BlindQuery, Listing, ListPage
from shortlist.settings import get_settings
from shortlist.times import read_clock

CANDIDATES = f"{JOB_POST}/candidates"
CANDIDATE = f"{CANDIDATES}/<candidate_id>"
RESUMES = f"{JOB_POST}/resumes"

ROUTES = Routes(Tag.CANDIDATES)

_CONFLICT = (HTTPStatus.CONFLICT,)
_CANDIDATES_EXAMPLE = {
    "candidates": [
        {"name": "Application 17", "resume_text": "Skills\nPython, PostgreSQL, AWS Lambda"}
    ]
}
_UPLOADS_EXAMPLE = {"files": [{"filename": "application-17.pdf", "size": 48213}]}


def _get_candidates() -> Candidates:
    settings = get_settings()
    limits = (settings.candidates_limit, settings.waiting_uploads_limit)
    stores = (get_creations(), get_job_posts(), get_candidates(), get_files())
    return Candidates(*stores, read_clock, *limits, _record_unredacted)


def _record_unredacted(tenant: str, job_id: str, candidate_id: str, error: Exception) -> None:
    # Loaded for this alone: hardly a request needs it.
    from adapters.metrics import record_unredacted  # noqa: PLC0415

    record_unredacted(tenant, job_id, candidate_id, error)


@ROUTES.add(
    "POST",
    CANDIDATES,
    Operation(
        ShownAddedCandidates,
        HTTPStatus.CREATED,
        sends=(LOCATION, IDEMPOTENCY_REPLAYED),
        reads=(IDEMPOTENCY_KEY,),
        fails=_CONFLICT,
        example=_CANDIDATES_EXAMPLE,
        deed="add candidates",
    ),
)
def add_candidates(call: Call, job_id: str, body: CandidatesBody) -> Response[str]:
    """Add one candidate, or up to a hundred, with their resumes as text.

    A request that is refused adds nobody. One that broke off may have added some: repeat it with
    the same `Idempotency-Key`.
    """
    asked = [request.model_dump() for request in body.listed]
    key = call.read_key("candidates", job_id, asked)
    added, is_replay = _get_candidates().add(call.tenant, job_id, body.listed, key)
    call.ids["candidate_ids"] = [one.candidate_id for one in added]
    shown = ShownAddedCandidates.model_validate({"items": added})
    # Of several there is no address but that of all.
    parts = [added[0].candidate_id] if len(added) == 1 else []
    headers = {
        LOCATION: link(call, "jobposts", job_id, "candidates", *parts),
        **tell_replay(is_replay=is_replay),
    }
    return answer(shown, HTTPStatus.CREATED, headers)


@ROUTES.add("GET", CANDIDATES, Operation(ShownCandidates))
def list_candidates(call: Call, job_id: str, query: CandidatesQuery) -> Response[str]:
    """List candidates in the order of their ids.

    With a `state`, a page may have fewer entries than there are; the last one has no cursor.
    """

    def fetch(limit: int, after: str | None) -> ListPage[Any]:
        page = _get_candidates().list_page(call.tenant, job_id, limit, after, query.state)
        if not query.blind:
            return page
        return ListPage([show_candidate_blind(one) for one in page.items], page.position)

    listing = Listing(call.tenant, f"candidates {job_id}")
    return answer_list(ShownCandidates, listing, query, fetch)


@ROUTES.add(
    "POST",
    RESUMES,
    Operation(
        ShownUploads,
        HTTPStatus.CREATED,
        sends=(LOCATION,),
        fails=_CONFLICT,
        example=_UPLOADS_EXAMPLE,
        deed="announce resumes",
    ),
)
def announce_resumes(call: Call, job_id: str, body: NewUploads) -> Response[str]:
    """Get addresses to upload resume files to, PDF, DOCX or TXT; each becomes a candidate.

    At most `WaitingUploadsLimit` uploads of a tenant may wait; then it is 429 until some are read.
    """
    uploads = _get_candidates().await_uploads(call.tenant, job_id, body.files)
    call.ids["candidate_ids"] = [one.candidate_id for one in uploads]
    headers: dict[str, str] = {LOCATION: link(call, "jobposts", job_id, "candidates")}
    return answer(ShownUploads(uploads=uploads), HTTPStatus.CREATED, headers)


@ROUTES.add("GET", CANDIDATE, Operation(ShownCandidate, deed="read resume"))
def read_candidate(call: Call, job_id: str, candidate_id: str, query: BlindQuery) -> Response[str]:
    """Read a candidate with its reading state and the text of the resume.

    A blind view has as many lines, without what says who the candidate is; every line is
    `[HIDDEN]` where our own rules fail on the resume, which a ranking says by the reason
    `internal`.
    """
    resume = _get_candidates().get(call.tenant, job_id, candidate_id)
    if query.blind:
        report = partial(_record_unredacted, call.tenant, job_id, candidate_id)
        return answer(show_resume_blind(resume, report))
    return answer(ShownCandidate.of(resume.candidate, resume.text))


@ROUTES.add("DELETE", CANDIDATE, Operation(None, HTTPStatus.NO_CONTENT, deed="erase candidate"))
def erase_candidate(call: Call, job_id: str, candidate_id: str) -> Response[str]:
    """Erase a candidate everywhere, the rows of finished rankings included.

    Nothing shows the candidate from now on; what is kept of the rows goes within minutes.
    """
    get_candidate_eraser().erase(call.tenant, job_id, candidate_id, call.identity.subject)
    return answer_nothing()
