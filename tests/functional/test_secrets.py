"""The model server's key: read from Secrets Manager, kept for minutes, never shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError
from moto import mock_aws

from adapters.secrets import (
    KEY_LIFETIME,
    NO_KEY,
    ModelKey,
    SecretUnavailableError,
    get_model_key,
    read_model_key,
)
from shortlist.errors import RetryableError, SettingsError
from shortlist.settings import get_settings
from tools.mocked.stack import REGION

KEY = "an-invented-key"
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
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


@dataclass
class Hands:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.now


def refuse(code: str) -> ClientError:
    """Make an error as Secrets Manager answers it."""
    message = f"{KEY} is not yours"
    return ClientError({"Error": {"Code": code, "Message": message}}, "GetSecretValue")


def make_key(*answers: str | Exception, is_optional: bool = False) -> ModelKey:
    """Make a key whose secret gives these answers."""
    return ModelKey(Secrets(list(answers)), "arn:secret", is_optional, Hands())


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
        get_model_key.cache_clear()
        yield arn
        get_settings.cache_clear()
        get_model_key.cache_clear()


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
def test_an_empty_value_counts_as_none(value: str) -> None:
    with pytest.raises(SettingsError, match="make model-key"):
        make_key(value).read()
    assert make_key(value, is_optional=True).read() == NO_KEY


def test_without_a_secret_nobody_is_asked() -> None:
    secrets = Secrets([KEY])
    assert ModelKey(secrets, "", is_optional=True, clock=Hands()).read() == NO_KEY
    assert secrets.asked == []


def test_the_key_is_kept_for_minutes_and_then_read_again() -> None:
    clock = Hands()
    secrets = Secrets([KEY, "a-newer-key"])
    key = ModelKey(secrets, "arn:secret", is_optional=False, clock=clock)
    clock.now += KEY_LIFETIME - timedelta(seconds=1)
    assert [key.read(), key.read()] == [KEY, KEY]
    clock.now += KEY_LIFETIME
    assert key.read() == "a-newer-key"
    assert len(secrets.asked) == 2


@pytest.mark.parametrize(
    "error",
    [
        refuse("ThrottlingException"),
        refuse("InternalServiceError"),
        ConnectTimeoutError(endpoint_url="https://secrets.example.com"),
    ],
    ids=["throttled", "broken", "unreachable"],
)
def test_an_answer_that_does_not_come_may_come_later(error: Exception) -> None:
    key = make_key(error, KEY, is_optional=True)
    with pytest.raises(SecretUnavailableError) as caught:
        key.read()
    assert isinstance(caught.value, RetryableError)
    assert key.read() == KEY


@pytest.mark.parametrize("code", ["AccessDeniedException", "DecryptionFailure"])
def test_a_refusal_is_named_even_where_a_key_is_optional(code: str) -> None:
    with pytest.raises(SettingsError, match=code):
        make_key(refuse(code), is_optional=True).read()


def test_neither_an_error_nor_the_object_shows_a_key() -> None:
    with pytest.raises(SettingsError) as caught:
        make_key(refuse("AccessDeniedException")).read()
    assert KEY not in str(caught.value)
    key = make_key(KEY)
    key.read()
    assert KEY not in repr(key)
