"""The stack on the local cloud: deployed when something changed, and what came of it."""

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Mapping

import yaml

from tools.local.build import run_sam
from tools.local.emulator import emulator_run
from tools.local.place import (
    API_ID,
    BUILD_FOLDER,
    REGION,
    STACK_NAME,
    LocalCloudError,
    Place,
    connect,
    seal,
)

ARTIFACT_BUCKET = "shortlist-artifacts"


def deploy(place: Place, build_digest: str, parameters: Mapping[str, str]) -> bool:
    """Deploy what was built, unless just that is deployed already; tell whether it did."""
    record = place.state / "deployed.json"
    run = {"run": emulator_run(place), "api": digest_api()}
    wanted = json.dumps(run | {"build": build_digest, "parameters": dict(parameters)})
    if record.exists() and record.read_text() == wanted:
        return False
    record.unlink(missing_ok=True)
    started = time.monotonic()
    _make_artifact_bucket(place)
    _delete_failed_stack(place)
    _run_sam_deploy(place, parameters)
    record.write_text(wanted)
    print(f"deployed the stack ({time.monotonic() - started:.0f} s)", file=sys.stderr)
    return True


def has_other_api(place: Place) -> bool:
    """Tell whether this run of the emulator has an API deployed that is not the one just built.

    It cannot change an API that has a fixed id: the update fails, and the stack rolls back.
    """
    record = place.state / "deployed.json"
    if not record.exists():
        return False
    deployed: dict[str, object] = json.loads(record.read_text())
    is_of_this_run = deployed["run"] == emulator_run(place)
    return is_of_this_run and deployed.get("api") != digest_api()


def digest_api() -> str:
    """Digest everything of the built template that the API is made of."""
    template = yaml.safe_load((BUILD_FOLDER / "template.yaml").read_text(encoding="utf-8"))
    resources = template["Resources"]
    events = {
        name: one["Properties"].get("Events")
        for name, one in resources.items()
        if one["Type"] == "AWS::Serverless::Function"
    }
    text = json.dumps([resources["Api"], events], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def read_outputs(place: Place) -> dict[str, str]:
    """Return the outputs of the deployed stack."""
    stacks = connect(place, "cloudformation").describe_stacks(StackName=STACK_NAME)["Stacks"]
    return {part["OutputKey"]: part["OutputValue"] for part in stacks[0].get("Outputs", [])}


def find_resource(place: Place, logical_id: str) -> str:
    """Return the physical name of a resource of the stack."""
    pages = connect(place, "cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=STACK_NAME):
        for part in page["StackResourceSummaries"]:
            if part["LogicalResourceId"] == logical_id:
                return str(part["PhysicalResourceId"])
    raise LocalCloudError(f"the stack has no resource {logical_id}")


def _make_artifact_bucket(place: Place) -> None:
    s3 = connect(place, "s3")
    with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(
            Bucket=ARTIFACT_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )


def _delete_failed_stack(place: Place) -> None:
    """Clear what a failed first deployment leaves, which nothing can update."""
    cloudformation = connect(place, "cloudformation")
    for stack in cloudformation.list_stacks()["StackSummaries"]:
        name, status = stack["StackName"], stack["StackStatus"]
        if name == STACK_NAME and status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
            cloudformation.delete_stack(StackName=STACK_NAME)
            cloudformation.get_waiter("stack_delete_complete").wait(StackName=STACK_NAME)


def _run_sam_deploy(place: Place, parameters: Mapping[str, str]) -> None:
    command = ["deploy", "--stack-name", STACK_NAME, "--s3-bucket", ARTIFACT_BUCKET]
    command += ["--template-file", str(BUILD_FOLDER / "template.yaml")]
    command += ["--tags", f"ms-custom-id={API_ID}"]
    # The quotes are sam's own: without them it does not see an empty value.
    command += ["--parameter-overrides", *(f'{key}="{value}"' for key, value in parameters.items())]
    run_sam(command, seal(os.environ, place))
