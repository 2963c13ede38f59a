"""The settings of a process, read from its environment on first use."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from shortlist.errors import SettingsError
from shortlist.frozen import Frozen

RankerName = Literal["offline", "llm"]
# The kinds of model servers that are asked in their own way; "" is chosen by the host.
ServerKind = Literal[
    "", "openai", "azure", "bedrock", "deepseek", "gemini", "groq", "mistral", "one-role", "other"
]

# Who is asked where a deployment names no server.
OPENAI_URL = "https://api.openai.com/v1"


class Settings(Frozen):
    """What a deployment decides; a field is the environment variable of its name in capitals.

    Without a `model` the deployment has none, whatever `models` says, and refuses a start with
    the ranker `llm`. An empty `openai_base_url` means OpenAI's own server. The
    `daily_spend_limit_usd` is for each tenant and day (UTC); 0 means no limit.
    """

    catalogue_table: str
    task_table: str
    resume_bucket: str
    ranking_queue_url: str
    reading_queue_url: str = ""
    public_url: str = ""
    allowed_origin: str = ""
    default_ranker: RankerName = "offline"
    soft_time_limit_seconds: int = 1500
    hard_time_limit_seconds: int = 1800
    running_tasks_limit: int = 20
    candidates_limit: int = 10_000
    waiting_uploads_limit: Annotated[int, Field(ge=100)] = 1000
    shortest_schedule_minutes: Annotated[int, Field(ge=1)] = 60
    event_bus_name: str = "default"
    schedule_group: str = "default"
    schedule_target_arn: str = ""
    schedule_role_arn: str = ""
    model: str = ""
    models: str = ""
    openai_base_url: str = ""
    model_server: ServerKind = ""
    allow_plain_http: bool = False
    model_secret_arn: str = ""
    llm_concurrency: Annotated[int, Field(ge=1)] = 64
    call_timeout_seconds: Annotated[int, Field(ge=1)] = 30
    daily_spend_limit_usd: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0

    @property
    def model_server_url(self) -> str:
        """Where the model server is, as its client is told."""
        return self.openai_base_url or OPENAI_URL

    @property
    def allowed_models(self) -> tuple[str, ...]:
        """The models that a start may name, the default one first; none without a default."""
        if not self.model:
            return ()
        others = (name.strip() for name in self.models.split(","))
        return tuple(dict.fromkeys((self.model, *filter(None, others))))


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
