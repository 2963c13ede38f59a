"""Ids: what callers may choose, and what we make."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

# Paths of the API that a job id would hide.
RESERVED_JOB_IDS = frozenset({"task-status"})


def _refuse_reserved(job_id: str) -> str:
    if job_id in RESERVED_JOB_IDS:
        raise ValueError(f"{job_id} is a reserved word")
    return job_id


# Letters, digits and the other characters that need no escaping in a URL (RFC 3986, 2.3).
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$"
CandidateId = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
JobId = Annotated[str, StringConstraints(pattern=ID_PATTERN), AfterValidator(_refuse_reserved)]


def make_id(now: datetime) -> str:
    """Make an id that sorts by time and cannot be guessed: 12 hexadecimal digits of
    milliseconds, then 80 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    return f"{milliseconds:012x}{secrets.token_hex(10)}"


def keep_ids(ids: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has the form of an id, or is a list of such."""
    kept = {}
    for name, value in ids.items():
        several = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) and re.fullmatch(ID_PATTERN, one) for one in several):
            kept[name] = value
    return kept
