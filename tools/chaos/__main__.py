"""`python -m tools.chaos`: a bounded storm over the local cloud, and what it did."""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from tools.chaos.report import Storm, write_report
from tools.chaos.tasks import RunningTask, make_starts
from tools.chaos.workers import kill, list_workers
from tools.demo.client import ApiClient
from tools.local.aws import connect
from tools.local.deployment import read_outputs
from tools.local.place import find_place

STATE = Path(".local")
AT_ONCE = 24
LONGEST_SECONDS = 1500.0
PAUSE_SECONDS = 0.25


def main() -> int:
    """Run the storm; the exit status tells whether anything was lost."""
    parser = argparse.ArgumentParser(description="Kill workers while rankings run.")
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--duplicates", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("docs/chaos.md"))
    arguments = parser.parse_args()
    endpoint = json.loads((STATE / "endpoint.json").read_text(encoding="utf-8"))
    storm = Storm(arguments.tasks, arguments.kills, arguments.duplicates, arguments.seed)
    run_storm(storm, endpoint)
    write_report(arguments.out, storm)
    print(storm.summary)
    return 0 if storm.is_harmless else 1


def run_storm(storm: Storm, endpoint: dict[str, Any]) -> None:
    """Start tasks, kill workers and double messages until all has ended or time is up."""
    dice = random.Random(storm.seed)  # noqa: S311  # a storm that can be repeated
    clients = [
        ApiClient(endpoint["api_url"], endpoint["tokens"][name]) for name in ("acme", "globex")
    ]
    starts = make_starts(clients, storm.task_count)
    queue = Queue(endpoint)
    running: list[RunningTask] = []
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        while len(running) < AT_ONCE and (task := next(starts, None)):
            running.append(task)
            storm.tasks.append(task)
        if not running:
            return
        if storm.kills < storm.kill_limit and dice.random() < 0.4:
            kill_one(storm, dice)
        if storm.duplicates < storm.duplicate_limit and dice.random() < 0.5:
            queue.repeat(dice.choice(running))
            storm.duplicates += 1
        running = [task for task in running if not task.look()]
        time.sleep(PAUSE_SECONDS)


def kill_one(storm: Storm, dice: random.Random) -> None:
    """Kill one worker process, if there is any."""
    emulator_pid = int((STATE / "ministack.pid").read_text().split()[0])
    workers = list_workers(emulator_pid)
    if workers and kill(dice.choice(workers)):
        storm.kills += 1


class Queue:
    """The ranking queue of the local cloud, to which messages are sent a second time."""

    def __init__(self, endpoint: dict[str, Any]) -> None:
        place = find_place(os.environ)
        self._url = read_outputs(place)["RankingQueueUrl"]
        self._client = connect(place, "sqs")
        self._tenants = {token: name for name, token in endpoint["tokens"].items()}

    def repeat(self, task: RunningTask) -> None:
        """Send a task's first message again."""
        body = {"v": 1, "tenant": self._tenants[task.client.token], "task_id": task.task_id}
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(body))


if __name__ == "__main__":
    sys.exit(main())
