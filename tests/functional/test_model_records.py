"""What workers keep about a model server in the task table, seen from rankings."""

import time
from typing import Any

import pytest

from adapters.dynamodb.dynamo_model_calls import DynamoFacts, DynamoRates
from adapters.llm.form import find_form
from adapters.wiring import get_task_table
from shortlist.settings import get_settings
from start import handler as start_handler
from tests.support.model_rankings import A_DRAFT, MODEL, rank
from tests.support.rankings import JOB, add_job
from tests.support.stack import Stack
from tests.support.stub import RunningStub
from worker import handler as worker_handler
from worker import rankers

ROWS = 6
PAUSE_SECONDS = 30


def forget_process() -> None:
    """Let the next worker be a new process, which knows no server."""
    find_form.cache_clear()
    for made in (get_settings, start_handler.get_app, worker_handler.get_engine):
        made.cache_clear()


def name_rates(model: RunningStub, tier: str | None = None) -> DynamoRates:
    """Open what is known about a tier of the server."""
    return DynamoRates(get_task_table(), model.base_url, MODEL, tier)


def reasons(result: Any) -> set[str | None]:
    """Return the reasons of a ranking's rows."""
    return {row["reason"] for row in result["ranked_candidates"]}


def test_what_a_server_refuses_is_learned_once_for_all_workers(
    stack: Stack, model: RunningStub
) -> None:
    forget_process()
    model.configure(unsupported=["seed"])
    try:
        rank(stack, add_job(stack, ROWS, "first"))
        taught = model.stats["requests"] - ROWS - A_DRAFT
        model.reset()
        forget_process()
        result = rank(stack, add_job(stack, ROWS, "second"))
    finally:
        model.configure(unsupported=[])

    assert taught > 0
    assert DynamoFacts(get_task_table(), model.base_url, MODEL).read() == {"no seed"}
    assert reasons(result) == {None}
    assert model.stats["requests"] == ROWS + A_DRAFT


def test_no_resume_leaves_the_private_network_unencrypted(
    stack: Stack, model: RunningStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://models.example/v1")
    forget_process()
    result = rank(stack, add_job(stack, ROWS))

    assert reasons(result) == {"insecure_address"}
    assert {row["scored_by"] for row in result["ranked_candidates"]} == {"offline"}
    assert result["complete"] is False
    assert any("AllowPlainHttp" in warning for warning in result["warnings"])


def test_an_operator_may_allow_plain_http(
    stack: Stack, model: RunningStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The stub is on loopback, which is never refused; so let it count as public.
    monkeypatch.setattr(rankers, "may_be_asked", lambda _url: False)
    forget_process()
    assert reasons(rank(stack, add_job(stack, ROWS, "refused"))) == {"insecure_address"}
    monkeypatch.setenv("ALLOW_PLAIN_HTTP", "true")
    forget_process()
    assert reasons(rank(stack, add_job(stack, ROWS, "allowed"))) == {None}


def test_each_service_tier_has_rates_of_its_own(stack: Stack, model: RunningStub) -> None:
    model.configure(rpm=6000)
    rank(stack, add_job(stack, ROWS), service_tier="flex")
    flex, standard = (name_rates(model, tier).read(now=time.time()) for tier in ("flex", None))
    assert flex is not None
    assert flex.rates.requests == 6000
    assert standard is None


def test_a_slow_tier_of_one_tenant_slows_nobody_else(stack: Stack, model: RunningStub) -> None:
    flex = name_rates(model, "flex")
    # Somebody's ranking with the slow tier was told to wait.
    flex.hold(time.time() + PAUSE_SECONDS, now=time.time())
    began = time.monotonic()
    assert stack.globex.post("/api/jobposts/", {**JOB, "job_id": "theirs"}).status == 201
    path = "/api/jobposts/theirs/"
    for number in range(ROWS):
        body = {"candidate_id": f"c{number}", "resume_text": f"Baker\nBaked bread {number}"}
        assert stack.globex.post(f"{path}candidates/", body).status == 201
    started = stack.globex.post(f"{path}rank-candidates/", {"ranker": "llm"}).body
    stack.ranking.drain()
    ended = stack.globex.get(f"/api/jobposts/task-status/{started['task_id']}/").body

    assert reasons(ended["result"]) == {None}
    assert time.monotonic() - began < PAUSE_SECONDS
    held = flex.read(now=time.time())
    assert held is None or held.held_until > time.time()
