"""What a ranking with a model asks of the stores, held against the fakes and the real ones."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shortlist.catalogue.ports import RubricDraft
from shortlist.errors import LostRaceError, TooManyError
from shortlist.spending import Spend
from shortlist.tasks.start import RunningAlready
from shortlist.tasks.task import Task
from shortlist.times import write_time
from tests.support.memory.world import RUBRIC
from tests.support.stores import Stores, accept, add_job, begin, make_job, make_row, make_task

SPEND = Spend(
    input=900, cached=300, output=80, reasoning=0, calls=3, retries=2, cost_usd=Decimal("0.00021")
)
DRAFT = RubricDraft(version=2, task_id="t1", spend=SPEND)


def plan(stores: Stores) -> Task:
    """Return a task with two chunks."""
    add_job(stores, "a", "b", "c")
    return begin(stores, accept(stores), ["a", "b"], ["c"])


def in_seconds(stores: Stores, seconds: float) -> str:
    """Return a moment that is to come."""
    return write_time(stores.clock() + timedelta(seconds=seconds))


class TestLeases:
    """A chunk that costs calls is worked on by one worker at a time."""

    def test_a_leased_chunk_is_nobody_elses(self, stores: Stores) -> None:
        task = plan(stores)
        until = in_seconds(stores, 60)
        assert stores.chunks.lease_chunk(task, 0, owner="one", until=until) == ["a", "b"]
        assert stores.chunks.lease_chunk(task, 0, owner="two", until=until) is None
        assert stores.chunks.lease_chunk(task, 1, owner="two", until=until) == ["c"]

    def test_its_owner_may_take_it_again(self, stores: Stores) -> None:
        task = plan(stores)
        until = in_seconds(stores, 60)
        for _ in range(2):
            assert stores.chunks.lease_chunk(task, 0, owner="one", until=until) == ["a", "b"]

    def test_a_lease_ends_by_itself(self, stores: Stores) -> None:
        task = plan(stores)
        stores.chunks.lease_chunk(task, 0, owner="one", until=in_seconds(stores, 60))
        stores.clock.move(61)
        until = in_seconds(stores, 60)
        assert stores.chunks.lease_chunk(task, 0, owner="two", until=until) == ["a", "b"]

    def test_a_released_chunk_is_free(self, stores: Stores) -> None:
        task = plan(stores)
        until = in_seconds(stores, 60)
        stores.chunks.lease_chunk(task, 0, owner="one", until=until)
        stores.chunks.release_chunk(task, 0, owner="one")
        assert stores.chunks.lease_chunk(task, 0, owner="two", until=until) == ["a", "b"]

    def test_only_its_owner_releases_a_chunk(self, stores: Stores) -> None:
        task = plan(stores)
        until = in_seconds(stores, 60)
        stores.chunks.lease_chunk(task, 0, owner="one", until=until)
        stores.chunks.release_chunk(task, 0, owner="two")
        stores.chunks.release_chunk(task, 1, owner="two")
        assert stores.chunks.lease_chunk(task, 0, owner="two", until=until) is None

    def test_a_later_attempt_does_not_wait_for_the_lease_of_an_earlier_one(
        self, stores: Stores
    ) -> None:
        task = plan(stores)
        until = in_seconds(stores, 60)
        stores.chunks.lease_chunk(task, 0, owner="one", until=until)
        failed = stores.tasks.fail(task, "dead_letter", "x", actor="queue")
        again = stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")
        assert stores.chunks.lease_chunk(again, 0, owner="two", until=until) == ["a", "b"]

    def test_a_chunk_that_is_not_there_cannot_be_leased(self, stores: Stores) -> None:
        task = plan(stores)
        with pytest.raises(LostRaceError):
            stores.chunks.lease_chunk(task, 2, owner="one", until=in_seconds(stores, 60))


class TestNotes:
    """How far an unfinished chunk is."""

    def test_noted_rows_count_and_the_chunk_stays_unfinished(self, stores: Stores) -> None:
        task = plan(stores)
        stores.clock.move(5)
        stores.chunks.note_rows(task, 0, done=1, failed=0)
        known = stores.tasks.get("acme", "t1")
        assert known is not None
        assert known.progress == (1, 0, 3)
        assert known.finished_chunks == frozenset()
        assert known.updated_at == stores.now

    def test_a_count_never_runs_backwards(self, stores: Stores) -> None:
        task = plan(stores)
        stores.chunks.note_rows(task, 0, done=1, failed=1)
        stores.chunks.note_rows(task, 0, done=0, failed=1)
        known = stores.tasks.get("acme", "t1")
        assert known is not None
        assert known.progress == (1, 1, 3)

    def test_the_finish_counts_and_not_the_notes(self, stores: Stores) -> None:
        task = plan(stores)
        stores.chunks.note_rows(task, 0, done=1, failed=0)
        assert stores.chunks.finish_chunk(task, 0, done=1, failed=1).progress == (1, 1, 3)

    def test_the_finish_of_a_chunk_never_takes_progress_back(self, stores: Stores) -> None:
        task = plan(stores)
        stores.chunks.note_rows(task, 0, done=2, failed=0)
        finished = stores.chunks.finish_chunk(task, 0, done=1, failed=0)
        assert finished.progress == (2, 0, 3)
        assert finished.finished_chunks == {0}
        assert stores.chunks.finish_chunk(task, 0, done=2, failed=0) == finished

    def test_rows_that_are_done_after_a_redrive_count_as_failed_no_more(
        self, stores: Stores
    ) -> None:
        task = plan(stores)
        stores.chunks.note_rows(task, 0, done=0, failed=2)
        assert stores.chunks.finish_chunk(task, 0, done=2, failed=0).progress == (2, 0, 3)

    def test_nothing_is_noted_of_a_task_that_has_ended(self, stores: Stores) -> None:
        task = plan(stores)
        stores.tasks.fail(task, "revoked", "x", actor="someone")
        with pytest.raises(LostRaceError):
            stores.chunks.note_rows(task, 0, done=1, failed=0)

    def test_nothing_is_noted_for_an_earlier_attempt(self, stores: Stores) -> None:
        task = plan(stores)
        failed = stores.tasks.fail(task, "dead_letter", "x", actor="queue")
        stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")
        with pytest.raises(LostRaceError):
            stores.chunks.note_rows(task, 0, done=1, failed=0)


class TestSpending:
    """What rows and tasks have cost."""

    def test_a_row_keeps_what_it_cost(self, stores: Stores) -> None:
        task = plan(stores)
        rows = [
            make_row("a", spend=SPEND),
            make_row("b", spend=SPEND._replace(cost_usd=None)),
            make_row("c"),
        ]
        stores.rows.write_rows(task, rows)
        assert stores.rows.read_rows(task, "a", "c") == {row.candidate_id: row for row in rows}

    def test_rows_that_another_ranking_may_take_over_are_counted(self, stores: Stores) -> None:
        task = plan(stores)
        stores.rows.write_rows(task, [make_row("a"), make_row("b", is_final=False)])
        assert stores.rows.count_rows("acme", "job", "f") == 1
        assert stores.rows.count_rows("acme", "job", "other") == 0
        assert stores.rows.count_rows("globex", "job", "f") == 0

    def test_costs_add_up_exactly_by_task_and_day(self, stores: Stores) -> None:
        first, second = make_task(stores, "t1"), make_task(stores, "t2")
        for _ in range(3):
            stores.spending.add(first, Decimal("0.000000005"))
        spent = stores.spending.add(second, Decimal("1.5"))
        assert spent == (Decimal("1.5"), Decimal("1.500000015"))
        assert stores.spending.add(first, Decimal(0)) == (
            Decimal("0.000000015"),
            Decimal("1.500000015"),
        )

    def test_a_task_counts_for_the_day_on_which_it_began(self, stores: Stores) -> None:
        early = make_task(stores, "t1")
        stores.spending.add(early, Decimal(1))
        stores.clock.move(86_400)
        late = make_task(stores, "t2")
        assert stores.spending.add(late, Decimal(2)).day_usd == 2
        assert stores.spending.add(early, Decimal(1)) == (2, 2)

    def test_tenants_are_counted_apart(self, stores: Stores) -> None:
        stores.spending.add(make_task(stores, "t1"), Decimal(1))
        other = make_task(stores, "t1", tenant="globex")
        assert stores.spending.add(other, Decimal(2)) == (2, 2)


class TestRedrive:
    """A task that goes on has its lock and its place again."""

    def fail(self, stores: Stores, task_id: str) -> Task:
        """Return a task that the queue has given up on."""
        task = begin(stores, accept(stores, task_id), ["a"])
        return stores.tasks.fail(task, "dead_letter", "x", actor="queue")

    def redrive(self, stores: Stores, task: Task, stale_task_id: str = "") -> Task:
        """Let it go on."""
        limits = {"soft_at": "s", "hard_at": "h", "stale_task_id": stale_task_id}
        return stores.tasks.redrive(task, actor="o", **limits)

    def test_the_same_ranking_cannot_start_beside_it(self, stores: Stores) -> None:
        add_job(stores, "a")
        self.redrive(stores, self.fail(stores, "t1"))
        with pytest.raises(RunningAlready) as running:
            accept(stores, "t2")
        assert running.value.task_id == "t1"

    def test_it_takes_a_place_among_the_running_tasks(self, stores: Stores) -> None:
        add_job(stores, "a")
        self.redrive(stores, self.fail(stores, "t1"))
        options = make_task(stores).options.model_copy(update={"blind": False})
        with pytest.raises(TooManyError):
            stores.starts.accept(
                make_task(stores, "t2", options=options), start=None, running_limit=1
            )

    def test_it_does_not_run_beside_the_same_ranking(self, stores: Stores) -> None:
        add_job(stores, "a")
        failed = self.fail(stores, "t1")
        accept(stores, "t2")
        with pytest.raises(RunningAlready) as running:
            self.redrive(stores, failed)
        assert running.value.task_id == "t2"
        known = stores.tasks.get("acme", "t1")
        assert known is not None
        assert known.status == "FAILURE"
        assert self.redrive(stores, failed, stale_task_id="t2").status == "STARTED"


class TestDrafts:
    """Rubrics that a model drafted."""

    def keep(self, stores: Stores) -> None:
        """Keep a draft as the second version."""
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        rubric = RUBRIC.model_copy(update={"version": 2})
        following = job.model_copy(update={"rubric_version": 2})
        stores.job_posts.keep_draft("acme", following, rubric, DRAFT, text_hash="h")

    def test_a_draft_is_the_next_rubric_and_is_found_by_its_text(self, stores: Stores) -> None:
        add_job(stores, "a")
        assert stores.job_posts.find_draft("acme", "job", "h") is None
        self.keep(stores)
        assert stores.job_posts.find_draft("acme", "job", "h") == DRAFT
        assert stores.job_posts.find_draft("acme", "job", "other") is None
        assert stores.job_posts.get_rubric("acme", "job", 2) is not None
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        assert (job.rubric_version, job.candidate_count) == (2, 1)

    def test_a_draft_that_comes_too_late_changes_nothing(self, stores: Stores) -> None:
        add_job(stores, "a")
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        edited = job.model_copy(update={"rubric_version": 2, "rubric_is_edited": True})
        rubric = RUBRIC.model_copy(update={"version": 2})
        stores.job_posts.replace_job_post("acme", edited, rubric)
        late = job.model_copy(update={"rubric_version": 2})
        with pytest.raises(LostRaceError):
            stores.job_posts.keep_draft(
                "acme", late, rubric, RubricDraft(2, "t1", None), text_hash="h"
            )
        assert stores.job_posts.find_draft("acme", "job", "h") is None
        assert stores.job_posts.get_job_post("acme", "job") == edited

    def test_drafts_go_with_their_job_post(self, stores: Stores) -> None:
        add_job(stores, "a")
        self.keep(stores)
        stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        stores.job_posts.clear_job_post("acme", "job")
        assert stores.job_posts.find_draft("acme", "job", "h") is None
