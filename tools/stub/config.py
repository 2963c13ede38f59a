"""What the stub is told to do, and what of it is refused."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict


class Config(BaseModel):
    """All settings; times in seconds unless named otherwise.

    `relevance` maps a text that stands in a resume to its hidden relevance, 0 to 1; `noise` is
    the standard deviation of a level. Limits are by the minute; 0 is none.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    seed: int = 0
    judge: Literal["hash", "oracle"] = "hash"
    relevance: dict[str, float] = {}
    noise: float = 0.0
    latency_ms: float = 0.0
    rpm: float = 0.0
    tpm: float = 0.0
    burst_seconds: float = 1.0
    most_in_flight: int = 0

    def change(self, values: dict[str, Any]) -> Self:
        """Return these settings with some others.

        Raises:
            ValueError: naming a setting that there is not, or a value that it cannot have.
        """
        return self.model_validate(self.model_dump() | values)
