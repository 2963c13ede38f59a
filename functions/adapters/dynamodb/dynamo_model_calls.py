"""What workers share about calls of a model, in the task table: pace, how to ask, cost."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from time import time

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Key, Table, Update
from adapters.dynamodb.translation import Item, RefusedConditionError
from shortlist.errors import StoreUnavailableError
from shortlist.judging.call_rates import (
    LONGEST_HOLD_SECONDS,
    LONGEST_LEAD_SECONDS,
    CallRates,
    KnownPace,
)
from shortlist.tasks.ports import Spent
from shortlist.tasks.task import Task

_LIFETIME_SECONDS = 86_400
_ATTEMPTS = 10
_NAMES = {
    "#requests": "requests",
    "#tokens": "tokens",
    "#window": "window",
    "#resisted": "resisted_at",
    "#found": "is_found",
    "#took": "took",
}
_KEPT = (
    "SET #requests = :requests, #tokens = :tokens, #window = :window, #resisted = :resisted,"
    " #found = :found, #took = :took"
)
# What others have reserved counts unless it is past, or further ahead than anybody reserves.
_APPEND = ("SET free_at = free_at + :span", "free_at BETWEEN :now AND :longest")
_BEGIN = (
    "SET free_at = :now + :span",
    "attribute_not_exists(free_at) OR free_at < :now OR free_at > :longest",
)
_HOLD = (
    "SET free_at = :until",
    "attribute_not_exists(free_at) OR free_at < :until OR free_at > :longest",
)
# Whole numbers add up exactly; no price of a token has more decimals.
_UNITS_A_USD = 10**12
_DAY = "day"


def rate_key(server: str, model: str, service_tier: str | None = None) -> Key:
    """Return the key of what is known about a tier of a model of a server; None: the usual one."""
    # Servers limit their tiers apart, and one is slower than the other.
    tier = "" if service_tier in {None, "auto", "default"} else f"\n{service_tier}"
    name = hashlib.sha256(f"{server}\n{model}{tier}".encode()).hexdigest()[:32]
    return Key(f"RATE#{name}", "RATE")


class DynamoRates:
    """A RateRecord (shortlist.judging.call_rates) for one tier of a model of a server."""

    def __init__(
        self, table: Table, server: str, model: str, service_tier: str | None = None
    ) -> None:
        self._table = table
        self._key = rate_key(server, model, service_tier)

    def read(self, *, now: float) -> KnownPace | None:
        """Return what was learned within the last day."""
        item = self._table.get(self._key)
        if item is None or item["expires_at"] <= now:
            return None
        free_at = item.get("free_at", 0) / 1000
        return KnownPace(
            CallRates(item.get("requests") or None, item.get("tokens") or None),
            item.get("window", 1),
            free_at if free_at <= now + LONGEST_LEAD_SECONDS else 0.0,
            resisted_at=item.get("resisted_at", 0),
            is_found=bool(item.get("is_found", 0)),
            seconds=item.get("took", 0) / 1000,
        )

    def keep(self, known: KnownPace, *, now: float) -> None:
        """Keep rates and window; a rate of 0 stands for none."""
        values = {
            ":requests": round(known.rates.requests or 0),
            ":tokens": round(known.rates.tokens or 0),
            ":window": known.window,
            ":resisted": known.resisted_at,
            ":found": int(known.is_found),
            ":took": _milliseconds(known.seconds),
        }
        self._write(Update(_KEPT, values, _NAMES), now)

    def reserve(self, seconds: float, *, now: float) -> float:
        """Reserve by one conditional write, or by two if nothing was reserved lately."""
        span = _milliseconds(seconds)
        moments = {":now": _milliseconds(now), ":longest": _find_longest(now)}
        for attempt in range(_ATTEMPTS):
            change, state = _BEGIN if attempt % 2 else _APPEND
            try:
                item = self._write(Update(change, {":span": span}), now, Condition(state, moments))
            except RefusedConditionError:
                continue
            return float(item["free_at"] - span) / 1000
        raise StoreUnavailableError("too many reservations at once")

    def hold(self, until: float, *, now: float) -> None:
        """Move the moment from which spans begin, unless it is later already."""
        longest = _milliseconds(now + LONGEST_HOLD_SECONDS)
        held = {":until": min(_milliseconds(until), longest)}
        change, state = _HOLD
        condition = Condition(state, {":longest": _find_longest(now)})
        try:
            self._write(Update(change, held), now, condition)
        except RefusedConditionError:
            return

    def _write(self, update: Update, now: float, condition: Condition | None = None) -> Item:
        expiring = Update(
            f"{update.expression}, expires_at = :expires_at",
            {**update.values, ":expires_at": round(now) + _LIFETIME_SECONDS},
            update.names,
        )
        return self._table.update(self._key, expiring, condition)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _find_longest(now: float) -> int:
    return _milliseconds(now + LONGEST_LEAD_SECONDS)


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
        self._table.update(self._key, Update(change, values))


class DynamoSpending:
    """A SpendLedger in DynamoDB (shortlist.tasks.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, task: Task, cost_usd: Decimal) -> Spent:
        """Count a cost on the day on which the task began, however long it runs."""
        key = keys.spend_key(task.tenant, task.created_at[:10])
        update = Update(
            "SET expires_at = :expiry ADD #day :cost, #task :cost",
            {":cost": int(cost_usd * _UNITS_A_USD), ":expiry": task.expires_at},
            {"#task": f"task-{task.task_id}", "#day": _DAY},
        )
        spent = self._table.update(key, update)
        return Spent(
            task_usd=Decimal(spent[f"task-{task.task_id}"]) / _UNITS_A_USD,
            day_usd=Decimal(spent[_DAY]) / _UNITS_A_USD,
        )
