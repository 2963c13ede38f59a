"""Answers: values of the product as JSON, with the headers that every answer has."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from adapters.rest.call import Call
from adapters.rest.operations import (
    CONTENT_DISPOSITION,
    CSV,
    ETAG,
    IDEMPOTENCY_REPLAYED,
    IF_NONE_MATCH,
    JSON,
    LOCATION,
)
from shortlist.frozen import Shown, ShownList
from shortlist.queries import Listing, ListPage, PageQuery
from shortlist.revisions import make_revision

_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def answer(
    body: Shown, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response[str]:
    """Answer with a value as JSON."""
    return _answer_text(_write(body), status, {**_PRIVATE, **(headers or {})})


def answer_file(text: str, name: str) -> Response[str]:
    """Answer with a table to be kept as a file."""
    headers = {**_PRIVATE, CONTENT_DISPOSITION: f'attachment; filename="{name}"'}
    return Response(status_code=HTTPStatus.OK.value, content_type=CSV, body=text, headers=headers)


def answer_elsewhere(address: str) -> Response[str]:
    """Answer with the address to read at; no token goes there."""
    headers = {**_PRIVATE, "Referrer-Policy": "no-referrer", LOCATION: address}
    return Response(status_code=HTTPStatus.SEE_OTHER.value, body="", headers=headers)


def answer_nothing() -> Response[str]:
    """Answer that it is done, without a body."""
    return Response(status_code=HTTPStatus.NO_CONTENT.value, body="", headers=dict(_PRIVATE))


def answer_unless_known(call: Call, body: Shown, headers: Mapping[str, str]) -> Response[str]:
    """Answer with a value and its ETag, or with 304 to whoever has it already."""
    text = _write(body)
    revision = make_revision(text)
    shared = {**_PRIVATE, **headers, "Cache-Control": "private, no-cache", ETAG: f'"{revision}"'}
    if revision in call.list_etags(IF_NONE_MATCH):
        return Response(status_code=HTTPStatus.NOT_MODIFIED.value, body="", headers=dict(shared))
    return _answer_text(text, HTTPStatus.OK, shared)


def answer_revision(
    body: Shown,
    revision: str,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    """Answer with something that callers may replace, and the name of its state."""
    return answer(body, status, {ETAG: f'"{revision}"', **(headers or {})})


def answer_list(
    shape: type[ShownList[Any]],
    listing: Listing,
    query: PageQuery,
    fetch: Callable[[int, str | None], ListPage[Any]],
) -> Response[str]:
    """Answer with the page of a list that a query asks for.

    `fetch` takes how many entries there may be, and the position that they stand behind.
    """
    page = fetch(query.limit, listing.read_cursor(query.cursor))
    found = {"items": page.items, "next_cursor": listing.write_cursor(page.position)}
    return answer(shape.model_validate(found, extra="ignore"))


def tell_replay(*, is_replay: bool) -> dict[str, str]:
    """Return the header that says that an earlier request with the same key did it."""
    return {IDEMPOTENCY_REPLAYED: "true"} if is_replay else {}


def _write(body: Shown) -> str:
    return body.model_dump_json() + "\n"


def _answer_text(text: str, status: HTTPStatus, headers: Mapping[str, str]) -> Response[str]:
    return Response(status_code=status.value, content_type=JSON, body=text, headers=dict(headers))
