"""What processes of a measurement take: processor time by group, and a worker's highest memory."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import psutil

from tools.local.workers import list_workers


class Seconds(NamedTuple):
    """Processor seconds: of workers, emulator and other functions, model server, all others."""

    workers: float = 0.0
    cloud: float = 0.0
    model_server: float = 0.0
    others: float = 0.0


@dataclass
class Load:
    """What a stretch of time took; filled in when it is over."""

    seconds: Seconds = field(default_factory=Seconds)
    worker_megabytes: float = 0.0


@dataclass(frozen=True)
class Groups:
    """The processes that are told apart."""

    emulator_pid: int
    model_server_pid: int | None

    @contextmanager
    def watch(self) -> Iterator[Load]:
        """Measure what the block takes. Processes that end meanwhile are not counted."""
        load = Load()
        before, busy_before = self._read(), _read_busy_seconds()
        yield load
        after, busy = self._read(), _read_busy_seconds() - busy_before
        workers = set(list_workers(self.emulator_pid))
        taken = {pid: seconds - before.get(pid, 0.0) for pid, seconds in after.items()}
        own = sum(seconds for pid, seconds in taken.items() if pid in workers)
        model = taken.get(self.model_server_pid or 0, 0.0)
        cloud = sum(taken.values()) - own - model
        load.seconds = Seconds(own, cloud, model, max(0.0, busy - own - model - cloud))
        load.worker_megabytes = max(map(_read_peak_megabytes, workers), default=0.0)

    def _read(self) -> dict[int, float]:
        seconds = {}
        for process in self._list():
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                seconds[process.pid] = times.user + times.system
        return seconds

    def _list(self) -> Iterable[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            emulator = psutil.Process(self.emulator_pid)
            yield emulator
            yield from emulator.children(recursive=True)
        if self.model_server_pid:
            with suppress(psutil.NoSuchProcess):
                yield psutil.Process(self.model_server_pid)


def describe_machine() -> str:
    """Describe the machine in one line, with its load."""
    memory_gib = psutil.virtual_memory().total / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{psutil.cpu_count()} cores, {memory_gib:.0f} GiB; load before the run {load}"


def _read_busy_seconds() -> float:
    times = psutil.cpu_times()
    idle = {"idle", "iowait", "steal", "guest", "guest_nice"}
    return float(sum(value for name, value in times._asdict().items() if name not in idle))


def _read_peak_megabytes(pid: int) -> float:
    """Return the highest resident memory that a process ever had."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peaks[0]) / 1024 if peaks else 0.0
