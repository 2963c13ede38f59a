"""One tenant's pile of uploads does not stand before another tenant's few."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from adapters.dynamodb.dynamo_leases import DynamoLeases
from adapters.dynamodb.table import Table
from adapters.wiring import get_lease_store
from shortlist.catalogue.reading_leases import (
    CALL_TIME,
    LEASE_TIME,
    LEASES_A_TENANT,
    LeaseStore,
    ReadingLeases,
    UploadNotice,
    send_quiet_notices,
)
from shortlist.times import read_clock
from tests.support.memory.clock import MovableClock
from tests.support.memory.leases import MemoryLeases, MemoryNotices
from tests.support.rankings import add_job
from tests.support.stack import Stack
from tests.support.uploads import CONTENT, find_key
from tools.mocked.stack import BUCKET, REGION, make_tables


def notice(number: int, tenant: str = "acme") -> UploadNotice:
    return UploadNotice(tenant, f"u{number:04d}", f"{tenant}/job/c{number}/u{number:04d}")


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Iterator[LeaseStore]:
    with mock_aws() if request.param == "dynamodb" else nullcontext():
        if request.param == "memory":
            yield MemoryLeases()
        else:
            make_tables()
            yield DynamoLeases(Table(boto3.client("dynamodb", region_name=REGION), "catalogue"))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


def take(store: LeaseStore, clock: MovableClock, number: int, tenant: str = "acme") -> int | None:
    return store.take_lease(notice(number, tenant), clock(), clock() + LEASE_TIME)


def call(store: LeaseStore, clock: MovableClock, tenant: str = "acme") -> UploadNotice | None:
    return store.call_next(tenant, clock(), clock() + CALL_TIME)


class TestLeaseStore:
    """What readers ask of the store, held against the fake and the real one."""

    def test_a_tenant_has_so_many_leases_and_no_more(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        taken = {take(store, clock, number) for number in range(LEASES_A_TENANT)}
        assert taken == set(range(LEASES_A_TENANT))
        assert take(store, clock, LEASES_A_TENANT) is None
        assert take(store, clock, 1, "globex") is not None

    def test_a_notice_that_comes_again_keeps_its_lease(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        leases = [take(store, clock, number) for number in range(LEASES_A_TENANT)]
        assert take(store, clock, 2) == leases[2]

    def test_a_lease_that_ended_is_free(self, store: LeaseStore, clock: MovableClock) -> None:
        leases = [take(store, clock, number) for number in range(LEASES_A_TENANT)]
        store.end_lease(notice(3), leases[3] or 0)
        assert take(store, clock, 77) == leases[3]

    def test_a_dead_reader_s_lease_is_free_after_its_time(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        for number in range(LEASES_A_TENANT):
            take(store, clock, number)
        clock.move(LEASE_TIME.total_seconds() + 1)
        assert take(store, clock, 77) is not None

    def test_the_oldest_that_is_set_aside_is_called_first_and_once(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        for number in (3, 1, 2):
            store.set_aside(notice(number), clock())
        assert [call(store, clock) for _ in range(4)] == [notice(1), notice(2), notice(3), None]
        assert call(store, clock, "globex") is None

    def test_what_was_called_and_not_read_is_called_again_later(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        store.set_aside(notice(1), clock())
        call(store, clock)
        clock.move(CALL_TIME.total_seconds() + 1)
        assert call(store, clock) == notice(1)

    def test_what_was_read_is_not_called(self, store: LeaseStore, clock: MovableClock) -> None:
        store.set_aside(notice(1), clock())
        store.end_lease(notice(1), take(store, clock, 1) or 0)
        assert call(store, clock) is None
        assert store.list_quiet(clock() + timedelta(hours=1), 9) == []

    def test_the_quiet_ones_are_listed_oldest_first(
        self, store: LeaseStore, clock: MovableClock
    ) -> None:
        for number, tenant in ((5, "acme"), (4, "globex"), (3, "acme")):
            store.set_aside(notice(number, tenant), clock())
            clock.move(1)
        before = clock() - timedelta(seconds=1)
        assert store.list_quiet(before, 9) == [notice(5), notice(4, "globex")]
        assert store.list_quiet(before, 1) == [notice(5)]


class DiedError(Exception):
    """A reader died."""


@given(
    ends=st.lists(st.sampled_from(["read", "die", "fail"]), max_size=60),
    picks=st.lists(st.integers(0, 50), min_size=60, max_size=60),
)
def test_every_upload_is_read_however_readers_die(ends: list[str], picks: list[int]) -> None:
    clock, queue, store = MovableClock(), MemoryNotices(), MemoryLeases()
    leases = ReadingLeases(store, queue, clock)
    queue.send([notice(number) for number in range(25)])
    read: set[str] = set()
    again: list[UploadNotice] = []
    fates = iter([*ends, *["read"] * 999])
    for step in range(999):
        if not queue.waiting:
            # What readers left behind comes again, and the sweeper wakes what is quiet.
            clock.move(360)
            queue.send(again)
            again = []
            send_quiet_notices(store, queue, clock())
            if not queue.waiting:
                break
        one = queue.waiting.pop(picks[step % len(picks)] % len(queue.waiting))
        fate = next(fates)
        if fate == "die":
            store.take_lease(one, clock(), clock() + LEASE_TIME)
            again.append(one)
            continue
        try:
            with leases.lease(one) as has_lease:
                if has_lease and fate == "fail":
                    raise DiedError  # noqa: TRY301  # the body of the lease fails
                if has_lease:
                    read.add(one.upload_id)
        except DiedError:
            again.append(one)
    assert len(read) == 25
    assert store.list_quiet(clock() + timedelta(days=1), 99) == []


def upload_many(stack: Stack, tenant: str, count: int) -> str:
    """Upload files, and leave their notices in the queue."""
    caller = {"acme": stack.acme, "globex": stack.globex}[tenant]
    body = {"job_id": "pile", "title": "Baker", "description": "Bread and a driving licence"}
    assert caller.post("/api/jobposts/", body).status == 201
    files = [{"filename": f"f{number}.txt", "size": len(CONTENT)} for number in range(count)]
    for address in caller.post("/api/jobposts/pile/resumes/", {"files": files}).body["uploads"]:
        key = find_key(address, tenant)
        boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)
        told = json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
        client = boto3.client("sqs", region_name=REGION)
        client.send_message(QueueUrl=stack.reading.url, MessageBody=told)
    return "/api/jobposts/pile/"


def hold_leases(count: int) -> None:
    """Let readers be at work for acme that never end."""
    now = read_clock()
    for number in range(count):
        get_lease_store().take_lease(notice(number), now, now + timedelta(hours=1))


def count_read(stack: Stack, tenant: str) -> int:
    caller = {"acme": stack.acme, "globex": stack.globex}[tenant]
    return caller.get("/api/jobposts/pile/").body["reading"]["read"]


def test_a_pile_whose_leases_are_taken_is_set_aside_and_others_are_read(stack: Stack) -> None:
    upload_many(stack, "acme", 20)
    upload_many(stack, "globex", 3)
    hold_leases(LEASES_A_TENANT)

    assert stack.reading.drain() == 23, "each notice was delivered once"
    assert (count_read(stack, "acme"), count_read(stack, "globex")) == (0, 3)


def test_each_reading_calls_the_next_of_its_tenant_by_its_group(stack: Stack) -> None:
    upload_many(stack, "acme", 20)
    hold_leases(LEASES_A_TENANT)
    stack.reading.drain()
    get_lease_store().end_lease(notice(0), 0)
    # The first that comes after a lease is free; all others are called, one by one.
    newest = f"{add_job(stack, 0)}resumes/"
    address = stack.acme.post(newest, {"files": [{"filename": "x.txt", "size": len(CONTENT)}]})
    key = find_key(address.body["uploads"][0], "acme")
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)
    told = json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
    boto3.client("sqs", region_name=REGION).send_message(
        QueueUrl=stack.reading.url, MessageBody=told
    )

    assert stack.reading.drain() == 21
    assert count_read(stack, "acme") == 20


def test_the_sweeper_wakes_what_nobody_calls(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.functional.test_rights import sweep  # noqa: PLC0415

    upload_many(stack, "acme", 9)
    hold_leases(LEASES_A_TENANT)
    stack.reading.drain()
    for lease in range(LEASES_A_TENANT):
        get_lease_store().end_lease(notice(lease), lease)
    assert stack.reading.drain() == 0
    sweep(70)

    stack.reading.drain()
    assert count_read(stack, "acme") == 9


def test_an_upload_whose_reader_died_in_the_middle_is_read_when_its_message_comes_again(
    stack: Stack,
) -> None:
    upload_many(stack, "acme", LEASES_A_TENANT + 1)
    client = boto3.client("sqs", region_name=REGION)
    (message,) = client.receive_message(QueueUrl=stack.reading.url)["Messages"]
    key = json.loads(message["Body"])["Records"][0]["s3"]["object"]["key"]
    now = read_clock()
    # It took its lease, and neither ended it nor deleted the message.
    died = UploadNotice("acme", key.rpartition("/")[2], key)
    assert get_lease_store().take_lease(died, now, now + LEASE_TIME) is not None
    stack.reading.drain()
    assert count_read(stack, "acme") == LEASES_A_TENANT

    client.change_message_visibility(
        QueueUrl=stack.reading.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
    )
    stack.reading.drain()
    assert count_read(stack, "acme") == LEASES_A_TENANT + 1
