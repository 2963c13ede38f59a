"""Candidates and the text of their resumes in the catalogue table."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.dynamo_events import DynamoEvents, write_event
from adapters.dynamodb.table import PRESENT, Condition, Table, Update
from adapters.dynamodb.translation import Item, RefusedConditionError, pack, unpack
from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import Resume
from shortlist.decisions.candidate_event import CandidateEvent, note_reading
from shortlist.queries import ListPage
from shortlist.reading.reading_state import ReadingCounts
from shortlist.times import read_clock, write_time

_QUERIES_IN_FLIGHT = 8
# A ranking that is running looks these up when it finishes; it is over long before.
_ERASED_NOTE_SECONDS = 86_400
# Attributes of their own, so that a release that does not know them reads the rest.
_APART = {"number", "hidden_lines", "hidden_by"}


class DynamoCandidates:
    """A CandidateStore in DynamoDB (shortlist.catalogue.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find_candidates(
        self, tenant: str, job_id: str, candidate_ids: Sequence[str]
    ) -> dict[str, Candidate]:
        """Return those of these candidates that are there, by id."""
        wanted = [keys.candidate_key(tenant, job_id, one) for one in candidate_ids]
        found = map(read_candidate, self._table.get_many(wanted))
        return {candidate.candidate_id: candidate for candidate in found}

    def get_resume(self, tenant: str, job_id: str, candidate_id: str) -> Resume | None:
        """Return a candidate with the text of the resume, or None."""
        item = self._table.get(keys.candidate_key(tenant, job_id, candidate_id))
        if item is None:
            return None
        text = self._table.get(keys.resume_key(tenant, job_id, candidate_id))
        return Resume(read_candidate(item), unpack(text["text"]) if text else None)

    def list_candidates(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[Candidate]:
        """Return one page of candidates in the order of their ids."""
        first = f"{keys.CANDIDATE}{after}\x01" if after else keys.CANDIDATE
        condition = _between(tenant, job_id, first, keys.CANDIDATE + keys.LAST)
        items, position = self._table.query_page(condition, limit)
        found = [read_candidate(item) for item in items]
        return ListPage(found, position["sk"].removeprefix(keys.CANDIDATE) if position else None)

    def delete_candidate(self, tenant: str, job_id: str, candidate_id: str, *, actor: str) -> bool:
        """Delete a candidate, uncount it, and leave a note for rankings that are running."""
        now = write_time(read_clock())
        event = CandidateEvent(at=now, actor=actor, kind="erasure")
        left = self._table.putting(write_event(tenant, job_id, candidate_id, event))
        was_there = self.take_back(tenant, job_id, candidate_id, PRESENT, left)
        # Also if there was none: an erasure may have broken off here.
        DynamoEvents(self._table).forget_words(tenant, job_id, candidate_id)
        return was_there

    def take_back(
        self, tenant: str, job_id: str, candidate_id: str, condition: Condition, *left: Any
    ) -> bool:
        """Delete a candidate under a condition and leave something; False if it does not hold."""
        note = {
            **keys.erased_key(tenant, job_id, candidate_id)._asdict(),
            "erased_at": write_time(read_clock()),
            "expires_at": int(time.time()) + _ERASED_NOTE_SECONDS,
        }
        uncounted = Update("ADD candidate_count :n", {":n": -1})
        try:
            self._table.transact(
                [
                    self._table.deleting(
                        keys.candidate_key(tenant, job_id, candidate_id), condition
                    ),
                    self._table.deleting(keys.resume_key(tenant, job_id, candidate_id)),
                    self._table.deleting(keys.decision_key(tenant, job_id, candidate_id)),
                    self._table.deleting(keys.unread_key(tenant, job_id, candidate_id)),
                    self._table.putting(note),
                    *left,
                    self._table.updating(keys.job_post_key(tenant, job_id), uncounted, PRESENT),
                ]
            )
        except RefusedConditionError:
            return False
        return True

    def save_reading(self, tenant: str, job_id: str, resume: Resume) -> None:
        """Keep what reading a file gave, if the candidate still awaits that upload."""
        candidate = resume.candidate
        event = note_reading(candidate.reading, write_time(read_clock()))
        awaited = Condition("awaits = :upload", {":upload": candidate.upload_id})
        condition = awaited if candidate.upload_id else PRESENT
        parts = [
            self._table.putting(write_candidate(tenant, job_id, candidate), condition),
            self._table.putting(write_event(tenant, job_id, candidate.candidate_id, event)),
        ]
        if resume.text is None:
            key = keys.resume_key(tenant, job_id, candidate.candidate_id)
            parts.append(self._table.deleting(key))
            parts.append(self._table.putting(write_unread(tenant, job_id, candidate)))
        else:
            key = keys.unread_key(tenant, job_id, candidate.candidate_id)
            parts.append(self._table.deleting(key))
            parts.append(self._table.putting(write_text(tenant, job_id, resume)))
        self._table.transact(parts)

    def list_candidate_ids(self, tenant: str, job_id: str) -> list[str]:
        """Return the ids of all candidates in order."""
        return self._list_ids(tenant, job_id, keys.CANDIDATE)

    def count_readings(
        self, tenant: str, jobs: Sequence[JobPost], now: datetime
    ) -> list[ReadingCounts]:
        """Count the states of reading, a short query a job post that has candidates."""
        if len(jobs) == 1:
            return [self._count_readings(tenant, jobs[0], now)]
        with ThreadPoolExecutor(_QUERIES_IN_FLIGHT) as pool:
            return list(pool.map(lambda job: self._count_readings(tenant, job, now), jobs))

    def _count_readings(self, tenant: str, job: JobPost, now: datetime) -> ReadingCounts:
        if not job.candidate_count:
            return ReadingCounts()
        condition = _between(tenant, job.job_id, keys.UNREAD, keys.UNREAD + keys.LAST)
        notes = [note for notes in self._table.query(condition) for note in notes]
        moment = write_time(now)
        waiting = sum(moment <= note.get("waits_until", "") for note in notes)
        failed = len(notes) - waiting
        # The count of candidates was read a moment before.
        read = max(0, job.candidate_count - len(notes))
        return ReadingCounts(waiting=waiting, read=read, failed=failed)

    def count_waiting_uploads(self, tenant: str, now: datetime) -> int:
        """Count a tenant's uploads that may still come, or wait to be read."""
        values = {":pk": keys.waiting_pk(tenant), ":now": write_time(now)}
        condition = Condition("tenant_pk = :pk AND created_sk > :now", values)
        pages = self._table.query(condition, IndexName="by-tenant", ProjectionExpression="sk")
        return sum(len(items) for items in pages)

    def list_erased(self, tenant: str, job_id: str) -> dict[str, str]:
        """Return the ids of candidates that were erased lately, and when."""
        condition = Condition("pk = :pk", {":pk": keys.erased_pk(tenant, job_id)})
        pages = self._table.query(condition)
        return {item["sk"]: item["erased_at"] for items in pages for item in items}

    def read_resumes(
        self, tenant: str, job_id: str, first_id: str, last_id: str
    ) -> Iterator[Resume]:
        """Yield the candidates whose ids lie between two ids, both included, in order."""
        texts = {
            item["sk"].removeprefix(keys.RESUME): item["text"]
            for item in self._read_between(tenant, job_id, keys.RESUME, first_id, last_id)
        }
        for item in self._read_between(tenant, job_id, keys.CANDIDATE, first_id, last_id):
            candidate = read_candidate(item)
            packed = texts.get(candidate.candidate_id)
            yield Resume(candidate, unpack(packed) if packed else None)

    def _read_between(
        self, tenant: str, job_id: str, kind: str, first_id: str, last_id: str
    ) -> Iterator[Item]:
        condition = _between(tenant, job_id, kind + first_id, kind + last_id)
        for items in self._table.query(condition):
            yield from items

    def _list_ids(self, tenant: str, job_id: str, kind: str) -> list[str]:
        condition = _between(tenant, job_id, kind, kind + keys.LAST)
        pages = self._table.query(condition, ProjectionExpression="sk")
        return [item["sk"].removeprefix(kind) for items in pages for item in items]


def _between(tenant: str, job_id: str, first: str, last: str) -> Condition:
    values = {":pk": keys.job_pk(tenant, job_id), ":first": first, ":last": last}
    return Condition("pk = :pk AND sk BETWEEN :first AND :last", values)


def write_candidate(tenant: str, job_id: str, candidate: Candidate) -> Item:
    """Return the item of a candidate, without the text of the resume."""
    key = keys.candidate_key(tenant, job_id, candidate.candidate_id)
    packed = pack(candidate.model_dump(mode="json", exclude=_APART))
    hidden = candidate.hidden_lines
    item: Item = {
        **key._asdict(),
        "candidate": packed,
        "number": candidate.number,
        "hidden_lines": None if hidden is None else pack(hidden),
        "hidden_by": candidate.hidden_by,
    }
    if candidate.reading.state == "waiting" and candidate.upload_id:
        # A file that is told of twice is kept once.
        item["awaits"] = candidate.upload_id
    return item


def read_candidate(item: Item) -> Candidate:
    """Return a candidate from its item."""
    hidden = item.get("hidden_lines")
    apart = {
        "number": item.get("number"),
        "hidden_lines": unpack(hidden) if hidden else None,
        "hidden_by": item.get("hidden_by"),
    }
    return Candidate.model_validate({**unpack(item["candidate"]), **apart})


def write_unread(tenant: str, job_id: str, candidate: Candidate) -> Item:
    """Return the note that a resume is not read, or cannot be."""
    key = keys.unread_key(tenant, job_id, candidate.candidate_id)
    is_waiting = candidate.reading.state == "waiting"
    waits_until = (candidate.upload_expires_at or "9") if is_waiting else None
    item: Item = {**key._asdict(), "waits_until": waits_until}
    if waits_until:
        # In the index of a tenant's lists, so that what waits is counted without a look elsewhere.
        item["tenant_pk"] = keys.waiting_pk(tenant)
        item["created_sk"] = f"{waits_until}#{job_id}#{candidate.candidate_id}"
    return item


def write_text(tenant: str, job_id: str, resume: Resume) -> Item:
    """Return the item of a resume's text."""
    key = keys.resume_key(tenant, job_id, resume.candidate.candidate_id)
    return {**key._asdict(), "text": pack(resume.text)}
