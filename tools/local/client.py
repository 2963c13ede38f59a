"""A bare client of the local cloud's API: whoever measures or tests sees each answer as it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2

from tools.local.place import LocalCloudError, Place

TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What the API said; the body is parsed JSON, or nothing."""

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class ApiClient:
    """Calls the API in the name of whoever the token belongs to; of nobody if it is empty."""

    api_url: str
    token: str

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Call a path and return the answer, be it a success or a refusal."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        return _send(method, self.api_url + path, headers, data)

    def expect(self, status: int, method: str, path: str, body: object = None) -> Answer:
        """Call a path that has to answer with this status."""
        answer = self.call(method, path, body)
        if answer.status != status:
            raise LocalCloudError(f"{method} {path} answered {answer.status}: {answer.body}")
        return answer

    def list_all(self, path: str) -> list[dict[str, Any]]:
        """Return the items of every page of a list."""
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            query = httpx2.QueryParams({"limit": 100} | ({"cursor": cursor} if cursor else {}))
            page = self.expect(200, "GET", f"{path}?{query}").body
            items += page["items"]
            cursor = page["next_cursor"]
        return items


def call_as(place: Place, name: str) -> ApiClient:
    """Return a client in the name of one of the people whom endpoint.json has tokens of."""
    try:
        endpoint = json.loads(place.endpoint_file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LocalCloudError("there is no local cloud; bring it up with make up") from error
    return ApiClient(endpoint["api_url"], endpoint["tokens"][name])


def upload(address: Mapping[str, Any], content: bytes) -> None:
    """Send a file to the address that the API signed for it."""
    answer = _send(address["method"], address["url"], address["headers"], content)
    if answer.status >= 300:
        raise LocalCloudError(f"the upload of {address['filename']} was answered {answer.status}")


@cache
def open_loopback() -> httpx2.Client:
    """Open connections to this machine, whatever proxy the environment names; each is used once."""
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx2.Client(trust_env=False, timeout=TIMEOUT_SECONDS, limits=limits)


def _send(method: str, url: str, headers: Mapping[str, str], data: bytes | None) -> Answer:
    try:
        answer = open_loopback().request(method, url, headers=headers, content=data)
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        raise LocalCloudError(
            f"{url} does not answer ({error}); bring it up with make up"
        ) from error
    return Answer(answer.status_code, answer.headers, _parse(answer))


def _parse(answer: httpx2.Response) -> Any:
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return answer.text
