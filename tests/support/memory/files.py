"""Uploaded files and schedules in memory."""

from collections.abc import Sequence
from datetime import timedelta

from shortlist.catalogue.ports import Upload, UploadAddress
from shortlist.catalogue.schedules import Schedule
from shortlist.times import Clock


class MemoryFiles:
    """ResumeFiles and UploadedFiles; `contents` holds the files by key."""

    def __init__(self, clock: Clock) -> None:
        self.contents: dict[str, bytes] = {}
        self._clock = clock

    def sign_upload(self, upload: Upload, size: int) -> UploadAddress:
        """Make an address that says what it is for."""
        url = f"memory://{'/'.join(upload)}"
        headers = {"Content-Length": str(size)}
        return UploadAddress(url, "PUT", headers, self._clock() + timedelta(minutes=15))

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete all files of candidates, whichever upload they came by."""
        for key in list(self.contents):
            if any(key.startswith(f"{tenant}/{job_id}/{one}/") for one in candidate_ids):
                del self.contents[key]

    def read(self, key: str, *, limit: int) -> bytes | None:
        """Return a file, at most `limit` + 1 bytes of it; None if it is gone."""
        content = self.contents.get(key)
        return None if content is None else content[: limit + 1]

    def discard(self, key: str) -> None:
        """Delete a file; one that is gone counts as deleted."""
        self.contents.pop(key, None)


class MemorySchedules:
    """Schedules (shortlist.catalogue.schedules) that never fire."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Schedule] = {}

    def put(self, tenant: str, job_id: str, schedule: Schedule) -> None:
        """Make or replace a schedule."""
        self._kept[tenant, job_id] = schedule

    def get(self, tenant: str, job_id: str) -> Schedule | None:
        """Return the schedule of a job post, or None."""
        return self._kept.get((tenant, job_id))

    def delete(self, tenant: str, job_id: str) -> bool:
        """Delete a schedule; False if there was none."""
        return self._kept.pop((tenant, job_id), None) is not None
