"""`python -m tools.model_key --stack-name NAME`: store the model server's key in a deployed stack.

The key is typed without being shown, or piped in; it is no argument, so no history keeps it. The
command speaks to the account of the caller's own credentials, or to the local cloud if
AWS_ENDPOINT_URL names it.
"""

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import Any

import boto3

OUTPUT = "ModelKeyArn"


def main(arguments: Sequence[str] | None = None) -> int:
    """Store one key and return the exit status."""
    parser = argparse.ArgumentParser(description="Store the model server's key.")
    parser.add_argument("--stack-name", default="shortlist")
    arn = find_secret(parser.parse_args(arguments).stack_name)
    key = read_key()
    if not key:
        print("error: no key was given; nothing has changed", file=sys.stderr)
        return 1
    # Untyped, because nothing else of the project needs the types of this service.
    make_client: Any = boto3.client
    store_key(make_client("secretsmanager"), arn, key)
    print("the key is stored; workers use it within five minutes")
    return 0


def find_secret(stack_name: str) -> str:
    """Return the ARN of a deployed stack's secret."""
    stacks = boto3.client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"]
    outputs = {part["OutputKey"]: part["OutputValue"] for part in stacks[0]["Outputs"]}
    return outputs[OUTPUT]


def read_key() -> str:
    """Return what is typed, unseen, or what is piped in."""
    typed = getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.read()
    return typed.strip()


def store_key(secrets: Any, arn: str, key: str) -> None:
    """Make a key the current value of a secret."""
    secrets.put_secret_value(SecretId=arn, SecretString=key)


if __name__ == "__main__":
    sys.exit(main())
