"""What an operation asks of whoever runs it.

An operation is written once, as a generator that yields steps and is sent what came of them. It
opens no connection, reads no file and sleeps never: a runner does, with or without asyncio.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Send:
    """Send a request; what comes back is an `Answer`, or a `ConnectionFailedError` is raised."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None


@dataclass(frozen=True)
class Answer:
    """What a server said; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""


@dataclass(frozen=True)
class Pause:
    """Do nothing for a while."""

    seconds: float


@dataclass(frozen=True)
class MeasureFile:
    """Tell how many bytes a file has."""

    path: Path


@dataclass(frozen=True)
class ReadFile:
    """Read a file whole."""

    path: Path


@dataclass(frozen=True)
class SideBySide:
    """Run several operations at once; what comes back is a list in their order."""

    parts: "Sequence[Steps[Any]]"


@dataclass(frozen=True)
class Found:
    """Hand items to the caller of an operation that has many; nothing comes back."""

    items: Sequence[Any]


Step: TypeAlias = Send | Pause | MeasureFile | ReadFile | SideBySide | Found
Steps: TypeAlias = Generator[Step, Any, T]
