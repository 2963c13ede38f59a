"""What the ports promise, held against the real stores on moto and against the fakes, so that
the fakes cannot drift away from what runs in the cloud."""

from collections.abc import Callable

import pytest

from shortlist.catalogue.ports import Resume
from shortlist.errors import (
    ConflictError,
    LostRaceError,
    NotFoundError,
    StoreUnavailableError,
    TooLargeError,
    TooManyError,
)
from shortlist.reading.reading_state import Reading, ReadingState
from shortlist.tasks.ports import Stamp, TaskFilter, TaskName
from shortlist.tasks.start import RunningAlready, StartedBefore
from shortlist.tasks.task import Task
from tests.support.memory.world import RUBRIC
from tests.support.stores import (
    DAY_SECONDS,
    OPTIONS,
    OUTCOME,
    PLAN,
    Stores,
    accept,
    add,
    add_job,
    begin,
    make_job,
    make_key,
    make_resume,
    make_row,
    make_task,
    rank,
    read_chunk,
    run_to,
)


class TestJobPosts:
    """Job posts and rubrics."""

    def test_a_job_post_is_read_as_it_was_added(self, stores: Stores) -> None:
        add_job(stores)
        assert stores.job_posts.get_job_post("acme", "job") == make_job()
        assert stores.job_posts.get_rubric("acme", "job", 1) == RUBRIC
        assert stores.job_posts.get_rubric("acme", "job", 2) is None

    def test_another_tenant_sees_nothing(self, stores: Stores) -> None:
        add_job(stores, "a")
        posts, candidates = stores.job_posts, stores.candidates
        assert posts.get_job_post("globex", "job") is None
        assert posts.get_rubric("globex", "job", 1) is None
        assert posts.list_job_posts("globex", 5, None).items == []
        assert candidates.get_resume("globex", "job", "a") is None
        assert candidates.list_candidate_ids("globex", "job") == []
        assert not candidates.delete_candidate("globex", "job", "a", actor="ann")
        assert not posts.close_job_post("globex", "job", make_job().created_at)

    def test_an_id_is_taken_once_per_tenant(self, stores: Stores) -> None:
        add_job(stores)
        with pytest.raises(ConflictError):
            add_job(stores)
        add_job(stores, tenant="globex")

    def test_job_posts_are_listed_newest_first_page_by_page(self, stores: Stores) -> None:
        for number in range(4):
            job = make_job(f"j{number}", f"2026-11-2{number}T09:00:00.000Z")
            stores.creations.add_job_post("acme", job, RUBRIC)
        first = stores.job_posts.list_job_posts("acme", 2, None)
        second = stores.job_posts.list_job_posts("acme", 2, first.position)
        names = [job.job_id for job in (*first.items, *second.items)]
        assert names == ["j3", "j2", "j1", "j0"]
        assert second.position is None

    def test_a_replacement_keeps_the_count_of_candidates(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        job = make_job().model_copy(update={"title": "New"})
        stores.job_posts.replace_job_post("acme", job, None)
        known = stores.job_posts.get_job_post("acme", "job")
        assert known is not None
        assert (known.title, known.candidate_count, known.rubric_version) == ("New", 2, 1)

    def test_a_new_rubric_follows_the_version_that_is_there(self, stores: Stores) -> None:
        add_job(stores)
        second = RUBRIC.model_copy(update={"version": 2})
        job = make_job().model_copy(update={"rubric_version": 2})
        stores.job_posts.replace_job_post("acme", job, second)
        assert stores.job_posts.get_rubric("acme", "job", 2) == second
        assert stores.job_posts.get_rubric("acme", "job", 1) == RUBRIC
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_job_post("acme", job, second)
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_job_post("acme", make_job(), None)

    def test_a_job_post_that_is_gone_cannot_be_replaced(self, stores: Stores) -> None:
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_job_post("acme", make_job(), None)
        assert stores.job_posts.get_job_post("acme", "job") is None

    def test_a_closed_job_post_takes_nobody_and_can_be_cleared(self, stores: Stores) -> None:
        add_job(stores, "a")
        assert stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        with pytest.raises(NotFoundError):
            add(stores, "b")
        stores.job_posts.clear_job_post("acme", "job")
        assert stores.candidates.list_candidate_ids("acme", "job") == []
        assert stores.job_posts.get_rubric("acme", "job", 1) is None


class TestCandidates:
    """Candidates and the text of their resumes."""

    def test_a_resume_is_read_as_it_was_added(self, stores: Stores) -> None:
        add_job(stores)
        resumes = [
            make_resume("a", "Zoë\n" * 50, number=1),
            make_resume("b", None, number=2),
        ]
        stores.creations.add_candidates("acme", "job", resumes, limit=2)
        assert stores.candidates.get_resume("acme", "job", "a") == resumes[0]
        assert stores.candidates.get_resume("acme", "job", "b") == resumes[1]
        assert stores.candidates.get_resume("acme", "job", "c") is None

    def test_candidates_are_counted_at_the_job_post(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        stores.candidates.delete_candidate("acme", "job", "a", actor="ann")
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        assert job.candidate_count == 1

    def test_all_are_added_or_none(self, stores: Stores) -> None:
        add_job(stores, "b")
        with pytest.raises(ConflictError, match="b"):
            add(stores, "a", "b", "c")
        assert stores.candidates.list_candidate_ids("acme", "job") == ["b"]

    def test_all_are_added_or_none_although_they_fill_several_transactions(
        self, stores: Stores
    ) -> None:
        add_job(stores, "c60")
        with pytest.raises(ConflictError, match="c60"):
            add(stores, *(f"c{number:02d}" for number in range(61)))
        assert stores.candidates.list_candidate_ids("acme", "job") == ["c60"]
        job = stores.job_posts.get_job_post("acme", "job")
        assert job is not None
        assert job.candidate_count == 1

    def test_a_job_post_takes_so_many_and_no_more(self, stores: Stores) -> None:
        add_job(stores, "a")
        two = [make_resume("b"), make_resume("c")]
        with pytest.raises(TooLargeError):
            stores.creations.add_candidates("acme", "job", two, limit=2)
        stores.creations.add_candidates("acme", "job", two, limit=3)

    def test_nobody_is_added_to_an_unknown_job_post(self, stores: Stores) -> None:
        with pytest.raises(NotFoundError):
            add(stores, "a")

    @pytest.mark.parametrize("limit", [1, 2, 4, 5])
    def test_candidates_are_listed_by_id_page_by_page(self, stores: Stores, limit: int) -> None:
        add_job(stores, "a", "a1", "a-b", "b")
        found: list[str] = []
        after: str | None = None
        for _ in range(5):
            page = stores.candidates.list_candidates("acme", "job", limit, after)
            found += [candidate.candidate_id for candidate in page.items]
            after = page.position
            if after is None:
                break
        assert found == ["a", "a-b", "a1", "b"]
        assert after is None

    def test_a_candidate_is_deleted_once_and_a_note_is_left(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        assert list(stores.candidates.list_erased("acme", "job")) == []
        assert stores.candidates.delete_candidate("acme", "job", "a", actor="ann")
        assert not stores.candidates.delete_candidate("acme", "job", "a", actor="ann")
        assert stores.candidates.get_resume("acme", "job", "a") is None
        assert list(stores.candidates.list_erased("acme", "job")) == ["a"]

    def test_a_reading_is_kept_unless_the_candidate_is_gone(self, stores: Stores) -> None:
        add_job(stores)
        stores.creations.add_candidates("acme", "job", [make_resume("a", None)], limit=9)
        stores.candidates.save_reading("acme", "job", make_resume("a", "text"))
        assert stores.candidates.get_resume("acme", "job", "a") == make_resume("a", "text")
        stores.candidates.save_reading("acme", "job", make_resume("a", None))
        assert stores.candidates.get_resume("acme", "job", "a") == make_resume("a", None)
        stores.candidates.delete_candidate("acme", "job", "a", actor="ann")
        with pytest.raises(LostRaceError):
            stores.candidates.save_reading("acme", "job", make_resume("a", "text"))
        assert stores.candidates.get_resume("acme", "job", "a") is None

    def test_a_reading_is_kept_once_and_for_its_own_upload_only(self, stores: Stores) -> None:
        add_job(stores)

        def of_upload(upload_id: str, state: ReadingState, text: str | None) -> Resume:
            resume = make_resume("a", text)
            changes = {"upload_id": upload_id, "reading": Reading(state=state)}
            return Resume(resume.candidate.model_copy(update=changes), text)

        stores.creations.add_candidates("acme", "job", [of_upload("u1", "waiting", None)], limit=9)
        with pytest.raises(LostRaceError):
            stores.candidates.save_reading("acme", "job", of_upload("u2", "read", "other"))
        stores.candidates.save_reading("acme", "job", of_upload("u1", "read", "text"))
        with pytest.raises(LostRaceError):
            stores.candidates.save_reading("acme", "job", of_upload("u1", "read", "again"))
        assert stores.candidates.get_resume("acme", "job", "a") == of_upload("u1", "read", "text")

    def test_resumes_between_two_ids_come_in_order_with_both_ends(self, stores: Stores) -> None:
        add_job(stores, "d", "b", "a", "c")
        found = [one.candidate.candidate_id for one in read_between(stores, "b", "d")]
        assert found == ["b", "c", "d"]
        assert read_between(stores, "b", "b")[0].text == "resume of b"
        assert stores.candidates.list_candidate_ids("acme", "job") == ["a", "b", "c", "d"]


def read_between(stores: Stores, first: str, last: str) -> list[Resume]:
    """Read the resumes between two ids."""
    return list(stores.candidates.read_resumes("acme", "job", first, last))


class TestAcceptance:
    """Accepting a task, its lock, its key, its place."""

    def test_an_accepted_task_is_read_as_it_was_given(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = accept(stores)
        assert stores.tasks.get("acme", "t1") == task
        assert stores.tasks.get("globex", "t1") is None
        assert stores.tasks.get("acme", "t2") is None

    def test_a_task_needs_a_job_post_with_candidates(self, stores: Stores) -> None:
        with pytest.raises(NotFoundError):
            accept(stores)
        add_job(stores)
        with pytest.raises(ConflictError):
            accept(stores)
        assert stores.tasks.get("acme", "t1") is None

    def test_one_ranking_runs_for_a_job_post_and_options(self, stores: Stores) -> None:
        add_job(stores, "a")
        accept(stores)
        with pytest.raises(RunningAlready) as running:
            accept(stores, "t2")
        assert running.value.task_id == "t1"
        assert stores.tasks.get("acme", "t2") is None
        accept(stores, "t3", options=OPTIONS.model_copy(update={"blind": False}))

    @pytest.mark.parametrize("end", ["SUCCESS", "revoked", "dead_letter"])
    def test_the_lock_and_the_place_are_free_after_the_end(self, stores: Stores, end: str) -> None:
        add_job(stores, "a")
        run_to(stores, end)
        task = make_task(stores, "t2")
        stores.starts.accept(task, start=None, running_limit=1)
        assert stores.tasks.get("acme", "t2") == task

    def test_a_lock_can_be_taken_over_from_the_one_that_is_named(self, stores: Stores) -> None:
        add_job(stores, "a")
        old = accept(stores)
        new = make_task(stores, "t2")
        with pytest.raises(RunningAlready):
            stores.starts.accept(new, start=None, running_limit=9, stale_task_id="t0")
        stores.starts.accept(new, start=None, running_limit=9, stale_task_id="t1")
        stores.tasks.fail(old, "time_limit", "late", actor="sweeper")
        with pytest.raises(RunningAlready) as running:
            accept(stores, "t3")
        assert running.value.task_id == "t2"

    def test_a_tenant_has_so_many_running_and_no_more(self, stores: Stores) -> None:
        add_job(stores, "a")
        for number in range(2):
            options = OPTIONS.model_copy(update={"max_cost_usd": number + 1.0})
            accept(stores, f"t{number}", options=options)
        task = make_task(stores, "t9")
        with pytest.raises(TooManyError):
            stores.starts.accept(task, start=None, running_limit=2)
        add_job(stores, "a", tenant="globex")
        accept(stores, "t9", tenant="globex")

    def test_a_key_leads_to_the_task_that_it_started(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = make_task(stores)
        stores.starts.accept(task, start=make_key(stores), running_limit=9)
        stores.tasks.fail(task, "revoked", "x", actor="a")
        again = make_task(stores, "t2")
        with pytest.raises(StartedBefore) as before:
            stores.starts.accept(again, start=make_key(stores, "other"), running_limit=9)
        assert (before.value.task_id, before.value.body_hash) == ("t1", "body")
        assert stores.tasks.get("acme", "t2") is None

    def test_a_key_counts_before_anything_else(self, stores: Stores) -> None:
        add_job(stores, "a")
        stores.starts.accept(make_task(stores), start=make_key(stores), running_limit=9)
        stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        with pytest.raises(StartedBefore):
            stores.starts.accept(make_task(stores, "t2"), start=make_key(stores), running_limit=0)

    def test_a_key_is_forgotten_after_its_time_whether_its_item_is_deleted_or_not(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a")
        task = make_task(stores)
        stores.starts.accept(task, start=make_key(stores, seconds=60), running_limit=9)
        stores.tasks.fail(task, "revoked", "x", actor="a")
        stores.clock.move(61)
        stores.starts.accept(make_task(stores, "t2"), start=make_key(stores, "b"), running_limit=9)
        assert stores.tasks.get("acme", "t2") is not None

    def test_a_key_is_free_again_if_its_task_is_said_to_be_gone(self, stores: Stores) -> None:
        add_job(stores, "a")
        stores.starts.remember_start("acme", make_key(stores), "gone")
        key = make_key(stores, "other")
        with pytest.raises(StartedBefore):
            stores.starts.accept(
                make_task(stores), start=key._replace(stale_owner="another"), running_limit=9
            )
        stores.starts.accept(
            make_task(stores), start=key._replace(stale_owner="gone"), running_limit=9
        )
        assert stores.tasks.get("acme", "t1") is not None

    def test_keys_are_per_tenant(self, stores: Stores) -> None:
        for tenant in ("acme", "globex"):
            add_job(stores, "a", tenant=tenant)
            task = make_task(stores, tenant=tenant)
            stores.starts.accept(task, start=make_key(stores), running_limit=9)
            assert stores.tasks.get(tenant, "t1") is not None

    def test_what_a_key_led_to_first_stands(self, stores: Stores) -> None:
        add_job(stores, "a")
        stores.starts.remember_start("acme", make_key(stores), "t7")
        stores.starts.remember_start("acme", make_key(stores, "other"), "t8")
        with pytest.raises(StartedBefore) as before:
            stores.starts.accept(make_task(stores), start=make_key(stores), running_limit=9)
        assert (before.value.task_id, before.value.body_hash) == ("t7", "body")

    def test_a_task_id_is_taken_once(self, stores: Stores) -> None:
        add_job(stores, "a")
        accept(stores)
        other = OPTIONS.model_copy(update={"blind": False})
        with pytest.raises(ConflictError):
            accept(stores, options=other)
        assert run_states(stores) == ["PENDING"]


def run_states(stores: Stores, task_id: str = "t1") -> list[str]:
    """Return the states that a task has gone through."""
    task = stores.tasks.get("acme", task_id)
    assert task is not None
    return [event.status for event in task.events]


STATES = ["PENDING", "STARTED", "RETRY", "SUCCESS", "revoked", "dead_letter", "time_limit"]
ENDED = STATES[3:]
Change = Callable[[Stores, Task], Task]
CHANGES: dict[str, tuple[Change, set[str]]] = {
    "begin": (lambda stores, task: begin(stores, task, ["a"]), {"PENDING"}),
    "finish_chunk": (
        lambda stores, task: stores.chunks.finish_chunk(task, 0, done=1, failed=0),
        {"STARTED", "RETRY"},
    ),
    "set_retrying": (
        lambda stores, task: stores.tasks.set_retrying(task, retrying=True, reason="busy"),
        {"STARTED"},
    ),
    "resume": (
        lambda stores, task: stores.tasks.set_retrying(task, retrying=False, reason="again"),
        {"RETRY"},
    ),
    "succeed": (lambda stores, task: stores.tasks.succeed(task, OUTCOME), {"STARTED", "RETRY"}),
    "fail": (
        lambda stores, task: stores.tasks.fail(task, "revoked", "x", actor="a"),
        {"PENDING", "STARTED", "RETRY"},
    ),
    "note_sweep": (
        lambda stores, task: stores.tasks.note_sweep(task),
        {"PENDING", "STARTED", "RETRY"},
    ),
    "redrive": (
        lambda stores, task: stores.tasks.redrive(task, actor="o", soft_at="s", hard_at="h"),
        {"dead_letter", "time_limit"},
    ),
}


class TestMoves:
    """Each change of a task's state."""

    @pytest.mark.parametrize("state", STATES)
    @pytest.mark.parametrize("change", CHANGES)
    def test_a_change_is_made_from_its_states_and_from_no_other(
        self, stores: Stores, change: str, state: str
    ) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, state)
        act, allowed = CHANGES[change]
        if state in allowed:
            assert act(stores, task) == stores.tasks.get("acme", "t1")
            return
        with pytest.raises(LostRaceError):
            act(stores, task)
        assert stores.tasks.get("acme", "t1") == task

    @pytest.mark.parametrize("change", [one for one in CHANGES if "STARTED" in CHANGES[one][1]])
    def test_a_change_by_an_earlier_attempt_is_refused(self, stores: Stores, change: str) -> None:
        add_job(stores, "a", "b")
        act = CHANGES[change][0]
        running = run_to(stores, "STARTED")
        failed = stores.tasks.fail(running, "dead_letter", "x", actor="queue")
        now = stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")
        with pytest.raises(LostRaceError):
            act(stores, running)
        assert stores.tasks.get("acme", "t1") == now

    @pytest.mark.parametrize("change", CHANGES)
    def test_nothing_changes_a_task_that_is_not_there(self, stores: Stores, change: str) -> None:
        with pytest.raises(LostRaceError):
            CHANGES[change][0](stores, make_task(stores))
        assert stores.tasks.get("acme", "t1") is None

    def test_a_planned_task_knows_what_it_ranks_by(self, stores: Stores) -> None:
        add_job(stores, "a", "b", "c")
        waiting = accept(stores)
        stores.clock.move(5)
        task = begin(stores, waiting, ["a", "b"], ["c"])
        assert (task.status, task.total, task.chunk_count) == ("STARTED", 3, 2)
        assert (task.fingerprint, task.rubric_version, task.job_title) == ("f", 1, "Title of job")
        assert task.started_at == task.updated_at == stores.now
        assert stores.chunks.read_plan(task) == PLAN
        assert read_chunk(stores, task, 0) == ["a", "b"]
        assert read_chunk(stores, task, 1) == ["c"]
        assert stores.chunks.list_candidate_ids(task) == ["a", "b", "c"]

    def test_a_plan_may_be_empty(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = begin(stores, accept(stores), [])
        assert read_chunk(stores, task, 0) == []
        assert stores.chunks.list_candidate_ids(task) == []
        assert stores.chunks.finish_chunk(task, 0, done=0, failed=0).is_whole

    def test_many_chunks_keep_their_order(self, stores: Stores) -> None:
        add_job(stores, "a")
        ids = [f"c{number:02d}" for number in range(30)]
        task = begin(stores, accept(stores), *([one] for one in ids))
        assert stores.chunks.list_candidate_ids(task) == ids
        assert read_chunk(stores, task, 29) == ["c29"]

    def test_a_planner_that_comes_too_late_changes_nothing_of_the_plan(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a", "b")
        waiting = accept(stores)
        task = begin(stores, waiting, ["a"])
        with pytest.raises(LostRaceError):
            begin(stores, waiting, ["a", "b"], ["c"])
        assert read_chunk(stores, task, 0) == ["a"]
        assert stores.chunks.list_candidate_ids(task) == ["a"]

    def test_a_planner_that_was_broken_off_leaves_nothing_in_the_next_plan(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a", "b", "c")
        waiting = accept(stores)
        with pytest.raises(StoreUnavailableError):
            stores.break_off_begin(waiting, [["a", "b"], ["c"]])
        task = begin(stores, waiting, ["b", "c"])
        assert stores.chunks.list_candidate_ids(task) == ["b", "c"]
        assert read_chunk(stores, task, 0) == ["b", "c"]

    def test_what_was_never_planned_cannot_be_read(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = accept(stores)
        with pytest.raises(LostRaceError):
            stores.chunks.read_plan(task)
        with pytest.raises(LostRaceError):
            read_chunk(stores, task, 0)
        task = begin(stores, task, ["a"])
        with pytest.raises(LostRaceError):
            read_chunk(stores, task, 1)

    def test_a_chunk_that_is_finished_twice_counts_once(self, stores: Stores) -> None:
        add_job(stores, "a", "b", "c")
        task = begin(stores, accept(stores), ["a", "b"], ["c"])
        stores.clock.move(5)
        first = stores.chunks.finish_chunk(task, 0, done=1, failed=1)
        assert first.progress == (1, 1, 3)
        assert first.updated_at == stores.now
        assert stores.chunks.finish_chunk(task, 0, done=1, failed=1).progress == (1, 1, 3)
        last = stores.chunks.finish_chunk(task, 1, done=1, failed=0)
        assert last.progress == (2, 1, 3)
        assert last.is_whole
        assert last.finished_chunks == {0, 1}

    def test_the_first_count_of_a_chunk_stands(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = begin(stores, accept(stores), ["a", "b"])
        stores.chunks.finish_chunk(task, 0, done=2, failed=0)
        assert stores.chunks.finish_chunk(task, 0, done=1, failed=0).progress == (2, 0, 2)

    def test_a_success_keeps_its_outcome(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, "SUCCESS")
        assert (task.complete, task.warnings, task.total) == (False, ("stopped early",), 2)
        assert task.token_usage == OUTCOME.token_usage
        assert task.estimated_cost_usd == OUTCOME.estimated_cost_usd
        assert task.finished_at == stores.now

    def test_a_cost_that_nobody_knows_is_none(self, stores: Stores) -> None:
        add_job(stores, "a")
        outcome = OUTCOME.model_copy(update={"estimated_cost_usd": None})
        task = stores.tasks.succeed(run_to(stores, "STARTED"), outcome)
        assert task.estimated_cost_usd is None

    def test_a_failure_keeps_its_reason(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = run_to(stores, "dead_letter")
        assert (task.status, task.error_code, task.error) == ("FAILURE", "dead_letter", "why")
        assert task.finished_at == stores.now

    def test_each_change_leaves_an_event_with_time_actor_and_reason(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, "RETRY")
        stores.clock.move(7)
        stores.tasks.fail(task, "revoked", "x", actor="someone")
        assert run_states(stores) == ["PENDING", "STARTED", "RETRY", "FAILURE"]
        known = stores.tasks.get("acme", "t1")
        assert known is not None
        last = known.events[-1]
        assert (last.at, last.actor, last.reason) == (stores.now, "someone", "revoked")

    def test_sweeps_are_counted_until_something_happens(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, "STARTED")
        before = task.updated_at
        stores.clock.move(7)
        assert stores.tasks.note_sweep(task).sweeps == 1
        known = stores.tasks.note_sweep(task)
        assert (known.sweeps, known.updated_at) == (2, before)
        assert stores.chunks.finish_chunk(task, 0, done=1, failed=0).sweeps == 0
        stores.tasks.note_sweep(task)
        assert stores.tasks.set_retrying(task, retrying=True, reason="x").sweeps == 0

    def test_why_a_server_answers_nobody_is_known_until_the_next_attempt(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a")
        task = run_to(stores, "STARTED")
        stores.tasks.note_refusal(task, "model_not_found")
        noted = stores.tasks.get(task.tenant, task.task_id)
        assert noted is not None
        assert noted.refused_for == "model_not_found"
        failed = stores.tasks.fail(noted, "time_limit", "late", actor="sweeper")
        with pytest.raises(LostRaceError):
            stores.tasks.note_refusal(failed, "quota")
        later = "2026-11-23T12:00:00.000Z"
        again = stores.tasks.redrive(failed, actor="op", soft_at=later, hard_at=later)
        assert again.refused_for is None

    @pytest.mark.parametrize("state", ["PENDING", "STARTED"])
    def test_a_redriven_task_goes_on_as_its_next_attempt(self, stores: Stores, state: str) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, state)
        if state == "STARTED":
            task = stores.chunks.finish_chunk(task, 0, done=1, failed=0)
        failed = stores.tasks.fail(task, "dead_letter", "x", actor="queue")
        again = stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")
        assert (again.status, again.attempt) == (state, failed.attempt + 1)
        assert (again.soft_deadline_at, again.hard_deadline_at) == ("s", "h")
        assert (again.error, again.error_code, again.finished_at) == (None, None, None)
        assert again.finished_chunks == task.finished_chunks
        assert again.progress == task.progress
        assert list(stores.lists.list_unfinished()) == [TaskName("acme", "t1")]
        with pytest.raises(LostRaceError):
            stores.tasks.redrive(failed, actor="o", soft_at="s", hard_at="h")


class TestLists:
    """Lists of tasks."""

    def fill(self, stores: Stores) -> None:
        """Accept tasks of two tenants and two job posts, a minute apart."""
        for tenant in ("acme", "globex"):
            for job_id in ("job", "other"):
                add_job(stores, "a", tenant=tenant, job_id=job_id)
        for number in range(6):
            stores.clock.move(60)
            changes = {
                "tenant": "globex" if number == 5 else "acme",
                "job_id": "other" if number % 2 else "job",
                "options": OPTIONS.model_copy(update={"max_cost_usd": number + 1.0}),
            }
            task = accept(stores, f"t{number}", **changes)
            if number < 2:
                stores.tasks.fail(task, "revoked", "x", actor="a")

    def read(self, stores: Stores, wanted: TaskFilter, limit: int) -> list[str]:
        """Read a list to its end."""
        found: list[str] = []
        after: str | None = None
        for _ in range(20):
            page = stores.lists.list_tasks(wanted, limit, after)
            assert len(page.items) <= limit
            found += [task.task_id for task in page.items]
            after = page.position
            if after is None:
                return found
        raise AssertionError("the list does not end")

    @pytest.mark.parametrize("limit", [1, 2, 5, 6, 50])
    def test_tasks_are_listed_newest_first_page_by_page(self, stores: Stores, limit: int) -> None:
        self.fill(stores)
        assert self.read(stores, TaskFilter("acme"), limit) == ["t4", "t3", "t2", "t1", "t0"]
        everybody = ["t5", "t4", "t3", "t2", "t1", "t0"]
        assert self.read(stores, TaskFilter(None), limit) == everybody

    @pytest.mark.parametrize("limit", [1, 2, 50])
    def test_a_list_shows_what_is_asked_for(self, stores: Stores, limit: int) -> None:
        self.fill(stores)
        expected = {
            TaskFilter("acme", status="FAILURE"): ["t1", "t0"],
            TaskFilter("acme", status="SUCCESS"): [],
            TaskFilter("acme", job_id="other"): ["t3", "t1"],
            TaskFilter("acme", "PENDING", "other"): ["t3"],
            TaskFilter("globex", job_id="job"): [],
            TaskFilter(None, status="PENDING"): ["t5", "t4", "t3", "t2"],
            TaskFilter(None, job_id="other"): ["t5", "t3", "t1"],
            TaskFilter(None, "FAILURE", "job"): ["t0"],
        }
        for wanted, names in expected.items():
            assert self.read(stores, wanted, limit) == names, wanted

    def test_a_task_of_last_month_is_listed_for_operators(self, stores: Stores) -> None:
        self.fill(stores)
        stores.clock.move(20 * DAY_SECONDS)
        accept(stores, "t9")
        names = ["t9", "t5", "t4", "t3", "t2", "t1", "t0"]
        assert self.read(stores, TaskFilter(None), 3) == names

    def test_what_has_expired_is_not_listed_whether_its_item_is_deleted_or_not(
        self, stores: Stores
    ) -> None:
        self.fill(stores)
        stores.clock.move(31 * DAY_SECONDS)
        for wanted in (TaskFilter("acme"), TaskFilter("acme", job_id="job"), TaskFilter(None)):
            assert self.read(stores, wanted, 50) == []
        assert stores.tasks.get("acme", "t0") is not None

    def test_unfinished_tasks_of_all_tenants_are_found_oldest_first(self, stores: Stores) -> None:
        self.fill(stores)
        names = [TaskName("acme", f"t{number}") for number in (2, 3, 4)]
        assert list(stores.lists.list_unfinished()) == [*names, TaskName("globex", "t5")]

    def test_a_listed_task_tells_what_an_erasure_needs(self, stores: Stores) -> None:
        add_job(stores, "a", "b")
        task = run_to(stores, "SUCCESS")
        (listed,) = stores.lists.list_tasks(TaskFilter("acme", job_id="job"), 9, None).items
        fields = ("tenant", "task_id", "job_id", "status", "attempt", "fingerprint", "total")
        for name in (*fields, "error_code", "estimated_cost_usd", "options"):
            assert getattr(listed, name) == getattr(task, name)


class TestRows:
    """Rows while a task runs, and pages of ranked rows."""

    def begin(self, stores: Stores, task_id: str = "t1", fingerprint: str = "f") -> Task:
        """Return a planned task with a fingerprint."""
        blind = fingerprint == "f"
        options = OPTIONS.model_copy(update={"blind": blind})
        task = accept(stores, task_id, options=options)
        return stores.tasks.begin(task, PLAN, [["a", "b"]], Stamp(fingerprint, "v1"))

    def test_rows_are_read_as_they_were_written(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        rows = [
            make_row("a", 33.3, offline_score=0.1 + 0.2, task_id="t1"),
            make_row("b", 1e-9, is_final=False),
            make_row("c"),
        ]
        stores.rows.write_rows(task, rows)
        assert stores.rows.read_rows(task, "a", "c") == {row.candidate_id: row for row in rows}
        assert list(stores.rows.read_rows(task, "b", "b")) == ["b"]
        assert stores.rows.read_rows(task, "x", "z") == {}

    def test_a_row_that_exists_is_replaced(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_rows(task, [make_row("a", 1.0)])
        stores.rows.write_rows(task, [make_row("a", 2.0)])
        assert stores.rows.read_rows(task, "a", "a") == {"a": make_row("a", 2.0)}

    def test_more_rows_than_fit_a_batch_are_kept(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_rows(task, [make_row(f"c{number:03d}") for number in range(60)])
        assert len(stores.rows.read_rows(task, "c000", "c999")) == 60
        stores.rows.write_rows(task, [])

    def test_rows_serve_every_task_of_the_same_fingerprint_and_no_other(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a")
        first = self.begin(stores)
        stores.rows.write_rows(first, [make_row("a")])
        stores.tasks.succeed(first, OUTCOME)
        again = self.begin(stores, "t2")
        other = self.begin(stores, "t3", "g")
        assert list(stores.rows.read_rows(again, "a", "z")) == ["a"]
        assert stores.rows.read_rows(other, "a", "z") == {}

    def test_ranked_rows_come_in_pages_of_a_hundred(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_pages(task, rank(205))
        pages = [stores.rows.read_page(task, page) for page in range(4)]
        assert [len(page) for page in pages] == [100, 100, 5, 0]
        assert [row["rank"] for page in pages for row in page] == list(range(1, 206))
        assert pages[0][7]["score"] == rank(205)[7]["score"]

    def test_no_rows_are_no_page(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_pages(task, [])
        assert stores.rows.read_page(task, 0) == []

    def test_pages_that_are_written_again_leave_nothing_of_the_first_time(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_pages(task, rank(201))
        stores.rows.write_pages(task, rank(199))
        assert len(stores.rows.read_page(task, 1)) == 99
        assert stores.rows.read_page(task, 2) == []

    def test_a_page_larger_than_an_item_is_kept(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        rows = rank(100, noise=9_000)
        stores.rows.write_pages(task, rows)
        assert stores.rows.read_page(task, 0) == rows

    def test_a_page_that_shrinks_below_an_item_is_read_whole(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_pages(task, rank(100, noise=9_000))
        stores.rows.write_pages(task, rank(100))
        assert stores.rows.read_page(task, 0) == rank(100)

    def test_nothing_of_a_large_page_outlives_the_erasure_of_its_rows(self, stores: Stores) -> None:
        add_job(stores, "a")
        rows = [*rank(30), {**rank(31, noise=900_000)[30]}]
        task = self.begin(stores)
        stores.rows.write_pages(task, rows)
        done = stores.tasks.succeed(task, OUTCOME.model_copy(update={"total": 31}))
        stores.rows.erase_candidate(done, rows[30]["candidate_id"])
        assert stores.rows.read_page(done, 0) == rows[:30]
        assert sum(len(str(item)) for item in stores.peek_items()) < 100_000

    def test_an_erased_candidate_leaves_rows_and_pages_and_the_others_keep_their_ranks(
        self, stores: Stores
    ) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        ranked = rank(150)
        stores.rows.write_rows(task, [make_row("c0120"), make_row("c0121")])
        stores.rows.write_pages(task, ranked)
        done = stores.tasks.succeed(task, OUTCOME.model_copy(update={"total": 150}))
        stores.rows.erase_candidate(done, "c0120")
        stores.rows.erase_candidate(done, "c0120")
        assert list(stores.rows.read_rows(done, "a", "z")) == ["c0121"]
        assert stores.rows.read_page(done, 0) == ranked[:100]
        kept = [row for row in ranked[100:] if row["candidate_id"] != "c0120"]
        assert stores.rows.read_page(done, 1) == kept

    def test_the_last_candidate_of_a_page_can_be_erased(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_pages(task, rank(1))
        done = stores.tasks.succeed(task, OUTCOME.model_copy(update={"total": 1}))
        stores.rows.erase_candidate(done, "c0000")
        assert stores.rows.read_page(done, 0) == []

    def test_erasing_from_a_task_that_waits_does_nothing(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = accept(stores)
        stores.rows.erase_candidate(task, "a")
        assert stores.tasks.get("acme", "t1") == task

    def test_deleted_results_are_gone(self, stores: Stores) -> None:
        add_job(stores, "a")
        task = self.begin(stores)
        stores.rows.write_rows(task, [make_row("a")])
        stores.rows.write_pages(task, rank(3))
        done = stores.tasks.succeed(task, OUTCOME)
        stores.rows.delete_results(done)
        stores.rows.delete_results(done)
        assert stores.tasks.get("acme", "t1") is None
        assert stores.rows.read_rows(task, "a", "z") == {}
        assert stores.rows.read_page(task, 0) == []
        assert stores.chunks.list_candidate_ids(task) == []
        with pytest.raises(LostRaceError):
            stores.chunks.read_plan(task)
