"""The stub itself: its judges, its limits, its counts, and its own addresses."""

import json
import statistics
import urllib.error
import urllib.request
from typing import Any

import pytest

from shortlist.judging.prompt import build_prefix, build_tail
from shortlist.judging.verdict import Verdict, read_verdict
from tests.support.faulty_stub import FaultyConfig, FaultyStub
from tests.support.memory.world import RUBRIC
from tests.support.stub import RunningStub, run_stub
from tools.stub.limits import Bucket, write_duration

LINES = ("Backend engineer", "", "Ran Python services", "Marker-17 of the trade")
SHAPE = {"type": "json_schema", "json_schema": {"schema": Verdict.model_json_schema()}}


def post(url: str, body: Any) -> Any:
    """Send JSON and return what came back."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def judge(stub: RunningStub, lines: tuple[str, ...] = LINES) -> Any:
    """Let a resume be judged by the product's own prompt."""
    body = {
        "model": "m",
        "messages": [
            {"role": "system", "content": build_prefix("Engineer", "Python", RUBRIC)},
            {"role": "user", "content": build_tail(lines)},
        ],
        "response_format": SHAPE,
    }
    content = post(f"{stub.base_url}/chat/completions", body)["choices"][0]["message"]["content"]
    return json.loads(content)


def levels_of(verdict: Any) -> list[int]:
    """Return the levels of a judgement."""
    return [criterion["level"] for criterion in verdict["criteria"]]


def test_the_stub_answers_the_products_prompt_in_the_products_shape() -> None:
    with run_stub() as stub:
        verdict = read_verdict(json.dumps(judge(stub)), RUBRIC)
    cited = {line for criterion in verdict.criteria for line in criterion.lines}
    assert len(verdict.criteria) == len(RUBRIC.criteria)
    assert cited <= {1, 3, 4}


def test_the_same_question_has_the_same_answer() -> None:
    with run_stub(judge="oracle", relevance={"marker-17": 0.5}, noise=1.0) as stub:
        answers = [judge(stub) for _ in range(3)]
        assert stub.stats["answered_again"] == 2
    assert answers[0] == answers[1] == answers[2]


def test_an_oracle_without_noise_gives_the_hidden_relevance() -> None:
    with run_stub(judge="oracle", relevance={"marker-17": 0.75}) as stub:
        assert set(levels_of(judge(stub))) == {3}


def test_noise_of_other_seeds_has_the_size_that_was_set() -> None:
    settings: dict[str, Any] = {"relevance": {"marker-17": 0.5}, "noise": 0.5}
    levels = []
    with run_stub(judge="oracle", **settings) as stub:
        for seed in range(100):
            stub.configure(seed=seed)
            levels += levels_of(judge(stub))
    assert statistics.mean(levels) == pytest.approx(2, abs=0.2)
    # Rounding to whole levels adds a little.
    assert statistics.stdev(levels) == pytest.approx(0.58, rel=0.2)


def test_a_fault_may_meet_only_some_prompts() -> None:
    with run_stub(fault_script=["malformed"], fault_match="Marker-17") as stub:
        judge(stub, ("Another resume",))
        with pytest.raises(json.JSONDecodeError):
            judge(stub)
        assert stub.stats["faults"] == {"malformed": 1}


def test_faults_come_as_often_as_their_probability() -> None:
    with run_stub(faults={"malformed": 0.3}) as stub:
        bad = 0
        for _ in range(100):
            try:
                judge(stub)
            except json.JSONDecodeError:
                bad += 1
    assert 15 <= bad <= 45


def test_settings_and_counts_have_addresses() -> None:
    with run_stub() as stub:
        own = stub.base_url.replace("/v1", "/_stub")
        assert post(f"{own}/config", {"rpm": 120, "burst_seconds": 0.5})["rpm"] == 120
        judge(stub)
        with pytest.raises(urllib.error.HTTPError) as error:
            judge(stub)
        assert error.value.headers["x-ratelimit-limit-requests"] == "120"
        assert (stub.stats["requests"], stub.stats["rejected_429"]) == (2, 1)
        error.value.close()
        assert post(f"{own}/reset", {})["requests"] == 0


@pytest.mark.parametrize(
    "values",
    [
        {"no_such_setting": 1},
        {"judge": "nobody"},
        {"faults": {"earthquake": 1.0}},
        {"fault_script": ["earthquake"]},
        {"rpm": "many"},
        {"rpm": "600"},
        {"noise": True},
    ],
)
def test_settings_that_make_no_sense_are_refused(values: dict[str, Any]) -> None:
    stub = FaultyStub(FaultyConfig())
    with pytest.raises(ValueError, match=r".+"):
        stub.configure({"seed": 5, **values})
    assert stub.config == FaultyConfig()


def test_a_bucket_holds_its_burst_and_fills_with_time() -> None:
    now = 0.0
    bucket = Bucket(600, burst_seconds=1, clock=lambda: now)
    for _ in range(10):
        assert not bucket.find_wait(1)
        bucket.take(1)
    assert bucket.find_wait(1) == pytest.approx(0.1)
    assert bucket.write_headers("requests")["x-ratelimit-reset-requests"] == "1s"
    now = 0.1
    assert not bucket.find_wait(1)


@pytest.mark.parametrize(("seconds", "text"), [(0.012, "12ms"), (1.5, "1.5s"), (360, "6m0s")])
def test_durations_are_written_as_openai_writes_them(seconds: float, text: str) -> None:
    assert write_duration(seconds) == text
