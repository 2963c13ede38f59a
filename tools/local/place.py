"""Where a local cloud lives: its port, its files, its clients, its programs' environment."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

REGION = "eu-central-1"
STACK_NAME = "shortlist"
# The emulator lets a stack choose the id of its API by this tag, so that the address never changes.
API_ID = "shortlist"
STAGE = "live"
HOST = "127.0.0.1"
# Apart from what `sam build` makes for an account, which is for another Python and processor.
BUILD_FOLDER = Path(".aws-sam/local/build")
SAM = Path(".local/sam/bin/sam")
MINISTACK_PYTHON = Path(".local/ministack/bin/python")

# No file and no metadata service may lend these programs the credentials of a real account.
SEALED_AWS = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": f"{HOST},localhost",
    "no_proxy": f"{HOST},localhost",
}


@dataclass(frozen=True)
class Place:
    """One local cloud; two with different folders and ports do not meet."""

    port: int
    state: Path

    @property
    def aws_endpoint_url(self) -> str:
        """Where the emulated AWS answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def api_url(self) -> str:
        """Where the API answers."""
        return f"{self.aws_endpoint_url}/_aws/execute-api/{API_ID}/{STAGE}"

    @property
    def sign_in_url(self) -> str:
        """Where people sign in; by this name, because Cognito takes no other host over http."""
        return f"http://localhost:{self.port}"

    @property
    def page_url(self) -> str:
        """Where people open the page; sign-in sends them back to exactly this address."""
        return f"{self.sign_in_url}/_aws/execute-api/{API_ID}/{STAGE}/"

    @property
    def endpoint_file(self) -> Path:
        """What tells clients all of this."""
        return self.state / "endpoint.json"

    @property
    def scratch(self) -> Path:
        """Where the emulator unpacks functions."""
        return self.state / "tmp"

    @property
    def emulator_log(self) -> Path:
        """What the emulator said."""
        return self.state / "ministack.log"


def find_place(environment: Mapping[str, str]) -> Place:
    """Read the port and the folder from the environment."""
    port = environment.get("LOCAL_PORT") or "4566"
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise LocalCloudError(f"LOCAL_PORT is {port!r}; it must be a number from 1 to 65535")
    return Place(int(port), Path(environment.get("LOCAL_STATE") or ".local").absolute())


def seal(environment: Mapping[str, str], place: Place) -> dict[str, str]:
    """Return the environment for a program that may talk to the local cloud and to no account."""
    kept = {name: value for name, value in environment.items() if not name.startswith("AWS_")}
    kept.pop("PYTHONPATH", None)
    return kept | SEALED_AWS | {"AWS_ENDPOINT_URL": place.aws_endpoint_url}


class LocalCloudError(Exception):
    """The local cloud cannot do what was asked; the message says what to do.

    Whatever talks to the local cloud may raise it, and each command ends with its message.
    """


def write_endpoint(place: Place, tokens: Mapping[str, str]) -> None:
    """Write the addresses and the tokens; the file is for its owner alone."""
    endpoint = {
        "api_url": place.api_url,
        "page_url": place.page_url,
        "aws_endpoint_url": place.aws_endpoint_url,
        "stack_name": STACK_NAME,
        "tokens": dict(tokens),
    }
    write_private(place.endpoint_file, json.dumps(endpoint, indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Replace a file as a whole; it is never readable by others, not even for a moment."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


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
