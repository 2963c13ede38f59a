"""Counts the calls of AWS that go through the clients of this process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adapters.clients import get_dynamodb, get_sqs


@contextmanager
def count_calls() -> Iterator[Counter[str]]:
    """Count calls by service and operation, as `dynamodb.GetItem`, while the block runs."""
    calls: Counter[str] = Counter()

    def count(model: Any, **_: Any) -> None:
        calls[f"{model.service_model.service_name}.{model.name}"] += 1

    clients = (get_dynamodb(), get_sqs())
    for client in clients:
        client.meta.events.register("before-call", count, unique_id="count-calls")
    try:
        yield calls
    finally:
        for client in clients:
            client.meta.events.unregister("before-call", unique_id="count-calls")
