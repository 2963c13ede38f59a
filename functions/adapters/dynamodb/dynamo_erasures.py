"""Erasures that are not whole, and whom pages of rows hide meanwhile, in the task table."""

from collections.abc import Iterator, Set

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Key, Table
from adapters.dynamodb.translation import RefusedConditionError
from shortlist.candidate_erasure import Erasure
from shortlist.tasks.messages import ErasureMessage
from shortlist.tasks.task import Task

# The partition of the index by activity that holds erasures; ended ones are in none.
ERASING = "ERASING"


class DynamoErasures:
    """An ErasureStore in DynamoDB (shortlist.candidate_erasure)."""

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
        mark = Condition("", {":mark": {_write_mark(erasure)}})
        hidden = keys.hidden_key(erasure.tenant, erasure.job_id)
        parts = [self._table.putting(item), self._table.updating(hidden, "ADD marks :mark", mark)]
        self._table.transact(parts)

    def read_erasure(self, message: ErasureMessage) -> Erasure | None:
        """Return an erasure that is not whole yet."""
        key = keys.erasure_key(
            message.tenant, message.job_id, message.candidate_id, message.erased_at
        )
        return self._read(key)

    def note_erasure(self, erasure: Erasure) -> None:
        """Note how far an erasure is."""
        values = {
            ":position": erasure.position,
            ":done": erasure.tasks_done,
            ":now": erasure.updated_at,
        }
        change = "SET #position = :position, tasks_done = :done, updated_at = :now"
        there = Condition("attribute_exists(pk)", values, {"#position": "position"})
        try:
            self._table.update(_key(erasure), change, there)
        except RefusedConditionError:
            # Another worker has come to the end of it.
            return

    def finish_erasure(self, erasure: Erasure) -> None:
        """Forget the erasure, and the mark that hid the candidate."""
        mark = Condition("", {":mark": {_write_mark(erasure)}})
        hidden = keys.hidden_key(erasure.tenant, erasure.job_id)
        self._table.update(hidden, "DELETE marks :mark", mark)
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
            {name: item[name] for name in Erasure.model_fields if name in item}
        )


def read_hidden(task: Task, marks: Set[str]) -> set[str]:
    """Return whom the rows of a task hide: those whose erasure began after the task was made."""
    parted = (mark.split(" ", 1) for mark in marks)
    return {candidate_id for erased_at, candidate_id in parted if erased_at >= task.created_at}


def _key(erasure: Erasure) -> Key:
    return keys.erasure_key(erasure.tenant, erasure.job_id, erasure.candidate_id, erasure.erased_at)


def _write_mark(erasure: Erasure) -> str:
    return f"{erasure.erased_at} {erasure.candidate_id}"
