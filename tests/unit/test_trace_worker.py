"""The worker's path stays short; `python -m tools.trace_worker` prints the same figures."""

from collections.abc import Iterator

import pytest

from tools.mocked.stack import open_account
from tools.trace_worker import read_demo, trace_chunk, write_lines


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    """Make an empty account."""
    with open_account():
        yield


def test_a_chunk_is_ranked_at_most_nine_calls_deep() -> None:
    trace = trace_chunk(*read_demo())
    assert 4 < trace.deepest <= 9
    assert "tasks/chunk.py" in trace.modules


def test_the_script_prints_depth_moves_and_passes() -> None:
    lines = list(write_lines(*read_demo()))
    assert len(lines) == 5
    assert all(int(line.rpartition(" ")[2]) > 0 for line in lines)
