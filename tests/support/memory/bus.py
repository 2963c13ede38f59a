"""The event bus in memory."""

from collections.abc import Sequence

from shortlist.errors import BusUnavailableError
from shortlist.tasks.ending import Ending
from tests.support.memory.probe import Probe


class MemoryBus:
    """An EndingBus (shortlist.tasks.ending), which may be down or refuse some tasks."""

    def __init__(self, probe: Probe | None = None) -> None:
        self.told: list[Ending] = []
        self.is_down = False
        self.refused: set[str] = set()
        self._probe = probe or Probe()

    def send(self, endings: Sequence[Ending]) -> Sequence[Ending]:
        """Take all endings but those of refused tasks."""
        self._probe("bus.send")
        if self.is_down:
            raise BusUnavailableError("down")
        taken = [ending for ending in endings if ending.task_id not in self.refused]
        self.told += taken
        self._probe("bus.send done")
        return taken
