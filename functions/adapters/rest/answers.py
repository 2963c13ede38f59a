"""Answers: JSON with the headers that every one has."""

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def answer_json(
    body: Any, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response[str]:
    """Answer with a JSON body."""
    return Response(
        status_code=status.value,
        content_type="application/json",
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        headers={**_PRIVATE, **(headers or {})},
    )


def answer_nothing() -> Response[str]:
    """Answer that it is done, without a body."""
    return Response(status_code=HTTPStatus.NO_CONTENT.value, body="", headers=dict(_PRIVATE))


def answer_unless_known(body: Any, known: str | None, headers: Mapping[str, str]) -> Response[str]:
    """Answer with a JSON body and its ETag, or with 304 to whoever has it already."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    shared = {**_PRIVATE, **headers, "Cache-Control": "private, no-cache", "ETag": etag}
    if known is not None and etag in {part.strip().removeprefix("W/") for part in known.split(",")}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED.value, body="", headers=dict(shared))
    return Response(
        status_code=HTTPStatus.OK.value,
        content_type="application/json",
        body=text,
        headers=dict(shared),
    )
