"""Revisions: which state of a thing a caller has read, and so may replace."""

from collections.abc import Iterator
from contextlib import contextmanager

from shortlist.errors import ChangedMeanwhileError, ConflictError, LostRaceError
from shortlist.options import hash_json

_CHANGED = "it was changed by somebody else; read it anew"

# The revisions that a caller would replace; None for any.
Expected = frozenset[str] | None


def make_revision(*parts: object) -> str:
    """Make a word that is the same for the same parts, and for no others."""
    return hash_json(parts)


def check_revision(expected: Expected, revision: str) -> None:
    """Look that a thing is in a state that the caller would replace.

    Raises:
        ChangedMeanwhileError: if it is in another one by now.
    """
    if expected is not None and revision not in expected:
        raise ChangedMeanwhileError(_CHANGED)


@contextmanager
def explaining_lost_races(expected: Expected = None) -> Iterator[None]:
    """Tell a caller what it means that somebody else was faster."""
    try:
        yield
    except LostRaceError:
        kind = ConflictError if expected is None else ChangedMeanwhileError
        raise kind(_CHANGED) from None
