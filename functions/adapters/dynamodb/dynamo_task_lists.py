"""Lists of tasks, by the indexes of the task table."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Table
from adapters.dynamodb.task_items import ACTIVE, read_task
from shortlist.queries import ListPage
from shortlist.tasks.ports import TaskFilter, TaskName
from shortlist.tasks.start import RESULT_LIFETIME
from shortlist.tasks.task import Task
from shortlist.times import Clock, write_time

# A filter that matches little must not read all tasks for one answer.
_QUERIES_A_PAGE = 10


class _Partition(NamedTuple):
    index_name: str
    attribute: str
    value: str


class DynamoTaskLists:
    """A TaskLists (shortlist.tasks.ports) in DynamoDB."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def list_tasks(self, wanted: TaskFilter, limit: int, after: str | None) -> ListPage[Task]:
        """Return one page of tasks; with a filter it may be short though more follow."""
        found: list[Task] = []
        for _ in range(_QUERIES_A_PAGE):
            page = self._query(wanted, limit - len(found), after)
            found += page.items
            after = page.position
            if after is None or len(found) == limit:
                break
        return ListPage(found, after)

    def list_unfinished(self) -> Iterator[TaskName]:
        """Yield the tasks in the index of unfinished ones, oldest first."""
        condition = Condition("active_pk = :active", {":active": ACTIVE})
        for items in self._table.query(condition, IndexName="by-activity"):
            for item in items:
                _, tenant, task_id = item["created_sk"].split("#")
                yield TaskName(tenant, task_id)

    def _query(self, wanted: TaskFilter, limit: int, after: str | None) -> ListPage[Task]:
        now = self._clock()
        partition = _choose_partition(wanted, after or write_time(now))
        terms = _filter(wanted)
        condition = Condition(
            "#pk = :pk",
            {":pk": partition.value, **_filter_values(wanted, now)},
            {"#pk": partition.attribute, **({"#status": "status"} if wanted.status else {})},
        )
        items, position = self._table.query_page(
            condition,
            limit,
            IndexName=partition.index_name,
            ScanIndexForward=False,
            start=_start_key(partition, after),
            **({"FilterExpression": " AND ".join(terms)} if terms else {}),
        )
        tasks = [read_task(item) for item in items]
        if position is not None:
            return ListPage(tasks, str(position["created_sk"]))
        return ListPage(tasks, None if wanted.tenant else _previous_month(partition, now))


def _choose_partition(wanted: TaskFilter, month: str) -> _Partition:
    if wanted.tenant is None:
        return _Partition("by-month", "month_pk", keys.month_pk(month))
    if wanted.job_id is not None:
        return _Partition("by-job", "job_pk", keys.job_pk(wanted.tenant, wanted.job_id))
    return _Partition("by-tenant", "tenant_pk", keys.tenant_pk(wanted.tenant))


def _filter(wanted: TaskFilter) -> list[str]:
    terms = [] if wanted.including_expired else ["expires_at > :now"]
    if wanted.status:
        terms.append("#status = :status")
    if wanted.job_id and wanted.tenant is None:
        terms.append("job_id = :job_id")
    return terms


def _filter_values(wanted: TaskFilter, now: datetime) -> dict[str, str | int]:
    values: dict[str, str | int] = {":status": wanted.status} if wanted.status else {}
    if not wanted.including_expired:
        values[":now"] = int(now.timestamp())
    if wanted.job_id and wanted.tenant is None:
        values[":job_id"] = wanted.job_id
    return values


def _start_key(partition: _Partition, after: str | None) -> dict[str, str] | None:
    if after is None:
        return None
    _, _, owner = after.partition("#")
    tenant, _, task_id = owner.partition("#")
    key = keys.task_key(tenant, task_id)._asdict()
    return {**key, partition.attribute: partition.value, "created_sk": after}


def _previous_month(partition: _Partition, now: datetime) -> str | None:
    month = partition.value.removeprefix("MONTH#")
    first_day = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
    before = first_day - timedelta(days=1)
    if before < now - RESULT_LIFETIME:
        return None
    # No day sorts behind the 99th, so the list goes on at the end of that month.
    return f"{write_time(before)[:7]}-99#-#-"
