"""The evaluation with a model: what it chooses, plants, counts and writes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.support.stub import RunningStub, run_stub
from tools.eval.data import Case, Judgement
from tools.eval.model import measure_quality, write_facts, write_share
from tools.eval.model_cases import (
    choose_cases,
    cut_case,
    hide_relevance,
    plant_marks,
)
from tools.eval.model_pipeline import Pipeline, make_resumes
from tools.eval.model_server import ModelUnderTest, OneWorkerRates

TITLES = (
    "Python services",
    "PostgreSQL databases",
    "Running Kubernetes",
    "Payment systems",
    "Code review",
    "Incident response",
    "Mentoring engineers",
    "Message queues",
)
DESCRIPTION = "Requirements:\n" + "\n".join(f"- {title}" for title in TITLES)
TEXT = "Backend engineer\n\nExperience\nRan Python services for a bank\nKept PostgreSQL databases"


class StubInThread:
    """The part of a StubControl that measurements use, for a stub of the same process."""

    def __init__(self, running: RunningStub) -> None:
        self.running = running

    def configure(self, **settings: Any) -> None:
        self.running.configure(**settings)
        self.running.reset()


def read_bodies(model: ModelUnderTest) -> list[dict[str, Any]]:
    """Return what the stub of a model was asked."""
    assert isinstance(model.stub, StubInThread)
    return model.stub.running.bodies


@pytest.fixture(name="model")
def make_model() -> Iterator[ModelUnderTest]:
    with run_stub() as running:
        yield ModelUnderTest(running.base_url, "key", "gpt-6-luna", StubInThread(running))


def make_case(count: int = 6, source: str = "IT ads", job_id: str = "ad-1") -> Case:
    """Make a job post whose first candidate is excellent and whose second is good."""
    grades = {f"c{number}": max(0, 3 - number) for number in range(count)}
    judgements = tuple(Judgement(key, grade, False, grade) for key, grade in grades.items())
    texts = {key: f"{TEXT}\nProject number {key}" for key in grades}
    return Case(source, job_id, "Backend engineer", DESCRIPTION, texts, judgements)


def test_job_posts_come_from_all_sources_in_turn() -> None:
    cases = [
        make_case(source=name, job_id=f"{name}-{n}") for name in ("IT ads", "Djinni") for n in "12"
    ]
    cases += [make_case(source="Vanetik")]
    assert [case.source for case in choose_cases(cases, 3)] == ["IT ads", "Djinni", "IT ads"]
    assert len(choose_cases(cases, 9)) == 4


def test_a_short_list_keeps_some_relevant_candidates_and_the_texts_of_no_others() -> None:
    cut = cut_case(make_case(30), 9)
    assert len(cut.judgements) == 9
    assert {one.candidate_id for one in cut.judgements} == set(cut.resumes)
    assert sum(one.grade > 0 for one in cut.judgements) == 3
    assert cut_case(make_case(30), 9) == cut
    assert len(cut_case(make_case(3), 9).judgements) == 3


def test_marks_tell_candidates_apart_and_reach_the_model(model: ModelUnderTest) -> None:
    case, marks = plant_marks(make_case())
    Pipeline(case, model).rank(make_resumes(case.resumes))
    shown = [body["messages"][-1]["content"] for body in read_bodies(model)]
    assert sorted(mark for text in shown for mark in marks.values() if mark in text) == sorted(
        marks.values()
    )
    assert hide_relevance(case, marks)[marks["c1"]] == pytest.approx(2 / 3)


def test_what_the_stub_knows_decides_the_order(model: ModelUnderTest) -> None:
    case, marks = plant_marks(make_case())
    model.pretend(judge="oracle", relevance=hide_relevance(case, marks))
    pipeline = Pipeline(case, model)
    resumes = make_resumes(case.resumes)
    outcome = pipeline.rank(resumes, samples=3)
    assert outcome.order[:2] == ["c0", "c1"]
    assert {row["scored_by"] for row in outcome.rows} == {"llm"}
    assert len(read_bodies(model)) == 3 * len(resumes)


def test_the_quality_of_a_known_judge_is_measured_with_its_cost(model: ModelUnderTest) -> None:
    body = measure_quality(model, [make_case()])
    assert "| IT ads | 1 | 6 |" in body
    assert "| candidates scored by the model | 6 of 6 (100.0 %) |" in body
    assert "| calls, of them repeated | 6, 0 |" in body
    assert "6 of 6" in body
    assert "USD" in body


def test_the_facts_name_what_was_measured_and_no_key() -> None:
    model = ModelUnderTest("https://models.example.org/v1", "secret", "some-model")
    facts = write_facts(model, date(2026, 1, 2))
    assert "| date | 2026-01-02 |" in facts
    assert "| server | models.example.org |" in facts
    assert "secret" not in facts + repr(model)


def test_shares_are_written_with_their_percentage() -> None:
    assert write_share(1, 8) == "1 of 8 (12.5 %)"
    assert write_share(0, 0) == "none to count"


def test_the_record_of_one_worker_hands_out_spans_that_do_not_overlap() -> None:
    rates = OneWorkerRates()
    assert rates.read(now=0) is None
    assert [rates.reserve(2, now=10), rates.reserve(2, now=10), rates.reserve(2, now=20)] == [
        10,
        12,
        20,
    ]
    rates.hold(30, now=20)
    assert rates.reserve(1, now=21) == 30
