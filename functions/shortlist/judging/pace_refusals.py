"""What a server that refuses for its load is spared: pauses, one probe at a time, a found rate."""

import asyncio
from collections import deque
from collections.abc import Callable

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
_REMEMBERED_SECONDS = 60.0
_MOST_REMEMBERED = 5_000
# Of what went through, so that the next requests go through, too.
_SHARE = 0.85
# How fast a found rate grows with each answer, for each second without a refusal.
_GROWTH_A_SECOND = 0.0003
_FASTEST_GROWTH = 0.02


class LoadRefusals:
    """What one worker knows of a server's refusals for load.

    Each pause is twice as long as the last, until a request is answered. After a pause one
    request goes first; the others wait for what becomes of it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.streak = 0
        self._refused_at = clock()
        self._probe: asyncio.Future[None] | None = None
        self._accepted: deque[float] = deque(maxlen=_MOST_REMEMBERED)

    async def wait_for_probe(self) -> None:
        """Wait until nobody tries out whether the pause was long enough."""
        while self._probe is not None:
            await asyncio.shield(self._probe)

    def begin_probe(self) -> bool:
        """Be the one who tries; False if nobody needs to."""
        if not self.streak or self._probe is not None:
            return False
        self._probe = asyncio.get_running_loop().create_future()
        return True

    def end_probe(self) -> None:
        """Let the others go on: what became of the probe is known."""
        if self._probe is not None:
            self._probe.set_result(None)
            self._probe = None

    @property
    def has_probe(self) -> bool:
        """Whether somebody tries just now."""
        return self._probe is not None

    def hear_refusal(self) -> float:
        """Count a refusal and return for how many seconds nothing is to be sent."""
        self.streak += 1
        self._refused_at = self._clock()
        return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self.streak - 1, 10))

    def hear_answer(self, given_at: float) -> bool:
        """Count an answer to a request of then; True if it is the first one after refusals."""
        self._accepted.append(self._clock())
        if not self.streak or given_at < self._refused_at:
            return False
        self.streak = 0
        return True

    def find_rate(self) -> float:
        """Return how many requests a minute went through lately, less a little."""
        now = self._clock()
        while self._accepted and self._accepted[0] < now - _REMEMBERED_SECONDS:
            self._accepted.popleft()
        first = self._accepted[0] if self._accepted else now
        return _SHARE * 60 * max(1, len(self._accepted)) / max(1.0, now - first)

    def grow(self, rate: float) -> float:
        """Return a found rate after one more answer: the longer without refusal, the faster."""
        calm_seconds = max(0.0, self._clock() - self._refused_at)
        return rate * (1 + min(_FASTEST_GROWTH, _GROWTH_A_SECOND * calm_seconds))
