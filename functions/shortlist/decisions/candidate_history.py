"""What was done with a candidate, and telling who a candidate is, which is a part of it."""

from dataclasses import dataclass

from shortlist.catalogue.candidate import Candidate
from shortlist.decisions.candidate_event import CandidateEvent
from shortlist.decisions.ports import Change, DecisionStore
from shortlist.errors import LostRaceError, NotFoundError
from shortlist.identity import Identity
from shortlist.paging import ListPage
from shortlist.times import Clock, write_time


@dataclass(frozen=True)
class CandidateHistory:
    """The events of candidates; they outlive an erasure, but for people's words."""

    store: DecisionStore
    clock: Clock

    def list_events(
        self, tenant: str, job_id: str, candidate_id: str, limit: int, after: str | None
    ) -> ListPage[CandidateEvent]:
        """Return events, oldest first.

        Raises:
            NotFoundError: if the job post never had such a candidate, as far as anybody knows.
        """
        page = self.store.list_events(tenant, job_id, candidate_id, limit, after)
        if self.store.look_up(tenant, job_id, [candidate_id]):
            return page
        if not page.items and after is None:
            raise NotFoundError("no such candidate")
        # The words of somebody who is erased are not shown, also while they still go.
        return ListPage([event.without_words() for event in page.items], page.position)

    def reveal(self, who: Identity, job_id: str, candidate_id: str, reason: str) -> Candidate:
        """Tell who a candidate is, and keep that somebody wanted to know it, and why.

        Raises:
            NotFoundError: if the job post has no such candidate.
        """
        tenant = who.own_tenant
        found = self.store.look_up(tenant, job_id, [candidate_id]).get(candidate_id)
        if found is None:
            raise NotFoundError("no such candidate")
        at = write_time(self.clock())
        event = CandidateEvent(at=at, actor=who.subject, kind="reveal", reason=reason)
        try:
            self.store.save(tenant, job_id, [Change(candidate_id, None, (event,))])
        except LostRaceError:
            raise NotFoundError("no such candidate") from None
        return found.candidate
