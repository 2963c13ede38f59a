"""What workers share about a model server, in memory; safe to use from several threads."""

from threading import Lock

from shortlist.judging.call_rates import (
    LONGEST_HOLD_SECONDS,
    LONGEST_LEAD_SECONDS,
    CallRates,
    KnownPace,
)
from tests.support.memory.probe import Probe

_LIFETIME_SECONDS = 86_400


class MemoryRates:
    """A RateRecord (shortlist.judging.call_rates)."""

    def __init__(self, probe: Probe | None = None) -> None:
        self.probe = probe or Probe()
        self._lock = Lock()
        self._kept: KnownPace | None = None
        self._free_at = 0.0
        self._expires_at = 0.0

    def read(self, *, now: float) -> KnownPace | None:
        """Return what was learned."""
        self.probe("rates.read")
        if now >= self._expires_at:
            return None
        held_until = self._free_at if self._free_at <= now + LONGEST_LEAD_SECONDS else 0.0
        known = self._kept or KnownPace(CallRates(), 1)
        return known._replace(held_until=held_until)

    def keep(self, known: KnownPace, *, now: float) -> None:
        """Keep what was learned."""
        self.probe("rates.keep")
        self._kept = known
        self._expires_at = now + _LIFETIME_SECONDS

    def reserve(self, seconds: float, *, now: float) -> float:
        """Reserve the next span."""
        self.probe("rates.reserve")
        with self._lock:
            counts = now <= self._free_at <= now + LONGEST_LEAD_SECONDS
            start = self._free_at if counts else now
            self._free_at = start + seconds
            self._expires_at = now + _LIFETIME_SECONDS
            return start

    def hold(self, until: float, *, now: float) -> None:
        """Let no span begin before a moment."""
        self.probe("rates.hold")
        longest = now + LONGEST_LEAD_SECONDS
        with self._lock:
            until = min(until, now + LONGEST_HOLD_SECONDS)
            if not until <= self._free_at <= longest:
                self._free_at = until
                self._expires_at = now + _LIFETIME_SECONDS
