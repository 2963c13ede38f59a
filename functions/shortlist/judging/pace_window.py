"""How many calls one worker has in flight."""

import asyncio
from collections import deque

PROBING = 1
OPENING = 16
_NEAR = 0.8


class Window:
    """A number of places that opens while a server answers and narrows when it resists.

    It begins with one probe and then doubles with each round of answers. Once the server has
    resisted, it goes on by one place a round from a little below where that was.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = float(PROBING)
        self._resisted_at: float | None = None
        self._taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def size(self) -> int:
        """The number of places."""
        return int(self._size)

    async def enter(self) -> None:
        """Take a place, after everybody who asked before."""
        if self._taken < self.size and not self._waiting:
            self._taken += 1
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            self._give_up(place)
            raise

    def release(self) -> None:
        """Give a place back."""
        self._taken -= 1
        self._admit()

    def start_at(self, size: int) -> None:
        """Begin with more than a probe, because the server is known."""
        self._size = float(min(self._most, max(PROBING, size)))
        self._admit()

    def widen(self) -> None:
        """Open further after an answer."""
        self._size = min(float(self._most), self._find_next_size())
        self._admit()

    def narrow(self, factor: float) -> None:
        """Keep only a part of the places; those that are taken stay so until they are left."""
        if self._size > PROBING:
            self._resisted_at = self._size
        self._size = max(float(PROBING), self._size * factor)

    def probe(self) -> None:
        """Go back to one call at a time, until the next answer."""
        self._size = float(PROBING)

    def _find_next_size(self) -> float:
        if self._resisted_at is None:
            return max(float(OPENING), self._size + 1)
        is_near = self._size >= _NEAR * self._resisted_at
        return self._size + (1 / self._size if is_near else 1)

    def _admit(self) -> None:
        while self._waiting and self._taken < self.size:
            place = self._waiting.popleft()
            if not place.done():
                self._taken += 1
                place.set_result(None)

    def _give_up(self, place: "asyncio.Future[None]") -> None:
        if place.done() and not place.cancelled():
            self.release()
        elif place in self._waiting:
            self._waiting.remove(place)
