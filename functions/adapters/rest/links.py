"""Addresses of other paths of the API, as the caller reaches it."""

from urllib.parse import quote, urlencode

from adapters.rest.call import Call
from shortlist.settings import get_settings


def link(call: Call, *parts: str, **query: str) -> str:
    """Return the address below `/api/` that these parts lead to, with a query."""
    path = "/".join(quote(part, safe="") for part in parts)
    words = f"?{urlencode(query)}" if query else ""
    return f"{get_settings().public_url or _find_base(call)}/api/{path}/{words}"


def link_status(call: Call, task_id: str) -> str:
    """Return the address of a task's status."""
    return link(call, "jobposts", "task-status", task_id)


def _find_base(call: Call) -> str:
    # The stage, or the base path of a domain, stands before /api in the path that API Gateway saw.
    seen = str(call.event.raw_event.get("requestContext", {}).get("path", ""))
    host = call.event.headers.get("Host", "")
    prefix = seen.partition("/api/")[0]
    return f"https://{host}{prefix}" if host else prefix
