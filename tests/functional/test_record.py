"""The record of a ranking, gathered from the real API in one process."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from shortlist_client import Shortlist
from shortlist_client.audit.ranking_record import NoRecordError, describe_record, gather_record
from shortlist_client.audit.record_page import write_record_page
from shortlist_client.shapes import NewAdjustment, NewCandidate
from tests.support.clients import DESCRIPTION, PREFIX, Gateway
from tests.support.stack import Stack

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.fixture(name="client")
def open_client(stack: Stack) -> Shortlist:
    """Open a client of the real API."""
    transport = httpx2.MockTransport(Gateway(stack))
    return Shortlist(f"https://shortlist.example.com{PREFIX}", token="t", transport=transport)


def rank(client: Shortlist, stack: Stack) -> str:
    """Rank three people by the second version of a rubric, and decide about two of them."""
    client.create_job_post("Engineer", DESCRIPTION, job_id="backend")
    rubric = client.read_rubric("backend")
    kept = rubric.model_copy(update={"criteria": rubric.criteria[:1]})
    client.replace_rubric("backend", kept)
    texts = ("Skills\nPython, PostgreSQL\n2015 - 2024 Engineer", "Skills\nPainting", "Python")
    new = [
        NewCandidate(candidate_id=f"c-{n}", name=f"Mallory Example {n}", resume_text=text)
        for n, text in enumerate(texts)
    ]
    client.add_candidates("backend", new)
    task_id = client.rank("backend", ranker="offline").task_id
    stack.ranking.drain()
    client.decide("backend", "c-0", "talk", note="a note to nobody else")
    adjustment = NewAdjustment(points=12, reason="Ran the same system before")
    client.decide("backend", "c-1", "no", reason="Another field", adjustment=adjustment)
    client.reveal("backend", "c-0", "Invited <b>today</b>")
    return task_id


def test_a_record_tells_rules_counts_and_who_decided_what(client: Shortlist, stack: Stack) -> None:
    task_id = rank(client, stack)
    told = describe_record(gather_record(client, task_id, NOW))
    assert told["ranking"]["task_id"] == task_id
    assert told["ranking"]["finished_at"] >= told["ranking"]["created_at"]
    assert (told["ranking"]["ranker"], told["ranking"]["complete"]) == ("offline", True)
    assert told["rubric"]["version_used"] == 2
    assert [one["version"] for one in told["rubric"]["versions"]] == [1, 2]
    assert len(told["rubric"]["versions"][1]["criteria"]) == 1
    assert (told["input"]["candidates"], told["input"]["read"]) == (3, 3)
    assert told["output"]["scored_by"] == {"offline": 3}
    assert (told["output"]["decided"], told["output"]["adjusted"]) == ({"no": 1, "talk": 1}, 1)
    decisions: dict[str, Any] = {one["candidate_id"]: one for one in told["people"]["decisions"]}
    assert decisions["c-1"]["adjustment"] == {"points": 12, "reason": "Ran the same system before"}
    assert decisions["c-1"]["decided_by"] == "recruiter-of-acme"
    kinds = [one["kind"] for one in told["people"]["events"]["c-0"]]
    assert {"decision", "reveal"} <= set(kinds)


def test_a_record_holds_no_name_no_resume_no_note_and_no_reason_for_a_reveal(
    client: Shortlist, stack: Stack
) -> None:
    record = gather_record(client, rank(client, stack), NOW)
    for text in (json.dumps(describe_record(record)), write_record_page(record)):
        for personal in ("Mallory", "2015 - 2024", "a note to nobody", "Invited"):
            assert personal not in text


def test_the_page_shows_edits_overrides_and_what_it_is_not(client: Shortlist, stack: Stack) -> None:
    page = write_record_page(gather_record(client, rank(client, stack), NOW))
    for said in ("no legal advice", "gone: criterion", "+12 points", "Known limits", "c-1"):
        assert said in page.replace("\n", " ")
    assert "<script" not in page


def test_a_ranking_without_a_result_has_no_record(client: Shortlist, stack: Stack) -> None:
    rank(client, stack)
    running = client.rank("backend", ranker="offline", max_cost_usd=1).task_id
    with pytest.raises(NoRecordError):
        gather_record(client, running, NOW)


def test_the_page_writes_moments_as_people_do_and_names_the_zone(
    client: Shortlist, stack: Stack
) -> None:
    page = write_record_page(gather_record(client, rank(client, stack), NOW))
    moments = re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d:\d\d UTC", page)
    # Three of the ranking, and each decision and each event has its own.
    assert len(moments) > 3 + 2
    assert not re.search(r"\d{4}-\d\d-\d\dT", page)
