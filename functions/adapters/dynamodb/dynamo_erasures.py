"""Erasures that are not whole, in the task table."""

from collections.abc import Iterator

from adapters.dynamodb import keys
from adapters.dynamodb.table import PRESENT, Condition, Key, Table, Update
from adapters.dynamodb.translation import RefusedConditionError
from shortlist.erasure import Erasure
from shortlist.tasks.messages import ErasureMessage

# The partition of the index by activity that holds erasures; ended ones are in none.
ERASING = "ERASING"


class DynamoErasures:
    """An ErasureStore in DynamoDB (shortlist.erasure)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin_erasure(self, erasure: Erasure) -> None:
        """Keep the note and hide the candidate, in one transaction."""
        item = {
            **_key(erasure)._asdict(),
            **erasure.model_dump(),
            "active_pk": ERASING,
            "created_sk": f"{erasure.erased_at}#{erasure.tenant}#{erasure.job_id}",
        }
        mark = Update("ADD marks :mark", {":mark": {_write_mark(erasure)}})
        hidden = keys.hidden_key(erasure.tenant, erasure.job_id)
        self._table.transact([self._table.putting(item), self._table.updating(hidden, mark)])

    def read_erasure(self, message: ErasureMessage) -> Erasure | None:
        """Return an erasure that is not whole yet."""
        return self._read(_key(message))

    def note_erasure(self, erasure: Erasure) -> None:
        """Note how far an erasure is."""
        values = {":done": erasure.tasks_done, ":now": erasure.updated_at}
        names = {}
        change = "SET tasks_done = :done, updated_at = :now"
        if erasure.position is not None:
            change += ", #position = :position"
            values[":position"] = erasure.position
            names["#position"] = "position"
        try:
            self._table.update(_key(erasure), Update(change, values, names), PRESENT)
        except RefusedConditionError:
            # Another worker has come to the end of it.
            return

    def finish_erasure(self, erasure: Erasure) -> None:
        """Forget the erasure, and the mark that hid the candidate."""
        mark = Update("DELETE marks :mark", {":mark": {_write_mark(erasure)}})
        self._table.update(keys.hidden_key(erasure.tenant, erasure.job_id), mark)
        self._table.delete(_key(erasure))

    def list_erasures(self) -> Iterator[Erasure]:
        """Yield all erasures that are not whole, oldest first."""
        condition = Condition("active_pk = :erasing", {":erasing": ERASING})
        for items in self._table.query(condition, IndexName="by-activity"):
            for item in items:
                erasure = self._read(Key(item["pk"], item["sk"]))
                if erasure:
                    yield erasure

    def _read(self, key: Key) -> Erasure | None:
        item = self._table.get(key)
        if item is None:
            return None
        return Erasure.model_validate(
            {"candidate_id": None}
            | {name: item[name] for name in Erasure.model_fields if name in item}
        )


def _key(of: Erasure | ErasureMessage) -> Key:
    return keys.erasure_key(of.tenant, of.job_id, of.candidate_id or "", of.erased_at)


def _write_mark(erasure: Erasure) -> str:
    return f"{erasure.erased_at} {erasure.candidate_id or keys.EVERYBODY}"
