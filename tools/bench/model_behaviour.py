"""How the model server of a measurement behaves, and what it counted."""

from typing import NamedTuple

from tools.stub.run import StubControl


class Behaviour(NamedTuple):
    """How the stub answers: after so long, and so many requests a minute at most (0: any)."""

    latency_ms: int
    rpm: int = 0
    burst_seconds: float = 1.0


class Counts(NamedTuple):
    """What the stub counted since its last reset; `answered_again` was paid for twice."""

    requests: int
    answered: int
    rejected_429: int
    answered_again: int
    most_in_flight: int
    input: int
    cached: int
    output: int


def prepare(stub: StubControl, behaviour: Behaviour) -> None:
    """Set the behaviour, with full limits, and forget what was counted and cached."""
    stub.configure(**behaviour._asdict())


def read_counts(stub: StubControl) -> Counts:
    """Return what was counted since the last reset."""
    counted = stub.count()
    return Counts(**{name: counted[name] for name in Counts._fields})
