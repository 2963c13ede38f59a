"""Sign-in from a command line: the user pool's own page, a code, and PKCE (RFC 8252, RFC 7636).

The code comes back to a port of this machine. A user pool compares whole addresses, so it is one
of three that are registered.
"""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import ValidationError

from shortlist_client.errors import (
    SettingsError,
    SignInError,
    TimedOutError,
    UnexpectedAnswerError,
)
from shortlist_client.steps import Answer, Send, Steps
from shortlist_client.tokens import FreshTokens, make_token_request

PORTS = (8976, 8977, 8978)
PATIENCE_SECONDS = 300.0
_DONE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Shortlist</title>
<p>You are signed in. Close this window and go on in the terminal.</p></html>"""


@dataclass(frozen=True)
class SignInPage:
    """Where a deployment signs people in, and what it knows the command line as."""

    url: str
    client_id: str


@dataclass(frozen=True)
class Attempt:
    """One sign-in that is under way; nobody who lacks its secrets can end it."""

    page: SignInPage
    return_url: str
    state: str
    verifier: str

    @classmethod
    def begin(cls, page: SignInPage, return_url: str) -> "Attempt":
        """Begin a sign-in that comes back to an address."""
        return cls(page, return_url, secrets.token_urlsafe(24), secrets.token_urlsafe(48))

    @property
    def address(self) -> str:
        """What to open in a browser."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        fields = {
            "response_type": "code",
            "client_id": self.page.client_id,
            "redirect_uri": self.return_url,
            # Alone: Cognito tells every attribute then, the tenant too; beside "email" only that.
            "scope": "openid",
            "state": self.state,
            "code_challenge_method": "S256",
            "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
        }
        return f"{self.page.url}/oauth2/authorize?{urlencode(fields)}"

    def redeem(self, code: str) -> Steps[FreshTokens]:
        """Exchange the code for tokens.

        Raises:
            SignInError: if it is none, or somebody else's.
        """
        fields = {
            "grant_type": "authorization_code",
            "client_id": self.page.client_id,
            "redirect_uri": self.return_url,
            "code": code,
            "code_verifier": self.verifier,
        }
        answer: Answer = yield make_token_request(self.page.url, fields)
        try:
            if answer.status == HTTPStatus.OK:
                return FreshTokens.model_validate_json(answer.content)
        except ValidationError:
            pass
        raise SignInError("the code of the sign-in page was refused; sign in again")


def find_sign_in_page(url: str) -> Steps[SignInPage]:
    """Read from a deployment's page where it signs people in.

    Raises:
        SettingsError: if it is no page of Shortlist's, or has no sign-in for a command line.
    """
    answer: Answer = yield Send("GET", f"{url}/")
    reader = _MetaReader()
    reader.feed(answer.content.decode("utf-8", "replace"))
    if answer.status != HTTPStatus.OK or "shortlist-sign-in-url" not in reader.found:
        raise SettingsError(f"{url} is no address of Shortlist")
    page = SignInPage(
        reader.found["shortlist-sign-in-url"].rstrip("/"),
        reader.found.get("shortlist-command-line-client-id", ""),
    )
    if not (page.url and page.client_id):
        raise SettingsError(f"{url} signs nobody in from a command line; set SHORTLIST_TOKEN")
    return page


def take_back(page: SignInPage, refresh_token: str) -> Steps[None]:
    """End a sign-in on the side of the user pool."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    fields = {"token": refresh_token, "client_id": page.client_id}
    url = f"{page.url}/oauth2/revoke"
    answer: Answer = yield Send("POST", url, headers, urlencode(fields).encode())
    if answer.status != HTTPStatus.OK:
        raise UnexpectedAnswerError(f"the user pool answered {answer.status} to a sign-out")


class CodeServer:
    """Listens on one of the registered ports until a browser brings the code."""

    def __init__(self, ports: tuple[int, ...] = PORTS) -> None:
        self._found: dict[str, str] = {}
        self._server = self._listen(ports)

    @property
    def return_url(self) -> str:
        """The address that the sign-in page sends the browser back to."""
        return f"http://localhost:{self._server.server_port}/"

    def await_code(
        self, state: str, show: Callable[[], None], patience_seconds: float = PATIENCE_SECONDS
    ) -> str:
        """Show the sign-in page and return the code that comes back for this state.

        Raises:
            SignInError: if the sign-in page says no.
            TimedOutError: if nobody signs in.
        """
        deadline = time.monotonic() + patience_seconds
        with self._server:
            show()
            while self._found.get("state") != state:
                self._server.timeout = deadline - time.monotonic()
                if self._server.timeout <= 0:
                    raise TimedOutError(f"nobody signed in within {patience_seconds:g} s")
                self._server.handle_request()
        if "code" not in self._found:
            reason = self._found.get("error_description") or self._found.get("error", "")
            raise SignInError(f"the sign-in page answered: {reason}")
        return self._found["code"]

    def _listen(self, ports: tuple[int, ...]) -> HTTPServer:
        found = self._found

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query))
                is_ours = parts.path == "/" and "state" in query
                if is_ours:
                    found.update(query)
                self.send_response(HTTPStatus.OK if is_ours else HTTPStatus.NOT_FOUND)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(_DONE if is_ours and "code" in query else b"")

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
                """Keep the terminal for the command's own words; the address holds a code."""

        for port in ports:
            try:
                return HTTPServer(("127.0.0.1", port), Handler)
            except OSError:
                continue
        raise SettingsError(f"the ports {', '.join(map(str, ports))} of this machine are all taken")


class _MetaReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and (name := values.get("name")):
            self.found[name] = values.get("content") or ""
