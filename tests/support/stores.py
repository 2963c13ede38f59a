"""The stores under one contract: the fakes, and the real ones on moto."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import boto3
from moto import mock_aws

from adapters.dynamodb.dynamo_candidates import DynamoCandidates
from adapters.dynamodb.dynamo_chunks import DynamoChunks
from adapters.dynamodb.dynamo_creations import DynamoCreations
from adapters.dynamodb.dynamo_decisions import DynamoDecisions
from adapters.dynamodb.dynamo_endings import DynamoEndings
from adapters.dynamodb.dynamo_erasures import DynamoErasures
from adapters.dynamodb.dynamo_events import DynamoEvents
from adapters.dynamodb.dynamo_job_posts import DynamoJobPosts
from adapters.dynamodb.dynamo_model_calls import DynamoSpending
from adapters.dynamodb.dynamo_rows import DynamoRows
from adapters.dynamodb.dynamo_starts import DynamoStarts
from adapters.dynamodb.dynamo_task_lists import DynamoTaskLists
from adapters.dynamodb.dynamo_tasks import DynamoTasks
from adapters.dynamodb.table import Table
from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import CandidateStore, CreationStore, JobPostStore, Resume
from shortlist.decisions.ports import DecisionStore, EventStore
from shortlist.erasure import ErasureStore
from shortlist.errors import (
    StoreUnavailableError,
)
from shortlist.idempotency import RequestKey
from shortlist.options import RankingOptions
from shortlist.reading.reading_state import Reading
from shortlist.tasks.ending import EndingStore
from shortlist.tasks.ports import (
    ChunkStore,
    Outcome,
    Plan,
    RowStore,
    SpendLedger,
    Stamp,
    StartStore,
    TaskLists,
    TaskStore,
)
from shortlist.tasks.rows import StoredRow
from shortlist.tasks.task import Event, Task, TokenUsage
from shortlist.times import write_time
from tests.support.memory import MemoryCatalogue, MemoryTasks, MovableClock, Probe
from tests.support.memory.decisions import MemoryDecisions, MemoryEvents
from tests.support.memory.probe import fail
from tests.support.memory.tasks import MemorySpending
from tests.support.memory.world import RUBRIC
from tools.mocked.stack import REGION, make_tables

OPTIONS = RankingOptions(
    ranker="offline", model=None, samples=1, max_cost_usd=None, blind=True, service_tier=None
)
DAY_SECONDS = 86_400


@dataclass
class Stores:
    """A catalogue and a task store over the same ground, with their clock."""

    creations: CreationStore
    job_posts: JobPostStore
    candidates: CandidateStore
    tasks: TaskStore
    starts: StartStore
    lists: TaskLists
    chunks: ChunkStore
    rows: RowStore
    erasures: ErasureStore
    endings: EndingStore
    decisions: DecisionStore
    events: EventStore
    spending: SpendLedger
    clock: MovableClock
    peek_items: Callable[[], list[Any]]
    break_off_begin: Callable[..., None]

    @property
    def now(self) -> str:
        """The present moment as it is kept."""
        return write_time(self.clock())


@contextmanager
def open_stores(kind: str) -> Iterator[Stores]:
    """Make empty stores of one kind, memory or dynamodb."""
    if kind == "memory":
        yield make_memory_stores()
        return
    with mock_aws():
        make_tables()
        yield make_real_stores()


def make_memory_stores() -> Stores:
    """Make the fakes."""
    clock = MovableClock()
    probe = Probe()
    catalogue = MemoryCatalogue(clock)
    tasks = MemoryTasks(catalogue, clock, probe)

    def break_off_begin(task: Task, chunks: list[list[str]]) -> None:
        with probe.at(2, fail):
            tasks.begin(task, PLAN, chunks, Stamp("f", "v1"))

    return Stores(
        catalogue,
        catalogue,
        catalogue,
        tasks,
        tasks,
        tasks,
        tasks,
        tasks,
        tasks,
        tasks,
        MemoryDecisions(catalogue),
        MemoryEvents(catalogue),
        MemorySpending(),
        clock,
        tasks.peek_contents,
        break_off_begin,
    )


def make_real_stores() -> Stores:
    """Make the real stores over one client."""
    clock = MovableClock()
    client = boto3.client("dynamodb", region_name=REGION)
    table = Table(client, "tasks")
    catalogue = Table(client, "catalogue")
    starts = DynamoStarts(table, catalogue, clock)
    endings = DynamoEndings(table)
    tasks = DynamoTasks(table, starts, endings, clock)

    def peek_items() -> list[Any]:
        return client.scan(TableName="tasks")["Items"]

    def break_off_begin(task: Task, chunks: list[list[str]]) -> None:
        with patch.object(Table, "update", side_effect=StoreUnavailableError("broken off")):
            tasks.begin(task, PLAN, chunks, Stamp("f", "v1"))

    spending = DynamoSpending(table)
    return Stores(
        DynamoCreations(catalogue, table),
        DynamoJobPosts(catalogue),
        DynamoCandidates(catalogue),
        tasks,
        starts,
        DynamoTaskLists(table, clock),
        DynamoChunks(table, clock),
        DynamoRows(table),
        DynamoErasures(table),
        endings,
        DynamoDecisions(catalogue),
        DynamoEvents(catalogue),
        spending,
        clock,
        peek_items,
        break_off_begin,
    )


def make_job(job_id: str = "job", created_at: str = "2026-11-23T09:00:00.000Z") -> JobPost:
    """Make a job post."""
    return JobPost(
        job_id=job_id,
        title=f"Title of {job_id}",
        description="Python",
        rubric_version=1,
        created_at=created_at,
    )


PLAN = Plan(job_id="job", title="Title of job", description="Python", rubric=RUBRIC)


def make_resume(
    candidate_id: str, text: str | None = "text", *, number: int | None = None
) -> Resume:
    """Make a candidate with a text, or with one that is awaited."""
    reading = Reading(state="waiting" if text is None else "read")
    now = "2026-11-23T09:00:00.000Z"
    candidate = Candidate(
        candidate_id=candidate_id, name="N", reading=reading, created_at=now, number=number
    )
    return Resume(candidate, text)


def add_job(stores: Stores, *ids: str, job_id: str = "job", tenant: str = "acme") -> None:
    """Add a job post with candidates."""
    stores.creations.add_job_post(tenant, make_job(job_id), RUBRIC)
    add(stores, *ids, job_id=job_id, tenant=tenant)


def add(stores: Stores, *ids: str, job_id: str = "job", tenant: str = "acme") -> None:
    """Add candidates."""
    resumes = [make_resume(one, f"resume of {one}") for one in ids]
    if resumes:
        stores.creations.add_candidates(tenant, job_id, resumes, limit=100)


def make_task(stores: Stores, task_id: str = "t1", **changes: Any) -> Task:
    """Make a task that waits."""
    event = Event(at=stores.now, status="PENDING", actor="a", reason="started", attempt=0)
    seconds = int(stores.clock().timestamp())
    task = Task(
        tenant="acme",
        task_id=task_id,
        job_id="job",
        options=OPTIONS,
        status="PENDING",
        created_at=stores.now,
        created_by="a",
        soft_deadline_at=stores.now,
        hard_deadline_at=stores.now,
        updated_at=stores.now,
        expires_at=seconds + 30 * DAY_SECONDS,
        events=(event,),
    )
    return task.model_copy(update=changes)


def accept(stores: Stores, task_id: str = "t1", **changes: Any) -> Task:
    """Accept a task that waits."""
    task = make_task(stores, task_id, **changes)
    stores.starts.accept(task, start=None, running_limit=20)
    return task


def read_chunk(stores: Stores, task: Task, chunk: int) -> list[str] | None:
    """Return the candidate ids of a chunk, which stays free."""
    ids = stores.chunks.lease_chunk(task, chunk, owner="test", until=stores.now)
    stores.chunks.release_chunk(task, chunk, owner="test")
    return ids


def begin(stores: Stores, task: Task, *chunks: list[str]) -> Task:
    """Plan a task."""
    return stores.tasks.begin(task, PLAN, list(chunks), Stamp("f", "v1"))


def run_to(stores: Stores, state: str, task_id: str = "t1") -> Task:
    """Return a task in a state."""
    task = accept(stores, task_id)
    if state == "PENDING":
        return task
    task = begin(stores, task, ["a"], ["b"])
    if state == "RETRY":
        return stores.tasks.set_retrying(task, retrying=True, reason="busy")
    if state == "SUCCESS":
        return stores.tasks.succeed(task, OUTCOME)
    if state == "STARTED":
        return task
    return stores.tasks.fail(task, state, "why", actor="x")  # type: ignore[arg-type]


OUTCOME = Outcome(
    complete=False,
    warnings=("stopped early",),
    token_usage=TokenUsage(input=7, total=7, calls=1),
    estimated_cost_usd=0.123456789,
    total=2,
)


def make_key(stores: Stores, body: str = "body", seconds: int = DAY_SECONDS) -> RequestKey:
    """Make an Idempotency-Key that holds for some time."""
    return RequestKey("key", body, int(stores.clock().timestamp()) + seconds - DAY_SECONDS)


def make_row(candidate_id: str, score: float = 1.5, **changes: Any) -> StoredRow:
    """Make a row as it is kept."""
    row = {"candidate_id": candidate_id, "score": score, "gates": [], "summary": "s"}
    return StoredRow(candidate_id, "source", row, **changes)


def rank(count: int, noise: int = 0) -> list[dict[str, Any]]:
    """Make ranked rows, each with so many characters that do not compress well."""
    source = random.Random(1)  # noqa: S311  # the same noise each time
    return [
        {
            "rank": number + 1,
            "candidate_id": f"c{number:04d}",
            "score": 100 - number / 7,
            "summary": source.randbytes(noise // 2).hex(),
        }
        for number in range(count)
    ]
