"""Deciding about candidates, and what else people do with them: history and reveal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import JobPostStore
from shortlist.decisions.candidate_event import CandidateEvent, list_changes
from shortlist.decisions.decision import CandidateDecision, Decision, NewDecision
from shortlist.decisions.ports import Change, Decided, DecisionStore, EventStore
from shortlist.errors import (
    ConflictError,
    FieldError,
    InvalidRequestError,
    LostRaceError,
    NotFoundError,
)
from shortlist.identity import Identity
from shortlist.queries import ListPage
from shortlist.revisions import Expected, check_revision
from shortlist.times import Clock, write_time

# Two people who decide about the same candidates at the same time are two, not many.
_ATTEMPTS = 3
_DECISIONS_A_READ = 1000
_WORDS = {"decision", "reason", "note", "adjustment"}


@dataclass(frozen=True)
class DecisionBook:
    """What a tenant's people decide; nothing but a person's call changes it."""

    job_posts: JobPostStore
    store: DecisionStore
    clock: Clock

    def get(self, tenant: str, job_id: str, candidate_id: str) -> Decision:
        """Return what was decided about a candidate, which may be nothing yet.

        Raises:
            NotFoundError: if the job post has no such candidate.
        """
        return self._look_up(tenant, job_id, [candidate_id])[candidate_id].decision

    def list_page(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[tuple[str, Decision]]:
        """Return decisions in the order of their candidates' ids.

        Raises:
            NotFoundError: without the job post.
        """
        if self.job_posts.get_job_post(tenant, job_id) is None:
            raise NotFoundError("no such job post")
        return self.store.list_decisions(tenant, job_id, limit, after)

    def decide(
        self,
        who: Identity,
        job_id: str,
        candidate_id: str,
        request: NewDecision,
        expected: Expected = None,
    ) -> Decision:
        """Replace the decision about one candidate.

        Raises:
            ChangedMeanwhileError: if it is none that the caller would replace.
            NotFoundError: if the job post has no such candidate.
            InvalidRequestError: for a `no` without a reason.
        """
        _refuse_without_reason(request, "")
        words = request.model_dump(include=_WORDS)

        def change(known: Decision) -> Decision:
            check_revision(expected, known.revision)
            return self._sign(known, words, who)

        return self._save(who.own_tenant, job_id, {candidate_id: change})[candidate_id]

    def decide_all(
        self, who: Identity, job_id: str, requests: Sequence[CandidateDecision]
    ) -> dict[str, Decision]:
        """Decide about several candidates; what a request leaves out of note and adjustment stays.

        Raises:
            NotFoundError: if one of them is not there; then nothing is decided.
            InvalidRequestError: naming each `no` without a reason.
        """
        for number, request in enumerate(requests):
            _refuse_without_reason(request, f"/decisions/{number}")
        changes = {request.candidate_id: self._make_change(request, who) for request in requests}
        return self._save(who.own_tenant, job_id, changes)

    def _make_change(
        self, request: CandidateDecision, who: Identity
    ) -> Callable[[Decision], Decision]:
        told = request.model_dump(include=request.model_fields_set & _WORDS)
        if "decision" in told:
            # The reason of an earlier decision is none for this one.
            told.setdefault("reason", None)
        return lambda known: self._sign(known, told, who)

    def _sign(self, known: Decision, words: Mapping[str, Any], who: Identity) -> Decision:
        """Return the next version of a decision; the same one if nothing changes."""
        new = Decision.model_validate({**known.model_dump(), **words})
        if new.says_the_same_as(known):
            return known
        signed = {
            "decided_by": who.subject,
            "decided_at": write_time(self.clock()),
            "version": known.version + 1,
        }
        return new.model_copy(update=signed)

    def _save(
        self, tenant: str, job_id: str, changes: Mapping[str, Callable[[Decision], Decision]]
    ) -> dict[str, Decision]:
        for _ in range(_ATTEMPTS):
            known = self._look_up(tenant, job_id, list(changes))
            new = {one: change(known[one].decision) for one, change in changes.items()}
            try:
                self.store.save(
                    tenant,
                    job_id,
                    [
                        Change(one, decision, tuple(list_changes(known[one].decision, decision)))
                        for one, decision in new.items()
                        if decision is not known[one].decision
                    ],
                )
            except LostRaceError:
                continue
            return new
        raise ConflictError("somebody else decides about the same candidates; look at them anew")

    def _look_up(
        self, tenant: str, job_id: str, candidate_ids: Sequence[str]
    ) -> Mapping[str, Decided]:
        found = self.store.look_up(tenant, job_id, candidate_ids)
        if len(found) < len(candidate_ids):
            raise NotFoundError("no such candidate")
        return found


def read_all_decisions(store: DecisionStore, tenant: str, job_id: str) -> dict[str, Decision]:
    """Return all decisions of a job post by candidate."""
    found: dict[str, Decision] = {}
    after: str | None = None
    while True:
        page = store.list_decisions(tenant, job_id, _DECISIONS_A_READ, after)
        found.update(page.items)
        after = page.position
        if after is None:
            return found


def _refuse_without_reason(request: NewDecision, place: str) -> None:
    if request.decision == "no" and request.reason is None:
        what = "the decision no needs a reason"
        raise InvalidRequestError(
            "the body has fields that are wrong", [FieldError(f"{place}/reason", what)]
        )


@dataclass(frozen=True)
class CandidateHistory:
    """The events of candidates; they outlive an erasure, but for people's words."""

    store: DecisionStore
    events: EventStore
    clock: Clock

    def list_events(
        self, tenant: str, job_id: str, candidate_id: str, limit: int, after: str | None
    ) -> ListPage[CandidateEvent]:
        """Return events, oldest first.

        Raises:
            NotFoundError: if the job post never had such a candidate, as far as anybody knows.
        """
        page = self.events.list_events(tenant, job_id, candidate_id, limit, after)
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
