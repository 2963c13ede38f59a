"""Candidates: added as text, listed, read, revealed, erased."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from shortlist_client.connection import make_key, make_path
from shortlist_client.operations import Operations, listing, operation
from shortlist_client.shapes import (
    AddedCandidates,
    Candidate,
    Candidates,
    Event,
    Events,
    ListedCandidate,
    NewCandidate,
    ReadingState,
    Reveal,
)
from shortlist_client.steps import Steps

A_REQUEST = 100
# A request may have a mebibyte; this leaves room for what is around the candidates.
BYTES_A_REQUEST = 1_000_000


class CandidateOperations(Operations):
    """What can be done with candidates."""

    @operation
    def add_candidates(
        self, job_id: str, candidates: Iterable[NewCandidate]
    ) -> Steps[list[ListedCandidate]]:
        """Add candidates whose resumes are there as text, in as many requests as it takes.

        Either all candidates of a request are added or none; what earlier requests added stays.
        """
        path = make_path("jobposts", job_id, "candidates")
        added: list[ListedCandidate] = []
        for part in split_candidates(candidates):
            answer = yield from self.connection.read(
                AddedCandidates, "POST", path, body={"candidates": part}, headers=make_key(None)
            )
            added += answer.items
        return added

    @listing(ListedCandidate)
    def list_candidates(
        self, job_id: str, *, state: ReadingState | None = None, blind: bool = False
    ) -> Steps[None]:
        """Go through the candidates of a job post, or those in one state of reading."""
        path = make_path("jobposts", job_id, "candidates")
        yield from self.connection.walk(Candidates, path, {"state": state, "blind": blind or None})

    @operation
    def read_candidate(
        self, job_id: str, candidate_id: str, *, blind: bool = False
    ) -> Steps[Candidate]:
        """Return a candidate with the text of the resume."""
        path = make_path("jobposts", job_id, "candidates", candidate_id)
        query = {"blind": blind or None}
        return (yield from self.connection.read(Candidate, "GET", path, query=query))

    @operation
    def reveal(self, job_id: str, candidate_id: str, reason: str) -> Steps[Reveal]:
        """Return who a candidate of the blind view is; the reason is kept."""
        path = make_path("jobposts", job_id, "candidates", candidate_id, "reveal")
        return (yield from self.connection.read(Reveal, "POST", path, body={"reason": reason}))

    @listing(Event)
    def list_events(self, job_id: str, candidate_id: str) -> Steps[None]:
        """Go through what people did with a candidate, oldest first."""
        path = make_path("jobposts", job_id, "candidates", candidate_id, "events")
        yield from self.connection.walk(Events, path)

    @operation
    def erase(self, job_id: str, candidate_id: str) -> Steps[None]:
        """Erase a candidate everywhere, rows of finished rankings included."""
        path = make_path("jobposts", job_id, "candidates", candidate_id)
        yield from self.connection.call("DELETE", path)


def split_candidates(candidates: Iterable[NewCandidate]) -> Iterator[list[dict[str, Any]]]:
    """Yield the bodies of candidates in parts that fit into one request each."""
    part: list[dict[str, Any]] = []
    size = 0
    for candidate in candidates:
        body = candidate.model_dump(mode="json", exclude_none=True)
        length = len(json.dumps(body, ensure_ascii=False).encode())
        if part and (len(part) == A_REQUEST or size + length > BYTES_A_REQUEST):
            yield part
            part, size = [], 0
        part.append(body)
        size += length
    if part:
        yield part
