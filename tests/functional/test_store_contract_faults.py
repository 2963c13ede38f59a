"""What the real stores promise while others write and while the database is busy."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from adapters.dynamodb.dynamo_rows import DynamoRows
from adapters.dynamodb.table import Table
from shortlist.errors import ConflictError, LostRaceError, StoreUnavailableError
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.task import Task
from tests.support.faults import breaking, make_conflict, refuse
from tests.support.stores import (
    OUTCOME,
    Stores,
    accept,
    add,
    add_job,
    begin,
    make_job,
    make_resume,
    make_row,
    open_stores,
    rank,
)
from tools.mocked.stack import REGION

THROTTLED = "ProvisionedThroughputExceededException"
SIXTY = [f"c{number:02d}" for number in range(60)]


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stores]:
    """Make empty real stores that do not wait between tries."""
    monkeypatch.setattr("adapters.dynamodb.table.time.sleep", lambda _: None)
    with open_stores("dynamodb") as made:
        yield made


def run(stores: Stores) -> Task:
    """Return a task that runs."""
    add_job(stores, "a")
    return begin(stores, accept(stores), ["a"])


def read_ids(stores: Stores, task: Task, page: int = 0) -> list[str]:
    """Return the candidates of a page."""
    return [row["candidate_id"] for row in stores.rows.read_page(task, page)]


def before(
    monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object], times: int = 1
) -> None:
    """Do something before each of the next calls of a table's method."""
    original = getattr(Table, name)
    left = [None] * times

    def call(*args: Any, **kwargs: Any) -> Any:
        if left:
            left.pop()
            act()
        return original(*args, **kwargs)

    monkeypatch.setattr(Table, name, call)


def test_a_redrive_says_that_its_task_has_gone_meanwhile(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = stores.tasks.fail(run(stores), "dead_letter", "x", actor="queue")
    monkeypatch.setattr(Table, "get", lambda *_, **__: None)
    with pytest.raises(LostRaceError):
        stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")


class TestErasuresAtOnce:
    """Erasures and other writes of the same page."""

    @pytest.mark.parametrize("noise", [0, 9_000], ids=["one part", "several parts"])
    def test_two_candidates_erased_from_a_page_at_once_are_both_gone(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch, noise: int
    ) -> None:
        task = run(stores)
        ranked = rank(100, noise=noise)
        stores.rows.write_pages(task, ranked)
        done = stores.tasks.succeed(task, OUTCOME.model_copy(update={"total": 100}))
        for name in ("transact", "write_batch"):
            before(monkeypatch, name, lambda: stores.rows.erase_candidate(done, "c0003"))
        stores.rows.erase_candidate(done, "c0001")
        expected = [row for row in ranked if row["candidate_id"] not in {"c0001", "c0003"}]
        assert stores.rows.read_page(done, 0) == expected

    def test_an_erasure_writes_no_page_over_one_that_was_numbered_anew(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = run(stores)
        ranked = rank(5)
        stores.rows.write_pages(task, ranked)
        anew = [{**row, "rank": row["rank"] - 1} for row in ranked[1:]]
        for name in ("transact", "write_batch"):
            before(monkeypatch, name, lambda: stores.rows.write_pages(task, anew))
        stores.rows.erase_candidate(task.model_copy(update={"total": 5}), "c0000")
        assert stores.rows.read_page(task, 0) == anew

    def test_a_candidate_who_moved_to_another_page_meanwhile_is_erased_there(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = run(stores)
        ranked = rank(101)
        stores.rows.write_pages(task, ranked)
        for name in ("transact", "write_batch"):
            before(monkeypatch, name, lambda: stores.rows.write_pages(task, ranked[1:]))
        stores.rows.erase_candidate(task.model_copy(update={"total": 101}), "c0100")
        assert read_ids(stores, task) == [f"c{number:04d}" for number in range(1, 100)]
        assert read_ids(stores, task, 1) == []

    def test_a_page_whose_parts_are_of_two_writes_is_read_again(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = run(stores)
        ranked = rank(100, noise=9_000)
        stores.rows.write_pages(task, ranked)
        original = DynamoRows._read_under
        torn: list[str] = []

        def read_in_between(store: DynamoRows, of: Task, prefix: str) -> Iterator[Any]:
            first, *others = list(original(store, of, prefix))
            yield first
            if torn:
                yield from others
                return
            torn.append(prefix)
            stores.rows.write_pages(task, ranked[50:])
            yield from list(original(store, of, prefix))[1:]

        monkeypatch.setattr(DynamoRows, "_read_under", read_in_between)
        stores.rows.erase_candidate(task, "c0060")
        monkeypatch.undo()
        assert torn
        assert "c0060" not in read_ids(stores, task)
        assert len(read_ids(stores, task)) == 49

    def test_an_erasure_that_is_refused_again_and_again_says_that_the_store_is_busy(
        self, stores: Stores
    ) -> None:
        task = run(stores)
        stores.rows.write_pages(task, rank(5))
        refused = refuse(
            "TransactionCanceledException", CancellationReasons=[{"Code": "ConditionalCheckFailed"}]
        )
        with (
            breaking("TransactWriteItems", *[refused] * 50) as fault,
            pytest.raises(StoreUnavailableError),
        ):
            stores.rows.erase_candidate(task, "c0001")
        assert len(fault.calls) == 8
        stores.rows.erase_candidate(task, "c0001")
        assert "c0001" not in read_ids(stores, task)

    def test_a_page_that_was_deleted_meanwhile_does_not_come_back(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = run(stores)
        stores.rows.write_pages(task, rank(5))
        before(monkeypatch, "transact", lambda: stores.rows.delete_results(task))
        stores.rows.erase_candidate(task, "c0001")
        assert read_ids(stores, task) == []


class TestDeletedResults:
    """Deletions of results that break off."""

    def test_a_task_is_listed_until_everything_else_of_it_is_deleted(self, stores: Stores) -> None:
        task = run(stores)
        stores.rows.write_rows(task, [make_row(one) for one in SIXTY])
        stores.rows.write_pages(task, rank(3))
        wanted = TaskFilter("acme", job_id="job")
        for number in range(20):
            throttles = [*[None] * number, *[refuse(THROTTLED)] * 9]
            with breaking("BatchWriteItem", *throttles) as fault:
                try:
                    stores.rows.delete_results(task)
                except StoreUnavailableError:
                    assert stores.lists.list_tasks(wanted, 9, None).items
            if len(fault.calls) <= number:
                break
        assert stores.lists.list_tasks(wanted, 9, None).items == []
        assert stores.rows.read_rows(task, "a", "z") == {}

    def test_rows_that_a_worker_wrote_before_the_task_was_gone_are_deleted(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = run(stores)
        before(monkeypatch, "delete", lambda: stores.rows.write_rows(task, [make_row("a")]))
        stores.rows.delete_results(task)
        assert stores.rows.read_rows(task, "a", "z") == {}


class TestManyCandidates:
    """Additions that take several transactions."""

    def add_none(self, stores: Stores) -> None:
        """Add sixty candidates in vain, to a store that is busy for a while."""
        add_job(stores)
        with pytest.raises(StoreUnavailableError):
            add(stores, *SIXTY)
        assert stores.candidates.list_candidate_ids("acme", "job") == []
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        assert job.candidate_count == 0

    def test_all_are_added_or_none_although_the_store_is_busy(self, stores: Stores) -> None:
        with breaking("TransactWriteItems", None, None, *[make_conflict()] * 4):
            self.add_none(stores)
        add(stores, *SIXTY)

    def test_all_are_added_or_none_although_an_answer_is_lost(
        self, stores: Stores, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = Table.transact
        calls: list[int] = []

        def lose_the_third_answer(table: Table, parts: Any) -> None:
            original(table, parts)
            calls.append(len(parts))
            if len(calls) == 3:
                raise StoreUnavailableError("no answer")

        monkeypatch.setattr(Table, "transact", lose_the_third_answer)
        self.add_none(stores)

    def test_whoever_was_there_before_stays_although_the_store_is_busy(
        self, stores: Stores
    ) -> None:
        add_job(stores)
        known = make_resume("c59", "added before")
        known = known._replace(candidate=known.candidate.model_copy(update={"name": "Somebody"}))
        stores.creations.add_candidates("acme", "job", [known], limit=9)
        errors = [None, *[make_conflict()] * 4]
        with (
            breaking("TransactWriteItems", *errors),
            pytest.raises(StoreUnavailableError),
        ):
            add(stores, *SIXTY)
        assert stores.candidates.list_candidate_ids("acme", "job") == ["c59"]
        # The store gives each candidate the number that a blind view shows.
        kept = known._replace(candidate=known.candidate.model_copy(update={"number": 1}))
        assert stores.candidates.get_resume("acme", "job", "c59") == kept

    def test_a_conflict_is_told_although_the_store_is_busy_then(self, stores: Stores) -> None:
        add_job(stores, "c59")
        errors = [None, None, *[make_conflict()] * 4]
        with breaking("TransactWriteItems", *errors), pytest.raises(ConflictError):
            add(stores, *SIXTY)


def test_a_text_that_comes_while_a_job_post_is_cleared_is_deleted_with_it(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_job(stores)
    stores.creations.add_candidates("acme", "job", [make_resume("a", None)], limit=9)
    stores.job_posts.close_job_post("acme", "job", make_job().created_at)
    read = make_resume("a", "text")
    before(monkeypatch, "write_batch", lambda: stores.candidates.save_reading("acme", "job", read))
    stores.job_posts.clear_job_post("acme", "job")
    stores.job_posts.forget_job_post("acme", "job")
    assert boto3.client("dynamodb", region_name=REGION).scan(TableName="catalogue")["Items"] == []
