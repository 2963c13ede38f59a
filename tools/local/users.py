"""The demo's people: a recruiter of each of two tenants and an operator, signed in."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.local.place import Place, connect, write_private

OPERATORS = "operators"


@dataclass(frozen=True)
class User:
    """Somebody who may sign in; an operator belongs to a group and to no tenant."""

    name: str
    tenant: str | None = None
    group: str | None = None

    @property
    def email(self) -> str:
        """What they sign in with."""
        return f"{self.name}@shortlist.example"


USERS = (
    User("acme", tenant="acme"),
    User("globex", tenant="globex"),
    User("operator", group=OPERATORS),
)


def sign_in_users(place: Place, outputs: Mapping[str, str]) -> dict[str, str]:
    """Make the users if they are missing and return a new id token for each."""
    cognito = connect(place, "cognito-idp")
    passwords = _read_passwords(place)
    tokens = {}
    for user in USERS:
        _make_user(cognito, outputs["UserPoolId"], user, passwords[user.name])
        answer = cognito.admin_initiate_auth(
            UserPoolId=outputs["UserPoolId"],
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            ClientId=outputs["ServiceClientId"],
            AuthParameters={"USERNAME": user.email, "PASSWORD": passwords[user.name]},
        )
        tokens[user.name] = str(answer["AuthenticationResult"]["IdToken"])
    return tokens


def _make_user(cognito: Any, pool_id: str, user: User, password: str) -> None:
    attributes = [{"Name": "email", "Value": user.email}]
    if user.tenant:
        attributes.append({"Name": "custom:tenant", "Value": user.tenant})
    try:
        cognito.admin_create_user(
            UserPoolId=pool_id,
            Username=user.email,
            UserAttributes=attributes,
            TemporaryPassword=password,
            MessageAction="SUPPRESS",
        )
    except cognito.exceptions.UsernameExistsException:
        return
    cognito.admin_set_user_password(
        UserPoolId=pool_id, Username=user.email, Password=password, Permanent=True
    )
    if user.group:
        cognito.admin_add_user_to_group(
            UserPoolId=pool_id, Username=user.email, GroupName=user.group
        )


def _read_passwords(place: Place) -> dict[str, str]:
    path = place.state / "passwords.json"
    if not path.exists():
        # The prefix satisfies every password policy; the rest is what nobody can guess.
        made = {user.name: "Aa1!" + secrets.token_urlsafe(24) for user in USERS}
        write_private(path, json.dumps(made))
    passwords: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return passwords
