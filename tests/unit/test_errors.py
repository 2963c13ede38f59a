"""Errors: one tree, one table of statuses, every vendor code sorted."""

import inspect
from pathlib import Path

import pytest
from botocore import exceptions as vendor

from adapters.dynamodb.translation import RETRYABLE_CODES, StoreRefusedError, translate_errors
from adapters.rest.problems import KINDS, describe_problem, find_kind
from shortlist import errors
from shortlist.errors import RetryableError, ShortlistError, StoreUnavailableError

TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, ShortlistError)
]


def raise_code(code: str) -> None:
    """Fail as a call of the database does."""
    with translate_errors():
        raise vendor.ClientError({"Error": {"Code": code, "Message": "m"}}, "Query")


@pytest.mark.parametrize("kind", TREE)
def test_the_drawing_of_the_tree_is_complete(kind: type[ShortlistError]) -> None:
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize("kind", TREE)
def test_every_error_has_a_status_by_its_type(kind: type[ShortlistError]) -> None:
    status = find_kind(kind("message")).status
    expected = 4 if issubclass(kind, errors.RequestError) else 5
    assert kind is errors.RequestError or status // 100 == expected


def test_every_kind_of_problem_has_a_name_of_its_own() -> None:
    names = [kind.name for kind in KINDS.values()]
    assert len(set(names)) == len(names)


def test_an_error_of_ours_is_not_told_to_the_caller() -> None:
    problem = describe_problem(RuntimeError("a resume"), path="/", request_id="r")
    assert "a resume" not in str(problem.body)


@pytest.mark.parametrize("code", sorted(RETRYABLE_CODES))
def test_a_passing_fault_of_the_database_is_retryable(code: str) -> None:
    with pytest.raises(StoreUnavailableError):
        raise_code(code)


@pytest.mark.parametrize("code", ["ValidationException", "ResourceNotFoundException", "New"])
def test_any_other_answer_of_the_database_is_a_defect(code: str) -> None:
    with pytest.raises(StoreRefusedError):
        raise_code(code)


NETWORK = [vendor.EndpointConnectionError, vendor.ConnectTimeoutError, vendor.ReadTimeoutError]


@pytest.mark.parametrize("kind", NETWORK)
def test_a_database_that_cannot_be_reached_is_retryable(kind: type[Exception]) -> None:
    with pytest.raises(RetryableError), translate_errors():
        raise kind(endpoint_url="http://127.0.0.1", error="x")


def test_the_page_of_problems_lists_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "problems.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        assert f"| {kind.name} | {kind.status.value} | {kind.title} |" in page
