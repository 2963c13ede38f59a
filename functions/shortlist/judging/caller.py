"""The one owner of retries: asks a model server until it answers, or says why it did not."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from shortlist.errors import ModelFailure
from shortlist.judging.ports import CallUsage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Called(Generic[T]):
    """What came of a question: a value, or why there is none, and what its calls took.

    `requests` counts HTTP requests, those that were never answered included; `usages` has one
    entry for each answer that told what it took.
    """

    value: T | None
    failure: ModelFailure | None
    usages: tuple[CallUsage, ...]
    requests: int
