"""What workers share about a model server: the same tests for the table and for the fake."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from moto import mock_aws

from adapters.dynamodb.dynamo_model_calls import DynamoRates, rate_key
from adapters.dynamodb.table import Table
from adapters.dynamodb.translation import Item, RefusedConditionError
from shortlist.errors import StoreUnavailableError
from shortlist.judging.call_rates import LONGEST_HOLD_SECONDS, CallRates, KnownPace, RateRecord
from tests.support.memory.rates import MemoryRates
from tools.mocked.stack import REGION, make_tables

NOW = 1_795_000_000.25
DAY_SECONDS = 86_400
KNOWN = KnownPace(CallRates(600, 200_000), 48)


@pytest.fixture(params=["memory", "dynamodb"])
def record(request: pytest.FixtureRequest) -> Iterator[RateRecord]:
    """Make an empty record of one kind."""
    if request.param == "memory":
        yield MemoryRates()
        return
    with mock_aws():
        make_tables()
        yield DynamoRates(open_table(), "https://example.com/v1", "model")


def open_table() -> Table:
    """Open the task table."""
    return Table(boto3.client("dynamodb", region_name=REGION), "tasks")


def test_nothing_is_known_at_first(record: RateRecord) -> None:
    assert record.read(now=NOW) is None


@pytest.mark.parametrize("known", [KNOWN, KnownPace(CallRates(), 16), KnownPace(CallRates(60), 1)])
def test_what_is_kept_can_be_read(record: RateRecord, known: KnownPace) -> None:
    record.keep(KnownPace(CallRates(1, 1), 1), now=NOW)
    record.keep(known, now=NOW)
    assert record.read(now=NOW) == known


def test_what_was_learned_is_forgotten_after_a_day(record: RateRecord) -> None:
    record.keep(KNOWN, now=NOW)
    assert record.read(now=NOW + DAY_SECONDS - 5) == KNOWN
    assert record.read(now=NOW + DAY_SECONDS + 5) is None


def test_a_record_that_is_used_is_not_forgotten(record: RateRecord) -> None:
    record.keep(KNOWN, now=NOW)
    record.reserve(1, now=NOW + DAY_SECONDS / 2)
    known = record.read(now=NOW + DAY_SECONDS + 5)
    assert known is not None
    assert known.rates == KNOWN.rates


def test_the_first_span_begins_now_and_the_next_ones_after_it(record: RateRecord) -> None:
    starts = [record.reserve(0.5, now=NOW) for _ in range(3)]
    assert starts == pytest.approx([NOW, NOW + 0.5, NOW + 1], abs=0.002)


def test_a_span_that_comes_late_begins_now(record: RateRecord) -> None:
    record.reserve(0.5, now=NOW)
    assert record.reserve(0.5, now=NOW + 3) == pytest.approx(NOW + 3, abs=0.002)


def test_spans_of_threads_never_overlap_in_memory() -> None:
    record = MemoryRates()
    with ThreadPoolExecutor(4) as workers:
        starts = sorted(workers.map(lambda _: record.reserve(0.5, now=NOW), range(20)))
    assert starts == pytest.approx([NOW + index / 2 for index in range(20)])


def test_a_worker_that_is_overtaken_gets_the_span_behind() -> None:
    class OvertakenTable(Table):
        overtaking = True

        def update(self, *arguments: Any, **options: Any) -> Item:
            if "free_at = :now" in arguments[1].expression and self.overtaking:
                self.overtaking = False
                DynamoRates(open_table(), "s", "m").reserve(0.5, now=NOW)
            return super().update(*arguments, **options)

    with mock_aws():
        make_tables()
        table = OvertakenTable(boto3.client("dynamodb", region_name=REGION), "tasks")
        start = DynamoRates(table, "s", "m").reserve(0.5, now=NOW)
    assert start == pytest.approx(NOW + 0.5, abs=0.002)


def test_a_record_that_always_refuses_is_one_that_does_not_answer() -> None:
    class RefusingTable(Table):
        def update(self, *arguments: Any, **options: Any) -> Item:
            raise RefusedConditionError([None])

    table = RefusingTable(boto3.client("dynamodb", region_name=REGION), "tasks")
    with pytest.raises(StoreUnavailableError):
        DynamoRates(table, "s", "m").reserve(0.5, now=NOW)


def test_a_reservation_far_ahead_counts_for_nothing(record: RateRecord) -> None:
    record.reserve(0.5, now=NOW + 300)
    assert record.reserve(0.5, now=NOW) == pytest.approx(NOW, abs=0.002)


def test_a_clock_that_is_behind_makes_nobody_wait(record: RateRecord) -> None:
    record.reserve(0.5, now=NOW - 300)
    assert record.reserve(0.5, now=NOW) == pytest.approx(NOW, abs=0.002)


def test_no_span_begins_during_a_pause(record: RateRecord) -> None:
    record.reserve(0.5, now=NOW)
    record.hold(NOW + 20, now=NOW)
    assert record.reserve(0.5, now=NOW + 1) == pytest.approx(NOW + 20, abs=0.002)


def test_a_shorter_pause_does_not_end_a_longer_one(record: RateRecord) -> None:
    record.hold(NOW + 20, now=NOW)
    record.hold(NOW + 5, now=NOW)
    assert record.reserve(0.5, now=NOW) == pytest.approx(NOW + 20, abs=0.002)


def test_nobody_holds_others_up_for_longer_than_a_minute(record: RateRecord) -> None:
    record.hold(NOW + 3600, now=NOW)
    assert record.reserve(0.5, now=NOW) == pytest.approx(NOW + LONGEST_HOLD_SECONDS, abs=0.002)


def test_spans_begin_after_the_longest_pause_and_after_each_other(record: RateRecord) -> None:
    record.hold(NOW + LONGEST_HOLD_SECONDS + 0.4, now=NOW)
    starts = [record.reserve(20.4, now=NOW) for _ in range(4)]
    assert starts == pytest.approx([NOW + 60 + 20.4 * n for n in range(4)], abs=0.002)


def test_a_pause_can_be_read_by_a_worker_that_starts(record: RateRecord) -> None:
    record.hold(NOW + 20, now=NOW)
    known = record.read(now=NOW + 1)
    assert known is not None
    assert known == KnownPace(CallRates(), 1, pytest.approx(NOW + 20, abs=0.002))


def test_a_pause_of_a_wrong_clock_is_not_read(record: RateRecord) -> None:
    record.hold(NOW + 320, now=NOW + 300)
    known = record.read(now=NOW)
    assert known is not None
    assert known.held_until == 0


def test_what_is_learned_leaves_pauses_and_reservations_alone(record: RateRecord) -> None:
    record.hold(NOW + 20, now=NOW)
    record.keep(KNOWN, now=NOW)
    assert record.reserve(0.5, now=NOW) == pytest.approx(NOW + 20, abs=0.002)


def test_models_and_servers_have_records_of_their_own() -> None:
    keys = {rate_key(server, model) for server in ("a", "b") for model in ("m", "n")}
    assert len(keys) == 4
    assert all(key.pk.startswith("RATE#") for key in keys)


def test_the_record_names_no_server_and_expires() -> None:
    with mock_aws():
        make_tables()
        table = open_table()
        DynamoRates(table, "https://example.com/v1", "model").keep(KNOWN, now=NOW)
        item = table.get(rate_key("https://example.com/v1", "model"))
    assert item is not None
    assert "example" not in str(item)
    assert item["expires_at"] == round(NOW) + DAY_SECONDS
