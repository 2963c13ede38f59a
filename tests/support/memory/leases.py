"""The leases of readings in memory, and a queue that keeps what it is sent."""

from collections.abc import Sequence
from datetime import datetime

from shortlist.catalogue.reading_leases import LEASES_A_TENANT, UploadNotice


class MemoryLeases:
    """A LeaseStore."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, int], tuple[str, datetime]] = {}
        self._aside: dict[tuple[str, str], tuple[UploadNotice, datetime]] = {}
        self._called: dict[tuple[str, str], datetime] = {}

    def take_lease(self, notice: UploadNotice, now: datetime, until: datetime) -> int | None:
        """Take a lease for an upload, or keep the one it has; None if all are taken."""
        held = {lease: self._held.get((notice.tenant, lease)) for lease in range(LEASES_A_TENANT)}
        own = [lease for lease, one in held.items() if one and one[0] == notice.upload_id]
        free = [lease for lease, one in held.items() if one is None or one[1] <= now]
        for lease in [*own, *free]:
            self._held[notice.tenant, lease] = (notice.upload_id, until)
            return lease
        return None

    def end_lease(self, notice: UploadNotice, lease: int) -> None:
        """Free a lease, and forget that the notice was ever set aside."""
        self._held.pop((notice.tenant, lease), None)
        self._aside.pop((notice.tenant, notice.upload_id), None)

    def set_aside(self, notice: UploadNotice, now: datetime) -> None:
        """Keep a notice until its lease ends."""
        self._aside[notice.tenant, notice.upload_id] = (notice, now)
        self._called.pop((notice.tenant, notice.upload_id), None)

    def call_next(self, tenant: str, now: datetime, until: datetime) -> UploadNotice | None:
        """Return the oldest notice that is set aside and not called, and note that it is."""
        for key in sorted(self._aside):
            if key[0] == tenant and self._called.get(key, now) <= now:
                self._called[key] = until
                return self._aside[key][0]
        return None

    def list_quiet(self, before: datetime, limit: int) -> Sequence[UploadNotice]:
        """Return notices of all tenants that were set aside before a moment, oldest first."""
        quiet = [one for one in self._aside.values() if one[1] < before]
        return [notice for notice, _ in sorted(quiet, key=lambda one: one[1])][:limit]


class MemoryNotices:
    """A NoticeQueue."""

    def __init__(self) -> None:
        self.waiting: list[UploadNotice] = []

    def send(self, notices: Sequence[UploadNotice]) -> None:
        """Keep notices in the order in which they come."""
        self.waiting.extend(notices)
