"""The built functions, for all that look at them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.artifact.lambda_runtime import RUNTIME_PYTHON, Artifact
from tools.local.build import build
from tools.local.place import BUILD_FOLDER
from tools.mocked.template import ROOT, load_template, resources_of

FUNCTIONS = resources_of("AWS::Serverless::Function")


@pytest.fixture(scope="session")
def artifacts() -> dict[str, Artifact]:
    """Build what ships, or take it as it is if nothing has changed."""
    assert RUNTIME_PYTHON.exists(), "make .local/runtime/complete"
    build()
    folder = ROOT / BUILD_FOLDER
    built = yaml.safe_load((folder / "template.yaml").read_text(encoding="utf-8"))["Resources"]
    common = load_template()["Globals"]["Function"]["Environment"]["Variables"]
    return {name: make_artifact(built, name, folder, common) for name in FUNCTIONS}


def make_artifact(
    built: dict[str, Any], name: str, folder: Path, common: dict[str, Any]
) -> Artifact:
    """Describe one built function; what only a deployment knows gets a stand-in."""
    properties = built[name]["Properties"]
    layers = [built[part["Ref"]]["Properties"] for part in properties.get("Layers", [])]
    own = properties.get("Environment", {}).get("Variables", {})
    return Artifact(
        handler=properties["Handler"],
        folder=folder / properties["CodeUri"],
        layers=tuple(folder / layer["ContentUri"] / "python" for layer in layers),
        variables={key: stand_in(key, value) for key, value in {**common, **own}.items()},
    )


def stand_in(name: str, value: Any) -> str:
    """Return a value for a variable: the parameter's default, or something of the right kind."""
    if isinstance(value, dict) and value.get("Ref") in load_template()["Parameters"]:
        return str(load_template()["Parameters"][value["Ref"]].get("Default", ""))
    if isinstance(value, dict):
        return "http://127.0.0.1:9/queue" if name.endswith("URL") else name.lower()
    return str(value)
