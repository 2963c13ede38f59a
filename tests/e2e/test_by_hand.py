"""What people do by hand on the local cloud: events, an interrupt, a folder that takes nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.cloud import Cloud
from tests.support.local_rankings import await_end, call, make_job
from tools.local.place import MINISTACK_PYTHON
from tools.mocked.template import ROOT, resources_of

pytestmark = pytest.mark.e2e

EVENTS = sorted((ROOT / "events").glob("*.json"))
# Who is to get an event, by the first words of its name.
FUNCTIONS = {
    one["Handler"].partition(".")[0]: name
    for name, one in resources_of("AWS::Serverless::Function").items()
}
ANSWERS = {
    "catalogue_valid": 200,
    "catalogue_broken_json": 400,
    "page_valid": 200,
    "page_unknown_asset": 404,
    "start_valid": 202,
    "start_unknown_field": 422,
    "status_valid": 200,
    "status_unknown_task": 404,
}
# What cannot be read comes again, as the queue's answer says, or stays where it is.
# A slot is what tells one start of a schedule from its repetition: without one it is an error.
FAILING = {"scheduled_no_slot"}
RETURNED = {"worker_poison", "dead_letters_poison", "reader_broken_message"}
# Whoever runs the tests in the background may have told their children to ignore an interrupt.
PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " from {module} import main; print('ready', flush=True); sys.exit(main())"
)


@pytest.fixture(scope="module")
def demo(cloud: Cloud) -> Iterator[str]:
    """Rank a job post and note the result where the demo does; the events are about it."""
    acme = cloud.call_as("acme")
    path = make_job(acme, "e2e-by-hand")
    call(acme, "POST", f"{path}candidates/", {"resume_text": "Python. PostgreSQL."})
    task_id = call(acme, "POST", f"{path}rank-candidates/", {"ranker": "offline"}).body["task_id"]
    await_end(acme, task_id)
    result = cloud.place.state / "result.json"
    result.write_text(json.dumps([{"task_id": task_id, "job_id": "e2e-by-hand"}]))
    yield task_id
    result.unlink()
    call(acme, "DELETE", path)


def start(cloud: Cloud, module: str, *arguments: str, state: Path | None = None) -> Any:
    """Start a command of make, as make does."""
    own = {"LOCAL_PORT": str(cloud.place.port), "LOCAL_STATE": str(state or cloud.place.state)}
    python = sys.executable if module == "tools.demo.__main__" else str(MINISTACK_PYTHON)
    return subprocess.Popen(
        [python, "-c", PROGRAM.format(module=module), *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f".{os.pathsep}clients/python", **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("event", EVENTS, ids=lambda path: path.stem)
def test_each_event_does_by_hand_what_its_name_says(cloud: Cloud, demo: str, event: Path) -> None:
    name = next(found for part, found in FUNCTIONS.items() if event.stem.startswith(part))
    process = start(cloud, "tools.local.__main__", "invoke", name, str(event))
    out, err = process.communicate(timeout=120)
    assert process.returncode == (1 if event.stem in FAILING else 0), err
    assert "has not run" not in err
    answer = json.loads(out.removeprefix("ready\n"))
    if event.stem in ANSWERS:
        assert answer["statusCode"] == ANSWERS[event.stem], answer["body"]
    elif isinstance(answer, dict) and event.stem not in FAILING:
        returned = [one["itemIdentifier"] for one in answer.get("batchItemFailures", [])]
        assert bool(returned) == (event.stem in RETURNED), answer


@pytest.mark.parametrize(
    ("module", "arguments"),
    [("tools.local.__main__", ("up",)), ("tools.demo.__main__", ())],
    ids=["up", "demo"],
)
def test_an_interrupt_ends_in_one_line(
    cloud: Cloud, module: str, arguments: tuple[str, ...]
) -> None:
    process = start(cloud, module, *arguments)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "goes on where it was" in err.splitlines()[-1]


def test_up_says_in_one_line_that_a_folder_takes_nothing(cloud: Cloud, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    state = tmp_path / "file" / "state"
    process = start(cloud, "tools.local.__main__", "up", state=state)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.splitlines() == [f"error: Not a directory: {state}"]


def test_the_demo_says_in_one_line_that_a_file_cannot_be_written(
    cloud: Cloud, tmp_path: Path
) -> None:
    (tmp_path / "endpoint.json").write_text(cloud.place.endpoint_file.read_text())
    (tmp_path / "result.json").mkdir()
    process = start(cloud, "tools.demo.__main__", state=tmp_path)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 1
    # Nothing was uploaded or ranked before: that would have been told, too.
    assert err.splitlines() == [f"error: Is a directory: {tmp_path / 'result.json'}"]
