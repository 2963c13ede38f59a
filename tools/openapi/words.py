"""What the document says about things that stand in many operations."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from adapters.rest import operations
from adapters.rest.operations import Tag

ABOUT = """\
Ranks the resumes of a job post in the background and shows why.

Every path answers with and without its trailing slash. Every answer but `GET …/export.csv` is JSON.
A list has pages: `next_cursor` of one page is the `cursor` of the next one, and null on the last.
A problem is `application/problem+json` (RFC 9457); its `type` is one of a fixed list. A field or a
query parameter that is not known is refused with 422. Without a valid token, every path below
`/api/` that needs one answers 401. With one, an unknown path is refused with 404, a wrong method
with 405 and `Allow`. Outside `/api/`, and for a method that a public path lacks, API Gateway
answers by itself: 404 without `Allow`, with or without a token."""

TAGS: Mapping[Tag, str] = {
    Tag.JOB_POSTS: "Job posts, the rubrics to rank by, and schedules to rank on.",
    Tag.CANDIDATES: "Candidates and their resumes, as text or as files.",
    Tag.RANKINGS: "Ranking tasks: started, watched, read, cancelled.",
    Tag.DECISIONS: "What people decide about candidates, and what they did before.",
    Tag.SERVICE: "The service itself.",
}

NAMES_IN_PATHS: Mapping[str, str] = {
    "job_id": "The id of the job post.",
    "candidate_id": "The id of the candidate.",
    "task_id": "The id of the ranking task, as its start answered it.",
}


class HeaderWords(NamedTuple):
    """What a header is for, and an example of its value."""

    about: str
    example: str


HEADERS: Mapping[str, HeaderWords] = {
    operations.LOCATION: HeaderWords(
        "The address of what was made.",
        "https://api.example.com/api/jobposts/task-status/019ab3f2c1d45e6f708192a3b4c5d6e7/",
    ),
    operations.CONTENT_DISPOSITION: HeaderWords(
        "The name to keep the file by.", 'attachment; filename="ranking-019ab3f2c1d4.csv"'
    ),
    operations.RETRY_AFTER: HeaderWords("After how many seconds to ask again.", "2"),
    operations.ETAG: HeaderWords(
        "Names this state of what was read, for `If-None-Match` or `If-Match`.",
        '"9f86d081884c7d659a2feaa0c55ad015"',
    ),
    operations.REQUEST_ID: HeaderWords(
        "What names this request in the log of the service.", "6f1c2f0e-7c1b-4c5e-9a53-1f0f3c2a7b11"
    ),
    operations.IDEMPOTENCY_KEY: HeaderWords(
        "A word of the caller's for this request, 1 to 255 printable characters. The same request"
        " with the same key is done once within 24 hours; another one with it is refused with 422.",
        "monday-1",
    ),
    operations.IDEMPOTENCY_REPLAYED: HeaderWords(
        "`true` if an earlier request with the same key did it.", "true"
    ),
    operations.IF_MATCH: HeaderWords(
        "The `ETag` of the state that is to be replaced; 412 if it has another one by now.",
        '"9f86d081884c7d659a2feaa0c55ad015"',
    ),
    operations.IF_NONE_MATCH: HeaderWords(
        "The `ETag` of the state that the caller has; 304 if it is still the same.",
        '"9f86d081884c7d659a2feaa0c55ad015"',
    ),
}

ANSWERS: Mapping[HTTPStatus, str] = {
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
