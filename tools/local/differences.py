"""What the emulator leaves out of the template, put right by its API; AWS needs none of it."""

from collections.abc import Mapping
from typing import Any

from tools.local.place import Place, connect

TOKEN_HOURS = 24


def put_right(place: Place, outputs: Mapping[str, str]) -> None:
    """Bring the deployed stack closer to what AWS would have made of the template."""
    for output in ("CatalogueTableName", "TaskTableName"):
        _enable_expiry(connect(place, "dynamodb"), outputs[output])
    _set_worker_concurrency(connect(place, "lambda"))
    _lengthen_tokens(connect(place, "cognito-idp"), outputs)


def _enable_expiry(dynamodb: Any, table: str) -> None:
    """MiniStack ignores TimeToLiveSpecification in a template."""
    state = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if state["TimeToLiveStatus"] != "ENABLED":
        dynamodb.update_time_to_live(
            TableName=table,
            TimeToLiveSpecification={"AttributeName": "expires_at", "Enabled": True},
        )


def _set_worker_concurrency(functions: Any) -> None:
    """MiniStack keeps a parameter of type Number as text, and then polls no queue at all."""
    for page in functions.get_paginator("list_event_source_mappings").paginate():
        for mapping in page["EventSourceMappings"]:
            limit = int(mapping["ScalingConfig"]["MaximumConcurrency"])
            functions.update_event_source_mapping(
                UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": limit}
            )


def _lengthen_tokens(cognito: Any, outputs: Mapping[str, str]) -> None:
    """No browser refreshes the token in endpoint.json, so here it lasts a day, not an hour."""
    ids = {"UserPoolId": outputs["UserPoolId"], "ClientId": outputs["ServiceClientId"]}
    client = cognito.describe_user_pool_client(**ids)["UserPoolClient"]
    kept = (
        "ExplicitAuthFlows", "PreventUserExistenceErrors", "EnableTokenRevocation",
        "ReadAttributes", "WriteAttributes", "RefreshTokenValidity",
    )  # fmt: skip
    cognito.update_user_pool_client(
        **ids,
        **{name: client[name] for name in kept if name in client},
        IdTokenValidity=TOKEN_HOURS,
        TokenValidityUnits={"IdToken": "hours", "RefreshToken": "days"},
    )
