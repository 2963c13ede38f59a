"""Bearer tokens: one that is given, or one that is renewed before it ends."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shortlist_client.errors import SignInError, UnexpectedAnswerError
from shortlist_client.steps import Answer, Send, Steps

RENEW_BEFORE_END_SECONDS = 120
_REFUSALS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
# User pools say with a 400, too, that they are asked too often.
_BUSY = frozenset({"TooManyRequestsException", "LimitExceededException"})


class TokenSource(Protocol):
    """Gives the token to call with."""

    def read(self, refused: str | None, now: float) -> Steps[str]:
        """Return a token, another one than the API has just refused if there can be one."""
        ...


@dataclass(frozen=True)
class GivenToken:
    """A token that somebody else takes care of."""

    token: str = field(repr=False)

    def read(self, refused: str | None, now: float) -> Steps[str]:
        """Return the only token there is."""
        yield from ()
        return self.token


class FreshTokens(BaseModel):
    """What an authorization server gives for a code or a refresh token."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, hide_input_in_errors=True)

    id_token: str = Field(alias="IdToken", repr=False)
    expires_in: int = Field(alias="ExpiresIn")
    refresh_token: str | None = Field(default=None, alias="RefreshToken", repr=False)


class Renewal(Protocol):
    """Knows how to get an id token for a refresh token."""

    def ask(self) -> Send:
        """Return the request for a new token."""
        ...

    def read_answer(self, answer: Answer) -> FreshTokens:
        """Return the tokens of a good answer."""
        ...


@dataclass(frozen=True)
class ServiceUser:
    """A product's own user, as `make service-user` prints it."""

    client_id: str
    region: str
    refresh_token: str = field(repr=False)
    endpoint: str = ""
    """Where the user pool answers, if that is not AWS."""

    def ask(self) -> Send:
        """Return the request for a new token; it needs no AWS credentials."""
        body = {
            "AuthFlow": "REFRESH_TOKEN_AUTH",
            "ClientId": self.client_id,
            "AuthParameters": {"REFRESH_TOKEN": self.refresh_token},
        }
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
        }
        endpoint = self.endpoint or f"https://cognito-idp.{self.region}.amazonaws.com/"
        return Send("POST", endpoint, headers, json.dumps(body).encode())

    def read_answer(self, answer: Answer) -> FreshTokens:
        """Return the tokens of a good answer."""
        return FreshTokens.model_validate(json.loads(answer.content)["AuthenticationResult"])


@dataclass(frozen=True)
class SignedInPerson:
    """Somebody who has signed in on the user pool's own page."""

    sign_in_url: str
    client_id: str
    refresh_token: str = field(repr=False)

    def ask(self) -> Send:
        """Return the request for a new token."""
        fields = {
            "grant_type": "refresh_token",
            "client_id": self.client_id,
            "refresh_token": self.refresh_token,
        }
        return make_token_request(self.sign_in_url, fields)

    def read_answer(self, answer: Answer) -> FreshTokens:
        """Return the tokens of a good answer."""
        return FreshTokens.model_validate_json(answer.content)


@dataclass
class RenewedToken:
    """Keeps a token, and gets a new one two minutes before its end or when it is refused."""

    renewal: Renewal
    keep: Callable[[FreshTokens], None] = lambda _: None
    """Told of each new token, so that it can be used again by another process."""
    token: str = field(default="", repr=False)
    good_until: float = 0.0

    def read(self, refused: str | None, now: float) -> Steps[str]:
        """Return the token, renewed if it must be."""
        if self.token and self.token != refused and now < self.good_until:
            return self.token
        fresh = yield from renew(self.renewal)
        self.token = fresh.id_token
        self.good_until = now + fresh.expires_in - RENEW_BEFORE_END_SECONDS
        self.keep(fresh)
        return self.token


def renew(renewal: Renewal) -> Steps[FreshTokens]:
    """Get new tokens.

    Raises:
        SignInError: if the refresh token has ended or was taken back.
        UnexpectedAnswerError: if the other side is no user pool, or does not work now.
    """
    answer: Answer = yield renewal.ask()
    if answer.status in _REFUSALS and not _is_busy(answer):
        raise SignInError("the sign-in has ended; sign in again")
    try:
        if answer.status == HTTPStatus.OK:
            return renewal.read_answer(answer)
    except (ValidationError, ValueError, KeyError, TypeError):
        pass
    raise UnexpectedAnswerError(f"the user pool answered {answer.status} to a refresh token")


def _is_busy(answer: Answer) -> bool:
    try:
        said = json.loads(answer.content)
    except ValueError:
        return False
    kind = str(said.get("__type", "")) if isinstance(said, dict) else ""
    return kind.rpartition("#")[2] in _BUSY


def make_token_request(sign_in_url: str, fields: dict[str, str]) -> Send:
    """Return a request to the token endpoint of a user pool's sign-in page."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{sign_in_url.rstrip('/')}/oauth2/token"
    return Send("POST", url, headers, urlencode(fields).encode())
