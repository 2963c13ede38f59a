"""`python -m tools.local.corrections`: the emulator, started with what it does wrong put right."""

import argparse
import importlib
import logging
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

logger = logging.getLogger("corrections")


def main() -> None:
    """Run the emulator in this process, corrected."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    boot_twice(runtime.Worker)
    fail_alone(runtime.Worker, runtime.kill_workers)
    runtime.zipfile = Unpacking(Path(tempfile.gettempdir()))
    parse_once(importlib.import_module("ministack.services.dynamodb"))
    deliver_fairly(importlib.import_module("ministack.services.sqs"))
    app: Any = importlib.import_module("ministack.app")
    app.main()


def boot_twice(worker: Any) -> None:
    """Boot once more if a process dies while it boots, as Lambda does.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    boot: Callable[[Any], None] = worker._spawn

    def boot_again(self: Any) -> None:
        try:
            boot(self)
        except (OSError, RuntimeError) as error:
            logger.warning("a process of %s did not boot: %s", self.func_name, error)
            boot(self)

    worker._spawn = boot_again


def fail_alone(worker: Any, end_workers: Callable[[list[Any]], None]) -> None:
    """Let a process that did not boot fail its own invocation and nobody else's.

    MiniStack takes it for a fault of the function and ends all its processes. Those that boot
    fail for it, and each ends all others in turn; every message that they had received stays
    hidden for the queue's whole timeout.
    """
    invoke: Callable[..., dict[str, Any]] = worker.invoke

    def invoke_alone(self: Any, *values: Any, **options: Any) -> dict[str, Any]:
        try:
            return invoke(self, *values, **options)
        except (OSError, RuntimeError) as error:
            end_workers([self])
            return {"status": "error", "error": str(error)}

    worker.invoke = invoke_alone


class Unpacking:
    """Stands for the module `zipfile`: unpacks each package once, and links to that afterwards.

    MiniStack unpacks 1,600 files for every process of a function, one after another in its own:
    forty processes that are wanted at once took a minute.
    """

    BadZipFile = zipfile.BadZipFile
    LargeFileError = zipfile.LargeZipFile

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unpacked: dict[int, Path] = {}
        self._lock = Lock()
        self.ZipFile = partial(_LinkedZip, self)

    def unpack(self, package: zipfile.ZipFile) -> Path:
        """Return the folder that holds a package's files; other packages have other ones."""
        key = hash(tuple((one.filename, one.CRC, one.file_size) for one in package.infolist()))
        with self._lock:
            if key not in self._unpacked:
                folder = tempfile.mkdtemp(prefix="unpacked-", dir=self._folder)
                zipfile.ZipFile.extractall(package, folder)
                self._unpacked[key] = Path(folder)
            return self._unpacked[key]


class _LinkedZip(zipfile.ZipFile):
    def __init__(self, unpacking: Unpacking, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self._unpacking = unpacking

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        """Link each thing at the top of the package into a folder."""
        for one in self._unpacking.unpack(self).iterdir():
            (Path(path or ".") / one.name).symlink_to(one)


def parse_once(dynamodb: Any) -> None:
    """Parse an expression once, not once for every item that it is held against."""
    for name in ("_tokenize", "_condition_syntax_error"):
        setattr(dynamodb, name, lru_cache(maxsize=1024)(getattr(dynamodb, name)))


def deliver_fairly(sqs: Any) -> None:
    """Deliver messages of the group that has fewest in hand first, as a fair queue does.

    MiniStack stores the groups of a standard queue and does not look at them.
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
    """
    collect: Callable[[dict[str, Any], int, int], list[Any]] = sqs._collect_msgs

    def collect_fairly(queue: dict[str, Any], most: int, hidden_seconds: int) -> list[Any]:
        if not queue["is_fifo"]:
            now = time.time()
            taken = [one for one in queue["messages"] if one.get("visible_at", 0) > now]
            in_hand = Counter(one.get("group_id") for one in taken if one.get("receive_count"))
            # Each message of no group, as S3 sends them, is a tenant of its own.
            in_hand[None] = 0
            # A stable sort: within a group nobody overtakes.
            queue["messages"].sort(key=lambda one: in_hand[one.get("group_id")])
        return collect(queue, most, hidden_seconds)

    sqs._collect_msgs = collect_fairly


if __name__ == "__main__":
    main()
