"""Routes of decisions about candidates, and of what was done with them."""

from functools import partial
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from adapters.rest.answers import answer, answer_list, answer_revision
from adapters.rest.call import Call
from adapters.rest.operations import ETAG, IF_MATCH, Operation, Routes, Tag
from adapters.wiring import get_candidate_events, get_decisions, get_job_posts
from catalogue.candidate_routes import CANDIDATE
from catalogue.jobpost_routes import JOB_POST
from shortlist.blind_view import write_label
from shortlist.decisions.candidate_event import ShownEvents, ShownReveal
from shortlist.decisions.decision import (
    DEFAULT_REASONS,
    Decision,
    NewDecision,
    NewDecisions,
    NewReasonList,
    NewReveal,
    ShownDecided,
    ShownDecision,
    ShownDecisions,
    ShownNamedDecision,
    ShownReasons,
)
from shortlist.decisions.decision_book import CandidateHistory, DecisionBook
from shortlist.queries import Listing, ListPage, PageQuery
from shortlist.times import read_clock

DECISION = f"{CANDIDATE}/decision"
DECISIONS = f"{JOB_POST}/decisions"
REASONS = "/api/decision-reasons"

ROUTES = Routes(Tag.DECISIONS)

_EXAMPLE = {"decision": "no", "reason": "A must-have is missing"}
_SEVERAL_EXAMPLE = {"decisions": [{"candidate_id": "application-17", "decision": "talk"}]}


def _get_book() -> DecisionBook:
    return DecisionBook(get_job_posts(), get_decisions(), read_clock)


def _get_history() -> CandidateHistory:
    return CandidateHistory(get_decisions(), get_candidate_events(), read_clock)


@ROUTES.add("GET", DECISION, Operation(ShownDecision, sends=(ETAG,)))
def read_decision(call: Call, job_id: str, candidate_id: str) -> Response[str]:
    """Read what was decided about a candidate; all null until somebody decides."""
    return _answer_decision(_get_book().get(call.tenant, job_id, candidate_id))


@ROUTES.add(
    "PUT",
    DECISION,
    Operation(
        ShownDecision,
        sends=(ETAG,),
        reads=(IF_MATCH,),
        fails=(HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED),
        example=_EXAMPLE,
        deed="decide",
    ),
)
def replace_decision(
    call: Call, job_id: str, candidate_id: str, body: NewDecision
) -> Response[str]:
    """Decide about a candidate: the whole decision is replaced.

    No ranking ever changes it. A `no` and an adjustment need a reason; what changes is kept as
    an event.
    """

    book = _get_book()
    decision = book.decide(call.identity, job_id, candidate_id, body, call.expected)
    return _answer_decision(decision)


@ROUTES.add(
    "POST",
    DECISIONS,
    Operation(ShownDecided, fails=(HTTPStatus.CONFLICT,), example=_SEVERAL_EXAMPLE, deed="decide"),
)
def decide_about_candidates(call: Call, job_id: str, body: NewDecisions) -> Response[str]:
    """Decide about up to a hundred candidates; what is left out of note and adjustment stays.

    Nothing is decided if one of them is not there. Sending the same again does no harm.
    """
    call.ids["candidate_ids"] = [one.candidate_id for one in body.decisions]
    decided = _get_book().decide_all(call.identity, job_id, body.decisions)
    shown = tuple(ShownNamedDecision.of(one, decision) for one, decision in decided.items())
    return answer(ShownDecided(items=shown))


@ROUTES.add("GET", DECISIONS, Operation(ShownDecisions))
def list_decisions(call: Call, job_id: str, query: PageQuery) -> Response[str]:
    """List decisions in the order of their candidates' ids."""

    def fetch(limit: int, after: str | None) -> ListPage[ShownNamedDecision]:
        page = _get_book().list_page(call.tenant, job_id, limit, after)
        shown = [ShownNamedDecision.of(one, decision) for one, decision in page.items]
        return ListPage(shown, page.position)

    listing = Listing(call.tenant, f"decisions {job_id}")
    return answer_list(ShownDecisions, listing, query, fetch)


@ROUTES.add("GET", f"{CANDIDATE}/events", Operation(ShownEvents))
def list_candidate_events(
    call: Call, job_id: str, candidate_id: str, query: PageQuery
) -> Response[str]:
    """List what was done with a candidate, oldest first; after an erasure without any words."""
    listing = Listing(call.tenant, f"events {job_id} {candidate_id}")
    fetch = partial(_get_history().list_events, call.tenant, job_id, candidate_id)
    return answer_list(ShownEvents, listing, query, fetch)


@ROUTES.add(
    "POST",
    f"{CANDIDATE}/reveal",
    Operation(ShownReveal, example={"reason": "Invited to talk"}, deed="reveal candidate"),
)
def reveal_candidate(call: Call, job_id: str, candidate_id: str, body: NewReveal) -> Response[str]:
    """Tell who a candidate of a blind view is; that it was told, and why, is kept as an event."""
    found = _get_history().reveal(call.identity, job_id, candidate_id, body.reason)
    shown = ShownReveal(candidate_id=candidate_id, label=write_label(found), name=found.name)
    return answer(shown)


@ROUTES.add("GET", REASONS, Operation(ShownReasons))
def read_decision_reasons(call: Call) -> Response[str]:
    """Read the reasons that the tenant offers its people; a few of ours until it has its own."""
    reasons = get_decisions().get_reasons(call.tenant) or DEFAULT_REASONS
    return answer(ShownReasons.model_validate(reasons))


@ROUTES.add(
    "PUT",
    REASONS,
    Operation(
        ShownReasons, example={"reasons": ["A must-have is missing"]}, deed="replace reasons"
    ),
)
def replace_decision_reasons(call: Call, body: NewReasonList) -> Response[str]:
    """Replace the reasons that the tenant offers; people may still write their own."""
    get_decisions().put_reasons(call.tenant, body)
    return answer(ShownReasons.model_validate(body))


def _answer_decision(decision: Decision) -> Response[str]:
    return answer_revision(ShownDecision.model_validate(decision), decision.revision)
