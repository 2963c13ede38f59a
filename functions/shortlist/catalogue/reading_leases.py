"""Leases of readers: of one tenant's uploads only so many are read at once, however many wait.

The queue hands out notices as they came, so that a tenant's pile would stand before everybody
else's. A notice that finds its tenant's leases taken is set aside in a store and its message is
done; each reading that ends calls the tenant's oldest notice, as a chunk of a ranking calls a
later one: docs/decisions/0021.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from shortlist.times import Clock

# The mapping lets ten readers run (template.yaml): one tenant leaves some of them to others.
LEASES_A_TENANT = 6
# A reader that died holds its lease for so long: somewhat more than a function's time.
LEASE_TIME = timedelta(seconds=90)
# A notice that was called is in the queue for so long at most, as far as anybody can tell.
CALL_TIME = timedelta(seconds=60)
_WOKEN_A_SWEEP = 100


class UploadNotice(NamedTuple):
    """That a file has come: whose it is, which upload it came by, and its key as S3 wrote it."""

    tenant: str
    upload_id: str
    key: str


class LeaseStore(Protocol):
    """Keeps who has a tenant's leases, and which of its notices are set aside."""

    def take_lease(self, notice: UploadNotice, now: datetime, until: datetime) -> int | None:
        """Take a lease for an upload, or keep the one it has; None if all are taken."""

    def end_lease(self, notice: UploadNotice, lease: int) -> None:
        """Free a lease, and forget that the notice was ever set aside."""

    def set_aside(self, notice: UploadNotice, now: datetime) -> None:
        """Keep a notice until its lease ends."""

    def call_next(self, tenant: str, now: datetime, until: datetime) -> UploadNotice | None:
        """Return the oldest notice that is set aside and not called, and let it be called until
        then; None if there is none."""

    def list_quiet(self, before: datetime, limit: int) -> Sequence[UploadNotice]:
        """Return notices of all tenants that were set aside before a moment, oldest first."""


class NoticeQueue(Protocol):
    """Takes notices for the readers."""

    def send(self, notices: Sequence[UploadNotice]) -> None:
        """Send notices. Raises QueueUnavailableError if any was not taken."""


@dataclass(frozen=True)
class ReadingLeases:
    """Hands out leases. No notice is lost, whichever reader dies where: one that was set aside is
    kept until it was read, and the sweeper sends it again."""

    store: LeaseStore
    queue: NoticeQueue
    clock: Clock

    @contextmanager
    def lease(self, notice: UploadNotice) -> Iterator[bool]:
        """Tell whether this upload may be read now; if not, its notice is set aside.

        Behind a lease the tenant's next notice is called, also if the reading failed.
        """
        lease = self._take(notice)
        if lease is None:
            yield False
            return
        try:
            yield True
        finally:
            self.store.end_lease(notice, lease)
            self._call_next(notice.tenant)

    def _take(self, notice: UploadNotice) -> int | None:
        now = self.clock()
        lease = self.store.take_lease(notice, now, now + LEASE_TIME)
        if lease is None:
            self.store.set_aside(notice, now)
            # A lease may have ended between the two, and its reader found nothing set aside.
            lease = self.store.take_lease(notice, now, now + LEASE_TIME)
        return lease

    def _call_next(self, tenant: str) -> None:
        now = self.clock()
        called = self.store.call_next(tenant, now, now + CALL_TIME)
        if called:
            self.queue.send([called])


def send_quiet_notices(store: LeaseStore, queue: NoticeQueue, now: datetime) -> int:
    """Send the oldest notices that nobody seems to have called, and return how many.

    One too many finds no lease and is set aside as before.
    """
    quiet = store.list_quiet(now - CALL_TIME, _WOKEN_A_SWEEP)
    # More of one tenant would find no lease.
    by_tenant: dict[str, list[UploadNotice]] = {}
    for notice in quiet:
        by_tenant.setdefault(notice.tenant, []).append(notice)
    woken = [notice for notices in by_tenant.values() for notice in notices[:LEASES_A_TENANT]]
    queue.send(woken)
    return len(woken)
