"""Workers that die, hang or are never told: every ranking still ends, with every row once.

The two that wait for a message to come again begin first and are looked at last.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.accidents import TENANT, Scene, wait_until, write_message
from tests.support.cloud import Cloud
from tools.local.place import seal
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

PILE = 250
# Less than the template's: a dead worker's message comes again after this and half a minute.
TIMEOUT_SECONDS = 15
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def scene(cloud: Cloud) -> Iterator[Scene]:
    """Give workers a short timeout while these tests run."""
    scene = Scene(cloud)
    before = scene.functions.get_function_configuration(FunctionName=scene.worker)["Timeout"]
    set_timeout(scene, TIMEOUT_SECONDS)
    yield scene
    set_timeout(scene, before)


@pytest.fixture(scope="module", autouse=True)
def hung(scene: Scene) -> str:
    """Start a ranking whose worker hangs in the middle of its chunk; before it, send nonsense."""
    scene.send("no message of ours")
    wait_until(lambda: sum(scene.count_dead_letters()) == 1, 30, "it is not a dead letter")
    kill_idle_workers(scene)
    task_id = scene.start("accident-hung", PILE)
    stop_amid_chunk(scene, task_id)
    return task_id


@pytest.fixture(scope="module", autouse=True)
def killed(scene: Scene, hung: str) -> str:
    """Start a ranking whose worker is killed in the middle of its chunk."""
    task_id = scene.start("accident-killed", PILE)
    os.kill(stop_amid_chunk(scene, task_id), signal.SIGKILL)
    return task_id


def set_timeout(scene: Scene, seconds: int) -> None:
    """Change the worker function's timeout, and wait until that is done."""
    scene.functions.update_function_configuration(FunctionName=scene.worker, Timeout=seconds)
    scene.functions.get_waiter("function_updated_v2").wait(
        FunctionName=scene.worker, WaiterConfig={"Delay": 1}
    )


def kill_idle_workers(scene: Scene) -> None:
    """Leave no process, so that whatever runs next is what a test waits for."""
    for pid in scene.list_workers() - scene.stopped:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not scene.list_workers() - scene.stopped, 5, "the idle workers live on")


def stop_amid_chunk(scene: Scene, task_id: str) -> int:
    """Stop the only running worker when it has kept some but not all rows, and return its id."""
    wait_until(lambda: scene.read(task_id).status == "STARTED", 30, "it was not planned")
    (pid,) = scene.list_workers() - scene.stopped
    scene.stopped.add(pid)
    os.kill(pid, signal.SIGSTOP)
    while not scene.count_kept_rows(task_id):
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.02)
        os.kill(pid, signal.SIGSTOP)
    assert scene.count_kept_rows(task_id) < PILE
    return pid


def await_success(scene: Scene, task_id: str, count: int) -> None:
    """Wait for a ranking, and fail unless all rows are there once."""
    wait_until(lambda: scene.read(task_id).is_finished, PATIENCE_SECONDS, "it did not end")
    task = scene.read(task_id)
    assert task.status == "SUCCESS"
    assert (task.progress.done, task.progress.failed, task.progress.total) == (count, 0, count)
    assert sorted(scene.list_ranked(task_id)) == [f"c{number:04d}" for number in range(count)]
    assert scene.count_kept_rows(task_id) == count


def list_states(scene: Scene, task_id: str) -> list[str]:
    """Return the states that a task has been in, by its events."""
    return [event.status for event in scene.read(task_id).events]


def test_a_message_delivered_twice_at_once_makes_no_row_twice(scene: Scene) -> None:
    task_id = scene.start("accident-twice", PILE)
    scene.send(write_message(task_id))
    await_success(scene, task_id, PILE)
    assert list_states(scene, task_id) == ["PENDING", "STARTED", "SUCCESS"]


def test_a_worker_that_dies_while_it_boots_is_booted_again(scene: Scene) -> None:
    kill_idle_workers(scene)
    task_id = scene.start("accident-boot", 1)
    wait_until(lambda: bool(scene.list_workers() - scene.stopped), 30, "no worker booted")
    for pid in scene.list_workers() - scene.stopped:
        os.kill(pid, signal.SIGKILL)
    await_success(scene, task_id, 1)
    assert "did not boot" in scene.cloud.place.emulator_log.read_text()


def test_a_ranking_that_failed_for_good_is_redriven_and_repeats_no_row(scene: Scene) -> None:
    pause_queue(scene, paused=True)
    task_id = scene.start("accident-redriven", PILE + 50)
    # Whoever plans ranks the first chunk, and sends for the other one.
    work_off(scene, receive(scene, 60))
    for _ in range(5):
        receive(scene, 0)
    assert list_states(scene, task_id) == ["PENDING", "STARTED"]
    pause_queue(scene, paused=False)
    wait_until(lambda: scene.read(task_id).is_finished, 30, "nobody buried it")
    assert scene.read(task_id).error_code == "dead_letter"
    redrive(scene, task_id)
    await_success(scene, task_id, PILE + 50)
    assert list_states(scene, task_id) == ["PENDING", "STARTED", "FAILURE", "STARTED", "SUCCESS"]
    assert scene.count_scored_rows(task_id) == {0: PILE, 1: 50}


def pause_queue(scene: Scene, *, paused: bool) -> None:
    """Let Lambda stop taking messages from the queue, or go on."""
    scene.functions.update_event_source_mapping(UUID=scene.mapping, Enabled=not paused)


def receive(scene: Scene, hidden_seconds: int) -> Any:
    """Receive a message as a worker would."""
    answer = scene.sqs.receive_message(
        QueueUrl=scene.outputs["RankingQueueUrl"],
        VisibilityTimeout=hidden_seconds,
        WaitTimeSeconds=5,
    )
    return answer["Messages"][0]


def work_off(scene: Scene, message: Any) -> None:
    """Let a worker do a message, and delete it."""
    scene.invoke_worker(message)
    scene.sqs.delete_message(
        QueueUrl=scene.outputs["RankingQueueUrl"], ReceiptHandle=message["ReceiptHandle"]
    )


def redrive(scene: Scene, task_id: str) -> None:
    """Do what `make redrive` does."""
    environment = seal(os.environ, scene.cloud.place) | {"PYTHONPATH": "functions:."}
    command = [sys.executable, "-m", "tools.operations.redrive", TENANT, task_id]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def test_a_ranking_whose_worker_was_killed_goes_on_with_the_rows_it_has(
    scene: Scene, killed: str
) -> None:
    await_success(scene, killed, PILE)
    assert list_states(scene, killed) == ["PENDING", "STARTED", "SUCCESS"]
    assert 0 < scene.count_scored_rows(killed)[0] < PILE


def test_a_ranking_whose_worker_hung_goes_on_after_its_timeout(scene: Scene, hung: str) -> None:
    await_success(scene, hung, PILE)
    assert list_states(scene, hung) == ["PENDING", "STARTED", "SUCCESS"]
    assert 0 < scene.count_scored_rows(hung)[0] < PILE
    assert f"timed out after {TIMEOUT_SECONDS}" in scene.cloud.place.emulator_log.read_text()


def test_a_message_that_nobody_can_read_stays_among_the_dead_letters(scene: Scene) -> None:
    # It came there before the other tests, and its function has looked at it since.
    wait_until(lambda: scene.count_dead_letters() == (0, 1), 30, "it is not there")
