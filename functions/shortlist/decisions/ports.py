"""What decisions need from the world."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from shortlist.catalogue.candidate import Candidate
from shortlist.decisions.candidate_event import CandidateEvent
from shortlist.decisions.decision import Decision, ReasonList
from shortlist.queries import ListPage


class Decided(NamedTuple):
    """A candidate with what was decided, which may be nothing yet."""

    candidate: Candidate
    decision: Decision


class Change(NamedTuple):
    """What is to be kept about one candidate: a decision, unless it is None, and the events."""

    candidate_id: str
    decision: Decision | None
    events: Sequence[CandidateEvent]


class DecisionStore(Protocol):
    """Keeps decisions; every call names the tenant."""

    def look_up(
        self, tenant: str, job_id: str, candidate_ids: Iterable[str]
    ) -> Mapping[str, Decided]:
        """Return those of these candidates that are there, by id."""

    def save(self, tenant: str, job_id: str, changes: Sequence[Change]) -> None:
        """Keep changes, each candidate's as a whole.

        Raises LostRaceError if a candidate is gone, or if a decision does not follow the version
        that is there; what came before it in the sequence may be kept by then.
        """

    def list_decisions(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[tuple[str, Decision]]:
        """Return decisions with their candidates' ids, in the order of the ids."""

    def get_reasons(self, tenant: str) -> ReasonList | None:
        """Return a tenant's own reasons, or None."""

    def put_reasons(self, tenant: str, reasons: ReasonList) -> None:
        """Replace a tenant's own reasons."""


class EventStore(Protocol):
    """Keeps what was done with candidates; every call names the tenant."""

    def list_events(
        self, tenant: str, job_id: str, candidate_id: str, limit: int, after: str | None
    ) -> ListPage[CandidateEvent]:
        """Return what was done with a candidate, erased or not, oldest first."""
