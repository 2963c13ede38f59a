"""The event bus in EventBridge."""

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shortlist.errors import BusUnavailableError
from shortlist.tasks.ending import Ending

SOURCE = "shortlist"
DETAIL_TYPE = "Ranking ended"


class EventBridgeBus:
    """An EndingBus in EventBridge (shortlist.tasks.ending)."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def send(self, endings: Sequence[Ending]) -> Sequence[Ending]:
        """Send endings as one call; the bus answers for each of them alone."""
        try:
            answer = self._client.put_events(Entries=[self._write(one) for one in endings])
        except (BotoCoreError, ClientError) as error:
            raise BusUnavailableError(type(error).__name__) from error
        answers = zip(endings, answer["Entries"], strict=True)
        return [ending for ending, one in answers if "EventId" in one]

    def _write(self, ending: Ending) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": DETAIL_TYPE,
            "Time": ending.ended_at,
            "Detail": ending.model_dump_json(),
        }
