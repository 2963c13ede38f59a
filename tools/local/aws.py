"""Clients of the emulated AWS; they know no other."""

from typing import Any

import boto3
from botocore.config import Config

from tools.local.place import REGION, SEALED_AWS, Place


def connect(place: Place, service: str) -> Any:
    """Return a boto3 client of a service of this local cloud."""
    session = boto3.Session(
        aws_access_key_id=SEALED_AWS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=SEALED_AWS["AWS_SECRET_ACCESS_KEY"],
        region_name=REGION,
    )
    # A loopback address needs no proxy, whatever the environment says.
    config = Config(proxies={}, retries={"max_attempts": 2}, read_timeout=120)
    make_client: Any = session.client
    return make_client(service, endpoint_url=place.aws_endpoint_url, config=config)
