"""One call of the API: its address, its token, what is tried again, and what is an error."""

import json
import random
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from pydantic import ValidationError

from shortlist_client.errors import (
    ConnectionFailedError,
    SettingsError,
    UnexpectedAnswerError,
    make_problem,
)
from shortlist_client.shape import Shape
from shortlist_client.steps import Answer, Found, Pause, Send, Steps
from shortlist_client.tokens import TokenSource

S = TypeVar("S", bound=Shape)

TRIES = 5
LONGEST_WAIT_SECONDS = 30.0
IDEMPOTENCY_KEY = "Idempotency-Key"
PAGE = 100

# These say that nothing was done; the others of a server may come after something was.
_NOT_DONE = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_UNCLEAR = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
_REPEATABLE = ("GET", "PUT", "DELETE")


class Connection:
    """The API of one deployment, in the name of whoever the tokens belong to."""

    def __init__(
        self, url: str, tokens: TokenSource, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise SettingsError(f"{url!r} is no web address")
        self.url = url.rstrip("/")
        self.tokens = tokens
        self.clock = clock

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Steps[Answer]:
        """Call a path until it is answered for good.

        A refused token is renewed once. 429 and 503 are tried again when `Retry-After` says, a
        lost connection only where doing it twice does no harm: not for a POST without a key.

        Raises:
            ProblemError: if the API refuses.
            ConnectionFailedError: if nothing answers.
        """
        sent = dict(headers or {})
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if content is not None:
            sent["Content-Type"] = "application/json"
        is_repeatable = method in _REPEATABLE or IDEMPOTENCY_KEY in sent
        refused: str | None = None
        for tries_left in reversed(range(TRIES)):
            token = yield from self.tokens.read(refused, self.clock())
            sent["Authorization"] = f"Bearer {token}"
            request = Send(method, self.make_url(path, query), dict(sent), content)
            answer = yield from _send_once(request, may_fail=is_repeatable and tries_left > 0)
            if answer is not None and answer.status < HTTPStatus.BAD_REQUEST:
                return answer
            if answer is not None and answer.status == HTTPStatus.UNAUTHORIZED and refused is None:
                refused = token
                if (yield from self.tokens.read(refused, self.clock())) != token:
                    continue
            if not tries_left or not _is_worth_another(answer, is_repeatable):
                break
            yield Pause(find_pause_seconds(answer, TRIES - tries_left))
        assert answer is not None  # noqa: S101 - on the last try a lost connection is raised
        raise make_problem(answer)

    def read(self, shape: type[S], method: str, path: str, **options: Any) -> Steps[S]:
        """Call a path that answers with a shape."""
        answer = yield from self.call(method, path, **options)
        return parse(shape, answer)

    def walk(
        self, shape: type[S], path: str, query: Mapping[str, Any] | None = None
    ) -> Steps[None]:
        """Find the items of every page of a list; `shape` is that of a page."""
        wanted = {"limit": PAGE, **(query or {})}
        while True:
            page: Any = yield from self.read(shape, "GET", path, query=wanted)
            yield Found(page.items)
            if page.next_cursor is None:
                return
            wanted["cursor"] = page.next_cursor

    def make_url(self, path: str, query: Mapping[str, Any] | None = None) -> str:
        """Return the whole address of a path."""
        given = {name: _write(value) for name, value in (query or {}).items() if value is not None}
        return self.url + path + (f"?{urlencode(given)}" if given else "")


def make_path(*parts: str) -> str:
    """Return the path of a resource: `make_path("jobposts", job_id, "rubric")`."""
    return "/api/" + "".join(f"{quote(part, safe='')}/" for part in parts)


def parse(shape: type[S], answer: Answer) -> S:
    """Return the shape that an answer holds.

    Raises:
        UnexpectedAnswerError: if it holds another one.
    """
    try:
        value = shape.model_validate_json(answer.content)
    except ValidationError as error:
        # Only where and why: the values may be a person's.
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        raise UnexpectedAnswerError(
            f"no {shape.__name__} as this client knows it: {where}: {first['msg']}"
        ) from None
    value.keep_etag(answer.headers.get("etag"))
    return value


def make_key(given: str | None) -> dict[str, str]:
    """Return the header that keeps a request that is sent twice from being done twice."""
    return {IDEMPOTENCY_KEY: given or str(uuid.uuid4())}


def make_condition(value: object) -> dict[str, str]:
    """Return the header that lets a value replace nothing but the state that it was read in."""
    etag = value.etag if isinstance(value, Shape) else None
    return {} if etag is None else {"If-Match": etag}


def find_pause_seconds(answer: Answer | None, attempt: int) -> float:
    """Return how long to wait before the next try: what was asked for, up to a limit."""
    asked = answer.headers.get("retry-after", "") if answer is not None else ""
    seconds = _read_retry_after(asked)
    if seconds is None:
        # Callers that failed together do not come back together.
        seconds = 2.0 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)


def _read_retry_after(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        pass
    try:
        return (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None


def _send_once(request: Send, *, may_fail: bool) -> Steps[Answer | None]:
    try:
        answer: Answer = yield request
    except ConnectionFailedError:
        if may_fail:
            return None
        raise
    return answer


def _is_worth_another(answer: Answer | None, is_repeatable: bool) -> bool:
    if answer is None or answer.status in _NOT_DONE:
        return True
    return is_repeatable and answer.status in _UNCLEAR


def _write(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
