"""How a model of a server is asked, as workers learned it: one small item beside its rates."""

from collections.abc import Callable
from time import time

from adapters.dynamodb.dynamo_rates import rate_key
from adapters.dynamodb.table import Condition, Key, Table

_LIFETIME_SECONDS = 86_400


class DynamoFacts:
    """A ServerFacts (shortlist.judging.ports) for one model of one server.

    Facts are forgotten a day after something was learned, because servers are changed, too.
    """

    def __init__(
        self, table: Table, server: str, model: str, clock: Callable[[], float] = time
    ) -> None:
        self._table = table
        self._key = Key(rate_key(server, model).pk, "FACTS")
        self._clock = clock

    def read(self) -> frozenset[str]:
        """Return what was learned within the last day."""
        item = self._table.get(self._key)
        if item is None or item["expires_at"] <= self._clock():
            return frozenset()
        return frozenset(item["facts"])

    def keep(self, facts: frozenset[str]) -> None:
        """Keep facts; what two workers learn at the same moment, one learns anew."""
        values = {
            ":facts": sorted(facts),
            ":expires_at": round(self._clock()) + _LIFETIME_SECONDS,
        }
        change = "SET facts = :facts, expires_at = :expires_at"
        self._table.update(self._key, change, Condition("", values))
