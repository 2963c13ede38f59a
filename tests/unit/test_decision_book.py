"""Deciding about candidates: what is kept, what is noted, what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from shortlist.decisions.decision import CandidateDecision, Decision, NewDecision
from shortlist.decisions.decision_book import CandidateHistory, DecisionBook
from shortlist.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidRequestError,
    LostRaceError,
    NotFoundError,
)
from shortlist.identity import Identity
from shortlist.queries import ListPage
from tests.support.memory.decisions import MemoryDecisions
from tests.support.stores import Stores, add_job, make_memory_stores

ANN = Identity(role="recruiter", tenant="acme", subject="ann")
BOB = Identity(role="recruiter", tenant="acme", subject="bob")


@pytest.fixture
def ground() -> Stores:
    """Make a job post with three candidates."""
    stores = make_memory_stores()
    add_job(stores, "a", "b", "c")
    return stores


def open_book(ground: Stores) -> DecisionBook:
    """Make the book under test."""
    return DecisionBook(ground.job_posts, ground.decisions, ground.clock)


def decide(ground: Stores, who: Identity = ANN, **words: Any) -> Decision:
    """Replace the decision about one candidate."""
    request = NewDecision.model_validate(words)
    return open_book(ground).decide(who, "job", "a", request)


def decide_all(ground: Stores, *requests: dict[str, Any]) -> dict[str, Decision]:
    """Decide about several candidates."""
    bodies = [CandidateDecision.model_validate(one) for one in requests]
    return open_book(ground).decide_all(BOB, "job", bodies)


def list_events(ground: Stores, candidate_id: str = "a") -> list[dict[str, Any]]:
    """Return the events of a candidate without their times."""
    history = CandidateHistory(ground.decisions, ground.events, ground.clock)
    page = history.list_events("acme", "job", candidate_id, 100, None)
    return [event.model_dump(exclude={"at"}) for event in page.items]


def test_a_decision_is_signed_by_whoever_made_it(ground: Stores) -> None:
    made = decide(ground, decision="talk", note="call her")
    assert made == open_book(ground).get("acme", "job", "a")
    assert (made.decision, made.note, made.decided_by, made.decided_at) == (
        "talk",
        "call her",
        "ann",
        ground.now,
    )


def test_nothing_is_decided_until_a_person_does(ground: Stores) -> None:
    assert open_book(ground).get("acme", "job", "b") == Decision()


def test_each_changed_part_is_an_event_and_no_other_is(ground: Stores) -> None:
    decide(ground, decision="no", reason="too far", note="n1")
    adjustment = {"points": 8, "reason": "knows our stack"}
    decide(ground, BOB, decision="no", reason="too far", note="n2", adjustment=adjustment)
    shared = {"before": None, "after": None, "reason": None}
    assert list_events(ground) == [
        {**shared, "actor": "ann", "kind": "decision", "after": "no", "reason": "too far"},
        {**shared, "actor": "ann", "kind": "note", "after": "n1"},
        {**shared, "actor": "bob", "kind": "adjustment", "after": 8, "reason": "knows our stack"},
        {**shared, "actor": "bob", "kind": "note", "before": "n1", "after": "n2"},
    ]


def test_the_same_decision_again_changes_nothing(ground: Stores) -> None:
    first = decide(ground, decision="later")
    ground.clock.move(60)
    assert decide(ground, BOB, decision="later") == first
    assert len(list_events(ground)) == 1


def test_a_decision_that_is_taken_back_leaves_its_history(ground: Stores) -> None:
    decide(ground, decision="no", reason="too far", adjustment={"points": -5, "reason": "far"})
    assert decide(ground).says_the_same_as(Decision())
    changes = [(one["kind"], one["before"], one["after"]) for one in list_events(ground)[2:]]
    assert changes == [("decision", "no", None), ("adjustment", -5, None)]


def test_a_no_needs_a_reason(ground: Stores) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        decide(ground, decision="no")
    assert [error.name for error in caught.value.errors] == ["/reason"]
    with pytest.raises(InvalidRequestError) as caught:
        decide_all(ground, {"candidate_id": "a"}, {"candidate_id": "b", "decision": "no"})
    assert [error.name for error in caught.value.errors] == ["/decisions/1/reason"]
    assert list_events(ground) == []


def test_who_is_not_there_is_not_decided_about(ground: Stores) -> None:
    ground.candidates.delete_candidate("acme", "job", "a", actor="ann")
    with pytest.raises(NotFoundError):
        decide(ground, decision="talk")
    with pytest.raises(NotFoundError):
        decide_all(ground, {"candidate_id": "b", "decision": "talk"}, {"candidate_id": "a"})
    assert open_book(ground).get("acme", "job", "b") == Decision()


def test_several_decisions_leave_notes_and_adjustments_as_they_are(ground: Stores) -> None:
    adjustment = {"points": 3, "reason": "r"}
    decide(ground, decision="no", reason="too far", note="n", adjustment=adjustment)
    made = decide_all(
        ground,
        {"candidate_id": "a", "decision": "talk"},
        {"candidate_id": "b", "note": "new", "adjustment": None},
    )
    kept = made["a"]
    assert (kept.decision, kept.reason, kept.note) == ("talk", None, "n")
    assert kept.adjustment is not None
    assert kept.decided_by == "bob"
    assert (made["b"].decision, made["b"].note) == (None, "new")


def test_a_decision_that_the_caller_has_not_read_is_not_replaced(ground: Stores) -> None:
    read = frozenset({open_book(ground).get("acme", "job", "a").revision})
    decide(ground, decision="talk")

    with pytest.raises(ChangedMeanwhileError):
        open_book(ground).decide(BOB, "job", "a", NewDecision(decision="later"), read)
    assert open_book(ground).get("acme", "job", "a").decision == "talk"


def test_a_race_is_run_again_and_both_changes_are_noted(
    ground: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = MemoryDecisions.save

    def be_late(store: MemoryDecisions, *arguments: Any) -> None:
        monkeypatch.setattr(MemoryDecisions, "save", original)
        decide(ground, BOB, decision="later", note="mine")
        original(store, *arguments)

    monkeypatch.setattr(MemoryDecisions, "save", be_late)
    decide_all(ground, {"candidate_id": "a", "decision": "talk"})
    made = open_book(ground).get("acme", "job", "a")
    assert (made.decision, made.note, made.version) == ("talk", "mine", 2)


def test_a_race_that_never_ends_is_a_conflict(
    ground: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: Any) -> None:
        raise LostRaceError("again")

    monkeypatch.setattr(MemoryDecisions, "save", lose)
    with pytest.raises(ConflictError):
        decide(ground, decision="talk")


class TestHistory:
    """Events, and telling who a candidate is."""

    def read(self, ground: Stores, candidate_id: str) -> ListPage[Any]:
        """Return the events of a candidate."""
        history = CandidateHistory(ground.decisions, ground.events, ground.clock)
        return history.list_events("acme", "job", candidate_id, 100, None)

    def test_a_candidate_with_whom_nothing_was_done_has_no_events(self, ground: Stores) -> None:
        assert self.read(ground, "b").items == []
        with pytest.raises(NotFoundError):
            self.read(ground, "nobody")

    def test_who_wants_to_know_a_name_is_noted_with_the_reason(self, ground: Stores) -> None:
        history = CandidateHistory(ground.decisions, ground.events, ground.clock)
        assert history.reveal(BOB, "job", "a", "invited").name == "N"
        (event,) = self.read(ground, "a").items
        assert (event.kind, event.actor, event.reason) == ("reveal", "bob", "invited")
        with pytest.raises(NotFoundError):
            history.reveal(BOB, "job", "nobody", "invited")
        globex = replace_tenant(BOB)
        with pytest.raises(NotFoundError):
            history.reveal(globex, "job", "a", "invited")

    def test_after_an_erasure_the_events_have_no_words(self, ground: Stores) -> None:
        decide(ground, decision="no", reason="too far", note="her name is Ann")
        ground.candidates.delete_candidate("acme", "job", "a", actor="bob")
        events = self.read(ground, "a").items
        assert [event.kind for event in events] == ["decision", "note", "erasure"]
        assert (events[0].after, events[0].reason, events[1].after) == ("no", None, None)


def replace_tenant(who: Identity) -> Identity:
    """Return somebody of the same name in another tenant."""
    return who.model_copy(update={"tenant": "globex"})


def test_a_store_that_changes_behind_the_book_is_not_overwritten(ground: Stores) -> None:
    decide(ground, decision="talk")
    stale = replace(open_book(ground))
    decide(ground, BOB, decision="later")
    assert stale.get("acme", "job", "a").decision == "later"
