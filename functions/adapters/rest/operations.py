"""Operations of the API, described beside the code that does them.

A handler's name, docstring and signature say what the operation is called, does and takes; an
`Operation` says the rest. The API document is made from both (tools/openapi).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from inspect import get_annotations
from typing import Any, Literal, NamedTuple

from aws_lambda_powertools.event_handler import Response

from shortlist.frozen import Shown
from shortlist.queries import NoQuery

JSON = "application/json"

CSV = "text/csv; charset=utf-8"

# Headers that requests and answers carry.
LOCATION = "Location"
CONTENT_DISPOSITION = "Content-Disposition"
RETRY_AFTER = "Retry-After"
ETAG = "ETag"
REQUEST_ID = "X-Request-Id"
IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY_REPLAYED = "Idempotency-Replayed"
IF_MATCH = "If-Match"
IF_NONE_MATCH = "If-None-Match"

# What the audit trail calls the things that people do with a candidate's or a tenant's data.
Deed = Literal[
    "add candidates",
    "announce resumes",
    "read resume",
    "read rows",
    "erase candidate",
    "erase job post",
    "replace job post",
    "replace rubric",
    "replace reasons",
    "replace schedule",
    "delete schedule",
    "start ranking",
    "cancel ranking",
    "export ranking",
    "decide",
    "reveal candidate",
]
Access = Literal["recruiter", "anyone", "public"]
Method = Literal["GET", "POST", "PUT", "DELETE"]
Handler = Callable[..., Response[str]]


class Tag(StrEnum):
    """The parts of the API document."""

    JOB_POSTS = "Job posts"
    CANDIDATES = "Candidates"
    RANKINGS = "Rankings"
    DECISIONS = "Decisions"
    SERVICE = "Service"


class Reply(NamedTuple):
    """One way in which an operation answers well; `shape` is None for no body.

    `about` is what the API document says of it, where the usual words for the status do not fit.
    """

    status: HTTPStatus
    shape: type[Shown] | type[str] | None = None
    headers: tuple[str, ...] = ()
    media_type: str = JSON
    about: str | None = None


@dataclass(frozen=True)
class Operation:
    """What one method of one path answers, and what it needs besides its parameters.

    It answers with `shape` and the headers that it `sends`, or in one of the ways in `also`.
    `reads` are the headers that it takes, `fails` the problems that are not common to all
    operations of its kind. `access` is for recruiters unless it says `anyone` (operators too) or
    `public` (no token). `example` is a body to send. A `deed` leaves a line in the audit trail.
    """

    shape: type[Shown] | type[str] | None
    status: HTTPStatus = HTTPStatus.OK
    sends: tuple[str, ...] = ()
    also: tuple[Reply, ...] = ()
    reads: tuple[str, ...] = ()
    fails: tuple[HTTPStatus, ...] = ()
    access: Access = "recruiter"
    example: Mapping[str, Any] | None = None
    deed: Deed | None = None
    media_type: str = JSON

    @property
    def replies(self) -> tuple[Reply, ...]:
        """All ways in which it answers well."""
        return (Reply(self.status, self.shape, self.sends, self.media_type), *self.also)


class Route(NamedTuple):
    """A method of a path, what it is, and the function that does it.

    `body` and `query` are the types that the handler takes them as; `takes` names those of the
    two that it takes.
    """

    tag: Tag
    method: Method
    path: str
    operation: Operation
    handler: Handler
    body: Any
    query: Any
    takes: tuple[str, ...]


class Routes:
    """The routes of one subject, in the order of the API document."""

    def __init__(self, tag: Tag) -> None:
        self._tag = tag
        self._routes: list[Route] = []

    def add(self, method: Method, path: str, operation: Operation) -> Callable[[Handler], Handler]:
        """Add a route to the function that is decorated.

        The function takes the `Call` and, by their names, whatever it needs of these: the names
        in the path, `body` and `query`, each annotated with the type to read it as.
        """

        def keep(handler: Handler) -> Handler:
            types = get_annotations(handler)
            takes = tuple(name for name in ("body", "query") if name in types)
            body, query = types.get("body"), types.get("query", NoQuery)
            route = Route(self._tag, method, path, operation, handler, body, query, takes)
            self._routes.append(route)
            return handler

        return keep

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)
