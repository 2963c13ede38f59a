"""Who calls: what the token says, for a page that wants to greet people."""

from aws_lambda_powertools.event_handler import Response
from pydantic import Field

from adapters.rest.answers import answer
from adapters.rest.call import Call
from adapters.rest.operations import Operation, Routes, Tag
from shortlist.frozen import Shown
from shortlist.identity import Role

ROUTES = Routes(Tag.SERVICE)


class ShownCaller(Shown):
    """Who the token says the caller is."""

    tenant: str | None = Field(description="The tenant; null for an operator.")
    role: Role = Field(description="What the caller may do.")
    subject: str = Field(description="The id of the caller, as `decided_by` names people.")
    email: str | None = Field(description="The e-mail address, if the token has one.")


@ROUTES.add("GET", "/api/me", Operation(ShownCaller, access="anyone"))
def read_caller(call: Call) -> Response[str]:
    """Tell who the token says the caller is.

    Nothing is looked up: what somebody may do follows from the token of each call.
    """
    return answer(ShownCaller.model_validate(call.identity))
