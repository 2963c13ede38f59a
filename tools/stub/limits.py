"""What the stub counts of a request: its tokens, what a cache saves, and limits by the minute."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """A bucket that holds `burst_seconds` of a limit by the minute; without a limit, all pass."""

    limit: float
    burst_seconds: float
    clock: Callable[[], float] = time.monotonic
    _level: float = field(init=False)
    _filled_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level = self.size
        self._filled_at = self.clock()

    @property
    def size(self) -> float:
        """The most that the bucket holds, at least one request's worth."""
        return max(1.0, self.limit / 60 * self.burst_seconds)

    def find_wait(self, amount: float) -> float:
        """Return for how many seconds so much cannot be taken yet; 0 if it can be."""
        if not self.limit:
            return 0.0
        now = self.clock()
        self._level = min(self.size, self._level + (now - self._filled_at) * self.limit / 60)
        self._filled_at = now
        return max(0.0, (min(amount, self.size) - self._level) * 60 / self.limit)

    def take(self, amount: float) -> None:
        """Take so much, even if it is not there."""
        self._level -= amount if self.limit else 0.0

    def write_headers(self, what: str) -> dict[str, str]:
        """Return limit, what remains, and when the bucket is full again."""
        if not self.limit:
            return {}
        missing_seconds = max(0.0, self.size - self._level) * 60 / self.limit
        return {
            f"x-ratelimit-limit-{what}": str(int(self.limit)),
            f"x-ratelimit-remaining-{what}": str(max(0, int(self._level))),
            f"x-ratelimit-reset-{what}": write_duration(missing_seconds),
        }


def write_duration(seconds: float) -> str:
    """Write seconds as OpenAI does: `12ms`, `1.5s`, `6m0s`."""
    if seconds < 1:
        return f"{round(seconds * 1000)}ms"
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}m{rest:g}s" if minutes else f"{rest:g}s"


CHARACTERS_A_TOKEN = 4
_FIRST_TOKENS = 1024
_STEP_TOKENS = 128


def count_tokens(text: str) -> int:
    """Return how many tokens a text has."""
    return -(-len(text) // CHARACTERS_A_TOKEN)


@dataclass
class PrefixCache:
    """Prefixes of prompts, in steps, usable once the request that brought them has ended."""

    _seen: set[bytes] = field(default_factory=set)

    def count_cached(self, text: str) -> int:
        """Return how many tokens of a prompt were seen before."""
        cached = 0
        for tokens, mark in _mark_prefixes(text):
            if mark not in self._seen:
                break
            cached = tokens
        return cached

    def add(self, text: str) -> None:
        """Remember the prefixes of a prompt."""
        self._seen.update(mark for _, mark in _mark_prefixes(text))


def _mark_prefixes(text: str) -> list[tuple[int, bytes]]:
    marks = []
    digest = hashlib.sha256()
    start = 0
    for tokens in range(_FIRST_TOKENS, len(text) // CHARACTERS_A_TOKEN + 1, _STEP_TOKENS):
        end = tokens * CHARACTERS_A_TOKEN
        digest.update(text[start:end].encode())
        start = end
        marks.append((tokens, digest.digest()))
    return marks


def write_usage(prompt_tokens: int, cached: int, completion_tokens: int) -> dict[str, object]:
    """Write a usage as OpenAI does."""
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
        "prompt_tokens_details": {"cached_tokens": cached, "cache_write_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }
