"""Counts the calls of AWS that go through the clients of this process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from adapters.clients import get_dynamodb, get_events, get_sqs


@dataclass
class Traffic:
    """Calls by service and operation, as `dynamodb.GetItem`, and the bytes of their JSON."""

    calls: Counter[str] = field(default_factory=Counter)
    sent_bytes: Counter[str] = field(default_factory=Counter)
    received_bytes: Counter[str] = field(default_factory=Counter)


@contextmanager
def measure_traffic() -> Iterator[Traffic]:
    """Count calls and their bytes while the block runs."""
    traffic = Traffic()

    def count(model: Any, params: Any, **_: Any) -> None:
        name = _name(model)
        traffic.calls[name] += 1
        traffic.sent_bytes[name] += len(params.get("body") or b"")

    def weigh(model: Any, http_response: Any, **_: Any) -> None:
        traffic.received_bytes[_name(model)] += len(http_response.content)

    clients = (get_dynamodb(), get_sqs(), get_events())
    for client in clients:
        client.meta.events.register("before-call", count, unique_id="count")
        client.meta.events.register("after-call", weigh, unique_id="weigh")
    try:
        yield traffic
    finally:
        for client in clients:
            client.meta.events.unregister("before-call", unique_id="count")
            client.meta.events.unregister("after-call", unique_id="weigh")


def _name(model: Any) -> str:
    return f"{model.service_model.service_name}.{model.name}"
