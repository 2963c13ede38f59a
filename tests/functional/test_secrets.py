"""The model server's key: read from Secrets Manager, kept for minutes, never shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.exceptions import ClientError, ConnectTimeoutError
from moto import mock_aws

from adapters.secrets import (
    KEY_LIFETIME_SECONDS,
    NO_KEY,
    SecretUnavailableError,
    get_secrets,
    read_model_key,
)
from shortlist.errors import RetryableError, SettingsError
from shortlist.settings import get_settings
from tools.mocked.stack import REGION

KEY = "an-invented-key"
REQUIRED = ("CATALOGUE_TABLE", "TASK_TABLE", "RESUME_BUCKET", "RANKING_QUEUE_URL")


@dataclass
class Secrets:
    """A Secrets Manager that answers as it is told, and counts."""

    answers: list[str | Exception]
    asked: list[str] = field(default_factory=list)

    def get_secret_value(self, *, SecretId: str) -> dict[str, Any]:  # noqa: N803
        """Give the next answer; the last one stays."""
        self.asked.append(SecretId)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return {"SecretString": answer}


def refuse(code: str) -> ClientError:
    """Make an error as Secrets Manager answers it."""
    message = f"{KEY} is not yours"
    return ClientError({"Error": {"Code": code, "Message": message}}, "GetSecretValue")


@pytest.fixture
def make_secrets(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Secrets]:
    """Let the secret give these answers; a server of one's own needs no key."""

    def make(*answers: str | Exception, is_optional: bool = False, arn: str = "arn:s") -> Secrets:
        for name in REQUIRED:
            monkeypatch.setenv(name, "x")
        monkeypatch.setenv("MODEL_SECRET_ARN", arn)
        monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1" if is_optional else "")
        get_settings.cache_clear()
        secrets = Secrets(list(answers))
        provider = SecretsProvider(boto3_client=secrets)
        monkeypatch.setattr("adapters.secrets.get_secrets", lambda: provider)
        return secrets

    return make


@pytest.fixture
def secret_arn(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Make a deployment whose secret has no value yet."""
    with mock_aws():
        secrets = boto3.client("secretsmanager", region_name=REGION)
        arn: str = secrets.create_secret(Name="model-key")["ARN"]
        for name in REQUIRED:
            monkeypatch.setenv(name, "x")
        monkeypatch.setenv("MODEL_SECRET_ARN", arn)
        get_settings.cache_clear()
        get_secrets.cache_clear()
        yield arn
        get_settings.cache_clear()
        get_secrets.cache_clear()


def store(arn: str, key: str) -> None:
    """Store a key as an operator does."""
    boto3.client("secretsmanager", region_name=REGION).put_secret_value(
        SecretId=arn, SecretString=key
    )


def test_the_key_is_what_an_operator_stored(secret_arn: str) -> None:
    store(secret_arn, f"{KEY}\n")
    assert read_model_key() == KEY


def test_a_secret_without_a_value_says_what_to_do(secret_arn: str) -> None:
    with pytest.raises(SettingsError, match="make model-key"):
        read_model_key()


def test_a_key_that_is_stored_after_a_failure_is_used_at_once(secret_arn: str) -> None:
    with pytest.raises(SettingsError):
        read_model_key()
    store(secret_arn, KEY)
    assert read_model_key() == KEY


def test_a_server_of_ones_own_needs_no_key(
    secret_arn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
    assert read_model_key() == NO_KEY


def test_a_server_of_ones_own_gets_the_key_that_there_is(
    secret_arn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example.com/v1")
    store(secret_arn, KEY)
    assert read_model_key() == KEY


@pytest.mark.parametrize("value", ["", " \n"])
def test_an_empty_value_counts_as_none(value: str, make_secrets: Callable[..., Secrets]) -> None:
    make_secrets(value)
    with pytest.raises(SettingsError, match="make model-key"):
        read_model_key()
    make_secrets(value, is_optional=True)
    assert read_model_key() == NO_KEY


def test_without_a_secret_nobody_is_asked(make_secrets: Callable[..., Secrets]) -> None:
    secrets = make_secrets(KEY, is_optional=True, arn="")
    assert read_model_key() == NO_KEY
    assert secrets.asked == []


@pytest.mark.parametrize(("seconds", "read"), [(300, [KEY, KEY]), (0, [KEY, "a-newer-key"])])
def test_the_key_is_kept_for_minutes_and_then_read_again(
    seconds: int,
    read: list[str],
    make_secrets: Callable[..., Secrets],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert KEY_LIFETIME_SECONDS == 300
    monkeypatch.setattr("adapters.secrets.KEY_LIFETIME_SECONDS", seconds)
    secrets = make_secrets(KEY, "a-newer-key")
    assert [read_model_key(), read_model_key()] == read
    assert len(secrets.asked) == len(set(read))


@pytest.mark.parametrize(
    "error",
    [
        refuse("ThrottlingException"),
        refuse("InternalServiceError"),
        ConnectTimeoutError(endpoint_url="https://secrets.example.com"),
    ],
    ids=["throttled", "broken", "unreachable"],
)
def test_an_answer_that_does_not_come_may_come_later(
    error: Exception, make_secrets: Callable[..., Secrets]
) -> None:
    make_secrets(error, KEY, is_optional=True)
    with pytest.raises(SecretUnavailableError) as caught:
        read_model_key()
    assert isinstance(caught.value, RetryableError)
    assert read_model_key() == KEY


@pytest.mark.parametrize("code", ["AccessDeniedException", "DecryptionFailure"])
def test_a_refusal_is_named_even_where_a_key_is_optional(
    code: str, make_secrets: Callable[..., Secrets]
) -> None:
    make_secrets(refuse(code), is_optional=True)
    with pytest.raises(SettingsError, match=code):
        read_model_key()


def test_no_error_shows_a_key(make_secrets: Callable[..., Secrets]) -> None:
    make_secrets(refuse("AccessDeniedException"))
    with pytest.raises(SettingsError) as caught:
        read_model_key()
    assert KEY not in str(caught.value)
