"""A ranking with a model on the local cloud: the same template, a key in a secret, real HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cloud import Cloud, run_local
from tests.support.local_rankings import await_end, call
from tests.support.stub import RunningStub, run_stub

pytestmark = pytest.mark.e2e

KEY = "a-key-of-the-tests"
COUNT = 30


@pytest.fixture(scope="module")
def model(cloud: Cloud) -> Iterator[RunningStub]:
    """Give the local cloud a model for the tests of this module, and take it away again."""
    with run_stub(api_key=KEY) as stub:
        variables = {"OPENAI_BASE_URL": stub.base_url, "OPENAI_API_KEY": KEY}
        run_local("up", cloud.place, SHORTLIST_RANKER="offline", **variables)
        yield stub
    run_local("up", cloud.place)


def rank(cloud: Cloud, job_id: str) -> dict[str, Any]:
    """Add a job post with candidates, rank it with the model, and return how that ended."""
    acme = cloud.call_as("acme")
    description = "Required:\n- Sourdough bread\n- Oven maintenance\n- Night shifts"
    body = {"job_id": job_id, "title": "Baker", "description": description}
    assert call(acme, "POST", "/api/jobposts/", body).status == 201
    candidates = [
        {
            "candidate_id": f"c{number:02d}",
            "name": "Oluchi Brandvold",
            "resume_text": f"Oluchi Brandvold\nBaker, 2019 to today\n- Sourdough, {number} a day",
        }
        for number in range(COUNT)
    ]
    path = f"/api/jobposts/{job_id}/"
    assert call(acme, "POST", f"{path}candidates/", {"candidates": candidates}).status == 201
    started = call(acme, "POST", f"{path}rank-candidates/", {"ranker": "llm"})
    assert started.status == 202
    return await_end(acme, started.body["task_id"])


def test_a_model_ranks_over_the_queue_and_is_told_no_name(cloud: Cloud, model: RunningStub) -> None:
    ended = rank(cloud, "e2e-model")
    assert ended["status"] == "SUCCESS"
    result = ended["result"]
    assert {row["scored_by"] for row in result["ranked_candidates"]} == {"llm"}
    assert len(result["ranked_candidates"]) == COUNT
    stats = model.stats
    assert stats["answered_again"] == 0
    assert result["token_usage"]["calls"] == stats["answered"] == COUNT + 1
    assert result["token_usage"]["input"] == stats["input"]
    assert result["estimated_cost"] > 0
    assert "brandvold" not in str(model.bodies).lower()


def test_a_server_that_takes_few_requests_is_asked_at_its_pace(
    cloud: Cloud, model: RunningStub
) -> None:
    model.reset()
    model.configure(rpm=600)
    ended = rank(cloud, "e2e-model-limited")
    model.configure(rpm=0)
    assert ended["status"] == "SUCCESS"
    assert {row["scored_by"] for row in ended["result"]["ranked_candidates"]} == {"llm"}
    assert model.stats["rejected_429"] <= 1
    assert model.stats["answered_again"] == 0
