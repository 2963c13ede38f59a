"""A bare client of the local cloud's API: whoever measures or tests sees each answer as it is."""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.local.place import LocalCloudError, Place

TIMEOUT_SECONDS = 60
# The local cloud is on this machine, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """What the API said; the body is parsed JSON, or nothing."""

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class ApiClient:
    """Calls the API in the name of whoever the token belongs to."""

    api_url: str
    token: str

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Call a path and return the answer, be it a success or a refusal.

        Raises:
            LocalCloudError: if nothing answers.
        """
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        return _send(method, self.api_url + path, headers, data)

    def expect(self, status: int, method: str, path: str, body: object = None) -> Answer:
        """Call a path that has to answer with this status.

        Raises:
            LocalCloudError: if it answers otherwise.
        """
        answer = self.call(method, path, body)
        if answer.status != status:
            raise LocalCloudError(f"{method} {path} answered {answer.status}: {answer.body}")
        return answer

    def list_all(self, path: str) -> list[dict[str, Any]]:
        """Return the items of every page of a list."""
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            query = urllib.parse.urlencode({"limit": 100} | ({"cursor": cursor} if cursor else {}))
            page = self.expect(200, "GET", f"{path}?{query}").body
            items += page["items"]
            cursor = page["next_cursor"]
        return items


def upload(address: Mapping[str, Any], content: bytes) -> None:
    """Send a file to the address that the API signed for it.

    Raises:
        LocalCloudError: if the file is refused.
    """
    answer = _send(address["method"], address["url"], address["headers"], content)
    if answer.status >= 300:
        raise LocalCloudError(f"the upload of {address['filename']} was answered {answer.status}")


def check_health(place: Place) -> None:
    """Ask the API whether it is well, which a finished deployment does not promise.

    Raises:
        LocalCloudError: if it does not say so; the message tells where to look.
    """
    url = f"{place.api_url}/api/health/"
    try:
        with _OPENER.open(url, timeout=TIMEOUT_SECONDS) as answer:
            json.load(answer)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise LocalCloudError(
            f"everything is deployed, but {url} does not answer ({error}). What the functions said "
            f"is in {place.emulator_log}; make clean and make up build everything anew"
        ) from error


def _send(method: str, url: str, headers: Mapping[str, str], data: bytes | None) -> Answer:
    if not url.startswith(("http://", "https://")):
        raise LocalCloudError(f"{url} is no web address")
    request = urllib.request.Request(url, data, dict(headers), method=method)  # noqa: S310
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as response:
            return Answer(response.status, dict(response.headers), _parse(response.read()))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, dict(refusal.headers), _parse(refusal.read()))
    except OSError as error:
        raise LocalCloudError(
            f"{url} does not answer ({error}); bring it up with make up"
        ) from error


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode("utf-8", "replace")
