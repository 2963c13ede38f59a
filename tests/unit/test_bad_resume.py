"""One bad resume never holds up the others: whatever our own code does with it is its own row."""

from collections.abc import Callable
from typing import Any

import pytest

from shortlist.catalogue.candidates import Candidates
from shortlist.catalogue.ports import Resume, Upload
from shortlist.catalogue.request_bodies import NewCandidate, NewUpload
from shortlist.catalogue.upload_reader import UploadReader
from shortlist.cpu_limit import limit_cpu
from shortlist.judging import forecast, judge, prompt
from shortlist.options import StartRequest
from shortlist.ranking import ranker as ranking
from shortlist.reading.plain_text import NormalisedText
from shortlist.reading.reasons import FileLimits
from shortlist.redaction import hidden_lines, redact
from shortlist.settings import RankerName
from shortlist.tasks.estimate import Estimator
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.start import resolve_options
from tests.support.memory import world as worlds
from tests.support.memory.files import MemoryFiles
from tests.support.memory.world import JOB_ID, SETTINGS, TENANT, World

NAMES = [f"c{number}" for number in range(7)]
BAD = "c4"
RANKERS: tuple[RankerName, ...] = ("offline", "llm")


def spoil(patch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], None]) -> None:
    """Let a function do something else for the bad resume."""
    right = getattr(owner, name)

    def wrong(*arguments: Any, **options: Any) -> Any:
        if f"resume of {BAD}" in repr(arguments):
            act()
        return right(*arguments, **options)

    patch.setattr(owner, name, wrong)


def raise_error() -> None:
    """Fail as our own code does where it is wrong."""
    raise IndexError(f"resume of {BAD}")


def take_ages() -> None:
    """Use up processor time."""
    while True:
        pass


def rank(ranker: RankerName) -> tuple[World, dict[str, Any]]:
    """Rank everybody; return each candidate's scorer and reason."""
    world = World(ranker=ranker)
    world.add(NAMES)
    task_id = world.start()
    world.drain()
    task = world.look(task_id)
    assert task.status == "SUCCESS"
    assert not world.queue.messages
    assert all(event.status != "RETRY" for event in task.events)
    assert task.complete is False
    assert any("(internal)" in warning for warning in task.warnings)
    rows = world.tasks.read_page(task, 0)
    return world, {row["candidate_id"]: (row["scored_by"], row["reason"]) for row in rows}


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_ranker_that_raises_costs_one_row(
    ranker: RankerName, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, worlds.HashRanker, "rank", raise_error)
    # With a model the offline ranker only breaks ties, so its failure must reach a row there.
    spoil(monkeypatch, judge, "screen_resume", raise_error)
    world, rows = rank(ranker)
    others = {name: (ranker, None) for name in NAMES if name != BAD}
    assert rows == {**others, BAD: ("none", "internal")}
    assert world.failed == [(BAD, "IndexError")]


@pytest.mark.parametrize(
    ("owner", "part"),
    [
        (judge, "screen_resume"),
        (prompt, "redact_lines"),
        (prompt, "find_leaks"),
        (judge, "build_tail"),
    ],
)
def test_a_resume_that_cannot_be_made_ready_for_a_model_keeps_its_offline_score(
    owner: Any, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, owner, part, raise_error)
    world, rows = rank("llm")
    others = {name: ("llm", None) for name in NAMES if name != BAD}
    assert rows == {**others, BAD: ("offline", "internal")}
    assert world.failed == [(BAD, "IndexError")]


def test_a_model_row_does_not_hide_that_the_offline_ranker_failed_on_what_it_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failures: list[None] = []

    def fail_once() -> None:
        if not failures:
            failures.append(None)
            raise_error()

    # What a model was shown is measured first, and only then the resume itself ranked.
    spoil(monkeypatch, worlds.HashRanker, "measure", fail_once)
    world, rows = rank("llm")
    others = {name: ("llm", None) for name in NAMES if name != BAD}
    assert rows == {**others, BAD: ("offline", "internal")}
    assert world.failed == [(BAD, "IndexError")]


def test_what_a_call_took_is_counted_though_its_answer_broke_our_own_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> Any:
        raise KeyError("criterion")

    monkeypatch.setattr(judge.Judge, "_make_row", fail)
    world, _ = rank("llm")
    (task,) = world.tasks.list_tasks(TaskFilter(TENANT), 9, None).items
    assert task.token_usage.calls == len(NAMES)


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_resume_that_takes_too_long_costs_one_row(
    ranker: RankerName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "limit_cpu", lambda: limit_cpu(0.1))
    if ranker == "offline":
        spoil(monkeypatch, worlds.HashRanker, "rank", take_ages)
    else:
        look_at = judge.Judge._look_at.__wrapped__  # type: ignore[attr-defined]
        monkeypatch.setattr(judge.Judge, "_look_at", limit_cpu(0.1)(look_at))
        spoil(monkeypatch, judge, "screen_resume", take_ages)
    world, rows = rank(ranker)
    expected = "none" if ranker == "offline" else "offline"
    assert rows[BAD] == (expected, "internal")
    assert [reason for name, (_, reason) in rows.items() if name != BAD] == [None] * 6
    assert world.failed == [(BAD, "DefiantResumeError")]


def test_a_later_ranking_tries_a_bad_resume_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch, worlds.HashRanker, "rank", raise_error)
        world, _ = rank("offline")
    task_id = world.start()
    world.drain()
    task = world.look(task_id)
    assert task.complete
    assert [row["reason"] for row in world.tasks.read_page(task, 0)] == [None] * 7
    assert world.count_calls() == {**dict.fromkeys(NAMES, 1), BAD: 2}


def test_an_estimate_answers_whatever_a_resume_does(monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, forecast, "screen_resume", raise_error)
    world = World(ranker="llm")
    world.add(NAMES)
    options = resolve_options(StartRequest(ranker="llm"), SETTINGS)
    stores = (world.catalogue, world.catalogue, world.tasks)
    shown = Estimator(*stores, lambda options: None, 64).estimate(TENANT, JOB_ID, options)
    assert shown.calls == len(NAMES)


class Intake:
    """Adds texts and uploads to a world, and notes which could not be redacted."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.files = MemoryFiles(world.clock)
        self.unredacted: list[tuple[str, ...]] = []
        store = world.catalogue
        self.candidates = Candidates(
            store, store, store, self.files, world.clock, 99, 99, self._note
        )
        self.reader = UploadReader(store, self.files, self._read_document, self._note)

    def _note(self, tenant: str, job_id: str, candidate_id: str, error: Exception) -> None:
        self.unredacted.append((tenant, job_id, candidate_id, type(error).__name__))

    @staticmethod
    def _read_document(content: bytes, _limits: FileLimits) -> NormalisedText:
        return NormalisedText(content.decode(), (), ())

    def add_texts(self) -> None:
        """Add everybody by one request."""
        requests = [
            NewCandidate(candidate_id=name, resume_text=f"resume of {name}") for name in NAMES
        ]
        self.candidates.add(TENANT, JOB_ID, requests)

    def upload_files(self) -> None:
        """Announce everybody by one request, and let each file be read."""
        requests = [NewUpload(candidate_id=name, filename=f"{name}.txt", size=9) for name in NAMES]
        for shown in self.candidates.await_uploads(TENANT, JOB_ID, requests):
            known = self._get(shown.candidate_id)
            upload_id = known.candidate.upload_id or ""
            upload = Upload(TENANT, JOB_ID, shown.candidate_id, upload_id)
            self.files.contents[shown.url] = f"resume of {shown.candidate_id}".encode()
            self.reader.read(upload, shown.url)

    def _get(self, name: str) -> Resume:
        return self.candidates.get(TENANT, JOB_ID, name)

    def look(self) -> dict[str, tuple[str, str | None]]:
        """Return the state of each reading, and the version of the rules that redacted it."""
        found = {name: self._get(name).candidate for name in NAMES}
        return {name: (one.reading.state, one.hidden_by) for name, one in found.items()}


@pytest.mark.parametrize("way", [Intake.add_texts, Intake.upload_files])
def test_a_resume_that_cannot_be_redacted_is_taken_in_with_the_others(
    way: Callable[[Intake], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(World(ranker="llm"))
    spoil(monkeypatch, redact, "redact_lines", raise_error)
    way(intake)
    others = {name: ("read", hidden_lines.REDACTION_VERSION) for name in NAMES if name != BAD}
    assert intake.look() == {**others, BAD: ("read", None)}
    assert intake.unredacted == [(TENANT, JOB_ID, BAD, "IndexError")]
    # Nobody has found what a model must not see of it: the ranking tries anew, and says so.
    spoil(monkeypatch, prompt, "redact_lines", raise_error)
    intake.world.start()
    intake.world.drain()
    assert intake.world.failed == [(BAD, "IndexError")]


@pytest.mark.parametrize("way", [Intake.add_texts, Intake.upload_files])
def test_a_resume_that_takes_too_long_to_redact_is_taken_in_with_the_others(
    way: Callable[[Intake], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(World())
    monkeypatch.setattr(hidden_lines, "_CPU_SECONDS", 0.1)
    spoil(monkeypatch, redact, "redact_lines", take_ages)
    way(intake)
    assert intake.look()[BAD] == ("read", None)
    assert intake.unredacted == [(TENANT, JOB_ID, BAD, "DefiantResumeError")]
