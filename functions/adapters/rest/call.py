"""A call of the API: who calls, what the call carries besides its body, and its addresses."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from adapters.rest.operations import IDEMPOTENCY_KEY, IF_MATCH, Access
from shortlist.errors import ForbiddenError, UnauthenticatedError
from shortlist.idempotency import RequestKey, read_key
from shortlist.identity import NOT_FOR_OPERATORS, Identity, identify
from shortlist.revisions import Expected
from shortlist.settings import get_settings
from shortlist.times import read_clock


@dataclass(frozen=True)
class Call:
    """One call that was let through; `caller` is None where no token is asked for.

    `ids` are those that the audit trail names; whoever makes or reads more of them adds them.
    """

    event: APIGatewayProxyEvent
    caller: Identity | None
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> Identity:
        """Who calls.

        Raises:
            UnauthenticatedError: if the operation asks for no token.
        """
        if self.caller is None:
            raise UnauthenticatedError("nobody is known here")
        return self.caller

    @property
    def tenant(self) -> str:
        """The tenant of the recruiter who calls.

        Raises:
            ForbiddenError: if an operator calls.
        """
        return self.identity.own_tenant

    @property
    def request_id(self) -> str:
        """What names this call in the log."""
        return str(self.event.request_context.request_id)

    def get_header(self, name: str) -> str | None:
        """Return a header, whatever the case of its name."""
        return self.event.headers.get(name)

    def read_key(self, *asked: object) -> RequestKey | None:
        """Return the `Idempotency-Key` of a request for these JSON values."""
        return read_key(self.get_header(IDEMPOTENCY_KEY), read_clock(), *asked)

    def list_etags(self, name: str) -> frozenset[str]:
        """Return the tags in a header, without what proxies put around them."""
        tags = (self.get_header(name) or "").split(",")
        return frozenset(tag.strip().removeprefix("W/").strip('"') for tag in tags) - {""}

    @property
    def expected(self) -> Expected:
        """The revisions that the caller would replace, by `If-Match`; None for any."""
        tags = self.list_etags(IF_MATCH)
        return None if not tags or "*" in tags else tags


def admit(event: APIGatewayProxyEvent, access: Access, ids: dict[str, Any]) -> Call:
    """Let a call through to an operation for this access.

    The caller comes from the claims that API Gateway has verified, and from nothing else.

    Raises:
        UnauthenticatedError, ForbiddenError: if the caller may not.
    """
    if access == "public":
        return Call(event, None, ids)
    authorizer = event.raw_event.get("requestContext", {}).get("authorizer") or {}
    identity = identify(authorizer.get("claims") or {}, list_accepted_clients(event))
    if access == "recruiter" and identity.role != "recruiter":
        raise ForbiddenError(NOT_FOR_OPERATORS)
    return Call(event, identity, ids)


def list_accepted_clients(event: APIGatewayProxyEvent) -> frozenset[str]:
    """Return the clients whose tokens count, as the stage names them.

    The stage does, because a client names the API's address, and so cannot stand in the
    environment of one of its functions.
    """
    named = (event.raw_event.get("stageVariables") or {}).get("acceptedClientIds") or ""
    return frozenset(filter(None, named.split(",")))


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
