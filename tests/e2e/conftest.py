"""An emulator with nothing on it; `cloud`, with everything, is for all of the tests."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cloud import find_free_port
from tools.local import emulator
from tools.local.place import MINISTACK_PYTHON, Place
from tools.mocked.template import ROOT


@pytest.fixture
def bare_place(tmp_path: Path) -> Iterator[Place]:
    """Start an emulator with nothing deployed to it, for tests that stop it."""
    place = Place(find_free_port(), tmp_path)
    program = (
        "import os; from tools.local import emulator; from tools.local.place import find_place; "
        "emulator.start(find_place(os.environ), os.environ)"
    )
    environment = {"LOCAL_PORT": str(place.port), "LOCAL_STATE": str(tmp_path), "PYTHONPATH": "."}
    command = [str(MINISTACK_PYTHON), "-c", program]
    subprocess.run(command, cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}, check=True)
    yield place
    emulator.stop(place)
