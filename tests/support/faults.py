"""AWS calls that fail, once or again and again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

BUSY_CODES = [
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "InternalServerError",
]


class Fault:
    """Lets calls of one operation fail; `calls` are the arguments of those that were made."""

    def __init__(self, operation: str, errors: list[Exception | None], *, is_late: bool) -> None:
        self.operation = operation
        self.errors = errors
        self.is_late = is_late
        self.calls: list[dict[str, Any]] = []

    def call(self, original: Callable[..., Any], client: Any, name: str, arguments: Any) -> Any:
        """Make a call, or fail in its place, or fail after it was made."""
        if name != self.operation:
            return original(client, name, arguments)
        self.calls.append(arguments)
        error = self.errors.pop(0) if self.errors else None
        if error is None:
            return original(client, name, arguments)
        if self.is_late:
            original(client, name, arguments)
        raise error


@contextmanager
def breaking(operation: str, *errors: Exception | None, is_late: bool = False) -> Iterator[Fault]:
    """Let the next calls of an operation fail, one with each error; None lets one through."""
    fault = Fault(operation, list(errors), is_late=is_late)
    original = BaseClient._make_api_call  # type: ignore[attr-defined]  # the stubs hide it

    def make_api_call(client: Any, name: str, arguments: Any) -> Any:
        return fault.call(original, client, name, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", make_api_call)
        yield fault


def refuse(code: str, **details: Any) -> ClientError:
    """Make an answer with an error code."""
    answer: Any = {"Error": {"Code": code, "Message": "m"}, **details}
    return ClientError(answer, "Operation")


def make_conflict() -> ClientError:
    """Make the answer to a transaction that met another one."""
    return refuse(
        "TransactionCanceledException",
        CancellationReasons=[{"Code": "TransactionConflict"}, {"Code": "None"}],
    )
