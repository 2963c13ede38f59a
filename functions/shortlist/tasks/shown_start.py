"""The start of a ranking, and what one would take, as callers see it.

Apart from the other views of tasks: a cold start would make the shapes of rows for nothing.
"""

from pydantic import Field

from shortlist.frozen import Shown
from shortlist.settings import RankerName
from shortlist.tasks.task import Status


class ShownStarted(Shown):
    """A ranking that was accepted."""

    message: str = Field(description="The same in words.")
    task_id: str = Field(description="The id of the ranking task, to ask for its status with.")
    status: Status = Field(description="How far it is.")
    job_id: str = Field(description="The job post.")


class ShownTokenForecast(Shown):
    """How many tokens calls would take."""

    input: int = Field(ge=0, description="Tokens of prompts.")
    output: int = Field(ge=0, description="Tokens of answers.")


class ShownCostRange(Shown):
    """The range of what the calls would cost, in US dollars."""

    low: float = Field(ge=0, description="If most of each prompt is cached.")
    high: float = Field(ge=0, description="If nothing is cached.")


class ShownEstimate(Shown):
    """What a ranking would take; nothing was started."""

    ranker: RankerName = Field(description="What would rank.")
    model: str | None = Field(description="The language model that would be asked, if any.")
    calls: int = Field(ge=0, description="Calls of the model.")
    tokens: ShownTokenForecast = Field(description="Tokens of all calls.")
    cost_usd: ShownCostRange | None = Field(description="Null if the price is not known.")
    seconds: float = Field(
        ge=0,
        description="How long it would take, if the model server goes on as it was within the last "
        "day; of a server that was not asked in that time, if it is a fast one.",
    )
