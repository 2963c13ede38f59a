"""A ranking with a model, from the start over HTTP to a model server and back to its rows."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from adapters import secrets
from shortlist.settings import get_settings
from tests.support.model_rankings import A_DRAFT, MODEL, rank
from tests.support.rankings import add_job, start
from tests.support.stack import Stack
from tests.support.stub import RunningStub


def test_a_model_ranks_every_candidate_with_one_call_each(stack: Stack, model: RunningStub) -> None:
    result = rank(stack, add_job(stack, 12))
    rows = result["ranked_candidates"]
    assert [row["rank"] for row in rows] == list(range(1, 13))
    assert {row["scored_by"] for row in rows} == {"llm"}
    assert {row["reason"] for row in rows} == {None}
    assert model.stats["requests"] == 12 + A_DRAFT
    assert (result["ranker"], result["model"], result["complete"]) == ("llm", MODEL, True)
    assert result["prompt_version"].startswith("prompt-")


def test_the_usage_is_what_the_server_counted(stack: Stack, model: RunningStub) -> None:
    result = rank(stack, add_job(stack, 12))
    usage, counted = result["token_usage"], model.stats
    assert usage["input"] == counted["input"]
    assert usage["cached"] == counted["cached"] > 0
    assert usage["output"] == counted["output"]
    assert usage["total"] == usage["input"] + usage["output"]
    assert (usage["calls"], usage["retries"]) == (12 + A_DRAFT, 0)
    assert result["estimated_cost"] > 0


def test_nothing_is_paid_for_twice(stack: Stack, model: RunningStub) -> None:
    path = add_job(stack, 5)
    first = rank(stack, path)
    added = {"candidate_id": "new", "resume_text": "Baker\nBaked bread"}
    assert stack.acme.post(f"{path}candidates/", added).status == 201
    second = rank(stack, path)
    assert model.stats["requests"] == 6 + A_DRAFT
    assert second["token_usage"]["calls"] == 1
    before = {row["candidate_id"]: row["score"] for row in first["ranked_candidates"]}
    after = {row["candidate_id"]: row["score"] for row in second["ranked_candidates"]}
    assert before.items() <= after.items()


def test_no_name_reaches_the_server_and_every_name_reaches_the_caller(
    stack: Stack, model: RunningStub
) -> None:
    path = add_job(stack)
    body = {
        "candidate_id": "one",
        "name": "Oluchi Brandvold",
        "resume_text": "Oluchi Brandvold\noluchi@brandvold.example\nBaker\n- Baked bread",
    }
    assert stack.acme.post(f"{path}candidates/", body).status == 201
    result = rank(stack, path)
    assert result["ranked_candidates"][0]["name"] == "Oluchi Brandvold"
    assert "brandvold" not in str(model.bodies).lower()


def test_a_row_that_the_model_cannot_score_keeps_its_offline_score(
    stack: Stack, model: RunningStub
) -> None:
    model.configure(faults={"refusal": 1.0}, fault_match="Reference 1")
    result = rank(stack, add_job(stack, 3))
    rows = {row["candidate_id"]: row for row in result["ranked_candidates"]}
    assert (rows["c0001"]["scored_by"], rows["c0001"]["reason"]) == ("offline", "refusal")
    assert {rows[name]["scored_by"] for name in ("c0000", "c0002")} == {"llm"}
    assert result["complete"] is False
    assert "1 row keeps its offline score" in result["warnings"][0]
    assert result["token_usage"]["input"] == model.stats["input"]


def test_a_server_that_refuses_the_key_is_not_asked_for_every_resume(
    stack: Stack, model: RunningStub
) -> None:
    model.configure(api_key="another")
    result = rank(stack, add_job(stack, 40))
    assert {row["reason"] for row in result["ranked_candidates"]} == {"unauthorized"}
    assert model.stats["requests"] < 20


def test_the_model_drafts_a_rubric_that_people_then_edit(stack: Stack, model: RunningStub) -> None:
    path = add_job(stack, 2)
    assert rank(stack, path)["rubric_version"] == 2
    drafted = stack.acme.get(f"{path}rubric/").body
    assert drafted["criteria"][0]["title"] == "3 years of Python"
    edit = {"gates": [], "criteria": drafted["criteria"][:1]}
    assert stack.acme.put(f"{path}rubric/", edit).body["version"] == 3
    assert rank(stack, path)["rubric_version"] == 3
    assert model.stats["requests"] == 2 + A_DRAFT + 2


def test_without_a_key_rows_keep_their_offline_scores_and_say_why(
    stack: Stack, model: RunningStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    get_settings.cache_clear()
    secrets.get_secrets.cache_clear()
    result = rank(stack, add_job(stack, 3))
    assert {row["reason"] for row in result["ranked_candidates"]} == {"unauthorized"}
    assert model.stats["requests"] == 0


def test_three_samples_ask_three_times(stack: Stack, model: RunningStub) -> None:
    model.configure(judge="hash")
    result = rank(stack, add_job(stack, 4), samples=3)
    assert model.stats["requests"] == 12 + A_DRAFT
    assert {row["scored_by"] for row in result["ranked_candidates"]} == {"llm"}
    assert {row["confidence"] for row in result["ranked_candidates"]} == {1.0}


def test_a_cost_limit_stops_the_calls_and_not_the_ranking(stack: Stack, model: RunningStub) -> None:
    result = rank(stack, add_job(stack, 60), max_cost_usd=0.002)
    reasons = [row["reason"] for row in result["ranked_candidates"]]
    assert result["complete"] is False
    assert reasons.count("max_cost") == 60 + A_DRAFT - model.stats["requests"] > 0
    assert 0.001 < result["estimated_cost"] <= 0.002
    assert any("max_cost_usd" in warning for warning in result["warnings"])


def test_a_model_without_a_price_costs_null_and_says_so(stack: Stack, model: RunningStub) -> None:
    result = rank(stack, add_job(stack, 2), model="unpriced-model")
    assert result["estimated_cost"] is None
    assert any("unpriced-model" in warning for warning in result["warnings"])


def test_a_model_that_is_not_allowed_is_refused(stack: Stack, model: RunningStub) -> None:
    answer = stack.acme.post(
        f"{add_job(stack, 1)}rank-candidates/", {"ranker": "llm", "model": "other"}
    )
    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == "/model"


def test_a_cost_limit_that_cannot_be_kept_is_refused(stack: Stack, model: RunningStub) -> None:
    body = {"ranker": "llm", "model": "unpriced-model", "max_cost_usd": 1}
    answer = stack.acme.post(f"{add_job(stack, 1)}rank-candidates/", body)
    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == "/max_cost_usd"


def test_a_cancel_lets_no_further_call_through(stack: Stack, model: RunningStub) -> None:
    path = add_job(stack, 30)
    status_path = start(stack, path, {"ranker": "llm"})
    with cancel_after(stack, model, status_path, requests=3):
        stack.ranking.drain()
    body = stack.acme.get(status_path).body
    assert (body["status"], body["error_code"]) == ("FAILURE", "revoked")
    assert model.stats["requests"] < 30


@contextmanager
def cancel_after(
    stack: Stack, model: RunningStub, status_path: str, *, requests: int
) -> Iterator[None]:
    """Cancel a task from another thread as soon as the server has seen some requests."""
    model.configure(latency_ms=30)

    def wait_and_cancel() -> None:
        while len(model.bodies) < requests:
            time.sleep(0.005)
        assert stack.acme.delete(status_path).status == 202

    thread = threading.Thread(target=wait_and_cancel)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def test_an_estimate_counts_the_draft_of_a_rubric(stack: Stack, model: RunningStub) -> None:
    path = add_job(stack, 40)
    told = stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"}).body
    result = rank(stack, path)
    assert told["calls"] == result["token_usage"]["calls"] == 40 + A_DRAFT
    assert told["tokens"]["input"] == pytest.approx(result["token_usage"]["input"], rel=0.2)
    again = stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"}).body
    assert again["calls"] == 0


def test_an_estimate_is_what_is_then_spent(stack: Stack, model: RunningStub) -> None:
    path = add_job(stack, 40)
    rubric = stack.acme.get(f"{path}rubric/").body
    edit = {name: rubric[name] for name in ("gates", "criteria")}
    assert stack.acme.put(f"{path}rubric/", edit).status == 200
    told = stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"}).body
    result = rank(stack, path)
    usage = result["token_usage"]
    assert told["calls"] == usage["calls"] == 40
    assert told["tokens"]["input"] == pytest.approx(usage["input"], rel=0.2)
    assert told["tokens"]["output"] == pytest.approx(usage["output"], rel=0.2)
    low, high = told["cost_usd"]["low"], told["cost_usd"]["high"]
    assert 0.8 * result["estimated_cost"] <= (low + high) / 2 <= 1.2 * result["estimated_cost"]
    assert stack.acme.post(f"{path}rank-candidates/estimate/", {"ranker": "llm"}).body["calls"] == 0
