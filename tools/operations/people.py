"""`python -m tools.operations.people`: users of the stack's own pool.

`recruiter TENANT EMAIL` and `operator EMAIL` invite a person, who gets a first password by
e-mail; the tenant can never be changed afterwards. `service TENANT NAME` makes a user for a
product that has no person to sign in, and prints its user name and first refresh token, once.
"""

import argparse
import json
import re
import secrets
import sys
from collections.abc import Sequence
from typing import Any

import boto3

from tools.operations.stack import (
    DeployedStack,
    OperationError,
    find_stack,
    noting_deed,
    run_operation,
)

OPERATORS = "operators"
TENANT = re.compile(r"[A-Za-z0-9_-]{1,64}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make one user and return the exit status."""
    chosen = _read_arguments(arguments)

    def make() -> str:
        stack = find_stack(chosen.stack_name)
        pool_id = find_pool(stack)
        client: Any = boto3.client("cognito-idp")
        tenant = None if chosen.kind == "operator" else check_tenant(chosen.tenant)
        with noting_deed(stack, f"make {chosen.kind}", tenant=tenant):
            if tenant and chosen.kind == "service":
                return make_service_user(client, stack, tenant, chosen.name)
            if chosen.resend:
                resend(client, pool_id, chosen.email)
            else:
                invite(client, pool_id, chosen.email, tenant)
        return f"{chosen.email} is invited; the page is {stack.output('PageUrl')}"

    return run_operation(make)


def find_pool(stack: DeployedStack) -> str:
    """Return the id of the stack's own pool."""
    if not stack.outputs.get("UserPoolId"):
        advice = "docs/sign-in.md says how to make users in yours"
        raise OperationError(f"the stack {stack.name} has no pool of its own; {advice}")
    return stack.output("UserPoolId")


def check_tenant(tenant: str) -> str:
    """Return the tenant's name."""
    if not TENANT.fullmatch(tenant):
        raise OperationError("a tenant has 1 to 64 letters, digits, hyphens and underscores")
    return tenant


def invite(client: Any, pool_id: str, email: str, tenant: str | None) -> None:
    """Make a user for a person: a recruiter of a tenant, or an operator without one."""
    client.admin_create_user(
        UserPoolId=pool_id,
        Username=email,
        UserAttributes=_list_attributes(email, tenant),
        DesiredDeliveryMediums=["EMAIL"],
    )
    if tenant is None:
        client.admin_add_user_to_group(UserPoolId=pool_id, Username=email, GroupName=OPERATORS)


def resend(client: Any, pool_id: str, email: str) -> None:
    """Send an invitation again with a new first password; the tenant stays as it is."""
    client.admin_create_user(
        UserPoolId=pool_id, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
    )


def make_service_user(client: Any, stack: DeployedStack, tenant: str, name: str) -> str:
    """Make a user for a product of a tenant; return what the product needs, as JSON.

    The password is thrown away: an administrator can set another one, and nobody signs in with it.
    """
    pool_id, client_id = stack.output("UserPoolId"), stack.output("ServiceClientId")
    email = f"{name}@{tenant}.service.invalid"
    password = "Aa1!" + secrets.token_urlsafe(32)
    client.admin_create_user(
        UserPoolId=pool_id,
        Username=email,
        UserAttributes=_list_attributes(email, tenant),
        MessageAction="SUPPRESS",
    )
    client.admin_set_user_password(
        UserPoolId=pool_id, Username=email, Password=password, Permanent=True
    )
    answer = client.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )
    if "AuthenticationResult" not in answer:
        asked = answer.get("ChallengeName", "something more")
        raise OperationError(f"{email} is made, but the pool asks for {asked}, which none can give")
    token = answer["AuthenticationResult"]["RefreshToken"]
    region = pool_id.split("_")[0]
    told = {"username": email, "client_id": client_id, "region": region, "refresh_token": token}
    return json.dumps(told, indent=2)


def _list_attributes(email: str, tenant: str | None) -> list[dict[str, str]]:
    attributes = {"email": email, "email_verified": "true"}
    if tenant is not None:
        attributes["custom:tenant"] = tenant
    return [{"Name": name, "Value": value} for name, value in attributes.items()]


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.operations.people", description=__doc__)
    parser.add_argument("--stack-name", default="shortlist")
    kinds = parser.add_subparsers(dest="kind", required=True)
    recruiter = kinds.add_parser("recruiter", help="a person of a tenant")
    recruiter.add_argument("tenant")
    recruiter.add_argument("email")
    operator = kinds.add_parser("operator", help="a person who sees tasks and no resume")
    operator.add_argument("email")
    for person in (recruiter, operator):
        person.add_argument("--resend", action="store_true", help="invite again who never came")
    service = kinds.add_parser("service", help="a product of a tenant")
    service.add_argument("tenant")
    service.add_argument("name")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
