"""The ports kept in memory: the same answers as the real stores, a clock that tests move, and
a probe at every access, so that a test can break any of them."""

from tests.support.memory.catalogue import MemoryCatalogue
from tests.support.memory.clock import START, MovableClock
from tests.support.memory.files import MemoryFiles
from tests.support.memory.probe import Crash, Probe
from tests.support.memory.queue import MemoryQueue, Received
from tests.support.memory.tasks import MemoryTasks

__all__ = [
    "START",
    "Crash",
    "MemoryCatalogue",
    "MemoryFiles",
    "MemoryQueue",
    "MemoryTasks",
    "MovableClock",
    "Probe",
    "Received",
]
