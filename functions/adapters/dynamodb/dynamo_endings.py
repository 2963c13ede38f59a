"""Endings that are to be told, in the task table."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Key, Table, Update
from adapters.dynamodb.translation import pack, unpack

if TYPE_CHECKING:
    from shortlist.tasks.ending import Ending

# The partition of the index by activity that holds them.
ENDED = "ENDED"


class DynamoEndings:
    """An EndingStore in DynamoDB (shortlist.tasks.ending)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def list_endings(self) -> Iterator["Ending"]:
        """Yield all endings that are kept, oldest first."""
        condition = Condition("active_pk = :ended", {":ended": ENDED})
        for items in self._table.query(condition, IndexName="by-activity"):
            for found in items:
                item = self._table.get(Key(found["pk"], found["sk"]))
                if item:
                    yield _read(unpack(item["ending"]))

    def forget_ending(self, ending: "Ending") -> None:
        """Forget an ending."""
        self._table.delete(_key(ending))

    def keeping(self, ending: "Ending", expires_at: int) -> Any:
        """Return the part of a transaction that keeps an ending.

        An update, though there is nothing to change: whoever ends a task may update items.
        """
        values = {
            ":ending": pack(ending.model_dump(mode="json")),
            ":expiry": expires_at,
            ":ended": ENDED,
            ":place": f"{ending.ended_at}#{ending.tenant}#{ending.task_id}",
        }
        change = (
            "SET ending = :ending, expires_at = :expiry, active_pk = :ended, created_sk = :place"
        )
        return self._table.updating(_key(ending), Update(change, values))


def _key(ending: "Ending") -> Key:
    return keys.ending_key(ending.tenant, ending.task_id, ending.attempt)


def _read(values: Mapping[str, Any]) -> "Ending":
    """Read an ending; what only a later version knows is left out."""
    from shortlist.tasks.ending import Ending  # noqa: PLC0415

    known = {name: values[name] for name in Ending.model_fields if name in values}
    return Ending.model_validate(known)
