"""Erasure over the API: what it costs, and what a caller sees when it breaks off."""

from typing import Any

import pytest

from adapters.dynamodb.dynamo_job_posts import DynamoJobPosts
from adapters.wiring import get_rows, get_tasks
from shortlist.catalogue.jobpost import JobPost
from shortlist.rubric.rubric import Rubric
from shortlist.tasks.ports import Plan, Stamp
from shortlist.tasks.task import Task
from tests.support.faults import BUSY_CODES, breaking, refuse
from tests.support.memory.world import RUBRIC as PLANNED
from tests.support.rankings import JOB, RUBRIC, add_job, start, sweep
from tests.support.recording import count_calls
from tests.support.stack import Stack
from tests.support.stores import OUTCOME, rank


def rank_many(stack: Stack, count: int) -> Task:
    """Return a ranking that has succeeded, with so many rows."""
    status_path = start(stack, add_job(stack, 1))
    tasks = get_tasks()
    waiting = tasks.get("acme", status_path.split("/")[-2])
    assert waiting is not None
    plan = Plan(job_id="backend", title="t", description="d", rubric=PLANNED)
    task = tasks.begin(waiting, plan, [["c0000"]], Stamp("f", "v1"))
    # As long as a model's rows, which compress to about 750 bytes each.
    get_rows().write_pages(task, rank(count, noise=1_500))
    return tasks.succeed(task, OUTCOME.model_copy(update={"total": count}))


@pytest.mark.parametrize("candidate_id", ["c0000", "c9999", "nobody"])
def test_an_erasure_from_ten_thousand_rows_takes_about_ten_queries(
    stack: Stack, candidate_id: str
) -> None:
    task = rank_many(stack, 10_000)
    with count_calls() as calls:
        get_rows().erase_candidate(task, candidate_id)
    assert calls["dynamodb.Query"] <= 10
    assert calls.total() <= 12
    pages = (get_rows().read_page(task, page) for page in (0, 99))
    left = {row["candidate_id"] for page in pages for row in page}
    assert candidate_id not in left
    assert len(left) == 200 - (candidate_id != "nobody")


@pytest.fixture(name="large")
def let_one_ranking_be_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one ranking be too much to delete while the caller waits."""
    monkeypatch.setattr("shortlist.job_post_erasure.RANKINGS_AT_ONCE", 0)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("operation", ["ListObjectsV2", "BatchWriteItem", "DeleteItem"])
def test_a_deletion_that_breaks_off_in_a_worker_goes_on_by_itself(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    monkeypatch.setattr("adapters.dynamodb.table.time.sleep", lambda _: None)
    path = add_job(stack, 2)
    status_path = start(stack, path)
    stack.ranking.drain()
    assert stack.acme.delete(path).status == 204
    with breaking(operation, *[refuse(BUSY_CODES[0])] * 9) as fault:
        stack.ranking.drain()
    assert fault.calls
    sweep(100)
    stack.ranking.drain()
    assert stack.acme.get(status_path).status == 404
    assert stack.acme.delete(path).status == 404
    assert stack.acme.post("/api/jobposts/", JOB).status == 201
    assert stack.acme.get(f"{path}candidates/").body["items"] == []
    assert stack.acme.get("/api/tasks/").body["items"] == []


def test_a_deletion_that_cannot_begin_changes_nothing(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.dynamodb.table.time.sleep", lambda _: None)
    path = add_job(stack, 2)
    with breaking("TransactWriteItems", *[refuse(BUSY_CODES[0])] * 4):
        assert stack.acme.delete(path).status == 503
    assert stack.acme.get(path).status == 200
    assert stack.acme.delete(path).status == 204


@pytest.mark.usefixtures("large")
def test_a_job_post_is_gone_at_once_and_its_id_is_taken_until_all_is_deleted(
    stack: Stack,
) -> None:
    path = add_job(stack, 2)
    status_path = start(stack, path)
    stack.ranking.drain()
    assert stack.acme.delete(path).status == 204
    changed = {"title": "Baker", "description": "Bake bread."}
    assert stack.acme.get("/api/jobposts/").body["items"] == []
    for found in (
        stack.acme.get(path),
        stack.acme.put(path, changed),
        stack.acme.delete(path),
        stack.acme.get(f"{path}rubric/"),
        stack.acme.put(f"{path}rubric/", RUBRIC),
        stack.acme.get(f"{path}candidates/"),
        stack.acme.get(f"{path}candidates/c0000/"),
        stack.acme.post(f"{path}candidates/", {"resume_text": "x"}),
        stack.acme.post(f"{path}rank-candidates/"),
        stack.acme.get(status_path),
        stack.acme.get(f"{status_path}candidates/"),
        stack.acme.get(f"{status_path}export.csv"),
    ):
        assert found.status == 404, found.text
    assert stack.acme.post("/api/jobposts/", JOB).status == 409
    stack.ranking.drain()
    assert stack.acme.post("/api/jobposts/", JOB).status == 201


def test_the_id_of_a_small_job_post_is_free_when_it_is_deleted(stack: Stack) -> None:
    for _ in range(2):
        path = add_job(stack, 2)
        start(stack, path)
        stack.ranking.drain()
        start(stack, path)
        assert stack.acme.delete(path).status == 204


@pytest.mark.usefixtures("large")
def test_deleting_a_job_post_takes_as_many_calls_however_many_rankings_there_are(
    stack: Stack,
) -> None:
    path = add_job(stack, 1)
    taken = []
    for rankings in (1, 6):
        for number in range(rankings):
            start(stack, path, {"max_cost_usd": number + 1.0})
            stack.ranking.drain()
        with count_calls() as calls:
            assert stack.acme.delete(path).status == 204
        taken.append(dict(calls))
        stack.ranking.drain()
        add_job(stack, 1)
    assert taken[0] == taken[1]
    assert sum(taken[0].values()) <= 6


def test_a_new_text_and_a_new_rubric_at_once_are_both_kept(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add_job(stack)
    stack.acme.put(f"{path}rubric/", RUBRIC)
    changed = {"title": "Baker", "description": "Bake bread."}
    original = DynamoJobPosts._replacing
    done: list[int] = []

    def replace_in_between(
        store: DynamoJobPosts, tenant: str, job: JobPost, rubric: Rubric | None, *others: Any
    ) -> Any:
        if rubric and not done:
            done.append(1)
            assert stack.acme.put(path, changed).status == 200
        return original(store, tenant, job, rubric, *others)

    monkeypatch.setattr(DynamoJobPosts, "_replacing", replace_in_between)
    edited = {**RUBRIC, "gates": [{"id": "licence", "text": "Holds a driving licence"}]}
    assert stack.acme.put(f"{path}rubric/", edited).status == 200
    job = stack.acme.get(path).body
    assert (job["title"], job["description"], job["rubric_version"]) == (*changed.values(), 3)
    assert stack.acme.get(f"{path}rubric/").body["gates"] == edited["gates"]
