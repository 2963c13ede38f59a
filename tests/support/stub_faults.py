"""Faults: which one a request meets, and what it looks like."""

import asyncio
import json
import socket
import struct
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from aiohttp import web

from tools.stub.server import write_error

if TYPE_CHECKING:
    from tests.support.faulty_stub import FaultyConfig

# Before an answer: refused or broken off. The names that end in a number are statuses.
Refusal = Literal[
    "429", "429_after_ms", "429_after", "429_after_date", "429_long", "500", "503", "503_after",
    "reset", "hang", "quota", "context_length", "content_filter_400", "not_json",
]  # fmt: skip
# In an answer that is paid for.
Defect = Literal[
    "malformed", "truncated", "refusal", "content_filter", "empty", "schema", "level", "lines",
    "extra_ids",
]  # fmt: skip
Fault = Refusal | Defect
DEFECTS = get_args(Defect)
_CODES = {
    "quota": (429, "insufficient_quota", "You have no quota left."),
    "context_length": (400, "context_length_exceeded", "The prompt is too long."),
    "content_filter_400": (400, "content_filter", "The prompt was filtered."),
}
_RESET_AT_ONCE = struct.pack("ii", 1, 0)


async def refuse_by_fault(config: "FaultyConfig", fault: str, request: web.Request) -> web.Response:
    """Answer a request with a fault that comes before any answer."""
    if fault in _CODES:
        status, code, message = _CODES[fault]
        return write_error(status, message, code)
    if fault == "not_json":
        return web.Response(text="<html>Bad gateway</html>", content_type="text/html")
    if fault == "hang":
        await asyncio.sleep(config.hang_seconds)
    if fault in {"hang", "reset"}:
        _break_off(request)
        return web.Response()
    response = write_error(int(fault[:3]), "Not now.", "not_now")
    response.headers.update(_ask_to_wait(config, fault))
    return response


def spoil(fault: str, answer: dict[str, Any]) -> str:
    """Write an answer as JSON, with the defect that is asked for."""
    first = answer["criteria"][0] if answer.get("criteria") else {}
    if fault == "malformed":
        return json.dumps(answer)[:-1]
    if fault == "truncated":
        return json.dumps(answer)[: len(json.dumps(answer)) // 2]
    if fault == "schema":
        answer = {"verdict": answer.get("criteria"), "summary": answer.get("summary")}
    if fault == "level":
        first["level"] = 9
    if fault == "lines":
        first["lines"] = [9001, 9002]
    if fault == "extra_ids":
        answer["criteria"].append({"id": "C99", "level": 4, "lines": [1]})
    return "" if fault in {"empty", "refusal", "content_filter"} else json.dumps(answer)


def _ask_to_wait(config: "FaultyConfig", fault: str) -> dict[str, str]:
    seconds = config.long_wait_seconds if fault.endswith("long") else config.short_wait_seconds
    if fault.endswith("after_ms"):
        return {"retry-after-ms": str(round(seconds * 1000))}
    if fault.endswith("date"):
        moment = datetime.now(UTC) + timedelta(seconds=seconds)
        return {"retry-after": format_datetime(moment, usegmt=True)}
    return {"retry-after": f"{seconds:g}"} if fault.endswith(("after", "long")) else {}


def _break_off(request: web.Request) -> None:
    if request.transport is None:
        return
    connection = request.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_ONCE)
    request.transport.abort()
