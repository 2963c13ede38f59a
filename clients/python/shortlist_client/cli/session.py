"""Whom a command talks to and as whom: the options, the environment, the stored sign-in."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import typer

from shortlist_client.client import REFRESH_TOKEN, TOKEN, URL, Shortlist, read_environment
from shortlist_client.errors import SettingsError, ShortlistError, SignInError
from shortlist_client.tokens import FreshTokens, RenewedToken, SignedInPerson


class UsageError(ShortlistError):
    """The command line does not say what to do, or something that cannot be done."""


@dataclass(frozen=True)
class StoredSignIn:
    """Somebody's sign-in to one deployment, as it is kept between commands."""

    sign_in_url: str
    client_id: str
    refresh_token: str = field(repr=False)
    id_token: str = field(repr=False)
    good_until: float
    """In seconds since 1970, because another process reads it."""


@dataclass(frozen=True)
class SignInFile:
    """The sign-ins of this user of this machine; nobody else may read the file."""

    path: Path

    def read(self) -> tuple[str, dict[str, StoredSignIn]]:
        """Return the deployment that was signed in to last, and the sign-in of each."""
        try:
            found: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            stored = {url: StoredSignIn(**one) for url, one in found["sign_ins"].items()}
            return str(found["url"]), stored
        except FileNotFoundError:
            return "", {}
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"{self.path} is broken; remove it and sign in again") from error

    def keep(self, url: str, sign_in: StoredSignIn) -> None:
        """Add or replace the sign-in of a deployment."""
        _, stored = self.read()
        self._write(url, {**stored, url: sign_in})

    def forget(self, url: str) -> None:
        """Remove the sign-in of a deployment."""
        last, stored = self.read()
        stored.pop(url, None)
        self._write(last if last in stored else next(iter(stored), ""), stored)

    def _write(self, url: str, stored: Mapping[str, StoredSignIn]) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = {"url": url, "sign_ins": {key: asdict(one) for key, one in stored.items()}}
        new = self.path.with_suffix(f".{os.getpid()}")
        new.unlink(missing_ok=True)
        # Made with its mode: at no moment can others read it.
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(content, file, indent=2)
        new.replace(self.path)


@dataclass(frozen=True)
class Session:
    """What all commands share."""

    url: str

    @property
    def file(self) -> SignInFile:
        """Where sign-ins are kept."""
        return SignInFile(Path(typer.get_app_dir("shortlist")) / "sign-ins.json")

    def open(self) -> Shortlist:
        """Return a client for a command.

        Raises:
            UsageError: if nothing says where the API is.
            SignInError: if nothing says who calls it.
        """
        if os.environ.get(TOKEN) or os.environ.get(REFRESH_TOKEN):
            url, token = read_environment({**os.environ, URL: self.find_url()})
            return Shortlist(url, token=token)
        url = self.find_url()
        _, stored = self.file.read()
        if url not in stored:
            raise SignInError(f"nobody is signed in to {url}; run shortlist login {url}")
        return Shortlist(url, token=self._renew(url, stored[url]))

    def find_url(self) -> str:
        """Return the address of the API: as told, or where somebody signed in last."""
        url = self.url or self.file.read()[0]
        if not url:
            raise UsageError("which deployment? Run shortlist login URL, or set SHORTLIST_URL")
        return url

    def _renew(self, url: str, stored: StoredSignIn) -> RenewedToken:
        def keep(fresh: FreshTokens) -> None:
            self.file.keep(url, replace(stored, **describe_fresh(fresh)))

        person = SignedInPerson(stored.sign_in_url, stored.client_id, stored.refresh_token)
        rest_seconds = stored.good_until - time.time()
        return RenewedToken(person, keep, stored.id_token, time.monotonic() + rest_seconds)


def describe_fresh(fresh: FreshTokens) -> dict[str, Any]:
    """Return what to keep of new tokens; a new refresh token replaces the old one."""
    kept = {"id_token": fresh.id_token, "good_until": time.time() + fresh.expires_in - 120}
    return kept if fresh.refresh_token is None else {**kept, "refresh_token": fresh.refresh_token}
