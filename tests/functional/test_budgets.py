"""Budgets that are counted, so that they hold on any machine (contract, section 9)."""

from tests.support.rankings import add_job, start
from tests.support.recording import count_calls
from tests.support.stack import Stack


def test_a_start_takes_one_transaction_and_one_send(stack: Stack) -> None:
    path = add_job(stack, 1)
    with count_calls() as calls:
        start(stack, path)
    assert calls == {"dynamodb.TransactWriteItems": 1, "sqs.SendMessage": 1}


def test_a_start_with_a_key_takes_no_more(stack: Stack) -> None:
    path = add_job(stack, 1)
    with count_calls() as calls:
        stack.acme.post(f"{path}rank-candidates/", headers={"Idempotency-Key": "k"})
    assert calls == {"dynamodb.TransactWriteItems": 1, "sqs.SendMessage": 1}


def test_a_status_takes_one_read_and_one_more_with_rows(stack: Stack) -> None:
    path = add_job(stack, 2)
    status_path = start(stack, path)
    with count_calls() as calls:
        stack.acme.get(status_path)
    assert calls == {"dynamodb.GetItem": 1}
    stack.ranking.drain()
    with count_calls() as calls:
        stack.acme.get(status_path)
    assert calls == {"dynamodb.GetItem": 1, "dynamodb.BatchGetItem": 1}


def test_a_page_of_rows_takes_no_more_than_the_task_and_two_pages(stack: Stack) -> None:
    path = add_job(stack, 2)
    status_path = start(stack, path)
    stack.ranking.drain()
    with count_calls() as calls:
        stack.acme.get(f"{status_path}candidates/", query={"limit": "100"})
    assert calls == {"dynamodb.GetItem": 1, "dynamodb.BatchGetItem": 1}


def test_an_unknown_job_post_costs_one_call(stack: Stack) -> None:
    with count_calls() as calls:
        stack.acme.post("/api/jobposts/none/rank-candidates/")
    assert calls == {"dynamodb.TransactWriteItems": 1}
