"""The settings of a process, read from its environment on first use."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import ValidationError

from shortlist.errors import SettingsError
from shortlist.model import Frozen

Ranker = Literal["offline", "llm"]


class Settings(Frozen):
    """What a deployment decides; a field is the environment variable of its name in capitals."""

    catalogue_table: str
    task_table: str
    resume_bucket: str
    ranking_queue_url: str
    public_url: str = ""
    allowed_origin: str = ""
    default_ranker: Ranker = "offline"
    soft_time_limit_seconds: int = 1500
    hard_time_limit_seconds: int = 1800
    running_tasks_limit: int = 20
    candidates_limit: int = 10_000
    schedule_group: str = "default"
    schedule_target_arn: str = ""
    schedule_role_arn: str = ""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment.

    Raises:
        SettingsError: naming every variable that is missing or makes no sense, never its value.
    """
    values = {
        name: environment[name.upper()]
        for name in Settings.model_fields
        if name.upper() in environment
    }
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        names = sorted({str(part["loc"][0]).upper() for part in error.errors()})
        raise SettingsError(f"missing or invalid settings: {', '.join(names)}") from None


@cache
def get_settings() -> Settings:
    """Return the settings of this process."""
    return read_settings(os.environ)
