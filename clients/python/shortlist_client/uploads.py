"""Resume files: announced, uploaded side by side, and waited for until they are read."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Any

from shortlist_client.connection import TRIES, find_pause_seconds, make_path
from shortlist_client.errors import (
    InvalidRequestError,
    OverLimitError,
    ProblemError,
    ShortlistError,
    TimedOutError,
    TooLargeError,
    UploadRefusedError,
)
from shortlist_client.operations import Operations, operation
from shortlist_client.shapes import Candidates, Reading, Upload, Uploads
from shortlist_client.steps import (
    Answer,
    Found,
    MeasureFile,
    Pause,
    ReadFile,
    Send,
    SideBySide,
    Steps,
)

ENDINGS = (".pdf", ".docx", ".txt")
A_REQUEST = 100
LOOK_AGAIN_SECONDS = 1.0
_POINTER = re.compile(r"/files/(\d+)(?:/|$)")
_AGAIN = (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR,
          HTTPStatus.SERVICE_UNAVAILABLE)  # fmt: skip


@dataclass(frozen=True)
class ResumeFile:
    """A file to upload, with what to call the candidate if not by the file's name."""

    path: Path
    name: str | None = None
    candidate_id: str | None = None


@dataclass(frozen=True)
class UploadOutcome:
    """What became of one file: a candidate, or an error."""

    path: Path
    candidate_id: str | None = None
    error: ShortlistError | None = None
    reading: Reading | None = None
    """How the reading of the file ended, if it was waited for."""


def find_resumes(folder: Path) -> list[Path]:
    """Return the files of a folder and the folders in it that can be resumes, in order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith(".")
    )


class UploadOperations(Operations):
    """What can be done with files."""

    @operation
    def upload(
        self,
        job_id: str,
        files: Iterable[ResumeFile | Path | str],
        *,
        wait: bool = False,
        on_progress: Callable[[int, int], None] | None = None,
        timeout_seconds: float = 300.0,
    ) -> Steps[list[UploadOutcome]]:
        """Upload resumes, a few at a time; return what became of each, in their order.

        One bad file stops no other. With `wait`, it returns when each is read or cannot be.
        `on_progress` is told how many files are uploaded, or with `wait` read, and of how many.
        A tenant may have only so many files unread; the rest is uploaded as they are read.

        Raises:
            TimedOutError: if reading takes longer than that.
        """
        given = [one if isinstance(one, ResumeFile) else ResumeFile(Path(one)) for one in files]
        tell = on_progress or (lambda done, total: None)
        deadline = self.connection.clock() + timeout_seconds
        outcomes: list[UploadOutcome] = []
        for part in _split(given):
            outcomes += yield from _upload_behind(self, job_id, part, outcomes, deadline)
            if not wait:
                tell(len(outcomes), len(given))
        if not wait:
            return outcomes
        while waiting := (yield from _count_waiting(self, job_id, outcomes)):
            tell(len(given) - waiting, len(given))
            if self.connection.clock() >= deadline:
                raise TimedOutError(f"{waiting} files were not read in {timeout_seconds:g} s")
            yield Pause(LOOK_AGAIN_SECONDS)
        tell(len(given), len(given))
        return (yield from _add_readings(self, job_id, outcomes))


def _split(files: Iterable[ResumeFile]) -> Iterator[list[ResumeFile]]:
    rest = iter(files)
    while part := list(islice(rest, A_REQUEST)):
        yield part


def _upload_behind(
    client: Operations,
    job_id: str,
    files: Sequence[ResumeFile],
    earlier: Sequence[UploadOutcome],
    deadline: float,
) -> Steps[list[UploadOutcome]]:
    """Upload files behind earlier ones, whose outcomes must not get lost by what happens now."""
    may_help = True
    while True:
        try:
            return (yield from _upload_part(client, job_id, files))
        except ShortlistError as error:
            if not earlier:
                raise
            is_late = client.connection.clock() >= deadline
            if is_late or not may_help or not isinstance(error, OverLimitError):
                return [UploadOutcome(file.path, error=error) for file in files]
        may_help = (yield from _count_waiting(client, job_id, earlier)) > 0


def _upload_part(
    client: Operations, job_id: str, files: Sequence[ResumeFile]
) -> Steps[list[UploadOutcome]]:
    """Upload as many files as one request may announce."""
    found: dict[int, UploadOutcome] = {}
    sizes: dict[int, int] = {}
    for place, file in enumerate(files):
        try:
            sizes[place] = yield MeasureFile(file.path)
        except ShortlistError as error:
            found[place] = UploadOutcome(file.path, error=error)
    uploads = yield from _announce(client, job_id, files, sizes, found)
    sent: list[UploadOutcome] = yield SideBySide(
        [_send_file(files[place].path, upload) for place, upload in uploads.items()]
    )
    found |= dict(zip(uploads, sent, strict=True))
    return [found[place] for place in range(len(files))]


def _announce(
    client: Operations,
    job_id: str,
    files: Sequence[ResumeFile],
    sizes: dict[int, int],
    found: dict[int, UploadOutcome],
) -> Steps[dict[int, Upload]]:
    """Ask for addresses; a file that is refused by its name or size is left out next time."""
    path = make_path("jobposts", job_id, "resumes")
    while open_places := [place for place in sizes if place not in found]:
        body = {"files": [_describe(files[place], sizes[place]) for place in open_places]}
        try:
            answer = yield from client.connection.read(Uploads, "POST", path, body=body)
        except (InvalidRequestError, TooLargeError) as error:
            refused = {open_places[at] for at in _find_places(error) if at < len(open_places)}
            if not refused:
                raise
            found |= {place: UploadOutcome(files[place].path, error=error) for place in refused}
            continue
        return dict(zip(open_places, answer.uploads, strict=True))
    return {}


def _describe(file: ResumeFile, size: int) -> dict[str, Any]:
    body: dict[str, Any] = {"filename": file.path.name, "size": size}
    if file.name is not None:
        body["name"] = file.name
    if file.candidate_id is not None:
        body["candidate_id"] = file.candidate_id
    return body


def _find_places(problem: ProblemError) -> set[int]:
    matches = (_POINTER.match(error.pointer or "") for error in problem.errors)
    return {int(match[1]) for match in matches if match}


def _send_file(path: Path, upload: Upload) -> Steps[UploadOutcome]:
    """Send one file to the address that was signed for it; it is tried again as it is."""
    try:
        content: bytes = yield ReadFile(path)
        for attempt in range(1, TRIES + 1):
            answer: Answer = yield Send(upload.method, upload.url, upload.headers, content)
            if answer.status == HTTPStatus.PRECONDITION_FAILED and attempt > 1:
                # It is there: an attempt before has brought it, and its answer was lost.
                return UploadOutcome(path, upload.candidate_id)
            if answer.status not in _AGAIN or attempt == TRIES:
                break
            yield Pause(find_pause_seconds(answer, attempt))
    except ShortlistError as error:
        return UploadOutcome(path, upload.candidate_id, error)
    is_refused = answer.status >= HTTPStatus.MULTIPLE_CHOICES
    refusal = UploadRefusedError(f"the upload was answered {answer.status}") if is_refused else None
    return UploadOutcome(path, upload.candidate_id, refusal)


def _count_waiting(
    client: Operations, job_id: str, outcomes: Sequence[UploadOutcome]
) -> Steps[int]:
    """Return how many of the files that were uploaded wait to be read."""
    wanted = {one.candidate_id for one in outcomes if one.error is None and one.candidate_id}
    waiting = (yield from _list_readings(client, job_id, "waiting")) if wanted else {}
    return len(wanted & waiting.keys())


def _add_readings(
    client: Operations, job_id: str, outcomes: Sequence[UploadOutcome]
) -> Steps[list[UploadOutcome]]:
    """Return the outcomes with how the reading of each file ended."""
    if all(one.error for one in outcomes):
        return list(outcomes)
    readings = yield from _list_readings(client, job_id, None)
    return [
        replace(one, reading=readings.get(one.candidate_id or "")) if one.error is None else one
        for one in outcomes
    ]


def _list_readings(client: Operations, job_id: str, state: str | None) -> Steps[dict[str, Reading]]:
    readings: dict[str, Reading] = {}
    path = make_path("jobposts", job_id, "candidates")
    pages = client.connection.walk(Candidates, path, {"state": state})
    reply: Any = None
    while True:
        try:
            step = pages.send(reply)
        except StopIteration:
            return readings
        if isinstance(step, Found):
            readings |= {one.candidate_id: one.reading for one in step.items}
            reply = None
        else:
            reply = yield step
