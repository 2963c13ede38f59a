"""Decisions about candidates, in the catalogue table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.dynamo_candidates import read_candidate
from adapters.dynamodb.dynamo_events import write_event
from adapters.dynamodb.table import ABSENT, PRESENT, Condition, Key, Table
from adapters.dynamodb.translation import Item, pack, unpack
from shortlist.decisions.decision import Decision, ReasonList
from shortlist.decisions.ports import Change, Decided
from shortlist.queries import ListPage

# A transaction has at most 100 parts: one for the job post, and of each candidate a check, a
# decision and the events of its three parts.
_CHANGES_A_TRANSACTION = 19


class DynamoDecisions:
    """A DecisionStore in DynamoDB (shortlist.decisions.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look_up(
        self, tenant: str, job_id: str, candidate_ids: Iterable[str]
    ) -> Mapping[str, Decided]:
        """Return those of these candidates that are there, with what was decided."""
        ids = list(candidate_ids)
        closing = keys.closing_key(tenant, job_id)
        wanted = [closing]
        wanted += [keys.candidate_key(tenant, job_id, one) for one in ids]
        wanted += [keys.decision_key(tenant, job_id, one) for one in ids]
        found = {item["sk"]: item for item in self._table.get_many(wanted)}
        if closing.sk in found:
            return {}
        return {
            one: Decided(
                read_candidate(found[keys.CANDIDATE + one]),
                _read_decision(found.get(keys.DECISION + one)),
            )
            for one in ids
            if keys.CANDIDATE + one in found
        }

    def save(self, tenant: str, job_id: str, changes: Sequence[Change]) -> None:
        """Keep changes, if the candidates are there and the decisions as they were."""
        is_open = self._table.checking(keys.closing_key(tenant, job_id), ABSENT)
        for start in range(0, len(changes), _CHANGES_A_TRANSACTION):
            batch = changes[start : start + _CHANGES_A_TRANSACTION]
            parts = [part for change in batch for part in self._keeping(tenant, job_id, change)]
            self._table.transact([is_open, *parts])

    def list_decisions(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[tuple[str, Decision]]:
        """Return one page of decisions in the order of their candidates' ids."""
        values = {
            ":pk": keys.job_pk(tenant, job_id),
            ":first": f"{keys.DECISION}{after}\x01" if after else keys.DECISION,
            ":last": keys.DECISION + keys.LAST,
        }
        condition = Condition("pk = :pk AND sk BETWEEN :first AND :last", values)
        items, position = self._table.query_page(condition, limit)
        found = [(item["sk"].removeprefix(keys.DECISION), _read_decision(item)) for item in items]
        return ListPage(found, position["sk"].removeprefix(keys.DECISION) if position else None)

    def get_reasons(self, tenant: str) -> ReasonList | None:
        """Return a tenant's own reasons, or None."""
        item = self._table.get(keys.reasons_key(tenant))
        return ReasonList(reasons=tuple(item["reasons"])) if item else None

    def put_reasons(self, tenant: str, reasons: ReasonList) -> None:
        """Replace a tenant's own reasons."""
        item = {**keys.reasons_key(tenant)._asdict(), "reasons": list(reasons.reasons)}
        self._table.put(item)

    def _keeping(self, tenant: str, job_id: str, change: Change) -> Iterator[Any]:
        one = change.candidate_id
        yield self._table.checking(keys.candidate_key(tenant, job_id, one), PRESENT)
        if change.decision is not None:
            item = _write_decision(keys.decision_key(tenant, job_id, one), change.decision)
            yield self._table.putting(item, _follows(change.decision.version))
        for order, event in enumerate(change.events):
            item = write_event(tenant, job_id, one, event, order=order)
            yield self._table.putting(item, ABSENT)


def _write_decision(key: Key, decision: Decision) -> Item:
    packed = pack(decision.model_dump(mode="json", exclude={"version"}))
    return {**key._asdict(), "decision": packed, "version": decision.version}


def _read_decision(item: Item | None) -> Decision:
    if item is None:
        return Decision()
    return Decision.model_validate({**unpack(item["decision"]), "version": item["version"]})


def _follows(version: int) -> Condition:
    if version == 1:
        return ABSENT
    return Condition("#version = :previous", {":previous": version - 1}, {"#version": "version"})
