"""Who calls: only what an id token of a client of ours says beyond doubt."""

from typing import Any

import pytest

from shortlist.errors import ForbiddenError, UnauthenticatedError
from shortlist.identity import identify

CLAIMS: dict[str, Any] = {
    "sub": "s-1",
    "custom:tenant": "acme",
    "email": "ann@acme.example",
    "token_use": "id",
    "aud": "page",
}
CLIENTS = {"page"}
OPERATOR = {name: value for name, value in CLAIMS.items() if name != "custom:tenant"}


def test_a_recruiter_is_who_the_token_says() -> None:
    who = identify(CLAIMS, CLIENTS)
    assert (who.role, who.own_tenant, who.subject, who.email) == (
        "recruiter",
        "acme",
        "s-1",
        "ann@acme.example",
    )


@pytest.mark.parametrize("token_use", ["access", "", None, "ID", ["id"]])
def test_only_an_id_token_counts(token_use: object) -> None:
    with pytest.raises(UnauthenticatedError):
        identify({**CLAIMS, "token_use": token_use}, CLIENTS)
    with pytest.raises(UnauthenticatedError):
        identify({name: value for name, value in CLAIMS.items() if name != "token_use"}, CLIENTS)


@pytest.mark.parametrize("audience", ["other", "", None, "page,service", "pag"])
def test_a_token_of_another_application_does_not_count(audience: object) -> None:
    assert identify({**CLAIMS, "aud": "service"}, {"page", "service"}).tenant == "acme"
    with pytest.raises(UnauthenticatedError):
        identify({**CLAIMS, "aud": audience}, {"page", "service"})


def test_without_a_list_no_token_counts() -> None:
    with pytest.raises(UnauthenticatedError):
        identify(CLAIMS, ())


@pytest.mark.parametrize("groups", ["operators", "[operators]", ["operators"]])
def test_an_operator_is_in_the_group_of_operators(groups: object) -> None:
    who = identify({**OPERATOR, "cognito:groups": groups}, CLIENTS)
    assert (who.role, who.tenant) == ("operator", None)
    with pytest.raises(ForbiddenError):
        _ = who.own_tenant


@pytest.mark.parametrize(
    "groups",
    [
        "x,operators",
        "operators,x",
        "[x operators]",
        "operators x",
        " operators",
        "Operators",
        "",
        7,
    ],
)
def test_a_group_whose_name_holds_that_of_the_operators_is_another_group(groups: object) -> None:
    with pytest.raises(UnauthenticatedError):
        identify({**OPERATOR, "cognito:groups": groups}, CLIENTS)
    # And whoever has a tenant stays in it.
    assert identify({**CLAIMS, "cognito:groups": groups}, CLIENTS).role == "recruiter"
