"""Rows and pages of ranked rows in the task table."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import ABSENT, Condition, Key, Table, under
from adapters.dynamodb.task_items import RUNNING, require
from adapters.dynamodb.translation import (
    PACKED_BYTES,
    Item,
    RefusedConditionError,
    pack,
    read_spend,
    unpack,
    write_spend,
)
from shortlist.errors import NotFoundError, StoreUnavailableError
from shortlist.tasks.rows import ROWS_A_PAGE, StoredRow
from shortlist.tasks.task import Task

# A partition takes a thousand writes of a kilobyte a second, and a transaction counts twice; a
# hundred parts are allowed, one of which is the check of the task.
_TRANSACTION_BYTES = 500_000
_PUTS = 99
# Hardly any page has more parts.
_PARTS_AT_ONCE = 3
# Each time that an erasure is refused, another write of the same page came through.
_ERASURE_ATTEMPTS = 8


class DynamoRows:
    """A RowStore in DynamoDB (shortlist.tasks.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read_rows(self, task: Task, first_id: str, last_id: str) -> dict[str, StoredRow]:
        """Return the rows kept for the task's fingerprint whose ids lie between two ids."""
        values = {":pk": _rows_pk(task), ":first": first_id, ":last": last_id}
        condition = Condition("pk = :pk AND sk BETWEEN :first AND :last", values)
        pages = self._table.query(condition)
        return {item["sk"]: _read_row(item) for items in pages for item in items}

    def count_rows(self, tenant: str, job_id: str, fingerprint: str) -> int:
        """Return how many rows of a fingerprint are final."""
        pk = keys.rows_pk(tenant, job_id, fingerprint)
        condition = Condition("pk = :pk", {":pk": pk, ":final": True})
        pages = self._table.query(
            condition, ProjectionExpression="sk", FilterExpression="is_final = :final"
        )
        return sum(len(items) for items in pages)

    def write_rows(self, task: Task, rows: Iterable[StoredRow]) -> None:
        """Keep rows for as long as the task's results."""
        self._table.write_batch(puts=[_write_row(task, row) for row in rows])

    def write_pages(self, task: Task, ranked: Sequence[Mapping[str, Any]]) -> None:
        """Keep ranked rows as pages of a hundred."""
        items: list[Item] = []
        for page, start in enumerate(range(0, len(ranked), ROWS_A_PAGE)):
            items += _write_page(task, page, ranked[start : start + ROWS_A_PAGE])
        # Whoever comes after the task has ended must not number the rows anew.
        running = self._table.checking(
            keys.task_key(task.tenant, task.task_id), require(RUNNING, task)
        )
        for batch in _cut_by_bytes(items):
            self._table.transact([running, *(self._table.putting(item) for item in batch)])
        self._delete_others(task, keys.PAGE, items)

    def read_page(self, task: Task, page: int) -> list[dict[str, Any]]:
        """Return one page of ranked rows, without those who are being erased.

        One call reads both, but for a page of very long rows.
        """
        pk = keys.task_pk(task.tenant, task.task_id)
        hidden_key = keys.hidden_key(task.tenant, task.job_id)
        names = [f"{keys.page_prefix(page)}{part:02d}" for part in range(_PARTS_AT_ONCE)]
        wanted = [*(Key(pk, name) for name in names), hidden_key]
        found = {item["sk"]: item for item in self._table.get_many(wanted)}
        hidden = _read_hidden(task, found.pop(hidden_key.sk, {}).get("marks", set()))
        parts = [found[name]["rows"] for name in names if name in found]
        if len(parts) == _PARTS_AT_ONCE:
            parts = [item["rows"] for item in self._read_under(task, keys.page_prefix(page))]
        rows: list[dict[str, Any]] = unpack(b"".join(parts)) if parts else []
        return [row for row in rows if row["candidate_id"] not in hidden]

    def erase_candidate(self, task: Task, candidate_id: str) -> None:
        """Remove a candidate from the task's rows and pages; the others keep their ranks."""
        if task.fingerprint is None:
            return
        self._table.delete(Key(_rows_pk(task), candidate_id))
        for _ in range(_ERASURE_ATTEMPTS):
            try:
                self._erase_from_pages(task, candidate_id)
            except (RefusedConditionError, zlib.error):
                # A page was written meanwhile, perhaps between the reads of its parts.
                continue
            return
        raise StoreUnavailableError("the pages were written again and again")

    def delete_results(self, task: Task) -> None:
        """Delete the task with its plan, chunks, rows and pages."""
        key = keys.task_key(task.tenant, task.task_id)
        self._delete_rows(task)
        self._delete_partition(key.pk, but=key.sk)
        # Last, because what is left of a task that is not listed any more is not found again.
        self._table.delete(key)
        # Again: a worker clears up what it writes from now on, but not what it wrote until now.
        self._delete_rows(task)

    def _delete_rows(self, task: Task) -> None:
        if task.fingerprint:
            self._delete_partition(_rows_pk(task))

    def _delete_partition(self, pk: str, *, but: str = "") -> None:
        condition = Condition("pk = :pk", {":pk": pk})
        for items in self._table.query(condition, ProjectionExpression="sk"):
            stale = [Key(pk, item["sk"]) for item in items if item["sk"] != but]
            self._table.write_batch(deletes=stale)

    def _erase_from_pages(self, task: Task, candidate_id: str) -> None:
        named = f'"{candidate_id}"'.encode()
        pages = groupby(self._read_under(task, keys.PAGE), _read_page_number)
        for page, items in pages:
            parts = {item["sk"]: item["rows"] for item in items}
            packed = b"".join(parts.values())
            # Hardly any page names the candidate, and parsing takes longest.
            if named in zlib.decompress(packed):
                kept = [row for row in unpack(packed) if row["candidate_id"] != candidate_id]
                self._replace_page(task, parts, _write_page(task, page, kept))

    def _replace_page(self, task: Task, parts: Mapping[str, bytes], items: Sequence[Item]) -> None:
        """Put the parts of a page in the place of those that were read."""
        pk = keys.task_pk(task.tenant, task.task_id)
        left = parts.keys() - {item["sk"] for item in items}
        puts = [self._table.putting(item, _as_read(parts.get(item["sk"]))) for item in items]
        deletes = [self._table.deleting(Key(pk, sk), _as_read(parts[sk])) for sk in left]
        self._table.transact([*puts, *deletes])

    def _delete_others(self, task: Task, prefix: str, items: Sequence[Item]) -> None:
        wanted = {item["sk"] for item in items}
        pk = keys.task_pk(task.tenant, task.task_id)
        condition = under(pk, prefix)
        pages = self._table.query(condition, ProjectionExpression="sk")
        stale = [Key(pk, item["sk"]) for part in pages for item in part if item["sk"] not in wanted]
        self._table.write_batch(deletes=stale)

    def _read_under(self, task: Task, prefix: str) -> Iterator[Item]:
        condition = under(keys.task_pk(task.tenant, task.task_id), prefix)
        for items in self._table.query(condition):
            yield from items


def _read_hidden(task: Task, marks: Set[str]) -> set[str]:
    """Return whom the rows of a task hide: those whose erasure began after the task was made.

    Raises:
        NotFoundError: if the whole job post is being erased.
    """
    parted = (mark.split(" ", 1) for mark in marks)
    hidden = {candidate_id for erased_at, candidate_id in parted if erased_at >= task.created_at}
    if keys.EVERYBODY in hidden:
        raise NotFoundError("no such task")
    return hidden


def _cut_by_bytes(items: Sequence[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        if batch and (size + len(item["rows"]) > _TRANSACTION_BYTES or len(batch) == _PUTS):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item["rows"])
    if batch:
        yield batch


def _read_page_number(item: Item) -> int:
    return int(item["sk"].removeprefix(keys.PAGE).partition("#")[0])


def _as_read(packed: bytes | None) -> Condition:
    if packed is None:
        return ABSENT
    return Condition("#rows = :as_read", {":as_read": packed}, {"#rows": "rows"})


def _rows_pk(task: Task) -> str:
    return keys.rows_pk(task.tenant, task.job_id, task.fingerprint or "")


def _write_row(task: Task, row: StoredRow) -> Item:
    offline_score = None if row.offline_score is None else repr(row.offline_score)
    return {
        "pk": _rows_pk(task),
        "sk": row.candidate_id,
        "source": row.source,
        "row": pack(row.row),
        "offline_score": offline_score,
        "is_final": row.is_final,
        "task_id": row.task_id,
        "attempt": row.attempt,
        "spend": write_spend(row.spend),
        "expires_at": task.expires_at,
    }


def _read_row(item: Item) -> StoredRow:
    offline_score = item.get("offline_score")
    return StoredRow(
        candidate_id=item["sk"],
        source=item["source"],
        row=unpack(item["row"]),
        offline_score=None if offline_score is None else float(offline_score),
        is_final=item["is_final"],
        task_id=item["task_id"],
        attempt=item.get("attempt", 1),
        spend=read_spend(item.get("spend")),
    )


def _write_page(task: Task, page: int, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    packed = pack(list(rows))
    prefix = keys.page_prefix(page)
    return [
        {
            "pk": keys.task_pk(task.tenant, task.task_id),
            "sk": f"{prefix}{part:02d}",
            "rows": packed[start : start + PACKED_BYTES],
            "expires_at": task.expires_at,
        }
        for part, start in enumerate(range(0, len(packed), PACKED_BYTES))
    ]
