"""What the erasure of a candidate asks of the stores, held against the fakes and the real ones."""

from typing import Any

from shortlist.erasure import Erasure
from shortlist.tasks.task import Task
from tests.support.stores import Stores, accept, add_job, begin


def make_erasure(stores: Stores, candidate_id: str = "a", **changes: Any) -> Erasure:
    """Make a note of an erasure."""
    erasure = Erasure(
        tenant="acme",
        job_id="job",
        candidate_id=candidate_id,
        erased_at=stores.now,
        actor="ann",
        updated_at=stores.now,
    )
    return erasure.model_copy(update=changes)


def rank(stores: Stores, task_id: str = "t1", **changes: Any) -> Task:
    """Return a task with a page of two rows."""
    task = begin(stores, accept(stores, task_id, **changes), ["a", "b"])
    stores.rows.write_pages(
        task, [{"rank": rank, "candidate_id": one} for rank, one in enumerate("ab", start=1)]
    )
    return task


def list_shown(stores: Stores, task: Task) -> list[tuple[int, str]]:
    """Return ranks and candidates of the first page."""
    return [(row["rank"], row["candidate_id"]) for row in stores.rows.read_page(task, 0)]


def test_an_erasure_hides_its_candidate_until_it_is_whole(stores: Stores) -> None:
    add_job(stores, "a", "b")
    task = rank(stores)
    erasure = make_erasure(stores)
    erasures = stores.erasures
    erasures.begin_erasure(erasure)
    assert list_shown(stores, task) == [(2, "b")]
    stores.rows.erase_candidate(task, "a")
    erasures.finish_erasure(erasure)
    assert list_shown(stores, task) == [(2, "b")]
    assert erasures.read_erasure(erasure.message) is None
    erasures.finish_erasure(erasure)


def test_an_erasure_hides_nobody_in_later_rankings_and_other_job_posts(stores: Stores) -> None:
    add_job(stores, "a", "b")
    stores.erasures.begin_erasure(make_erasure(stores))
    stores.clock.move(1)
    later = rank(stores, "t2", created_at=stores.now)
    assert list_shown(stores, later) == [(1, "a"), (2, "b")]
    add_job(stores, "a", "b", job_id="other")
    other = rank(stores, "t3", job_id="other", created_at="2026-01-01T00:00:00.000Z")
    assert list_shown(stores, other) == [(1, "a"), (2, "b")]


def test_open_erasures_are_listed_oldest_first_with_their_progress(stores: Stores) -> None:
    erasures = stores.erasures
    first = make_erasure(stores, "a")
    erasures.begin_erasure(first)
    stores.clock.move(1)
    second = make_erasure(stores, "b")
    erasures.begin_erasure(second)
    noted = first.model_copy(update={"position": "p", "tasks_done": 100, "updated_at": stores.now})
    erasures.note_erasure(noted)
    assert list(erasures.list_erasures()) == [noted, second]
    assert erasures.read_erasure(first.message) == noted
    erasures.finish_erasure(first)
    erasures.note_erasure(noted)
    assert list(erasures.list_erasures()) == [second]


def test_a_task_list_holds_no_erasure(stores: Stores) -> None:
    stores.erasures.begin_erasure(make_erasure(stores))
    assert list(stores.lists.list_unfinished()) == []
