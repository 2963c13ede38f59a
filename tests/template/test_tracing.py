"""Traces are a choice: without it nothing is traced, and no role may write any."""

import json
import subprocess

import pytest

from tools.mocked.template import ROOT

PROGRAM = """
import json, os, sys
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
from pathlib import Path
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse
from tools.transform_template import BundledPolicies, _with_local_code
template = _with_local_code(yaml_parse(Path("template.yaml").read_text()))
print(json.dumps(transform(template, {"Tracing": sys.argv[1]}, BundledPolicies())))
"""


@pytest.mark.parametrize(("mode", "traced"), [("Disabled", False), ("Active", True)])
def test_a_function_may_write_traces_only_where_they_are_asked_for(mode: str, traced: bool) -> None:
    done = subprocess.run(
        [str(ROOT / ".local/sam/bin/python"), "-c", PROGRAM, mode],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    resources = json.loads(done.stdout.splitlines()[-1])["Resources"]
    assert ("TracingConfig" in resources["StartFunction"]["Properties"]) is traced
    role = json.dumps(resources["StartFunctionRole"])
    assert ("XRay" in role or "Xray" in role) is traced
