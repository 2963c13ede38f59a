"""Calls Shortlist's API: `Shortlist` from plain code, `AsyncShortlist` from asyncio."""

from shortlist_client.client import AsyncShortlist, Shortlist
from shortlist_client.errors import (
    ChangedMeanwhileError,
    ConflictError,
    ConnectionFailedError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    OverLimitError,
    ProblemError,
    RankingFailedError,
    SettingsError,
    ShortlistError,
    SignInError,
    TimedOutError,
    TooLargeError,
    UnauthenticatedError,
    UnavailableError,
    UnexpectedAnswerError,
    UnreadableFileError,
    UploadRefusedError,
)
from shortlist_client.tokens import RenewedToken, ServiceUser, SignedInPerson
from shortlist_client.uploads import ResumeFile, UploadOutcome, find_resumes
from shortlist_client.version import __version__

__all__ = [
    "AsyncShortlist",
    "ChangedMeanwhileError",
    "ConflictError",
    "ConnectionFailedError",
    "ForbiddenError",
    "InvalidRequestError",
    "NotFoundError",
    "OverLimitError",
    "ProblemError",
    "RankingFailedError",
    "RenewedToken",
    "ResumeFile",
    "ServiceUser",
    "SettingsError",
    "Shortlist",
    "ShortlistError",
    "SignInError",
    "SignedInPerson",
    "TimedOutError",
    "TooLargeError",
    "UnauthenticatedError",
    "UnavailableError",
    "UnexpectedAnswerError",
    "UnreadableFileError",
    "UploadOutcome",
    "UploadRefusedError",
    "__version__",
    "find_resumes",
]
