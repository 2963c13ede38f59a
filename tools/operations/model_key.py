"""`python -m tools.operations.model_key`: store the model server's key in a deployed stack.

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

from tools.operations.stack import OperationError, find_stack, noting_deed, run_operation

OUTPUT = "ModelKeyArn"


def main(arguments: Sequence[str] | None = None) -> int:
    """Store one key and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.operations.model_key", description=__doc__
    )
    parser.add_argument("--stack-name", default="shortlist")
    stack_name = parser.parse_args(arguments).stack_name

    def store() -> str:
        stack = find_stack(stack_name)
        arn = stack.output(OUTPUT)
        key = read_key()
        if not key:
            raise OperationError("no key was given; nothing has changed")
        # Untyped, because nothing else of the project needs the types of this service.
        make_client: Any = boto3.client
        with noting_deed(stack, "store model key"):
            make_client("secretsmanager").put_secret_value(SecretId=arn, SecretString=key)
        return "the key is stored; workers use it within five minutes"

    return run_operation(store)


def read_key() -> str:
    """Return what is typed, unseen, or what is piped in."""
    typed = getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.read()
    return typed.strip()


if __name__ == "__main__":
    sys.exit(main())
