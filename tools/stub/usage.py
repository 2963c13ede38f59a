"""Tokens, at four characters each, and which of them a prefix that was seen before saves."""

import hashlib
from dataclasses import dataclass, field

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
