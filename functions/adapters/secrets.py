"""The model server's key, from AWS Secrets Manager; it is nowhere else, and never in a message."""

from functools import cache

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from botocore.config import Config
from botocore.exceptions import ClientError

from shortlist.errors import RetryableError, SettingsError, ShortlistError
from shortlist.settings import get_settings

# What a server of one's own is told, that asks for no key; its client must be told something.
NO_KEY = "none"
# So long a key is kept, so that a new one is soon in use.
KEY_LIFETIME_SECONDS = 300
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


@cache
def get_secrets() -> SecretsProvider:
    """Return the secrets of this process, each kept for some minutes."""
    return SecretsProvider(boto3_client=boto3.client("secretsmanager", config=_PATIENT))


def read_model_key() -> str:
    """Return the key for the model server, or `NO_KEY` where there is none and none is needed.

    Raises:
        SettingsError: if there is no key, or this function may not read it.
        SecretUnavailableError: if Secrets Manager does not answer.
    """
    settings = get_settings()
    key = _fetch(settings.model_secret_arn) if settings.model_secret_arn else ""
    if not key and not settings.openai_base_url:
        raise SettingsError("there is no key for the model server; store one with make model-key")
    return key or NO_KEY


def _fetch(arn: str) -> str:
    try:
        return str(get_secrets().get(arn, max_age=KEY_LIFETIME_SECONDS)).strip()
    except GetParameterError as error:
        # What went wrong is only in the context; the provider's own error has no more than a text.
        cause = error.__context__
        if not isinstance(cause, ClientError):
            raise SecretUnavailableError(type(cause).__name__) from cause
        code = cause.response["Error"]["Code"]
        if code == _NO_VALUE_CODE:
            return ""
        raise _translate(code) from cause


def _translate(code: str) -> ShortlistError:
    if code in _RETRYABLE_CODES:
        return SecretUnavailableError(code)
    return SettingsError(f"the model server's key cannot be read: {code}")
