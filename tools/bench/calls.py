"""The AWS calls of a ranking, counted by kind, in one process with moto behind it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from typing import Any, NamedTuple

from adapters.clients import get_dynamodb
from adapters.dynamodb.dynamo_creations import DynamoCreations
from adapters.dynamodb.table import Table
from adapters.wiring import (
    get_candidates,
    get_catalogue_table,
    get_job_posts,
    get_queue,
    get_starts,
    get_task_table,
    get_tasks,
)
from shortlist.catalogue.candidates import Candidates
from shortlist.catalogue.jobposts import JobPosts
from shortlist.catalogue.ports import ResumeFiles, Upload, UploadAddress
from shortlist.catalogue.request_bodies import NewCandidate, NewJobPost
from shortlist.identity import Identity
from shortlist.options import StartRequest
from shortlist.settings import get_settings
from shortlist.tasks.ports import RankingQueue
from shortlist.tasks.start import Starter
from shortlist.times import read_clock
from tools.bench import prices
from tools.bench.resumes import DESCRIPTION, TITLE, invent_resume
from tools.mocked.calls import measure_traffic
from tools.mocked.queue import QueueDriver
from tools.mocked.stack import open_account

WRITES = tuple(
    f"dynamodb.{name}"
    for name in ("TransactWriteItems", "BatchWriteItem", "UpdateItem", "PutItem", "DeleteItem")
)
READS = ("dynamodb.GetItem", "dynamodb.Query")
WRITE_UNIT_BYTES, READ_UNIT_BYTES = 1024, 4096
# Rows and pages stand in no index; the task itself stands in three, which this leaves room for.
INDEX_COPIES = 1.1
TENANT = "bench"
JOB_ID = "bench"


class CountedCalls(NamedTuple):
    """How often each AWS operation was called to start and rank one pile."""

    size: int
    calls: Mapping[str, int]
    written_bytes: int
    read_bytes: int
    messages: int

    def price(self) -> float:
        """Return the list price of the tables' and the queue's calls, in USD.

        JSON is a little larger than what DynamoDB counts, so this errs on the dear side.
        """
        writes = self.written_bytes / WRITE_UNIT_BYTES * INDEX_COPIES
        reads = self.read_bytes / READ_UNIT_BYTES
        return prices.price_capacity(writes, reads) + prices.price_sqs(self.calls)


class PlainTable(Table):
    """A Table that writes the parts of a transaction one by one.

    Moto copies all tables for each transaction, which takes hours; and nobody else writes here.
    """

    def transact(self, parts: Sequence[Any]) -> None:
        """Write what is written; what is only checked holds."""
        client = get_dynamodb()
        writers: dict[str, Any] = {"Put": client.put_item, "Update": client.update_item}
        for part in parts:
            for kind, arguments in part.items():
                if kind in writers:
                    writers[kind](**arguments)


class NoFiles(ResumeFiles):
    """A file store that holds nothing, because resumes come as text here."""

    def sign_upload(self, upload: Upload, size: int) -> UploadAddress:
        """Give an address that leads nowhere."""
        return UploadAddress("", "PUT", {}, datetime.now(UTC))

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete nothing."""
        return


def count_ranking(count: int) -> CountedCalls:
    """Rank a pile of `count` candidates in this process and count the calls that it takes."""
    with open_account() as queues:
        driver = QueueDriver(queues.ranking, "worker.handler.lambda_handler")
        add_pile(TITLE, DESCRIPTION, [invent_resume(number)[1] for number in range(count)])
        with measure_traffic() as traffic, redirect_stdout(StringIO()):
            start_ranking(get_queue())
            driver.drain()
        return CountedCalls(
            size=count,
            calls=Counter(traffic.calls),
            written_bytes=sum(traffic.sent_bytes[name] for name in WRITES),
            read_bytes=sum(traffic.received_bytes[name] for name in READS),
            messages=len(driver.bodies),
        )


def add_pile(title: str, description: str, texts: Sequence[str]) -> None:
    """Add a job post and a candidate of each text."""
    job = NewJobPost(job_id=JOB_ID, title=title, description=description)
    tables = (get_catalogue_table(), get_task_table())
    creations = DynamoCreations(*(PlainTable(get_dynamodb(), table.name) for table in tables))
    stores = (creations, get_job_posts(), get_candidates())
    JobPosts(*stores, read_clock).create(TENANT, job)
    candidates = Candidates(*stores, NoFiles(), read_clock, len(texts), len(texts), print)
    named = [
        NewCandidate(candidate_id=f"c{number:05d}", resume_text=text)
        for number, text in enumerate(texts)
    ]
    for start in range(0, len(named), 100):
        candidates.add(TENANT, JOB_ID, named[start : start + 100])


def start_ranking(queue: RankingQueue) -> None:
    """Start the offline ranking of what was added."""
    starter = Starter(get_tasks(), get_starts(), queue, get_settings(), read_clock, lambda _: None)
    identity = Identity(role="recruiter", tenant=TENANT, subject="bench")
    starter.start(identity, JOB_ID, StartRequest(ranker="offline"), None)
