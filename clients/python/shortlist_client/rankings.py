"""Rankings: forecast, started, followed to their end, read row by row, exported, cancelled."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypedDict, Unpack
from urllib.parse import parse_qsl, urljoin, urlsplit

from shortlist_client.connection import find_pause_seconds, make_key, make_path, parse
from shortlist_client.errors import (
    RankingFailedError,
    TimedOutError,
    UnexpectedAnswerError,
    make_problem,
)
from shortlist_client.operations import Operations, listing, operation
from shortlist_client.shapes import (
    Estimate,
    Ranker,
    Row,
    Rows,
    Samples,
    ServiceTier,
    Started,
    Status,
    Task,
    Tasks,
    TaskStatus,
)
from shortlist_client.steps import Answer, Found, Pause, Send, Steps

ENDS = ("SUCCESS", "FAILURE")
# The longest that a ranking may take, and a little for its end to be seen.
WAIT_SECONDS = 2400.0


class RankingOptions(TypedDict, total=False):
    """How to rank; None is the deployment's default."""

    ranker: Ranker | None
    model: str | None
    samples: Samples | None
    max_cost_usd: float | None
    blind: bool | None
    service_tier: ServiceTier | None


class RankingOperations(Operations):
    """What can be done with rankings."""

    @operation
    def estimate(self, job_id: str, **options: Unpack[RankingOptions]) -> Steps[Estimate]:
        """Return what a ranking with these options would take; nothing is started."""
        path = make_path("jobposts", job_id, "rank-candidates", "estimate")
        body = _leave_out_none(options)
        # It changes nothing, so that it may be asked twice, as something with a key may.
        headers = make_key(None)
        return (yield from self.connection.read(Estimate, "POST", path, body=body, headers=headers))

    @operation
    def rank(
        self,
        job_id: str,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[RankingOptions],
    ) -> Steps[Started]:
        """Start a ranking; an option that is left out is the deployment's default.

        Raises:
            ConflictError: if the job post has no candidates.
        """
        path = make_path("jobposts", job_id, "rank-candidates")
        body, headers = _leave_out_none(options), make_key(idempotency_key)
        return (yield from self.connection.read(Started, "POST", path, body=body, headers=headers))

    @operation
    def read_status(self, task_id: str, *, blind: bool = False) -> Steps[TaskStatus]:
        """Return how far a ranking is, with its result once it has succeeded."""
        path, query = make_path("jobposts", "task-status", task_id), {"blind": blind or None}
        return (yield from self.connection.read(TaskStatus, "GET", path, query=query))

    @operation
    def wait(
        self,
        task_id: str,
        *,
        on_progress: Callable[[TaskStatus], None] | None = None,
        blind: bool = False,
        timeout_seconds: float = WAIT_SECONDS,
    ) -> Steps[TaskStatus]:
        """Return the status of a ranking that has succeeded, as soon as it has.

        The API says how often to ask; `on_progress` is called whenever something has changed.

        Raises:
            RankingFailedError: if it fails or is cancelled.
            TimedOutError: if it has not ended by then; it goes on all the same.
        """
        path, query = make_path("jobposts", "task-status", task_id), {"blind": blind or None}
        deadline = self.connection.clock() + timeout_seconds
        etag = ""
        while True:
            headers = {"If-None-Match": etag} if etag else {}
            answer = yield from self.connection.call("GET", path, query=query, headers=headers)
            if answer.status != HTTPStatus.NOT_MODIFIED:
                etag = answer.headers.get("etag", "")
                status = parse(TaskStatus, answer)
                if on_progress is not None:
                    on_progress(status)
                if status.status in ENDS:
                    return _expect_success(status)
            pause = find_pause_seconds(answer, 1)
            if self.connection.clock() + pause > deadline:
                raise TimedOutError(
                    f"the ranking {task_id} has not ended in {timeout_seconds:g} s; it goes on"
                )
            yield Pause(pause)

    @listing(Row)
    def rows(self, ranking: str | TaskStatus, *, blind: bool = False) -> Steps[None]:
        """Go through the rows of a finished ranking, best first.

        `ranking` is a task's id, or the status that `wait` returned: what is in that is not
        asked for again.
        """
        if not isinstance(ranking, TaskStatus):
            path = make_path("jobposts", "task-status", ranking, "candidates")
            yield from self.connection.walk(Rows, path, {"blind": blind or None})
            return
        result = _expect_success(ranking).result
        if result is None:
            return
        yield Found(result.ranked_candidates)
        if result.next is not None:
            path, query = _split_address(result.next)
            yield from self.connection.walk(Rows, path, query)

    @operation
    def export_csv(self, task_id: str, *, blind: bool = False) -> Steps[bytes]:
        """Return a finished ranking as a CSV file that spreadsheets open as it is meant."""
        path = make_path("jobposts", "task-status", task_id) + "export.csv"
        answer = yield from self.connection.call("GET", path, query={"blind": blind or None})
        if answer.status == HTTPStatus.SEE_OTHER:
            # A large file comes from a store; its address is signed, and our token stays here.
            address = urljoin(self.connection.url + path, answer.headers.get("location", ""))
            stored: Answer = yield Send("GET", address)
            if stored.status != HTTPStatus.OK:
                raise make_problem(stored)
            return stored.content
        return answer.content

    @operation
    def cancel(self, task_id: str) -> Steps[TaskStatus]:
        """End a ranking; one that has ended already stays as it is."""
        path = make_path("jobposts", "task-status", task_id)
        return (yield from self.connection.read(TaskStatus, "DELETE", path))

    @listing(Task)
    def list_tasks(self, *, status: Status | None = None, job_id: str | None = None) -> Steps[None]:
        """Go through the tenant's rankings, newest first; an operator sees those of all."""
        query = {"status": status, "job_id": job_id}
        yield from self.connection.walk(Tasks, make_path("tasks"), query)


def _leave_out_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _expect_success(status: TaskStatus) -> TaskStatus:
    if status.status == "FAILURE":
        raise RankingFailedError(status)
    return status


def _split_address(address: str) -> tuple[str, dict[str, str]]:
    """Return the API's own path of an address and its query; whose host it is, does not matter."""
    parts = urlsplit(address)
    _, found, path = parts.path.partition("/api/")
    if not found:
        raise UnexpectedAnswerError("the address of the next rows is none of the API's")
    return f"/api/{path}", dict(parse_qsl(parts.query))
