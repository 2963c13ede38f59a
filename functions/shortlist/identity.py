"""Who calls: a tenant's recruiter or an operator, as the verified token says."""

import re
from collections.abc import Mapping
from typing import Literal

from shortlist.errors import ForbiddenError, UnauthenticatedError
from shortlist.model import Frozen

Role = Literal["recruiter", "operator"]
OPERATORS = "operators"

_TENANT = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Identity(Frozen):
    """A caller. An operator has no tenant; a recruiter has exactly one."""

    role: Role
    tenant: str | None
    subject: str

    @property
    def own_tenant(self) -> str:
        """The recruiter's tenant.

        Raises:
            ForbiddenError: for an operator, who has no business with a tenant's data.
        """
        if self.tenant is None:
            raise ForbiddenError("operators see task metadata only, not the data of a tenant")
        return self.tenant


def identify(claims: Mapping[str, object]) -> Identity:
    """Make out the caller from the claims of a token that API Gateway has verified.

    Raises:
        UnauthenticatedError: if the token names neither a tenant nor the group of operators,
            as an access token does not.
    """
    subject = str(claims.get("sub", ""))
    if OPERATORS in _groups(claims):
        return Identity(role="operator", tenant=None, subject=subject)
    tenant = str(claims.get("custom:tenant", ""))
    if not _TENANT.fullmatch(tenant):
        raise UnauthenticatedError("the token names no tenant; send the id token")
    return Identity(role="recruiter", tenant=tenant, subject=subject)


def _groups(claims: Mapping[str, object]) -> list[str]:
    # API Gateway hands a list over as text: "[a, b]" or "a,b", by the kind of authorizer.
    groups = claims.get("cognito:groups", "")
    text = " ".join(groups) if isinstance(groups, list) else str(groups)
    return [group for group in re.split(r"[\s,\[\]]+", text) if group]
