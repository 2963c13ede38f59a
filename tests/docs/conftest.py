"""A stack for the documents whose commands are run."""

from collections.abc import Iterator

import pytest

from tests.support.stack import Stack, open_stack


@pytest.fixture
def stack() -> Iterator[Stack]:
    """Make a fresh stack, and forget everything that a process keeps."""
    with open_stack() as made:
        yield made
