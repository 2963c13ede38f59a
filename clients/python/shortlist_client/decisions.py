"""What people decide about candidates, and the reasons that a tenant offers them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from shortlist_client.connection import make_condition, make_path
from shortlist_client.operations import Operations, listing, operation
from shortlist_client.shapes import (
    CandidateDecision,
    Decided,
    Decision,
    DecisionKind,
    Decisions,
    NamedDecision,
    NewAdjustment,
    NewDecision,
    Reasons,
)
from shortlist_client.steps import Steps

A_REQUEST = 100


class DecisionOperations(Operations):
    """What can be done with decisions."""

    @operation
    def decide(
        self,
        job_id: str,
        candidate_id: str,
        decision: DecisionKind | None,
        *,
        reason: str | None = None,
        note: str | None = None,
        adjustment: NewAdjustment | None = None,
        instead_of: Decision | None = None,
    ) -> Steps[Decision]:
        """Write down what a person decided about a candidate; it replaces the whole decision.

        Raises:
            InvalidRequestError: for a `no` or an adjustment without a reason.
            ChangedMeanwhileError: if it is not `instead_of` any more that would be replaced.
        """
        path = make_path("jobposts", job_id, "candidates", candidate_id, "decision")
        new = NewDecision(decision=decision, reason=reason, note=note, adjustment=adjustment)
        body = new.model_dump(mode="json", exclude_unset=True)
        headers = make_condition(instead_of)
        return (yield from self.connection.read(Decision, "PUT", path, body=body, headers=headers))

    @operation
    def decide_all(
        self, job_id: str, decisions: Iterable[CandidateDecision]
    ) -> Steps[list[NamedDecision]]:
        """Write down decisions about many candidates, a hundred a request.

        A note or an adjustment that is left out stays.
        """
        path = make_path("jobposts", job_id, "decisions")
        decided: list[NamedDecision] = []
        for part in _split(decisions):
            body = {"decisions": [one.model_dump(mode="json", exclude_unset=True) for one in part]}
            decided += (yield from self.connection.read(Decided, "POST", path, body=body)).items
        return decided

    @operation
    def read_decision(self, job_id: str, candidate_id: str) -> Steps[Decision]:
        """Return what was decided about a candidate; all fields are None if nothing was."""
        path = make_path("jobposts", job_id, "candidates", candidate_id, "decision")
        return (yield from self.connection.read(Decision, "GET", path))

    @listing(NamedDecision)
    def list_decisions(self, job_id: str) -> Steps[None]:
        """Go through the decisions about a job post's candidates."""
        yield from self.connection.walk(Decisions, make_path("jobposts", job_id, "decisions"))

    @operation
    def read_decision_reasons(self) -> Steps[list[str]]:
        """Return the reasons that the tenant offers its people."""
        path = make_path("decision-reasons")
        return (yield from self.connection.read(Reasons, "GET", path)).reasons

    @operation
    def replace_decision_reasons(self, reasons: Iterable[str]) -> Steps[list[str]]:
        """Replace the reasons that the tenant offers its people."""
        path, body = make_path("decision-reasons"), {"reasons": list(reasons)}
        return (yield from self.connection.read(Reasons, "PUT", path, body=body)).reasons


def _split(decisions: Iterable[CandidateDecision]) -> Iterator[list[CandidateDecision]]:
    rest = iter(decisions)
    while part := list(islice(rest, A_REQUEST)):
        yield part
