"""What the store promises about decisions and events, held against the real one and the fake."""

from typing import Any

import pytest

from shortlist.decisions.candidate_event import CandidateEvent
from shortlist.decisions.decision import Decision, ReasonList
from shortlist.decisions.ports import Change
from shortlist.errors import LostRaceError
from tests.support.stores import Stores, add, add_job, make_job


def decide(version: int = 1, **words: Any) -> Decision:
    """Make a version of a decision."""
    signed = {"decided_by": "ann", "decided_at": "2026-11-01T10:00:00.000Z"}
    return Decision.model_validate(
        {"decision": "no", "reason": "why", **signed, **words}
    ).model_copy(update={"version": version})


def note(second: int = 0, kind: str = "decision", **words: Any) -> CandidateEvent:
    """Make an event of some second."""
    at = f"2026-11-01T10:00:{second:02d}.000Z"
    return CandidateEvent.model_validate({"at": at, "actor": "ann", "kind": kind, **words})


def save(stores: Stores, candidate_id: str, decision: Decision | None, *events: Any) -> None:
    """Keep one change."""
    stores.decisions.save("acme", "job", [Change(candidate_id, decision, events)])


def read(stores: Stores, candidate_id: str) -> Decision:
    """Return what was decided about a candidate."""
    return stores.decisions.look_up("acme", "job", [candidate_id])[candidate_id].decision


def list_events(stores: Stores, candidate_id: str) -> list[CandidateEvent]:
    """Return all events of a candidate."""
    return stores.events.list_events("acme", "job", candidate_id, 100, None).items


class TestDecisions:
    """Decisions."""

    def test_a_candidate_without_a_decision_has_an_empty_one(self, stores: Stores) -> None:
        add_job(stores, "a")
        found = stores.decisions.look_up("acme", "job", ["a", "b"])
        assert list(found) == ["a"]
        assert found["a"].decision == Decision()
        assert found["a"].candidate.candidate_id == "a"

    def test_a_decision_is_read_as_it_was_kept(self, stores: Stores) -> None:
        add_job(stores, "a")
        decision = decide(adjustment={"points": -3, "reason": "Zoë knows"}, note="call\nher")
        save(stores, "a", decision)
        assert read(stores, "a") == decision

    def test_a_decision_follows_the_version_that_is_there(self, stores: Stores) -> None:
        add_job(stores, "a")
        with pytest.raises(LostRaceError):
            save(stores, "a", decide(2))
        save(stores, "a", decide(1))
        with pytest.raises(LostRaceError):
            save(stores, "a", decide(1, reason="other"), note())
        save(stores, "a", decide(2, reason="better"))
        assert read(stores, "a").reason == "better"
        assert list_events(stores, "a") == []

    def test_nothing_is_decided_about_somebody_who_is_not_there(self, stores: Stores) -> None:
        add_job(stores, "a")
        for candidate_id in ("b", "a"):
            stores.candidates.delete_candidate("acme", "job", "a", actor="ann")
            with pytest.raises(LostRaceError):
                save(stores, candidate_id, decide())

    def test_many_decisions_are_kept_together(self, stores: Stores) -> None:
        ids = [f"c{number:02d}" for number in range(60)]
        add_job(stores, *ids)
        events = (note(kind="decision"), note(kind="adjustment"), note(kind="note"))
        changes = [Change(one, decide(), events) for one in ids]
        stores.decisions.save("acme", "job", changes)
        found = stores.decisions.look_up("acme", "job", ids)
        assert [decided.decision for decided in found.values()] == [decide()] * 60
        assert all(len(list_events(stores, one)) == 3 for one in ids)

    def test_decisions_are_listed_by_id_page_by_page(self, stores: Stores) -> None:
        add_job(stores, "a", "b", "c", "d")
        for one in "dca":
            save(stores, one, decide())
        first = stores.decisions.list_decisions("acme", "job", 2, None)
        second = stores.decisions.list_decisions("acme", "job", 2, first.position)
        assert [one for one, _ in first.items] == ["a", "c"]
        assert second.items == [("d", decide())]
        assert second.position is None

    def test_another_tenant_sees_nothing(self, stores: Stores) -> None:
        add_job(stores, "a")
        save(stores, "a", decide(), note())
        stores.decisions.put_reasons("acme", ReasonList(reasons=("why",)))
        decisions = stores.decisions
        assert decisions.look_up("globex", "job", ["a"]) == {}
        assert decisions.list_decisions("globex", "job", 5, None).items == []
        assert stores.events.list_events("globex", "job", "a", 5, None).items == []
        assert decisions.get_reasons("globex") is None
        with pytest.raises(LostRaceError):
            decisions.save("globex", "job", [Change("a", decide(), ())])


class TestEvents:
    """What was done with a candidate."""

    def test_events_are_listed_oldest_first_page_by_page(self, stores: Stores) -> None:
        add_job(stores, "a")
        kept = [note(second, reason=f"{second}") for second in range(5)]
        for event in kept:
            save(stores, "a", None, event)
        first = stores.events.list_events("acme", "job", "a", 3, None)
        second = stores.events.list_events("acme", "job", "a", 3, first.position)
        assert [*first.items, *second.items] == kept
        assert second.position is None

    def test_the_events_of_one_moment_are_all_kept(self, stores: Stores) -> None:
        add_job(stores, "a")
        save(stores, "a", None, note(), note(), note())
        assert len(list_events(stores, "a")) == 3

    def test_an_id_that_begins_like_another_has_its_own_events(self, stores: Stores) -> None:
        add_job(stores, "a", "ab")
        save(stores, "ab", None, note())
        assert list_events(stores, "a") == []


class TestErasure:
    """What an erasure leaves."""

    def test_an_erasure_takes_the_decision_and_leaves_an_event(self, stores: Stores) -> None:
        add_job(stores, "a")
        save(stores, "a", decide(), note())
        assert stores.candidates.delete_candidate("acme", "job", "a", actor="bob")
        assert stores.decisions.list_decisions("acme", "job", 5, None).items == []
        *_, last = list_events(stores, "a")
        assert (last.kind, last.actor) == ("erasure", "bob")

    def test_the_words_go_and_the_events_stay(self, stores: Stores) -> None:
        add_job(stores, "a")
        said = note(0, before=None, after="no", reason="too young")
        noted = note(1, "note", before="old words", after="new words")
        save(stores, "a", None, said, noted)
        for _ in range(2):
            stores.candidates.delete_candidate("acme", "job", "a", actor="bob")
        events = list_events(stores, "a")
        assert events[:2] == [said.without_words(), noted.without_words()]
        assert (events[0].after, events[0].reason, events[1].after) == ("no", None, None)

    def test_somebody_new_with_an_old_id_has_no_decision(self, stores: Stores) -> None:
        add_job(stores, "a")
        save(stores, "a", decide())
        stores.candidates.delete_candidate("acme", "job", "a", actor="bob")
        add(stores, "a")
        assert read(stores, "a") == Decision()

    def test_a_job_post_takes_its_decisions_and_events_along(self, stores: Stores) -> None:
        add_job(stores, "a")
        save(stores, "a", decide(), note())
        stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        assert stores.decisions.look_up("acme", "job", ["a"]) == {}
        with pytest.raises(LostRaceError):
            save(stores, "a", decide(2))
        stores.job_posts.clear_job_post("acme", "job")
        assert stores.decisions.list_decisions("acme", "job", 5, None).items == []
        assert list_events(stores, "a") == []


class TestNumbers:
    """The number by which a blind view calls a candidate."""

    def number(self, stores: Stores, candidate_id: str) -> int | None:
        """Return a candidate's number."""
        found = stores.candidates.get_resume("acme", "job", candidate_id)
        assert found is not None
        return found.candidate.number

    def test_candidates_are_numbered_in_the_order_in_which_they_came(self, stores: Stores) -> None:
        add_job(stores, "d", "a")
        add(stores, "b")
        assert [self.number(stores, one) for one in "dab"] == [1, 2, 3]

    def test_a_number_is_never_given_again(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        stores.candidates.delete_candidate("acme", "job", "b", actor="ann")
        add(stores, "c")
        assert self.number(stores, "c") == 3

    def test_a_number_stays_when_the_resume_is_read(self, stores: Stores) -> None:
        add_job(stores, "a")
        known = stores.candidates.get_resume("acme", "job", "a")
        assert known is not None
        changes = {"hidden_lines": {3: "[NAME]"}, "hidden_by": "v"}
        hidden = known.candidate.model_copy(update=changes)
        stores.candidates.save_reading("acme", "job", known._replace(candidate=hidden))
        found = stores.candidates.get_resume("acme", "job", "a")
        assert found is not None
        kept = found.candidate
        assert (kept.number, kept.hidden_lines, kept.hidden_by) == (1, {3: "[NAME]"}, "v")


def test_a_tenant_has_its_own_reasons(stores: Stores) -> None:
    assert stores.decisions.get_reasons("acme") is None
    for reasons in (("one", "two"), ()):
        stores.decisions.put_reasons("acme", ReasonList(reasons=reasons))
        assert stores.decisions.get_reasons("acme") == ReasonList(reasons=reasons)
