"""Decisions and events in memory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from shortlist.decisions.candidate_event import CandidateEvent
from shortlist.decisions.decision import Decision, ReasonList
from shortlist.decisions.ports import Change, Decided
from shortlist.errors import LostRaceError
from shortlist.queries import ListPage
from tests.support.memory.catalogue import MemoryCatalogue

_Value = TypeVar("_Value")


class MemoryDecisions:
    """A DecisionStore (shortlist.decisions.ports) over a catalogue in memory."""

    def __init__(self, catalogue: MemoryCatalogue) -> None:
        self._catalogue = catalogue
        self._reasons: dict[str, ReasonList] = {}

    def look_up(
        self, tenant: str, job_id: str, candidate_ids: Iterable[str]
    ) -> Mapping[str, Decided]:
        """Return those of these candidates that are there, with what was decided."""
        if self._catalogue.get_job_post(tenant, job_id) is None:
            return {}
        decisions = self._catalogue.decisions.get((tenant, job_id), {})
        found = {one: self._catalogue.get_resume(tenant, job_id, one) for one in candidate_ids}
        return {
            one: Decided(resume.candidate, decisions.get(one, Decision()))
            for one, resume in found.items()
            if resume
        }

    def save(self, tenant: str, job_id: str, changes: Sequence[Change]) -> None:
        """Keep changes, if the candidates are there and the decisions as they were."""
        for change in changes:
            found = self.look_up(tenant, job_id, [change.candidate_id])
            if not found:
                raise LostRaceError("the candidate is gone")
            known = found[change.candidate_id].decision
            if change.decision is not None:
                if change.decision.version != known.version + 1:
                    raise LostRaceError("the decision is another one by now")
                kept = self._catalogue.decisions.setdefault((tenant, job_id), {})
                kept[change.candidate_id] = change.decision
            for event in change.events:
                self._catalogue.add_event(tenant, job_id, change.candidate_id, event)

    def list_decisions(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[tuple[str, Decision]]:
        """Return one page of decisions in the order of their candidates' ids."""
        kept = self._catalogue.decisions.get((tenant, job_id), {})
        return _cut({one: (one, decision) for one, decision in kept.items()}, limit, after)

    def get_reasons(self, tenant: str) -> ReasonList | None:
        """Return a tenant's own reasons, or None."""
        return self._reasons.get(tenant)

    def put_reasons(self, tenant: str, reasons: ReasonList) -> None:
        """Replace a tenant's own reasons."""
        self._reasons[tenant] = reasons


class MemoryEvents:
    """An EventStore (shortlist.decisions.ports) over a catalogue in memory."""

    def __init__(self, catalogue: MemoryCatalogue) -> None:
        self._catalogue = catalogue

    def list_events(
        self, tenant: str, job_id: str, candidate_id: str, limit: int, after: str | None
    ) -> ListPage[CandidateEvent]:
        """Return one page of a candidate's events, oldest first."""
        events = self._catalogue.events.get((tenant, job_id), {}).get(candidate_id, [])
        places = {f"{event.at}#{number:05d}": event for number, event in enumerate(events)}
        return _cut(places, limit, after)


def _cut(places: Mapping[str, _Value], limit: int, after: str | None) -> ListPage[_Value]:
    behind = sorted(one for one in places if after is None or one > after)
    chosen = behind[:limit]
    position = chosen[-1] if len(behind) > limit else None
    return ListPage([places[one] for one in chosen], position)
