"""Who calls: a tenant's recruiter or an operator, as the verified token says."""

import re
from collections.abc import Collection, Mapping
from typing import Literal

from shortlist.errors import ForbiddenError, UnauthenticatedError
from shortlist.frozen import Frozen

Role = Literal["recruiter", "operator"]
OPERATORS = "operators"
NOT_FOR_OPERATORS = "operators see task metadata only, not the data of a tenant"

_TENANT = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Identity(Frozen):
    """A caller. An operator has no tenant; a recruiter has exactly one."""

    role: Role
    tenant: str | None
    subject: str
    email: str | None = None

    @property
    def own_tenant(self) -> str:
        """The recruiter's tenant.

        Raises:
            ForbiddenError: for an operator, who has no business with a tenant's data.
        """
        if self.tenant is None:
            raise ForbiddenError(NOT_FOR_OPERATORS)
        return self.tenant


def identify(claims: Mapping[str, object], accepted_clients: Collection[str]) -> Identity:
    """Make out the caller from the claims of a token that API Gateway has verified.

    Only the tokens of `accepted_clients` count; without any, none does.

    Raises:
        UnauthenticatedError: if it is no id token, if a client got it that is none of ours, or if
            it names neither a tenant nor the group of operators.
    """
    if claims.get("token_use") != "id":
        raise UnauthenticatedError("this is no id token; send the id token")
    if claims.get("aud") not in accepted_clients:
        raise UnauthenticatedError("the token was made for another application")
    subject = str(claims.get("sub", ""))
    email = str(claims.get("email") or "") or None
    if _is_operator(claims.get("cognito:groups")):
        return Identity(role="operator", tenant=None, subject=subject, email=email)
    tenant = str(claims.get("custom:tenant", ""))
    if not _TENANT.fullmatch(tenant):
        raise UnauthenticatedError("the token names no tenant; send the id token")
    return Identity(role="recruiter", tenant=tenant, subject=subject, email=email)


def _is_operator(groups: object) -> bool:
    """Tell whether a claim of groups names the operators beyond doubt.

    API Gateway joins several groups with commas, which a group's name may hold: "x,operators" may
    be one group or two. So only whoever is in no other group is an operator.
    """
    return groups in (OPERATORS, [OPERATORS], f"[{OPERATORS}]")
