"""What the stores promise about erasure, held against the real ones on moto and the fakes."""

import pytest

from shortlist.catalogue.ports import RubricDraft
from shortlist.errors import ConflictError, LostRaceError, NotFoundError
from shortlist.tasks.ports import TaskFilter
from tests.support.memory.world import RUBRIC
from tests.support.stores import (
    DAY_SECONDS,
    Stores,
    accept,
    add,
    add_job,
    make_job,
    make_resume,
)

SECOND = RUBRIC.model_copy(update={"version": 2})


class TestClosedJobPosts:
    """Job posts whose erasure has begun."""

    def close(self, stores: Stores) -> None:
        """Close a job post with one candidate."""
        add_job(stores, "a")
        assert stores.job_posts.close_job_post("acme", "job", make_job().created_at)

    def test_a_closed_job_post_is_in_no_answer(self, stores: Stores) -> None:
        self.close(stores)
        assert stores.job_posts.get_job_post("acme", "job") is None
        assert stores.job_posts.list_job_posts("acme", 5, None).items == []

    def test_a_closed_job_post_is_changed_by_nobody(self, stores: Stores) -> None:
        self.close(stores)
        following = make_job().model_copy(update={"rubric_version": 2})
        draft = RubricDraft(2, "t1", None)
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_job_post("acme", make_job(), None)
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_rubric("acme", following, SECOND)
        with pytest.raises(LostRaceError):
            stores.job_posts.keep_draft("acme", following, SECOND, draft, text_hash="h")
        with pytest.raises(NotFoundError):
            add(stores, "b")
        assert not stores.candidates.delete_candidate("acme", "job", "a", actor="ann")

    def test_a_ranking_of_a_closed_job_post_is_not_found(self, stores: Stores) -> None:
        self.close(stores)
        with pytest.raises(NotFoundError):
            accept(stores)

    def test_the_id_of_a_closed_job_post_is_taken_until_it_is_forgotten(
        self, stores: Stores
    ) -> None:
        self.close(stores)
        with pytest.raises(ConflictError):
            add_job(stores)
        assert stores.job_posts.clear_job_post("acme", "job")
        with pytest.raises(ConflictError):
            add_job(stores)
        add_job(stores, tenant="globex")
        stores.job_posts.forget_job_post("acme", "job")
        add_job(stores)
        assert stores.candidates.list_candidate_ids("acme", "job") == []

    def test_a_job_post_is_closed_again_until_it_is_forgotten(self, stores: Stores) -> None:
        self.close(stores)
        assert stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        assert stores.job_posts.clear_job_post("acme", "job")
        assert stores.job_posts.close_job_post("acme", "job", make_job().created_at)
        stores.job_posts.forget_job_post("acme", "job")
        assert not stores.job_posts.close_job_post("acme", "job", make_job().created_at)

    def test_a_late_call_spares_a_new_job_post_of_the_same_id(self, stores: Stores) -> None:
        self.close(stores)
        stores.job_posts.clear_job_post("acme", "job")
        stores.job_posts.forget_job_post("acme", "job")
        add_job(stores, "b")
        assert not stores.job_posts.clear_job_post("acme", "job")
        stores.job_posts.forget_job_post("acme", "job")
        assert stores.job_posts.get_job_post("acme", "job") is not None
        assert stores.job_posts.get_rubric("acme", "job", 1) == RUBRIC
        assert stores.candidates.get_resume("acme", "job", "b") == make_resume(
            "b", "resume of b", number=1
        )


class TestSeparateChanges:
    """Changes of texts and of rubrics that do not touch each other."""

    def test_a_new_rubric_leaves_the_texts_that_others_wrote(self, stores: Stores) -> None:
        add_job(stores)
        read = make_job()
        renamed = read.model_copy(update={"title": "New", "description": "Rust"})
        stores.job_posts.replace_job_post("acme", renamed, None)
        changes = {"rubric_version": 2, "rubric_is_edited": True}
        stores.job_posts.replace_rubric("acme", read.model_copy(update=changes), SECOND)
        assert stores.job_posts.get_job_post("acme", "job") == renamed.model_copy(update=changes)
        assert stores.job_posts.get_rubric("acme", "job", 2) == SECOND

    def test_a_new_rubric_follows_the_version_that_is_there(self, stores: Stores) -> None:
        add_job(stores)
        following = make_job().model_copy(update={"rubric_version": 2})
        stores.job_posts.replace_rubric("acme", following, SECOND)
        with pytest.raises(LostRaceError):
            stores.job_posts.replace_rubric("acme", following, SECOND)

    def test_a_draft_leaves_the_texts_that_others_wrote(self, stores: Stores) -> None:
        add_job(stores)
        following = make_job().model_copy(update={"rubric_version": 2})
        renamed = make_job().model_copy(update={"title": "New"})
        stores.job_posts.replace_job_post("acme", renamed, None)
        draft = RubricDraft(2, "t1", None)
        stores.job_posts.keep_draft("acme", following, SECOND, draft, text_hash="h")
        job = stores.job_posts.get_job_post("acme", "job")
        assert job == renamed.model_copy(update={"rubric_version": 2})


def test_a_list_can_include_what_has_expired_and_is_not_deleted_yet(stores: Stores) -> None:
    add_job(stores, "a")
    accept(stores)
    stores.clock.move(31 * DAY_SECONDS)
    for wanted in (TaskFilter("acme"), TaskFilter("acme", "PENDING", "job")):
        assert stores.lists.list_tasks(wanted, 9, None).items == []
        everything = wanted._replace(including_expired=True)
        listed = stores.lists.list_tasks(everything, 9, None).items
        assert [task.task_id for task in listed] == ["t1"]
