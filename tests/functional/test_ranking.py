"""A ranking, from the start over the queue to its rows."""

from typing import Any
from urllib.parse import parse_qsl

from tests.support.rankings import add_job, read_all, start
from tests.support.stack import Stack


def test_a_ranking_goes_from_pending_to_success_and_shows_why(stack: Stack) -> None:
    path = add_job(stack, 6)
    status_path = start(stack, path)
    waiting = stack.acme.get(status_path)
    assert waiting.body["status"] == "PENDING"
    assert waiting.body["message"] == "Task is waiting to be processed"
    assert waiting.headers["retry-after"] == "1"
    stack.ranking.drain()
    done = stack.acme.get(status_path)
    assert done.body["status"] == "SUCCESS"
    assert "retry-after" not in done.headers
    result = done.body["result"]
    rows = result["ranked_candidates"]
    assert [row["rank"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row["candidate_id"] for row in rows[:2]} == {"c0000", "c0003"}
    assert rows[0]["score"] > rows[-1]["score"]
    assert any(part["evidence"] for part in rows[0]["criteria"])
    assert result["estimated_cost"] == 0.0
    assert result["token_usage"]["calls"] == 0
    assert result["job"] == {"job_id": "backend", "title": "Backend engineer"}


def test_the_answer_to_a_start_has_its_four_fields_first(stack: Stack) -> None:
    path = add_job(stack, 1)
    answer = stack.acme.post(f"{path}rank-candidates/")
    assert list(answer.body)[:4] == ["message", "task_id", "status", "job_id"]
    assert answer.headers["location"] == (
        f"https://shortlist.example.com/api/jobposts/task-status/{answer.body['task_id']}/"
    )


def test_the_queue_carries_ids_only(stack: Stack) -> None:
    path = add_job(stack, 3)
    start(stack, path)
    stack.ranking.drain()
    for body in stack.ranking.bodies:
        assert "Python" not in body
        assert "Candidate" not in body


def test_many_candidates_are_ranked_in_chunks_and_shown_in_pages(stack: Stack) -> None:
    path = add_job(stack, 620)
    status_path = start(stack, path)
    # Whoever plans ranks the first chunk.
    assert stack.ranking.deliver_one()
    progress = stack.acme.get(status_path).body["progress"]
    assert (progress["total"], progress["done"], progress["percent"]) == (620, 250, 40.3)
    assert stack.ranking.deliver_one()
    assert stack.acme.get(status_path).body["progress"]["done"] == 500
    stack.ranking.drain()
    result = stack.acme.get(status_path).body["result"]
    assert len(result["ranked_candidates"]) == 100
    assert follow(stack, result) == list(range(1, 621))
    rows = read_all(stack, f"{status_path}candidates/", limit=70)
    assert [row["rank"] for row in rows] == list(range(1, 621))
    assert len({row["candidate_id"] for row in rows}) == 620
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def follow(stack: Stack, result: dict[str, Any]) -> list[int]:
    """Return the ranks of a result and of all that its address leads to, in that order."""
    ranks = [row["rank"] for row in result["ranked_candidates"]]
    base, _, words = result["next"].partition("?")
    path = base.removeprefix("https://shortlist.example.com")
    query = dict(parse_qsl(words))
    while True:
        page = stack.acme.get(path, query={**query, "limit": "100"}).body
        ranks += [row["rank"] for row in page["items"]]
        if page["next_cursor"] is None:
            return ranks
        query = {"cursor": page["next_cursor"]}


def test_an_unreadable_candidate_is_listed_last_with_its_reason(stack: Stack) -> None:
    path = add_job(stack, 2)
    blank = {"candidate_id": "a-blank", "resume_text": " \n\u200b"}
    assert stack.acme.post(f"{path}candidates/", blank).status == 201
    status_path = start(stack, path)
    stack.ranking.drain()
    last = stack.acme.get(status_path).body["result"]["ranked_candidates"][-1]
    assert last["candidate_id"] == "a-blank"
    assert last["score"] is None
    assert last["scored_by"] == "none"
    assert last["reason"] == "empty"


def test_a_message_delivered_twice_changes_nothing(stack: Stack) -> None:
    path = add_job(stack, 3)
    status_path = start(stack, path)
    stack.ranking.drain()
    first = stack.acme.get(status_path)
    for body in list(stack.ranking.bodies):
        stack.ranking._client.send_message(QueueUrl=stack.ranking.url, MessageBody=body)
    stack.ranking.drain()
    assert stack.acme.get(status_path).text == first.text


def test_whoever_has_the_status_already_is_told_so(stack: Stack) -> None:
    path = add_job(stack, 1)
    status_path = start(stack, path)
    etag = stack.acme.get(status_path).headers["etag"]
    again = stack.acme.get(status_path, headers={"If-None-Match": etag})
    assert again.status == 304
    assert again.text == ""
    stack.ranking.drain()
    assert stack.acme.get(status_path, headers={"If-None-Match": etag}).status == 200


def test_a_cancelled_task_never_succeeds(stack: Stack) -> None:
    path = add_job(stack, 1)
    status_path = start(stack, path)
    cancelled = stack.acme.delete(status_path)
    assert cancelled.status == 202
    assert (cancelled.body["status"], cancelled.body["error_code"]) == ("FAILURE", "revoked")
    stack.ranking.drain()
    assert stack.acme.get(status_path).body["error_code"] == "revoked"
    assert stack.acme.delete(status_path).status == 200


def test_a_finished_task_cannot_be_cancelled(stack: Stack) -> None:
    path = add_job(stack, 1)
    status_path = start(stack, path)
    stack.ranking.drain()
    answer = stack.acme.delete(status_path)
    assert answer.status == 200
    assert answer.body["status"] == "SUCCESS"


def test_a_second_start_returns_the_ranking_that_runs(stack: Stack) -> None:
    path = add_job(stack, 1)
    first = start(stack, path)
    assert start(stack, path) == first
    assert start(stack, path, {"blind": False}) != first
    stack.ranking.drain()
    assert start(stack, path) != first


def test_the_same_key_and_body_give_the_same_task(stack: Stack) -> None:
    path = add_job(stack, 1)
    key = {"Idempotency-Key": "monday"}
    first = stack.acme.post(f"{path}rank-candidates/", headers=key)
    stack.ranking.drain()
    again = stack.acme.post(f"{path}rank-candidates/", headers=key)
    assert again.status == 202
    assert again.body == {**first.body, "status": "SUCCESS"}
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    other = stack.acme.post(f"{path}rank-candidates/", {"samples": 3}, headers=key)
    assert other.status == 422
    assert other.body["type"].endswith("/problems/key-reused")


def test_a_key_dies_with_the_job_post_of_its_task(stack: Stack) -> None:
    key = {"Idempotency-Key": "monday"}
    task_ids = []
    for _ in range(2):
        path = add_job(stack, 1)
        answer = stack.acme.post(f"{path}rank-candidates/", headers=key)
        assert answer.status == 202
        task_ids.append(answer.body["task_id"])
        assert stack.acme.get(f"/api/jobposts/task-status/{task_ids[-1]}/").status == 200
        assert stack.acme.delete(path).status == 204
        stack.ranking.drain()
    path = add_job(stack, 1)
    other = stack.acme.post(f"{path}rank-candidates/", {"samples": 3}, headers=key)
    assert other.status == 202
    assert len({*task_ids, other.body["task_id"]}) == 3


def test_a_start_needs_a_job_post_with_candidates(stack: Stack) -> None:
    assert stack.acme.post("/api/jobposts/none/rank-candidates/").status == 404
    path = add_job(stack)
    assert stack.acme.post(f"{path}rank-candidates/").status == 409


def test_a_start_counts_although_the_queue_is_down(stack: Stack) -> None:
    path = add_job(stack, 1)
    sqs = stack.ranking._client
    sqs.delete_queue(QueueUrl=stack.ranking.url)
    status_path = start(stack, path)
    assert stack.acme.get(status_path).body["status"] == "PENDING"


def test_a_tenant_can_run_only_so_many_rankings_at_once(stack: Stack) -> None:
    path = add_job(stack, 1)
    for number in range(20):
        start(stack, path, {"max_cost_usd": number + 1.0})
    answer = stack.acme.post(f"{path}rank-candidates/", {"max_cost_usd": 99.0})
    assert answer.status == 429
    assert answer.headers["retry-after"]
    stack.ranking.drain()
    start(stack, path, {"max_cost_usd": 99.0})


def test_an_erased_candidate_leaves_every_ranking_and_the_others_keep_their_ranks(
    stack: Stack,
) -> None:
    path = add_job(stack, 5)
    status_path = start(stack, path)
    stack.ranking.drain()
    before = stack.acme.get(status_path).body["result"]["ranked_candidates"]
    victim = before[2]["candidate_id"]
    assert stack.acme.delete(f"{path}candidates/{victim}/").status == 204
    after = stack.acme.get(status_path).body["result"]["ranked_candidates"]
    assert after == [row for row in before if row["candidate_id"] != victim]
    assert stack.acme.get(f"{path}candidates/{victim}/").status == 404
    assert stack.acme.get(path).body["candidate_count"] == 4


def test_a_candidate_erased_while_a_ranking_runs_is_not_in_it(stack: Stack) -> None:
    path = add_job(stack, 300)
    status_path = start(stack, path)
    stack.ranking.deliver_one()
    stack.ranking.deliver_one()
    assert stack.acme.delete(f"{path}candidates/c0000/").status == 204
    assert stack.acme.delete(f"{path}candidates/c0299/").status == 204
    stack.ranking.drain()
    rows = read_all(stack, f"{status_path}candidates/", limit=100)
    assert len(rows) == 298
    assert not {"c0000", "c0299"} & {row["candidate_id"] for row in rows}


def test_deleting_a_job_post_deletes_its_rankings(stack: Stack) -> None:
    path = add_job(stack, 2)
    status_path = start(stack, path)
    assert stack.acme.delete(path).status == 204
    assert stack.acme.get(path).status == 404
    stack.ranking.drain()
    assert stack.acme.get(status_path).status == 404
    assert stack.acme.delete(path).status == 404


def test_a_second_ranking_takes_over_the_rows_that_still_hold(stack: Stack) -> None:
    path = add_job(stack, 3)
    first = stack.acme
    one = start(stack, path)
    stack.ranking.drain()
    two = start(stack, path)
    stack.ranking.drain()
    rows = [first.get(which).body["result"]["ranked_candidates"] for which in (one, two)]
    assert rows[0] == rows[1]


def test_an_estimate_starts_nothing(stack: Stack) -> None:
    path = add_job(stack, 2)
    answer = stack.acme.post(f"{path}rank-candidates/estimate/")
    assert answer.status == 200
    assert answer.body["calls"] == 0
    assert answer.body["cost_usd"] == {"low": 0.0, "high": 0.0}
    assert stack.ranking.drain() == 0
