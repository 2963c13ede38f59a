"""The log: structured, by ids; never a body, a name or a resume. And the audit trail in it.

The trail has one line for each thing that somebody did with people's data, or tried to. A line
names people and things by their ids alone. An id that a caller makes up is text like any other, so
one that has not the form of an id is left out.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from shortlist.errors import RequestError
from shortlist.ids import keep_ids

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

    from adapters.rest.operations import Deed

logger = Logger()
# The same log as the standard library knows it, for libraries that ask for one.
standard_logger = logging.getLogger(logger.name)
_CLAIMS = {"actor": "sub", "tenant": "custom:tenant", "token": "jti"}
_CLAIM = re.compile(r"[!-~]{1,128}")


@contextmanager
def audit(
    event: "APIGatewayProxyEvent", deed: "Deed | None", ids: Mapping[str, Any]
) -> Iterator[None]:
    """Write one line when a deed is done, refused or failed; `ids` may grow until then."""
    if deed is None:
        yield
        return
    outcome, error = "done", None
    try:
        yield
    except Exception as caught:
        outcome = "refused" if isinstance(caught, RequestError) else "failed"
        error = type(caught).__name__
        raise
    finally:
        request_id = str(event.request_context.request_id)
        fields = {"action": deed, "outcome": outcome, "error": error, "request_id": request_id}
        logger.info("audit", extra={**fields, **name_caller(event), **keep_ids(ids)})


def name_caller(event: "APIGatewayProxyEvent") -> dict[str, str]:
    """Return who calls, as the verified token says, also where it is not let through."""
    authorizer = event.raw_event.get("requestContext", {}).get("authorizer") or {}
    claims = authorizer.get("claims") or {}
    told = {name: str(claims.get(claim, "")) for name, claim in _CLAIMS.items()}
    return {name: value for name, value in told.items() if _CLAIM.fullmatch(value)}
