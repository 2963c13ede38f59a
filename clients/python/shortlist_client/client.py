"""The two clients: `Shortlist` for plain code, `AsyncShortlist` for asyncio."""

import os
from collections.abc import Mapping
from typing import Self

import httpx2

from shortlist_client.candidates import CandidateOperations
from shortlist_client.connection import Connection
from shortlist_client.decisions import DecisionOperations
from shortlist_client.errors import SettingsError
from shortlist_client.job_posts import JobPostOperations
from shortlist_client.rankings import RankingOperations
from shortlist_client.runners import AsyncRunner, Runner
from shortlist_client.tokens import GivenToken, RenewedToken, ServiceUser, TokenSource
from shortlist_client.uploads import UploadOperations

TIMEOUT_SECONDS = 60.0
URL, TOKEN = "SHORTLIST_URL", "SHORTLIST_TOKEN"
REFRESH_TOKEN, CLIENT_ID = "SHORTLIST_REFRESH_TOKEN", "SHORTLIST_CLIENT_ID"
REGION, POOL_URL = "SHORTLIST_REGION", "SHORTLIST_POOL_URL"


class _AllOperations(
    JobPostOperations,
    CandidateOperations,
    UploadOperations,
    RankingOperations,
    DecisionOperations,
):
    """Everything that the API does."""


class Shortlist(_AllOperations, Runner):
    """The API of one deployment, called from plain code.

    `token` is an id token, a `ServiceUser` whose tokens are renewed, or any other source of
    tokens. `timeout_seconds` is how long one call may take.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | ServiceUser | TokenSource,
        timeout_seconds: float = TIMEOUT_SECONDS,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.connection = Connection(url, _find_source(token))
        super().__init__(timeout_seconds, transport)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Make a client of what the environment says.

        That is SHORTLIST_URL, and SHORTLIST_TOKEN or what `make service-user` prints:
        SHORTLIST_REFRESH_TOKEN, SHORTLIST_CLIENT_ID and SHORTLIST_REGION.

        Raises:
            SettingsError: if something is missing.
        """
        url, token = read_environment(os.environ if environment is None else environment)
        return cls(url, token=token)


class AsyncShortlist(_AllOperations, AsyncRunner):
    """The API of one deployment, called from asyncio; else the same as `Shortlist`."""

    def __init__(
        self,
        url: str,
        *,
        token: str | ServiceUser | TokenSource,
        timeout_seconds: float = TIMEOUT_SECONDS,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.connection = Connection(url, _find_source(token))
        super().__init__(timeout_seconds, transport)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Make a client of what the environment says, as `Shortlist.from_environment` does."""
        url, token = read_environment(os.environ if environment is None else environment)
        return cls(url, token=token)


def read_environment(environment: Mapping[str, str]) -> tuple[str, str | ServiceUser]:
    """Return the address of the API and who calls it.

    Raises:
        SettingsError: if something is missing.
    """
    url, token = environment.get(URL, ""), environment.get(TOKEN, "")
    if not url:
        raise SettingsError(f"{URL} is not set: where does the API answer?")
    if token:
        return url, token
    service = {name: environment.get(name, "") for name in (REFRESH_TOKEN, CLIENT_ID, REGION)}
    missing = [name for name, value in service.items() if not value]
    if missing:
        raise SettingsError(f"{TOKEN} is not set, nor is {' and '.join(missing)}")
    return url, ServiceUser(
        client_id=service[CLIENT_ID],
        region=service[REGION],
        refresh_token=service[REFRESH_TOKEN],
        endpoint=environment.get(POOL_URL, ""),
    )


def _find_source(token: str | ServiceUser | TokenSource) -> TokenSource:
    if isinstance(token, str):
        return GivenToken(token)
    return RenewedToken(token) if isinstance(token, ServiceUser) else token
