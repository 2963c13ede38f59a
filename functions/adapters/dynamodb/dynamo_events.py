"""What was done with candidates, in the catalogue table."""

import secrets
from contextlib import suppress
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import PRESENT, Condition, Key, Table, Update
from adapters.dynamodb.translation import Item, RefusedConditionError, pack, unpack
from shortlist.decisions.candidate_event import CandidateEvent
from shortlist.queries import ListPage


class DynamoEvents:
    """An EventStore in DynamoDB (shortlist.decisions.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def list_events(
        self, tenant: str, job_id: str, candidate_id: str, limit: int, after: str | None
    ) -> ListPage[CandidateEvent]:
        """Return one page of a candidate's events, oldest first."""
        prefix = keys.event_prefix(candidate_id)
        condition = _behind(tenant, job_id, prefix, after)
        items, position = self._table.query_page(condition, limit)
        found = [_read_event(item) for item in items]
        return ListPage(found, position["sk"].removeprefix(prefix) if position else None)

    def forget_words(self, tenant: str, job_id: str, candidate_id: str) -> None:
        """Take the words out of a candidate's events."""
        condition = _behind(tenant, job_id, keys.event_prefix(candidate_id), None)
        for items in self._table.query(condition):
            for item in items:
                if "words" in item:
                    self._forget_words_of(Key(item["pk"], item["sk"]))

    def _forget_words_of(self, event: Key) -> None:
        # It may be gone with its job post, and must not come back without it.
        with suppress(RefusedConditionError):
            self._table.update(event, Update("REMOVE words"), PRESENT)


def write_event(
    tenant: str, job_id: str, candidate_id: str, event: CandidateEvent, *, order: int = 0
) -> Item:
    """Return the item of an event; its words stand apart from what outlives an erasure.

    `order` is a digit for events of the same moment.
    """
    bare = event.without_words()
    # Two events of one moment must not take each other's place.
    sk = f"{keys.event_prefix(candidate_id)}{event.at}#{order}{secrets.token_hex(4)}"
    item: Item = {"pk": keys.job_pk(tenant, job_id), "sk": sk, "event": pack(_dump(bare))}
    return item if event == bare else {**item, "words": pack(_dump(event))}


def _read_event(item: Item) -> CandidateEvent:
    return CandidateEvent.model_validate(unpack(item.get("words") or item["event"]))


def _dump(event: CandidateEvent) -> dict[str, Any]:
    return event.model_dump(mode="json", exclude_defaults=True)


def _behind(tenant: str, job_id: str, prefix: str, after: str | None) -> Condition:
    first = f"{prefix}{after}\x01" if after else prefix
    values = {":pk": keys.job_pk(tenant, job_id), ":first": first, ":last": prefix + keys.LAST}
    return Condition("pk = :pk AND sk BETWEEN :first AND :last", values)
