"""What the stub is told to do, and what of it is refused."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

JUDGES = ("hash", "oracle")
CITES = ("best", "unrelated")
REFUSES_BY = ("param", "message", "detail", "nothing")
# Before an answer: refused or broken off. The names that end in a number are statuses.
REFUSALS = (
    "429",
    "429_after_ms",
    "429_after",
    "429_after_date",
    "429_long",
    "500",
    "503",
    "503_after",
    "reset",
    "hang",
    "quota",
    "context_length",
    "content_filter_400",
    "not_json",
)
# In an answer that is paid for.
DEFECTS = (
    "malformed",
    "truncated",
    "refusal",
    "content_filter",
    "empty",
    "schema",
    "level",
    "lines",
    "extra_ids",
)
NO_FAULT = "ok"


@dataclass
class Config:
    """All settings; times in seconds unless named otherwise.

    `relevance` maps a text that stands in a resume to its hidden relevance, 0 to 1; `noise` is
    the standard deviation of a level. `cites` says which lines a level cites: those that share most
    words with the criterion, or some that share none. `faults` maps a fault to its probability;
    `fault_script` comes first, one entry a request. Both count only for requests whose prompt has
    `fault_match` in it. `unsupported` names parameters that are refused, `unsupported_values` the
    refused values of others, and `refuses_by` says where the refusal names them. `raw_answers` are
    statuses, texts and content types, sent as they are before anything else.
    """

    seed: int = 0
    api_key: str = ""
    judge: str = "hash"
    relevance: dict[str, float] = field(default_factory=dict)
    noise: float = 0.0
    resample: bool = False
    cites: str = "best"
    latency_ms: float = 0.0
    rpm: float = 0.0
    tpm: float = 0.0
    burst_seconds: float = 1.0
    limit_headers: bool = True
    most_in_flight: int = 0
    faults: dict[str, float] = field(default_factory=dict)
    fault_script: list[str] = field(default_factory=list)
    fault_match: str = ""
    unsupported: list[str] = field(default_factory=list)
    unsupported_values: dict[str, list[Any]] = field(default_factory=dict)
    refuses_by: str = "param"
    raw_answers: list[tuple[int, str, str]] = field(default_factory=list)
    served_tier: str = ""
    tells_usage: bool = True
    hang_seconds: float = 600.0
    short_wait_seconds: float = 1.0
    long_wait_seconds: float = 3600.0

    def update(self, values: dict[str, Any]) -> None:
        """Change some settings, all or none.

        Raises:
            ValueError: naming a setting, judge, way to cite or fault that there is not.
        """
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"no such setting: {name}")
            if not _is_alike(value, known[name]):
                raise ValueError(f"not the type of {name}: {value!r}")
        _check_names(values)
        for name, value in values.items():
            setattr(self, name, value)

    def show(self) -> dict[str, Any]:
        """Return all settings."""
        return asdict(self)


def _check_names(values: dict[str, Any]) -> None:
    if values.get("judge", "hash") not in JUDGES:
        raise ValueError(f"no such judge: {values['judge']}")
    if values.get("cites", "best") not in CITES:
        raise ValueError(f"no such way to cite: {values['cites']}")
    if values.get("refuses_by", "param") not in REFUSES_BY:
        raise ValueError(f"no such way to refuse: {values['refuses_by']}")
    for fault in [*values.get("faults", {}), *values.get("fault_script", [])]:
        if fault not in (*REFUSALS, *DEFECTS, NO_FAULT):
            raise ValueError(f"no such fault: {fault}")


def _is_alike(value: object, present: object) -> bool:
    if isinstance(present, bool) or isinstance(value, bool):
        return isinstance(present, bool) and isinstance(value, bool)
    if isinstance(present, int | float):
        return isinstance(value, int | float)
    return isinstance(value, type(present))
