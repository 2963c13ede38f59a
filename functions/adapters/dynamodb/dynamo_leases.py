"""The leases of readings, in the catalogue table."""

from collections.abc import Sequence
from datetime import datetime

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Table, under
from adapters.dynamodb.translation import Item, RefusedConditionError
from shortlist.catalogue.reading_leases import LEASES_A_TENANT, UploadNotice
from shortlist.times import write_time

# The partition of the index by tenant that holds what is set aside; no tenant's own.
_ASIDE = "ASIDE"


class DynamoLeases:
    """A LeaseStore in DynamoDB (shortlist.catalogue.reading_leases)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def take_lease(self, notice: UploadNotice, now: datetime, until: datetime) -> int | None:
        """Take a lease for an upload, or keep the one it has; None if all are taken."""
        moment = write_time(now)
        taken = self._read_leases(notice.tenant)
        own = [lease for lease in taken if taken[lease]["upload_id"] == notice.upload_id]
        free = [lease for lease in range(LEASES_A_TENANT) if not _is_held(taken.get(lease), moment)]
        values = {":upload": notice.upload_id, ":now": moment}
        condition = Condition(
            "attribute_not_exists(pk) OR upload_id = :upload OR held_until <= :now", values
        )
        for lease in [*own, *free]:
            item = {
                **keys.reading_lease_key(notice.tenant, lease)._asdict(),
                "upload_id": notice.upload_id,
                "held_until": write_time(until),
            }
            try:
                self._table.put(item, condition)
            except RefusedConditionError:
                continue
            return lease
        return None

    def end_lease(self, notice: UploadNotice, lease: int) -> None:
        """Free a lease, and forget that the notice was ever set aside."""
        self._table.write_batch(
            deletes=[
                keys.reading_lease_key(notice.tenant, lease),
                keys.aside_key(notice.tenant, notice.upload_id),
            ]
        )

    def set_aside(self, notice: UploadNotice, now: datetime) -> None:
        """Keep a notice until its lease ends."""
        moment = write_time(now)
        self._table.put(
            {
                **keys.aside_key(notice.tenant, notice.upload_id)._asdict(),
                "notice": list(notice),
                "tenant_pk": _ASIDE,
                "created_sk": f"{moment}#{notice.tenant}#{notice.upload_id}",
            }
        )

    def call_next(self, tenant: str, now: datetime, until: datetime) -> UploadNotice | None:
        """Return the oldest notice that is set aside and not called, and note that it is."""
        moment = write_time(now)
        # Each lease that ended has called one, and some may not have begun.
        condition = under(keys.readings_pk(tenant), keys.ASIDE)
        items, _ = self._table.query_page(condition, 2 * LEASES_A_TENANT)
        for item in items:
            if item.get("called_until", "") > moment:
                continue
            values = {":now": moment}
            free = "attribute_exists(pk) AND (attribute_not_exists(called_until)"
            condition = Condition(f"{free} OR called_until <= :now)", values)
            try:
                self._table.put({**item, "called_until": write_time(until)}, condition)
            except RefusedConditionError:
                continue
            return UploadNotice(*item["notice"])
        return None

    def list_quiet(self, before: datetime, limit: int) -> Sequence[UploadNotice]:
        """Return notices of all tenants that were set aside before a moment, oldest first."""
        values = {":aside": _ASIDE, ":before": write_time(before)}
        condition = Condition("tenant_pk = :aside AND created_sk < :before", values)
        items, _ = self._table.query_page(condition, limit, IndexName="by-tenant")
        return [UploadNotice(*item["notice"]) for item in items]

    def _read_leases(self, tenant: str) -> dict[int, Item]:
        condition = under(keys.readings_pk(tenant), keys.READING_LEASE)
        return {
            int(item["sk"].removeprefix(keys.READING_LEASE)): item
            for items in self._table.query(condition)
            for item in items
        }


def _is_held(lease: Item | None, moment: str) -> bool:
    return lease is not None and lease["held_until"] > moment
