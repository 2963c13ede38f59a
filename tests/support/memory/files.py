"""Uploaded files in memory."""

from collections.abc import Sequence
from datetime import timedelta

from shortlist.catalogue.ports import UploadAddress
from shortlist.times import Clock


class MemoryFiles:
    """ResumeFiles and UploadedFiles; `contents` holds the files by key."""

    def __init__(self, clock: Clock) -> None:
        self.contents: dict[str, bytes] = {}
        self._clock = clock

    def sign_upload(self, tenant: str, job_id: str, candidate_id: str, size: int) -> UploadAddress:
        """Make an address that says what it is for."""
        url = f"memory://{tenant}/{job_id}/{candidate_id}"
        headers = {"Content-Length": str(size)}
        return UploadAddress(url, "PUT", headers, self._clock() + timedelta(minutes=15))

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete files; those that do not exist count as deleted."""
        for candidate_id in candidate_ids:
            self.contents.pop(f"{tenant}/{job_id}/{candidate_id}", None)

    def read(self, key: str, *, limit: int) -> bytes | None:
        """Return a file, at most `limit` + 1 bytes of it; None if it is gone."""
        content = self.contents.get(key)
        return None if content is None else content[: limit + 1]
