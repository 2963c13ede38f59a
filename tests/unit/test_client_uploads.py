"""Uploads of both Python clients: each file has its outcome, whatever becomes of the others."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapters.rest.requests import MAX_BODY_BYTES
from shortlist_client import (
    InvalidRequestError,
    NotFoundError,
    OverLimitError,
    ResumeFile,
    TimedOutError,
    UnreadableFileError,
    UploadRefusedError,
    find_resumes,
)
from shortlist_client.shapes import CandidateDecision, NewCandidate
from tests.support.clients import EitherClient

STORE = "store.example"
READ = {"state": "read", "reason": None, "detail": None, "scanned_pages": []}
WAITING = {**READ, "state": "waiting"}


@dataclass
class Service:
    """An API that announces uploads and a store that takes them."""

    store_answers: dict[str, list[int]] = field(default_factory=dict)
    looks_until_read: int = 0
    most_unread: int = 1_000_000
    announced: list[list[dict[str, Any]]] = field(default_factory=list)
    stored: dict[str, bytes] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)
    tokens_at_store: list[str] = field(default_factory=list)
    looks: int = 0

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request to either."""
        if request.url.host == STORE:
            return self._store(request)
        if request.method == "GET":
            return self._list(request)
        return self._announce(json.loads(request.content)["files"])

    def _announce(self, files: list[dict[str, Any]]) -> httpx2.Response:
        if len(self.stored) >= self.most_unread and self.looks <= self.looks_until_read:
            body = {"type": "x/rate-limited", "title": "t", "status": 429, "detail": "d",
                    "instance": "i", "request_id": "r"}  # fmt: skip
            return httpx2.Response(429, json=body, headers={"Retry-After": "5"})
        self.announced.append(files)
        wrong = [at for at, one in enumerate(files) if not one["filename"].endswith(".txt")]
        if wrong:
            errors = [{"pointer": f"/files/{at}/filename", "detail": "no"} for at in wrong]
            body = {"type": "x/invalid-request", "title": "t", "status": 422, "detail": "d",
                    "instance": "i", "request_id": "r", "errors": errors}  # fmt: skip
            return httpx2.Response(422, json=body)
        uploads = [
            {
                "candidate_id": one.get("candidate_id") or f"c-{one['filename']}",
                "filename": one["filename"],
                "url": f"https://{STORE}/{one['filename']}?signed",
                "method": "PUT",
                "headers": {"Content-Type": "application/octet-stream"},
                "expires_at": "2026-11-27T10:00:00Z",
            }
            for one in files
        ]
        return httpx2.Response(201, json={"uploads": uploads})

    def _store(self, request: httpx2.Request) -> httpx2.Response:
        name = request.url.path.strip("/")
        self.tries[name] += 1
        self.tokens_at_store += request.headers.get_list("authorization")
        answers = self.store_answers.get(name, [200])
        status = answers[min(self.tries[name], len(answers)) - 1]
        if status == 200:
            self.stored[name] = request.content
        return httpx2.Response(status)

    def _list(self, request: httpx2.Request) -> httpx2.Response:
        self.looks += request.url.params.get("state") == "waiting"
        is_read = self.looks > self.looks_until_read
        wanted = request.url.params.get("state") or ("read" if is_read else "waiting")
        items = [
            {
                "candidate_id": f"c-{name}",
                "name": name,
                "reading": READ if is_read else WAITING,
                "flags": [],
                "created_at": "2026-11-27T09:00:00Z",
            }
            for name in self.stored
            if (wanted == "read") == is_read
        ]
        return httpx2.Response(200, json={"items": items, "next_cursor": None})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with three resumes."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"resume {name}", encoding="utf-8")
    return tmp_path


def test_files_are_sent_to_their_addresses_without_our_token(
    either: EitherClient, folder: Path
) -> None:
    service = Service()
    files = [folder / "a.txt", str(folder / "b.txt")]
    outcomes = either.call(lambda client: client.upload("backend", files), service)
    assert [(one.path.name, one.candidate_id, one.error) for one in outcomes] == [
        ("a.txt", "c-a.txt", None),
        ("b.txt", "c-b.txt", None),
    ]
    assert service.stored == {"a.txt": b"resume a.txt", "b.txt": b"resume b.txt"}
    assert service.announced[0][0] == {"filename": "a.txt", "size": 12}
    assert service.tokens_at_store == []


def test_a_file_brings_its_name_and_id(either: EitherClient, folder: Path) -> None:
    service = Service()
    file = ResumeFile(folder / "a.txt", name="Application 1", candidate_id="application-1")
    (outcome,) = either.call(lambda client: client.upload("backend", [file]), service)
    assert service.announced[0][0]["name"] == "Application 1"
    assert outcome.candidate_id == "application-1"


def test_one_bad_file_stops_no_other(either: EitherClient, folder: Path) -> None:
    service = Service(store_answers={"b.txt": [403]})
    (folder / "picture.png").write_bytes(b"png")
    names = ("picture.png", "a.txt", "gone.txt", "b.txt", "c.txt")
    files = [folder / name for name in names]
    outcomes = either.call(lambda client: client.upload("backend", files), service)
    assert [one.path.name for one in outcomes] == list(names)
    assert [type(one.error) for one in outcomes] == [
        InvalidRequestError,
        type(None),
        UnreadableFileError,
        UploadRefusedError,
        type(None),
    ]
    assert set(service.stored) == {"a.txt", "c.txt"}


def test_a_refusal_of_everything_is_an_error(either: EitherClient, folder: Path) -> None:
    body = {"type": "x/not-found", "title": "t", "status": 404, "detail": "d",
            "instance": "i", "request_id": "r"}  # fmt: skip

    with pytest.raises(NotFoundError):
        either.call(
            lambda client: client.upload("backend", [folder / "a.txt"]),
            lambda _: httpx2.Response(404, json=body),
        )


def test_a_busy_store_is_asked_again(either: EitherClient, folder: Path) -> None:
    service = Service(store_answers={"a.txt": [503, 200]})
    (outcome,) = either.call(lambda client: client.upload("b", [folder / "a.txt"]), service)
    assert (outcome.error, service.tries["a.txt"]) == (None, 2)
    assert len(either.pauses.seconds) == 1


@pytest.mark.parametrize(
    ("answers", "is_sent"),
    [([503, 412], True), ([412], False), ([409, 200], True)],
    ids=["there after a lost answer", "there before", "on its way"],
)
def test_a_file_that_an_attempt_before_has_brought_is_sent(
    either: EitherClient, folder: Path, answers: list[int], *, is_sent: bool
) -> None:
    service = Service(store_answers={"a.txt": answers})
    (outcome,) = either.call(lambda client: client.upload("b", [folder / "a.txt"]), service)
    assert (outcome.error is None) is is_sent


def test_many_files_are_announced_a_hundred_at_a_time(either: EitherClient, folder: Path) -> None:
    service = Service()
    files = make_many(folder, 205)
    outcomes = either.call(lambda client: client.upload("backend", files), service)
    assert [len(part) for part in service.announced] == [100, 100, 5]
    assert [one.path for one in outcomes] == files


def make_many(folder: Path, count: int) -> list[Path]:
    """Make so many resumes."""
    files = [folder / f"{number}.txt" for number in range(count)]
    for file in files:
        file.write_text("resume", encoding="utf-8")
    return files


def test_files_above_a_limit_of_unread_ones_wait_for_the_others(
    either: EitherClient, folder: Path
) -> None:
    service = Service(most_unread=100, looks_until_read=2)
    files = make_many(folder, 150)
    outcomes = either.call(lambda client: client.upload("backend", files), service)
    assert [one.error for one in outcomes] == [None] * 150
    assert [len(part) for part in service.announced] == [100, 50]


def test_outcomes_outlive_a_limit_that_stays(either: EitherClient, folder: Path) -> None:
    service = Service(most_unread=100, looks_until_read=1_000_000)
    files = make_many(folder, 150)
    outcomes = either.call(
        lambda client: client.upload("backend", files, timeout_seconds=60), service
    )
    assert [type(one.error) for one in outcomes] == [type(None)] * 100 + [OverLimitError] * 50
    assert 60 <= either.pauses.now < 120


def test_readings_are_waited_for(either: EitherClient, folder: Path) -> None:
    service = Service(looks_until_read=3)
    files = [folder / "a.txt", folder / "b.txt"]
    told: list[tuple[int, int]] = []
    outcomes = either.call(
        lambda client: client.upload(
            "b", files, wait=True, on_progress=lambda *counts: told.append(counts)
        ),
        service,
    )
    assert [one.reading.state for one in outcomes] == ["read", "read"]
    assert len(either.pauses.seconds) == 3
    assert told == [(0, 2), (0, 2), (0, 2), (2, 2)]


def test_readings_that_take_too_long_are_not_waited_for(either: EitherClient, folder: Path) -> None:
    service = Service(looks_until_read=1000)
    with pytest.raises(TimedOutError):
        either.call(
            lambda client: client.upload("b", [folder / "a.txt"], wait=True, timeout_seconds=5),
            service,
        )
    assert 5 <= either.pauses.now < 7


def test_nothing_is_asked_for_no_files(either: EitherClient) -> None:
    service = Service()
    assert either.call(lambda client: client.upload("backend", [], wait=True), service) == []
    assert service.announced == []


def test_a_folders_resumes_are_found_in_order(folder: Path) -> None:
    (folder / "more").mkdir()
    for name in ("more/D.PDF", "more/e.docx", "notes.md", ".hidden.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    found = [str(path.relative_to(folder)) for path in find_resumes(folder)]
    assert found == ["a.txt", "b.txt", "c.txt", "more/D.PDF", "more/e.docx"]


def count_parts(either: EitherClient, use: Any, field_name: str) -> tuple[list[int], int]:
    """Return how many things each request had, and the size of the largest in bytes."""
    parts: list[int] = []
    sizes: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        parts.append(len(json.loads(request.content)[field_name]))
        sizes.append(len(request.content))
        return httpx2.Response(200, json={"items": []})

    either.call(use, answer)
    return parts, max(sizes)


@pytest.mark.parametrize(
    ("count", "length", "expected"), [(205, 10, [100, 100, 5]), (3, 600_000, [1, 1, 1])]
)
def test_candidates_are_added_in_requests_that_the_api_takes(
    either: EitherClient, count: int, length: int, expected: list[int]
) -> None:
    new = [NewCandidate(resume_text="ä" * (length // 2)) for _ in range(count)]
    parts, largest = count_parts(
        either, lambda client: client.add_candidates("backend", new), "candidates"
    )
    assert parts == expected
    assert largest <= MAX_BODY_BYTES


def test_decisions_are_sent_a_hundred_at_a_time(either: EitherClient) -> None:
    new = [CandidateDecision(candidate_id=f"c-{n}", decision="talk") for n in range(101)]
    parts, _ = count_parts(either, lambda client: client.decide_all("backend", new), "decisions")
    assert parts == [100, 1]
