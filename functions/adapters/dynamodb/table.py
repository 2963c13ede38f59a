"""One DynamoDB table: items as plain dictionaries, conditions as expressions."""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.dynamodb.translation import Item, read_item, translate_errors, write_item
from shortlist.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_BATCH_SIZE = 25
_READS_A_BATCH = 100
# An erasure of 10,000 candidates has 29 seconds, and most of each call is waiting.
_BATCHES_IN_FLIGHT = 8
_TRANSACTION_ATTEMPTS = 4
_READ_ATTEMPTS = 6


class Key(NamedTuple):
    """The primary key of an item."""

    pk: str
    sk: str


@dataclass(frozen=True)
class Condition:
    """A condition expression, with the values and names that it uses."""

    expression: str
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    """An update expression, with the values and names that it uses."""

    expression: str
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


ABSENT = Condition("attribute_not_exists(pk)")
PRESENT = Condition("attribute_exists(pk)")


def under(pk: str, prefix: str) -> Condition:
    """Return the condition of a query for the items of a partition whose keys begin alike."""
    return Condition("pk = :pk AND begins_with(sk, :prefix)", {":pk": pk, ":prefix": prefix})


class Table:
    """A table with the keys `pk` and `sk`; reads are consistent unless an index is asked."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self.name = name

    def get(self, key: Key) -> Item | None:
        """Return an item, or None."""
        with translate_errors():
            answer = self._client.get_item(
                TableName=self.name,
                Key=write_item(key._asdict()),
                ConsistentRead=True,
            )
        return read_item(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Sequence[Key]) -> Iterator[Item]:
        """Yield those of these items that exist, in any order."""
        for start in range(0, len(keys), _READS_A_BATCH):
            batch = keys[start : start + _READS_A_BATCH]
            wanted: Any = [write_item(key._asdict()) for key in batch]
            for attempt in range(_READ_ATTEMPTS):
                with translate_errors():
                    answer = self._client.batch_get_item(
                        RequestItems={self.name: {"Keys": wanted, "ConsistentRead": True}}
                    )
                yield from map(read_item, answer["Responses"].get(self.name, []))
                left = answer["UnprocessedKeys"].get(self.name)
                wanted = left["Keys"] if left else []
                if not wanted:
                    break
                time.sleep(0.05 * 2**attempt)
            else:
                raise StoreUnavailableError("a batch was left unread")

    def query(self, condition: Condition, **options: Any) -> Iterator[list[Item]]:
        """Yield the pages of a query, each with at most one megabyte read."""
        arguments = {"TableName": self.name, **_express(KeyCondition=condition), **options}
        arguments.setdefault("ConsistentRead", "IndexName" not in options)
        while True:
            with translate_errors():
                answer = self._client.query(**arguments)
            yield [read_item(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return
            arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def query_page(
        self,
        condition: Condition,
        limit: int,
        *,
        start: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> tuple[list[Item], Item | None]:
        """Return at most `limit` items, fewer if they are large or filtered, and the position
        behind them; None at the end."""
        arguments = {"TableName": self.name, **_express(KeyCondition=condition), **options}
        arguments.setdefault("ConsistentRead", "IndexName" not in options)
        if start:
            arguments["ExclusiveStartKey"] = write_item(start)
        with translate_errors():
            # One more than asked for, because a full page does not tell whether it is the last.
            answer = self._client.query(**arguments, Limit=limit + 1)
        items = [read_item(item) for item in answer["Items"]]
        if len(items) > limit:
            return items[:limit], items[limit - 1]
        last = answer.get("LastEvaluatedKey")
        return items, read_item(last) if last else None

    def put(self, item: Item, condition: Condition | None = None) -> None:
        """Put one item.

        Raises:
            RefusedConditionError: if the condition does not hold.
        """
        with translate_errors():
            self._client.put_item(**self.putting(item, condition)["Put"])

    def update(self, key: Key, update: Update, condition: Condition | None = None) -> Item:
        """Change one item and return it as it is then.

        Raises:
            RefusedConditionError: if the condition does not hold.
        """
        arguments = self.updating(key, update, condition)["Update"]
        with translate_errors():
            answer = self._client.update_item(**arguments, ReturnValues="ALL_NEW")
        return read_item(answer["Attributes"])

    def delete(self, key: Key) -> bool:
        """Delete one item; False if there was none."""
        with translate_errors():
            answer = self._client.delete_item(
                TableName=self.name, Key=write_item(key._asdict()), ReturnValues="ALL_OLD"
            )
        return bool(answer.get("Attributes"))

    def putting(self, item: Item, condition: Condition | None = None) -> Any:
        """Return a put as a part of a transaction."""
        return {"Put": {"TableName": self.name, "Item": write_item(item), **_when(condition)}}

    def updating(self, key: Key, update: Update, condition: Condition | None = None) -> Any:
        """Return an update as a part of a transaction."""
        return {"Update": {**self._name(key), **_when(condition, update)}}

    def deleting(self, key: Key, condition: Condition | None = None) -> Any:
        """Return a delete as a part of a transaction."""
        return {"Delete": {**self._name(key), **_when(condition)}}

    def checking(self, key: Key, condition: Condition) -> Any:
        """Return a check as a part of a transaction."""
        return {"ConditionCheck": {**self._name(key), **_when(condition)}}

    def _name(self, key: Key) -> dict[str, Any]:
        return {"TableName": self.name, "Key": write_item(key._asdict())}

    def transact(self, parts: Sequence[Any]) -> None:
        """Do all parts or none; parts may belong to other tables of the same client.

        Raises:
            RefusedConditionError: with the refusing item of each part.
        """
        # One token for all attempts: what came through unheard is not done again.
        token = secrets.token_hex(16)
        for attempt in range(_TRANSACTION_ATTEMPTS):
            try:
                with translate_errors():
                    self._client.transact_write_items(
                        TransactItems=list(parts), ClientRequestToken=token
                    )
            except StoreUnavailableError:
                if attempt == _TRANSACTION_ATTEMPTS - 1:
                    raise
                time.sleep(0.02 * 2**attempt)
            else:
                return

    def write_batch(self, puts: Iterable[Item] = (), deletes: Iterable[Key] = ()) -> None:
        """Put and delete many items, each on its own, in any order and without a condition."""
        requests: list[Any] = [{"PutRequest": {"Item": write_item(item)}} for item in puts]
        requests += [{"DeleteRequest": {"Key": write_item(key._asdict())}} for key in deletes]
        starts = range(0, len(requests), _BATCH_SIZE)
        batches = [requests[start : start + _BATCH_SIZE] for start in starts]
        if len(batches) == 1:
            self._write_all(batches[0])
            return
        with ThreadPoolExecutor(_BATCHES_IN_FLIGHT) as pool:
            # Taking the results raises what a batch raised.
            list(pool.map(self._write_all, batches))

    def _write_all(self, requests: list[Any]) -> None:
        for attempt in range(8):
            with translate_errors():
                answer = self._client.batch_write_item(RequestItems={self.name: requests})
            requests = answer.get("UnprocessedItems", {}).get(self.name, [])
            if not requests:
                return
            time.sleep(0.05 * 2**attempt)
        raise StoreUnavailableError("a batch was left unfinished")


def _express(**expressions: Condition | Update | None) -> dict[str, Any]:
    """Return the arguments of a call for its expressions, which share values and names."""
    given = {kind: one for kind, one in expressions.items() if one is not None}
    arguments: dict[str, Any] = {f"{kind}Expression": one.expression for kind, one in given.items()}
    if values := {name: value for one in given.values() for name, value in one.values.items()}:
        arguments["ExpressionAttributeValues"] = write_item(values)
    if names := {name: word for one in given.values() for name, word in one.names.items()}:
        arguments["ExpressionAttributeNames"] = names
    return arguments


def _when(condition: Condition | None, update: Update | None = None) -> dict[str, Any]:
    arguments = _express(Condition=condition, Update=update)
    if condition is not None:
        arguments["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return arguments
