"""The processes in which the local cloud runs the worker function, and their sudden ends."""

import re
import time
from pathlib import Path

import psutil

WORKER = "WorkerFunction"
# A process boots in four; psutil tells when it started up to a second too early.
BOOT_SECONDS = 5.0


def list_workers(emulator_pid: int) -> list[int]:
    """Return the processes of the worker function below the emulator of this local cloud."""
    try:
        children = psutil.Process(emulator_pid).children()
    except psutil.NoSuchProcess:
        return []
    return [child.pid for child in children if _is_worker(child)]


def is_booted(pid: int) -> bool:
    """Whether a process is old enough to have booted, even beside others that boot."""
    try:
        return bool(time.time() - psutil.Process(pid).create_time() > BOOT_SECONDS)
    except psutil.NoSuchProcess:
        return False


def kill(pid: int) -> bool:
    """End a process as a crash would; False if it was gone already."""
    try:
        psutil.Process(pid).kill()
    except psutil.NoSuchProcess:
        return False
    return True


def read_peak_megabytes(pid: int) -> float:
    """Return the highest resident memory that a process ever had."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    peak = re.search(r"^VmHWM:\s*(\d+)", status, re.MULTILINE)
    return int(peak[1]) / 1024 if peak else 0.0


def _is_worker(process: psutil.Process) -> bool:
    try:
        return WORKER in process.environ().get("AWS_LAMBDA_FUNCTION_NAME", "")
    except psutil.Error:
        # The process ended while it was looked at.
        return False
