"""How much a resume file may ask of the reader."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds on one file; no validation model, because the parsing process has to start fast."""

    max_bytes: int = 5 * MEBIBYTE
    max_pages: int = 50
    max_characters: int = 150_000
    max_expanded_bytes: int = 20 * MEBIBYTE
    memory_bytes: int = 768 * MEBIBYTE
    timeout_seconds: float = 20.0
