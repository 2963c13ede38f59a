"""What every test runs under: no real account, no real key."""

import gc
import os

import pytest

# Set before anything imports boto3, so that a forgotten fake can reach no account.
os.environ |= {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "POWERTOOLS_SERVICE_NAME": "shortlist",
    "POWERTOOLS_METRICS_NAMESPACE": "Shortlist",
}
for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
    os.environ.pop(name, None)

# Mocked accounts are many objects that live long; looking through all of them so often took a
# third of the time.
gc.set_threshold(100_000, 20, 20)

# One local cloud serves the tests of the API and those of the page.
pytest_plugins = ("tests.support.cloud", "tests.support.clients")


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio."""
    return "asyncio"
