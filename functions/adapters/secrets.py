"""The model server's key, from AWS Secrets Manager; it is nowhere else, and never in a message."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from shortlist.errors import RetryableError, SettingsError, ShortlistError
from shortlist.settings import get_settings
from shortlist.times import Clock, read_clock

# What a server of one's own is told, that asks for no key; its client must be told something.
NO_KEY = "none"
KEY_LIFETIME = timedelta(minutes=5)
# The answer also for a secret that is there and has no value yet.
_NO_VALUE_CODE = "ResourceNotFoundException"
# https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
_RETRYABLE_CODES = frozenset(
    {
        "ExpiredTokenException",
        "InternalFailure",
        "InternalServiceError",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "Throttling",
        "ThrottlingException",
        "UnrecognizedClientException",
    }
)
_PATIENT = Config(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 4}
)


class SecretUnavailableError(RetryableError):
    """Secrets Manager did not answer now."""


@dataclass
class ModelKey:
    """The key that a secret holds, kept for some minutes, so that a new one is soon in use.

    With `is_optional`, a secret without a value is a server that asks for no key.
    """

    client: Any = field(repr=False)
    arn: str
    is_optional: bool
    clock: Clock
    _value: str = field(default="", repr=False)
    _read_at: datetime | None = None

    def read(self) -> str:
        """Return the key, or `NO_KEY` where none is needed.

        Raises:
            SettingsError: if there is no key, or this function may not read it.
            SecretUnavailableError: if Secrets Manager does not answer.
        """
        now = self.clock()
        if self._read_at is None or now - self._read_at >= KEY_LIFETIME:
            self._value = self._fetch() or self._do_without()
            self._read_at = now
        return self._value

    def _fetch(self) -> str:
        if not self.arn:
            return ""
        try:
            answer = self.client.get_secret_value(SecretId=self.arn)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == _NO_VALUE_CODE:
                return ""
            raise _translate(code) from error
        except BotoCoreError as error:
            raise SecretUnavailableError(type(error).__name__) from error
        return str(answer.get("SecretString", "")).strip()

    def _do_without(self) -> str:
        if self.is_optional:
            return NO_KEY
        raise SettingsError("there is no key for the model server; store one with make model-key")


@cache
def get_model_key() -> ModelKey:
    """Return the key of this process's deployment."""
    settings = get_settings()
    client = boto3.client("secretsmanager", config=_PATIENT)
    return ModelKey(
        client, settings.model_secret_arn, bool(settings.openai_base_url), clock=read_clock
    )


def read_model_key() -> str:
    """Return the key for the model server; errors as `ModelKey.read` says."""
    return get_model_key().read()


def _translate(code: str) -> ShortlistError:
    if code in _RETRYABLE_CODES:
        return SecretUnavailableError(code)
    return SettingsError(f"the model server's key cannot be read: {code}")
