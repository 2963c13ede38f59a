"""What every functional test may ask for."""

from collections.abc import Iterator

import pytest

from tests.support.model_rankings import model, server
from tests.support.stack import Stack, open_stack
from tests.support.stores import Stores, open_stores

# Fixtures of the rankings with a model.
__all__ = ["model", "server"]


@pytest.fixture(params=["memory", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """Make empty stores of one kind, so that a test holds both to it."""
    with open_stores(request.param) as made:
        yield made


@pytest.fixture
def stack() -> Iterator[Stack]:
    """Make a fresh stack, and forget everything that a process keeps."""
    with open_stack() as made:
        yield made
