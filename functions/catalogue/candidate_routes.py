"""Routes of candidates and their resumes."""

import json
from http import HTTPStatus

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.rest.answers import answer_json, answer_nothing
from adapters.rest.requests import parse_body, read_body, read_identity, read_query, read_text
from adapters.wiring import get_catalogue, get_files
from catalogue.jobpost_routes import JOB_POST, make_eraser
from shortlist.catalogue.candidates import Candidates
from shortlist.catalogue.request_bodies import NewCandidate, NewCandidates, NewUploads
from shortlist.errors import NotFoundError
from shortlist.paging import read_cursor, read_limit, write_cursor
from shortlist.settings import get_settings
from shortlist.times import read_clock

CANDIDATES = f"{JOB_POST}/candidates"
CANDIDATE = f"{CANDIDATES}/<candidate_id>"


def add_candidate_routes(app: APIGatewayRestResolver) -> None:
    """Add the routes to an app."""
    limit = get_settings().candidates_limit
    candidates = Candidates(get_catalogue(), get_files(), read_clock, limit)

    def tenant() -> str:
        return read_identity(app.current_event).own_tenant

    @app.post(CANDIDATES)
    def add(job_id: str) -> Response[str]:
        owner = tenant()
        added = candidates.add(owner, job_id, _read_candidates(read_text(app.current_event)))
        items = [candidate.show() for candidate in added]
        return answer_json({"items": items}, HTTPStatus.CREATED)

    @app.get(CANDIDATES)
    def list_all(job_id: str) -> Response[str]:
        scope = {"tenant": tenant(), "scope": f"candidates {job_id}"}
        after = read_cursor(read_query(app.current_event, "cursor"), **scope)
        length = read_limit(read_query(app.current_event, "limit"))
        if get_catalogue().get_job_post(tenant(), job_id) is None:
            raise NotFoundError("no such job post")
        page = get_catalogue().list_candidates(tenant(), job_id, length, after)
        items = [candidate.at(read_clock()).show() for candidate in page.items]
        return answer_json({"items": items, "next_cursor": write_cursor(page.position, **scope)})

    @app.post(f"{JOB_POST}/resumes")
    def await_uploads(job_id: str) -> Response[str]:
        owner = tenant()
        request = read_body(app.current_event, NewUploads)
        uploads = candidates.await_uploads(owner, job_id, request.files)
        return answer_json({"uploads": uploads}, HTTPStatus.CREATED)

    @app.get(CANDIDATE)
    def read(job_id: str, candidate_id: str) -> Response[str]:
        resume = candidates.get(tenant(), job_id, candidate_id)
        return answer_json({**resume.candidate.show(), "resume_text": resume.text})

    @app.delete(CANDIDATE)
    def erase(job_id: str, candidate_id: str) -> Response[str]:
        make_eraser().erase_candidate(tenant(), job_id, candidate_id)
        return answer_nothing()


def _read_candidates(text: str) -> tuple[NewCandidate, ...]:
    if _holds_several(text):
        return parse_body(text, NewCandidates).candidates
    return (parse_body(text or "{}", NewCandidate),)


def _holds_several(text: str) -> bool:
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return isinstance(body, dict) and "candidates" in body
