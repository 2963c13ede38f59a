"""Both Python clients against the real API, in one process: what they do is what it understands."""

from pathlib import Path
from typing import Any

import pytest

from shortlist_client import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    RankingFailedError,
)
from shortlist_client.shapes import CandidateDecision, NewAdjustment, NewCandidate
from tests.support.clients import DESCRIPTION, EitherClient, Gateway
from tests.support.stack import Stack


@pytest.fixture
def use(either: EitherClient, stack: Stack) -> Any:
    """Give a function that uses one of the clients; workers run while it pauses."""
    either.pauses.during = stack.ranking.drain
    return lambda action: either.call(action, Gateway(stack))


@pytest.fixture
def job(use: Any) -> str:
    """Create a job post with two candidates."""
    use(lambda client: client.create_job_post("Engineer", DESCRIPTION, job_id="backend"))
    texts = ("Skills\nPython, PostgreSQL\n2015 - 2024 Engineer", "Skills\nPainting")
    new = [
        NewCandidate(candidate_id=f"c-{number}", name=f"Application {number}", resume_text=text)
        for number, text in enumerate(texts)
    ]
    use(lambda client: client.add_candidates("backend", new))
    return "backend"


def rank(use: Any, job: str) -> Any:
    """Rank, wait, and return the status."""
    started = use(lambda client: client.rank(job))
    return use(lambda client: client.wait(started.task_id))


def test_nothing_is_done_twice_when_an_answer_gets_lost(
    either: EitherClient, stack: Stack, use: Any
) -> None:
    def use_and_lose(action: Any) -> Any:
        return either.call(action, Gateway(stack, loses_first=True))

    new = [NewCandidate(resume_text="Python")]
    job = use_and_lose(lambda client: client.create_job_post("Engineer", DESCRIPTION)).job_id
    added = use_and_lose(lambda client: client.add_candidates(job, new))
    started = use_and_lose(lambda client: client.rank(job))
    assert len(use(lambda client: client.list_job_posts())) == 1
    found = use(lambda client: client.list_candidates(job))
    assert [one.candidate_id for one in found] == [one.candidate_id for one in added]
    assert [one.task_id for one in use(lambda client: client.list_tasks())] == [started.task_id]


def test_a_job_post_is_created_read_listed_replaced_and_deleted(use: Any, job: str) -> None:
    assert use(lambda client: client.read_job_post(job)).candidate_count == 2
    assert [one.job_id for one in use(lambda client: client.list_job_posts())] == [job]
    changed = use(lambda client: client.replace_job_post(job, "Developer", DESCRIPTION))
    assert changed.title == "Developer"
    with pytest.raises(ConflictError):
        use(lambda client: client.create_job_post("t", "d", job_id=job))
    use(lambda client: client.delete_job_post(job))
    with pytest.raises(NotFoundError) as raised:
        use(lambda client: client.read_job_post(job))
    assert raised.value.request_id == "request-1"


def test_a_rubric_is_read_edited_and_not_overwritten_unseen(use: Any, job: str) -> None:
    rubric = use(lambda client: client.read_rubric(job))
    edited = rubric.model_copy(update={"criteria": rubric.criteria[:1]})
    assert use(lambda client: client.replace_rubric(job, edited)).version == rubric.version + 1
    with pytest.raises(ChangedMeanwhileError):
        use(lambda client: client.replace_rubric(job, edited))
    assert use(lambda client: client.read_rubric(job, version=1)).criteria == rubric.criteria


def test_a_ranking_is_forecast_started_waited_for_and_exported(use: Any, job: str) -> None:
    assert use(lambda client: client.estimate(job)).calls == 0
    status = rank(use, job)
    rows = use(lambda client: client.rows(status.task_id))
    assert [(row.rank, row.candidate_id) for row in rows] == [(1, "c-0"), (2, "c-1")]
    assert rows == use(lambda client: client.rows(status))
    content = use(lambda client: client.export_csv(status.task_id)).decode("utf-8-sig")
    assert content.startswith("rank,candidate_id,name,")
    (task,) = use(lambda client: client.list_tasks(status="SUCCESS", job_id=job))
    assert task.task_id == status.task_id


def test_a_blind_view_names_nobody(use: Any, job: str) -> None:
    status = rank(use, job)
    rows = use(lambda client: client.rows(status.task_id, blind=True))
    assert [row.name for row in rows] == [None, None]
    assert all(row.label for row in rows)
    assert b"Application" not in use(lambda client: client.export_csv(status.task_id, blind=True))
    assert use(lambda client: client.reveal(job, "c-0", "invited")).name == "Application 0"
    kinds = [one.kind for one in use(lambda client: client.list_events(job, "c-0"))]
    assert kinds == ["reveal"]


def test_a_cancelled_ranking_has_failed(use: Any, job: str) -> None:
    started = use(lambda client: client.rank(job))
    assert use(lambda client: client.cancel(started.task_id)).error_code == "revoked"
    with pytest.raises(RankingFailedError):
        use(lambda client: client.wait(started.task_id))


def test_decisions_are_written_down_and_listed(use: Any, job: str) -> None:
    points = NewAdjustment(points=5, reason="A good letter")
    use(lambda client: client.decide(job, "c-0", "talk", note="Call", adjustment=points))
    many = [CandidateDecision(candidate_id="c-1", decision="no", reason="No Python")]
    use(lambda client: client.decide_all(job, many))
    found = use(lambda client: client.list_decisions(job))
    assert [(one.candidate_id, one.decision) for one in found] == [("c-0", "talk"), ("c-1", "no")]
    assert use(lambda client: client.read_decision(job, "c-0")).adjustment.points == 5
    with pytest.raises(InvalidRequestError) as raised:
        use(lambda client: client.decide(job, "c-0", "no"))
    assert raised.value.errors[0].pointer == "/reason"


def test_an_undecided_decision_is_not_overwritten_unseen(use: Any, job: str) -> None:
    seen = use(lambda client: client.read_decision(job, "c-0"))
    use(lambda client: client.decide(job, "c-0", "talk", instead_of=seen))
    with pytest.raises(ChangedMeanwhileError):
        use(lambda client: client.decide(job, "c-0", "later", instead_of=seen))


def test_reasons_are_the_tenants_own(use: Any) -> None:
    use(lambda client: client.replace_decision_reasons(["No Python"]))
    assert use(lambda client: client.read_decision_reasons()) == ["No Python"]


def test_a_candidate_is_read_and_erased(use: Any, job: str) -> None:
    assert use(lambda client: client.read_candidate(job, "c-1")).resume_text
    use(lambda client: client.erase(job, "c-1"))
    assert [one.candidate_id for one in use(lambda client: client.list_candidates(job))] == ["c-0"]


def test_files_are_uploaded_and_read(use: Any, job: str, tmp_path: Path) -> None:
    names = ("one.txt", "two.txt", "picture.png")
    files = [tmp_path / name for name in names]
    for file in files:
        file.write_text("Ran PostgreSQL for five years.\n", encoding="utf-8")
    outcomes = use(lambda client: client.upload(job, files, wait=True))
    assert [one.reading and one.reading.state for one in outcomes] == ["read", "read", None]
    assert isinstance(outcomes[2].error, InvalidRequestError)
    assert len(use(lambda client: client.list_candidates(job, state="read"))) == 4


def test_a_schedule_is_set_read_and_taken_away(use: Any, job: str) -> None:
    use(lambda client: client.replace_schedule(job, "rate(1 day)", timezone="Europe/Berlin"))
    assert use(lambda client: client.read_schedule(job)).timezone == "Europe/Berlin"
    use(lambda client: client.delete_schedule(job))
    with pytest.raises(NotFoundError):
        use(lambda client: client.read_schedule(job))


def test_the_caller_is_told_who_they_are(use: Any) -> None:
    caller = use(lambda client: client.read_caller())
    assert (caller.tenant, caller.role) == ("acme", "recruiter")
