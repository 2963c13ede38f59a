"""What can go wrong with a call, as types.

ShortlistError
├── SettingsError              the environment does not say whom to call, or as whom
├── ConnectionFailedError      nothing answered
├── UnexpectedAnswerError      what answered is not Shortlist's API, or a much newer one
├── UnreadableFileError        a file to upload is not there, or may not be read
├── UploadRefusedError         the store refused a file
├── SignInError                nobody is signed in, or the sign-in has ended
├── RankingFailedError         a ranking that was waited for has failed
├── TimedOutError              it took longer than the caller wanted to wait
└── ProblemError               the API refused (RFC 9457); one class a kind of problem
"""

from collections.abc import Mapping
from http import HTTPStatus

from pydantic import ValidationError

from shortlist_client.shapes import FieldError, Problem, TaskStatus
from shortlist_client.steps import Answer


class ShortlistError(Exception):
    """Anything that this package raises."""


class SettingsError(ShortlistError):
    """The environment does not say whom to call, or as whom."""


class ConnectionFailedError(ShortlistError):
    """Nothing answered: no network, no server, or not in time."""


class UnexpectedAnswerError(ShortlistError):
    """What answered is not what the API's document describes."""


class UnreadableFileError(ShortlistError):
    """A file to upload is not there, or may not be read."""


class UploadRefusedError(ShortlistError):
    """The store of the files did not take one."""


class SignInError(ShortlistError):
    """Nobody is signed in, or the sign-in has ended."""


class RankingFailedError(ShortlistError):
    """A ranking has failed, or was cancelled; `status` says why."""

    def __init__(self, status: TaskStatus) -> None:
        super().__init__(f"{status.error or status.message} ({status.error_code})")
        self.status = status


class TimedOutError(ShortlistError):
    """It took longer than the caller wanted to wait; it goes on all the same."""


class ProblemError(ShortlistError):
    """The API refused a request.

    `kind` is the last word of the problem's type (docs/problems.md), `errors` names each field
    that was wrong, and `request_id` is what to find the request in the service's log by.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or problem.title)
        self.type = problem.type
        self.kind = problem.type.rpartition("/")[2]
        self.title = problem.title
        self.status = problem.status
        self.request_id = problem.request_id
        self.errors: tuple[FieldError, ...] = tuple(problem.errors or ())


class UnauthenticatedError(ProblemError, SignInError):
    """The token is missing, wrong or over."""


class ForbiddenError(ProblemError):
    """The caller may not do this."""


class NotFoundError(ProblemError):
    """Unknown, gone, or another tenant's."""


class ConflictError(ProblemError):
    """The state of something forbids it, such as an id that is taken."""


class ChangedMeanwhileError(ProblemError):
    """Somebody else changed it since it was read."""


class TooLargeError(ProblemError):
    """Something is above a size limit."""


class InvalidRequestError(ProblemError):
    """A field or a parameter is missing, unknown or wrong."""


class OverLimitError(ProblemError):
    """Above a limit of the API or of the tenant, still after a few tries."""


class UnavailableError(ProblemError):
    """The service did not answer as it should, still after a few tries."""


_BY_STATUS: Mapping[int, type[ProblemError]] = {
    HTTPStatus.BAD_REQUEST: InvalidRequestError,
    HTTPStatus.UNAUTHORIZED: UnauthenticatedError,
    HTTPStatus.FORBIDDEN: ForbiddenError,
    HTTPStatus.NOT_FOUND: NotFoundError,
    HTTPStatus.CONFLICT: ConflictError,
    HTTPStatus.PRECONDITION_FAILED: ChangedMeanwhileError,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLargeError,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: InvalidRequestError,
    HTTPStatus.UNPROCESSABLE_ENTITY: InvalidRequestError,
    HTTPStatus.TOO_MANY_REQUESTS: OverLimitError,
}


def make_problem(answer: Answer) -> ProblemError:
    """Return the error for an answer that is a refusal, whoever on the way gave it."""
    try:
        problem = Problem.model_validate_json(answer.content)
    except ValidationError:
        problem = _describe_bare(answer)
    other = UnavailableError if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else ProblemError
    return _BY_STATUS.get(answer.status, other)(problem)


def _describe_bare(answer: Answer) -> Problem:
    """Describe what came without a body of ours, as from a gateway or a proxy in between."""
    known = answer.status in HTTPStatus.__members__.values()
    title = HTTPStatus(answer.status).phrase if known else f"Status {answer.status}"
    return Problem(
        type="about:blank",
        title=title,
        status=answer.status,
        detail=title,
        instance="",
        request_id=answer.headers.get("x-request-id")
        or answer.headers.get("x-amzn-requestid")
        or "",
    )
