"""An operator's commands against a stack: who is told what, and what is never shown."""

import io
import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

from tools.mocked.stack import REGION, make_tables
from tools.operations import model_key, people, redrive, restore
from tools.operations.stack import (
    DeployedStack,
    OperationError,
    find_stack,
    noting_deed,
    run_operation,
)

OUTPUTS = {
    "CatalogueTableName": "catalogue",
    "TaskTableName": "tasks",
    "ResumeBucketName": "resumes",
    "RankingQueueUrl": "queue",
}
STACK = {
    "Outputs": [{"OutputKey": name, "OutputValue": value} for name, value in OUTPUTS.items()],
    "Parameters": [{"ParameterKey": "SoftTimeLimitSeconds", "ParameterValue": "60"}],
}


class CloudFormation:
    """An account with one stack; moto's own would need half of its extras."""

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803
        """Answer as CloudFormation does, also for a stack that is not there."""
        if StackName != "shortlist":
            problem = {"Code": "ValidationError", "Message": f"{StackName} does not exist"}
            raise ClientError({"Error": problem}, "DescribeStacks")
        return {"Stacks": [STACK]}


@pytest.fixture(autouse=True)
def stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    make = boto3.client

    def make_client(name: str, **options: Any) -> Any:
        return CloudFormation() if name == "cloudformation" else make(name, **options)

    monkeypatch.setattr(boto3, "client", make_client)


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def pool() -> tuple[Any, DeployedStack]:
    client = boto3.client("cognito-idp", region_name=REGION)
    tenant = {"Name": "tenant", "AttributeDataType": "String", "Mutable": False}
    pool_id = client.create_user_pool(
        PoolName="people", UsernameAttributes=["email"], Schema=[tenant]
    )["UserPool"]["Id"]
    client.create_group(GroupName="operators", UserPoolId=pool_id)
    client_id = client.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="service",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    outputs = {"UserPoolId": pool_id, "ServiceClientId": client_id, "PageUrl": "https://page/"}
    return client, DeployedStack("shortlist", outputs, {})


def read_attributes(client: Any, pool_id: str, name: str) -> dict[str, str]:
    found = client.admin_get_user(UserPoolId=pool_id, Username=name)
    return {one["Name"]: one["Value"] for one in found["UserAttributes"]}


def test_a_recruiter_is_invited_into_a_tenant_and_an_operator_into_none(
    pool: tuple[Any, DeployedStack],
) -> None:
    client, stack = pool
    pool_id = stack.output("UserPoolId")
    people.invite(client, pool_id, "ada@example.com", "acme")
    people.invite(client, pool_id, "ops@example.com", None)
    assert read_attributes(client, pool_id, "ada@example.com")["custom:tenant"] == "acme"
    assert "custom:tenant" not in read_attributes(client, pool_id, "ops@example.com")
    groups = client.admin_list_groups_for_user(UserPoolId=pool_id, Username="ops@example.com")
    assert [one["GroupName"] for one in groups["Groups"]] == ["operators"]


def test_a_service_users_refresh_token_gives_new_id_tokens_of_its_tenant(
    pool: tuple[Any, DeployedStack],
) -> None:
    client, stack = pool
    told = json.loads(people.make_service_user(client, stack, "acme", "recruiting"))
    assert set(told) == {"username", "client_id", "region", "refresh_token"}
    answer = client.initiate_auth(
        ClientId=told["client_id"],
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": told["refresh_token"]},
    )
    assert answer["AuthenticationResult"]["IdToken"]
    # By the name that is told, whoever has to can end it.
    pool_id = stack.output("UserPoolId")
    client.admin_delete_user(UserPoolId=pool_id, Username=told["username"])
    assert client.list_users(UserPoolId=pool_id)["Users"] == []


def test_people_of_a_pool_that_was_there_before_are_left_to_who_owns_it() -> None:
    with pytest.raises(OperationError, match=r"docs/sign-in\.md"):
        people.find_pool(DeployedStack("shortlist", {"UserPoolId": ""}, {}))


@pytest.mark.parametrize("tenant", ["", "a b", "acme/globex", "x" * 65])
def test_a_tenant_that_no_token_could_name_is_refused(tenant: str) -> None:
    with pytest.raises(OperationError):
        people.check_tenant(tenant)


def test_a_redrive_goes_by_the_time_limits_of_the_stack() -> None:
    settings = redrive.choose_settings(find_stack("shortlist"))
    assert settings["SOFT_TIME_LIMIT_SECONDS"] == "60"
    assert settings["TASK_TABLE"] == "tasks"


@pytest.mark.parametrize("works", [True, False])
def test_an_operators_deed_leaves_a_line_in_the_log_of_the_stack(works: bool) -> None:
    with mock_aws():
        logs = boto3.client("logs", region_name=REGION)
        logs.create_log_group(logGroupName="group")
        stack = DeployedStack("shortlist", {"LogGroupName": "group"}, {})
        with (
            nullcontext() if works else pytest.raises(OperationError),
            noting_deed(stack, "redrive ranking", tenant="acme", task_id="t1"),
        ):
            if not works:
                raise OperationError("no")
        (event,) = logs.filter_log_events(logGroupName="group")["events"]
    line = json.loads(event["message"])
    assert line.pop("actor").startswith("arn:aws:")
    outcome = "done" if works else "failed"
    what = {"action": "redrive ranking", "outcome": outcome, "tenant": "acme", "task_id": "t1"}
    assert line == {"level": "INFO", "message": "audit", **what}


class ForcingPool:
    """A user pool that forces a second factor, and hears who is invited again."""

    def __init__(self) -> None:
        self.made: list[dict[str, Any]] = []

    def admin_create_user(self, **fields: Any) -> None:
        """Make a user, or send an invitation again."""
        self.made.append(fields)

    def admin_set_user_password(self, **_: Any) -> None:
        """Set a password."""

    def admin_initiate_auth(self, **_: Any) -> dict[str, str]:
        """Ask for the second factor."""
        return {"ChallengeName": "MFA_SETUP", "Session": "s"}


def test_a_pool_that_forces_a_second_factor_is_told_of_in_words(
    pool: tuple[Any, DeployedStack],
) -> None:
    with pytest.raises(OperationError, match="MFA_SETUP"):
        people.make_service_user(ForcingPool(), pool[1], "acme", "recruiting")


def test_an_invitation_is_sent_again_without_a_word_of_the_tenant(
    pool: tuple[Any, DeployedStack], monkeypatch: pytest.MonkeyPatch
) -> None:
    forcing = ForcingPool()
    monkeypatch.setattr(people, "find_stack", lambda _: pool[1])
    monkeypatch.setattr(people, "noting_deed", lambda *_, **__: nullcontext())
    monkeypatch.setattr(boto3, "client", lambda _: forcing)
    assert people.main(["recruiter", "acme", "ada@example.com", "--resend"]) == 0
    (sent,) = forcing.made
    assert (sent["MessageAction"], sent["Username"]) == ("RESEND", "ada@example.com")
    assert "UserAttributes" not in sent


OPERATIONS: dict[str, tuple[Any, list[str]]] = {
    "restore table": (restore, ["CatalogueTable", "2026-11-23T18:00:00+00:00"]),
    "make recruiter": (people, ["recruiter", "acme", "ada@example.com"]),
    "make operator": (people, ["operator", "ops@example.com"]),
    "make service": (people, ["service", "acme", "recruiting"]),
    "store model key": (model_key, []),
}


@pytest.mark.parametrize("action", OPERATIONS)
def test_each_command_of_an_operator_leaves_its_line_and_names_nobody_but_who_ran_it(
    pool: tuple[Any, DeployedStack], monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    module, arguments = OPERATIONS[action]
    make_tables()
    client: Any = boto3.client("dynamodb", region_name=REGION)
    client.update_continuous_backups(
        TableName="catalogue",
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    logs = boto3.client("logs", region_name=REGION)
    logs.create_log_group(logGroupName="group")
    secret = boto3.client("secretsmanager", region_name=REGION).create_secret(Name="key")
    outputs = {**OUTPUTS, **pool[1].outputs, "LogGroupName": "group", "ModelKeyArn": secret["ARN"]}
    stack = DeployedStack("shortlist", outputs, {})
    monkeypatch.setattr(module, "find_stack", lambda _: stack)
    monkeypatch.setattr("sys.stdin", io.StringIO("sk-1"))
    assert module.main(arguments) == 0
    (event,) = logs.filter_log_events(logGroupName="group")["events"]
    line = json.loads(event["message"])
    assert (line["message"], line["action"], line["outcome"]) == ("audit", action, "done")
    assert line["actor"].startswith("arn:aws:")
    assert not [secret for secret in ("@", "sk-1") if secret in event["message"]]


@pytest.mark.parametrize("module", [redrive, restore, people])
def test_an_unknown_stack_is_said_in_one_line(
    module: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = {
        redrive: ["acme", "t1", "--stack-name", "nowhere"],
        restore: ["TaskTable", "2026-11-23T18:00:00+00:00", "--stack-name", "nowhere"],
        people: ["--stack-name", "nowhere", "recruiter", "acme", "ada@example.com"],
    }[module]
    assert module.main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "there is no stack nowhere" in said.err


def test_a_stopped_command_ends_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> str:
        raise KeyboardInterrupt

    assert run_operation(stop) == 130
    assert capsys.readouterr().err == "stopped\n"


def put(table: str, pk: str, value: str) -> None:
    item = {"pk": {"S": pk}, "sk": {"S": "X"}, "value": {"S": value}}
    boto3.client("dynamodb", region_name=REGION).put_item(TableName=table, Item=item)


def read(table: str) -> dict[str, str]:
    items = boto3.client("dynamodb", region_name=REGION).scan(TableName=table)["Items"]
    return {one["pk"]["S"]: one["value"]["S"] for one in items}


def test_a_restore_brings_back_what_is_missing_and_overwrites_nothing_newer() -> None:
    make_tables()
    client: Any = boto3.client("dynamodb", region_name=REGION)
    put("catalogue", "T#acme#J#1", "old")
    put("catalogue", "T#acme#J#2", "lost")
    client.update_continuous_backups(
        TableName="catalogue",
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    backup = restore.make_backup_table(client, "catalogue", datetime.now(UTC))
    put("catalogue", "T#acme#J#1", "new")
    client.delete_item(TableName="catalogue", Key={"pk": {"S": "T#acme#J#2"}, "sk": {"S": "X"}})
    assert restore.copy_missing(client, backup, "catalogue") == (1, 1)
    assert read("catalogue") == {"T#acme#J#1": "new", "T#acme#J#2": "lost"}


def test_a_restore_waits_for_hours_and_goes_on_with_what_was_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("botocore.waiter.time.sleep", lambda _: None)
    client: Any = boto3.client("dynamodb", region_name=REGION)
    stubber = Stubber(client)
    stubber.add_client_error("restore_table_to_point_in_time", "TableAlreadyExistsException")
    for status in ["CREATING"] * 200 + ["ACTIVE"]:
        stubber.add_response("describe_table", {"Table": {"TableStatus": status}})
    with stubber:
        moment = datetime(2026, 11, 23, 18, tzinfo=UTC)
        assert restore.make_backup_table(client, "tasks", moment) == "tasks-20261123T180000Z"
    stubber.assert_no_pending_responses()


def test_a_restore_can_be_of_one_job_post_alone() -> None:
    make_tables()
    client: Any = boto3.client("dynamodb", region_name=REGION)
    put("tasks", "T#acme#J#1", "one")
    put("tasks", "T#acme#J#2", "two")
    assert restore.copy_missing(client, "tasks", "catalogue", "T#acme#J#2") == (1, 0)
    assert read("catalogue") == {"T#acme#J#2": "two"}


def test_a_restore_asks_for_a_time_with_a_zone(capsys: pytest.CaptureFixture[str]) -> None:
    assert restore.main(["TaskTable", "2026-11-23T18:00:00"]) == 1
    assert "needs a zone" in capsys.readouterr().err
