"""The processes in which the local cloud runs the worker function, and their sudden ends."""

import os
import signal
import time
from pathlib import Path

WORKER = b"WorkerFunction"
BOOT_SECONDS = 4.0
_NAME_VARIABLE = b"AWS_LAMBDA_FUNCTION_NAME="


def list_workers(emulator_pid: int) -> list[int]:
    """Return the processes of the worker function below the emulator of this local cloud."""
    return [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and _is_worker(folder, emulator_pid)
    ]


def is_booted(pid: int) -> bool:
    """Whether a process is old enough to have booted, even beside others that boot."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began > BOOT_SECONDS


def kill(pid: int) -> bool:
    """End a process as a crash would; False if it was gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _is_worker(folder: Path, emulator_pid: int) -> bool:
    try:
        parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        environment = (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        # The process ended while it was looked at.
        return False
    names = [part for part in environment if part.startswith(_NAME_VARIABLE)]
    return int(parent) == emulator_pid and any(WORKER in name for name in names)
