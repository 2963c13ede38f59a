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


class Header(str):
    """The name of a header that requests or answers carry, with what it is for and an example."""

    about: str
    example: str

    def __new__(cls, name: str, about: str, example: str) -> "Header":
        """Make the name with its words for the API document."""
        made = super().__new__(cls, name)
        made.about, made.example = about, example
        return made


_STATE = '"9f86d081884c7d659a2feaa0c55ad015"'
LOCATION = Header(
    "Location",
    "The address of what was made.",
    "https://api.example.com/api/jobposts/task-status/019ab3f2c1d45e6f708192a3b4c5d6e7/",
)
CONTENT_DISPOSITION = Header(
    "Content-Disposition",
    "The name to keep the file by.",
    'attachment; filename="ranking-019ab3f2c1d4.csv"',
)
RETRY_AFTER = Header("Retry-After", "After how many seconds to ask again.", "2")
ETAG = Header(
    "ETag", "Names this state of what was read, for `If-None-Match` or `If-Match`.", _STATE
)
REQUEST_ID = Header(
    "X-Request-Id",
    "What names this request in the log of the service.",
    "6f1c2f0e-7c1b-4c5e-9a53-1f0f3c2a7b11",
)
IDEMPOTENCY_KEY = Header(
    "Idempotency-Key",
    "A word of the caller's for this request, 1 to 255 printable characters. The same request"
    " with the same key is done once within 24 hours; another one with it is refused with 422.",
    "monday-1",
)
IDEMPOTENCY_REPLAYED = Header(
    "Idempotency-Replayed", "`true` if an earlier request with the same key did it.", "true"
)
IF_MATCH = Header(
    "If-Match",
    "The `ETag` of the state that is to be replaced; 412 if it has another one by now.",
    _STATE,
)
IF_NONE_MATCH = Header(
    "If-None-Match",
    "The `ETag` of the state that the caller has; 304 if it is still the same.",
    _STATE,
)

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
    """The parts of the API document, each with what it is about."""

    about: str

    JOB_POSTS = "Job posts", "Job posts, the rubrics to rank by, and schedules to rank on."
    CANDIDATES = "Candidates", "Candidates and their resumes, as text or as files."
    RANKINGS = "Rankings", "Ranking tasks: started, watched, read, cancelled."
    DECISIONS = "Decisions", "What people decide about candidates, and what they did before."
    SERVICE = "Service", "The service itself."

    def __new__(cls, name: str, about: str) -> "Tag":
        """Make the name of a part."""
        made = str.__new__(cls, name)
        made._value_, made.about = name, about
        return made


# What an answer says by its status alone.
STATUS_WORDS: Mapping[HTTPStatus, str] = {
    HTTPStatus.OK: "Done.",
    HTTPStatus.CREATED: "Made.",
    HTTPStatus.ACCEPTED: "Accepted; it goes on in the background.",
    HTTPStatus.NO_CONTENT: "Done; there is nothing to say.",
    HTTPStatus.NOT_MODIFIED: "The caller has this state already.",
    HTTPStatus.SEE_OTHER: "It is at the address in `Location`.",
    HTTPStatus.BAD_REQUEST: "The body is not JSON, or the cursor is not one of ours.",
    HTTPStatus.UNAUTHORIZED: "No token, or one that names no tenant.",
    HTTPStatus.FORBIDDEN: "The caller may not do this.",
    HTTPStatus.NOT_FOUND: "Unknown, gone, or another tenant's: one and the same.",
    HTTPStatus.CONFLICT: "The state of something forbids it.",
    HTTPStatus.PRECONDITION_FAILED: "It was changed since the caller read it.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Something is above a size limit.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not `application/json`.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A field or a parameter is missing, unknown or wrong.",
    HTTPStatus.TOO_MANY_REQUESTS: "Above a limit of the API or of the tenant.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on the side of the service.",
    HTTPStatus.SERVICE_UNAVAILABLE: "A part of the service does not answer right now.",
}


class Reply(NamedTuple):
    """One way in which an operation answers well; `shape` is None for no body.

    `about` is what the API document says of it, where the usual words for the status do not fit.
    """

    status: HTTPStatus
    shape: type[Shown] | type[str] | None = None
    headers: tuple[Header, ...] = ()
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
    sends: tuple[Header, ...] = ()
    also: tuple[Reply, ...] = ()
    reads: tuple[Header, ...] = ()
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
