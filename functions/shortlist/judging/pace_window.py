"""How many calls one worker has in flight, and how long they take."""

import asyncio
from collections import deque
from math import inf
from statistics import fmean

PROBING = 1
OPENING = 16
_NEAR = 0.8
# A round of answers that took so much longer than the best one was waiting for others, unless it
# is less than a second: a short queue is nobody's harm. As in Netflix's concurrency limits
# (https://github.com/Netflix/concurrency-limits), by gradient.
_SLOWER = 1.4
_HARMLESS_SECONDS = 1.0
# With so much of work begun at once, even a server with one place is soon through.
_OPENING_SECONDS = 8.0
_ROUND = 16
_LEAST_REST = 16
_LONGEST_REST = 256
# A call is waited for so much longer than calls took lately.
_PATIENCE = 4.0
_WEIGHT_OF_LAST = 0.2
# A call is begun if it is likely to end in time; but half of a worker's time is enough for any.
_LIKELY = 1.2
_MOST_OF_TIME = 0.6
_LEAST_SECONDS = 0.001


class Window:
    """A number of places that opens while a server answers as fast as ever.

    It begins with one probe. A server that answers within a second gets a place more with each
    answer; a slower one twice as many after each round of answers that took no longer than the
    best one. Where a round took longer, or the server resisted, the window narrows and opens
    again by one place at a time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = float(PROBING)
        self.resisted_at: float | None = None
        self._best: float | None = None
        self._round: list[float] = []
        self._changed_at = 0.0
        self._rest = 0
        self._next_rest = _LEAST_REST
        self.taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def size(self) -> int:
        """The number of places."""
        return int(self._size)

    async def enter(self) -> None:
        """Take a place, after everybody who asked before."""
        if self.taken < self.size and not self._waiting:
            self.taken += 1
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
        self.taken -= 1
        self._admit()

    def start_at(self, size: int, resisted_at: float | None = None) -> None:
        """Begin with more than a probe, because the server is known."""
        self._size = float(min(self._most, max(PROBING, size)))
        self.resisted_at = resisted_at
        self._admit()

    def hear(self, began_at: float, now: float, seconds_left: float) -> None:
        """Hear of an answer, and open or narrow; no further than what ends within the time."""
        seconds = now - began_at
        if self._best is None:
            self._best = seconds
            if self._size == PROBING and self.resisted_at is None:
                self._resize(_find_opening(seconds), now)
                return
        if began_at < self._changed_at:
            return
        self._round.append(seconds)
        self._rest -= 1
        is_fast = self._best <= _HARMLESS_SECONDS
        if is_fast and not self._is_slow(seconds):
            self._set(self._find_next_size())
        if len(self._round) >= min(self.size, _ROUND):
            self._end_round(now, seconds_left)

    def narrow(self, factor: float) -> None:
        """Keep only a part of the places; those that are taken stay so until they are left."""
        if self._size > PROBING:
            self.resisted_at = self._size
        self._size = max(float(PROBING), self._size * factor)

    def probe(self) -> None:
        """Go back to one call at a time, until the next answer."""
        self._size = float(PROBING)

    def _end_round(self, now: float, seconds_left: float) -> None:
        took = fmean(self._round)
        best = self._best or took
        self._round = []
        if self._is_slow(took):
            self.resisted_at = self._size
            self._rest, self._next_rest = self._next_rest, min(_LONGEST_REST, 2 * self._next_rest)
            self._resize(self._size * best / took, now)
            return
        self._best = min(best, took)
        wanted = 2 * self._size if self.resisted_at is None else self._size + 1
        fits = wanted * self._best <= seconds_left
        if self._best > _HARMLESS_SECONDS and self._rest <= 0 and fits:
            self._resize(wanted, now)

    def _is_slow(self, seconds: float) -> bool:
        best = self._best or seconds
        return seconds > _SLOWER * best and seconds - best > _HARMLESS_SECONDS

    def _resize(self, size: float, now: float) -> None:
        self._changed_at, self._round = now, []
        self._set(size)

    def _set(self, size: float) -> None:
        # A part of a place is kept only while the window opens by parts.
        self._size = max(float(PROBING), min(float(self._most), size))
        self._admit()

    def _find_next_size(self) -> float:
        if self.resisted_at is None:
            return max(float(OPENING), self._size + 1)
        is_near = self._size >= _NEAR * self.resisted_at
        return self._size + (1 / self._size if is_near else 1)

    def _admit(self) -> None:
        while self._waiting and self.taken < self.size:
            place = self._waiting.popleft()
            if not place.done():
                self.taken += 1
                place.set_result(None)

    def _give_up(self, place: "asyncio.Future[None]") -> None:
        if place.done() and not place.cancelled():
            self.release()
        elif place in self._waiting:
            self._waiting.remove(place)


def _find_opening(seconds: float) -> float:
    return max(float(PROBING), min(float(OPENING), _OPENING_SECONDS // max(seconds, 0.01)))


class CallTimes:
    """How long calls took lately, and so how long the next one may take."""

    def __init__(self, whole_seconds: float) -> None:
        self._whole_seconds = whole_seconds
        self.seconds = 0.0
        self._last_seconds = 0.0

    def hear_answer(self, took: float) -> None:
        """Hear how long a call took."""
        took = max(_LEAST_SECONDS, took)
        self._last_seconds = took
        self.seconds += (took - self.seconds) * (_WEIGHT_OF_LAST if self.seconds else 1.0)

    def hear_timeout(self) -> None:
        """Hear that a call took too long: it is known now that this server may take long."""
        self.seconds = self.seconds or 1.0

    def find_patience(self, usual_seconds: float) -> float:
        """Return how long a call may take: without end if no call has ended yet."""
        return max(usual_seconds, _PATIENCE * self.seconds) if self.seconds else inf

    def find_least_time(self) -> float:
        """Return how much time a call is likely to need; that others ask, too, is felt at once."""
        likely = _LIKELY * max(self.seconds, self._last_seconds)
        return min(likely, _MOST_OF_TIME * self._whole_seconds)
