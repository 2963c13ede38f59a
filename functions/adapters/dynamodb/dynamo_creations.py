"""Adding job posts and candidates: all or none, in as many transactions as it takes, once a key."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.dynamo_candidates import (
    DynamoCandidates,
    write_candidate,
    write_text,
    write_unread,
)
from adapters.dynamodb.dynamo_job_posts import write_job_post, write_rubric
from adapters.dynamodb.table import ABSENT, PRESENT, Condition, Table, Update
from adapters.dynamodb.translation import RefusedConditionError
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import Creation, Resume
from shortlist.errors import (
    ConflictError,
    LostRaceError,
    NotFoundError,
    ShortlistError,
    StoreUnavailableError,
    TooLargeError,
)
from shortlist.idempotency import RequestKey, refuse_key
from shortlist.rubric.rubric import Rubric

# A transaction has at most 100 parts: the job post, the note of a key, two for each candidate.
_CANDIDATES_A_TRANSACTION = 49


class DynamoCreations:
    """A CreationStore in DynamoDB (shortlist.catalogue.ports).

    The notes of keys stand among those of starts: a tenant uses a key for one thing.
    """

    def __init__(self, table: Table, key_notes: Table) -> None:
        self._table = table
        self._key_notes = key_notes

    def find_creation(self, tenant: str, key: RequestKey) -> Creation | None:
        """Return what a key has begun, unless it has expired."""
        item = self._key_notes.get(keys.idempotency_key(tenant, key.key_hash))
        if item is None or item["expires_at"] < key.asked_at:
            return None
        if "task_id" in item:
            raise refuse_key()
        return Creation.model_validate(
            {name: item[name] for name in Creation.model_fields if name in item}
        )

    def add_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric, key: RequestKey | None = None
    ) -> None:
        """Add a job post and its first rubric in one transaction."""
        parts = [
            self._table.checking(keys.closing_key(tenant, job.job_id), ABSENT),
            self._table.putting(write_job_post(tenant, job), ABSENT),
            self._table.putting(write_rubric(tenant, job.job_id, rubric)),
        ]
        if key:
            made = Creation(
                job_id=job.job_id,
                job_created_at=job.created_at,
                body_hash=key.body_hash,
                begun_at=job.created_at,
                expires_at=key.expires_at,
            )
            parts.append(self._noting(tenant, key, made))
        try:
            self._table.transact(parts)
        except RefusedConditionError as error:
            if key and error.items[-1] is not None:
                raise
            raise ConflictError(f"there is a job post {job.job_id} already") from error

    def add_candidates(
        self,
        tenant: str,
        job_id: str,
        resumes: Sequence[Resume],
        *,
        limit: int,
        key: RequestKey | None = None,
        begun: Creation | None = None,
    ) -> None:
        """Add all candidates or none, and number and count them at the job post."""
        if key and begun and begun.is_undone:
            self._undo(tenant, key, begun, resumes)
            raise LostRaceError("what the key had begun was refused, and is taken back by now")
        creation = begun or self._begin(tenant, job_id, resumes, key)
        numbered = _number(resumes, creation.last_number)
        while creation.done < len(resumes):
            creation = self._add_batch(tenant, creation, numbered, limit, key)

    def _begin(
        self, tenant: str, job_id: str, resumes: Sequence[Resume], key: RequestKey | None
    ) -> Creation:
        """Give candidates the next numbers; those of a request that is refused are lost."""
        job_key = keys.job_post_key(tenant, job_id)
        counted = Update("ADD last_number :n", {":n": len(resumes)})
        try:
            job = self._table.update(job_key, counted, PRESENT)
        except RefusedConditionError:
            raise NotFoundError("no such job post") from None
        return Creation(
            job_id=job_id,
            job_created_at=job["created_at"],
            body_hash=key.body_hash if key else "",
            begun_at=resumes[0].candidate.created_at,
            expires_at=key.expires_at if key else 0,
            candidate_ids=tuple(one.candidate.candidate_id for one in resumes),
            last_number=job["last_number"],
        )

    def _add_batch(
        self,
        tenant: str,
        creation: Creation,
        resumes: Sequence[Resume],
        limit: int,
        key: RequestKey | None,
    ) -> Creation:
        """Add the next candidates in one transaction, with the note of how far that is."""
        start, job_id = creation.done, creation.job_id
        batch = resumes[start : start + _CANDIDATES_A_TRANSACTION]
        end = start + len(batch)
        further = creation.model_copy(update={"done": end})
        parts = self._adding(tenant, job_id, batch, limit)
        if key:
            parts.append(self._noting(tenant, key, further, before=start))
        try:
            self._table.transact(parts)
        except RefusedConditionError as error:
            if key and error.items[-1] is not None:
                # Another request with the key was faster.
                raise
            with suppress(StoreUnavailableError):
                self._undo(tenant, key, creation, resumes)
            raise _explain(error, batch, limit) from error
        except StoreUnavailableError:
            # Nobody knows whether these were added. With a key, the next request finds it out.
            if key is None:
                with suppress(StoreUnavailableError):
                    self._undo(tenant, None, further, resumes)
            raise
        return further

    def _noting(self, tenant: str, key: RequestKey, creation: Creation, *, before: int = 0) -> Any:
        """Note what a key has begun, unless that is further than it was `before`."""
        item = {
            **keys.idempotency_key(tenant, key.key_hash)._asdict(),
            **creation.model_dump(),
            "candidate_ids": list(creation.candidate_ids),
        }
        free = Condition(
            "attribute_not_exists(pk) OR expires_at < :now OR begun_at = :stale",
            {":now": key.asked_at, ":stale": key.stale_owner},
        )
        same = Condition(
            "begun_at = :begun AND done = :before AND is_undone = :no",
            {":begun": creation.begun_at, ":before": before, ":no": False},
        )
        return self._key_notes.putting(item, same if before else free)

    def _undo(
        self, tenant: str, key: RequestKey | None, creation: Creation, resumes: Sequence[Resume]
    ) -> None:
        """Take back what is done of a creation, and free its key."""
        if not creation.done:
            return
        note = keys.idempotency_key(tenant, key.key_hash) if key else None
        mine = Condition("begun_at = :begun", {":begun": creation.begun_at})
        if note:
            # First, so that nobody goes on with it if this breaks off.
            with suppress(RefusedConditionError):
                self._key_notes.update(note, Update("SET is_undone = :yes", {":yes": True}), mine)
        candidates = DynamoCandidates(self._table)
        for resume in resumes[: creation.done]:
            item = write_candidate(tenant, creation.job_id, resume.candidate)
            same = Condition("candidate = :added", {":added": item["candidate"]})
            candidates.take_back(tenant, creation.job_id, resume.candidate.candidate_id, same)
        if note:
            with suppress(RefusedConditionError):
                self._key_notes.transact([self._key_notes.deleting(note, mine)])

    def _adding(self, tenant: str, job_id: str, resumes: Sequence[Resume], limit: int) -> list[Any]:
        counted = Update("ADD candidate_count :n", {":n": len(resumes)})
        has_room = Condition("candidate_count <= :room", {":room": limit - len(resumes)})
        parts = [self._table.updating(keys.job_post_key(tenant, job_id), counted, has_room)]
        for resume in resumes:
            item = write_candidate(tenant, job_id, resume.candidate)
            parts.append(self._table.putting(item, ABSENT))
        for resume in resumes:
            if resume.text is None:
                item = write_unread(tenant, job_id, resume.candidate)
            else:
                item = write_text(tenant, job_id, resume)
            parts.append(self._table.putting(item))
        return parts


def _number(resumes: Sequence[Resume], last_number: int) -> list[Resume]:
    numbers = range(last_number - len(resumes) + 1, last_number + 1)
    return [
        resume._replace(candidate=resume.candidate.model_copy(update={"number": number}))
        for resume, number in zip(resumes, numbers, strict=True)
    ]


def _explain(error: RefusedConditionError, resumes: Sequence[Resume], limit: int) -> ShortlistError:
    job, *others = error.items
    if job is not None:
        return (
            TooLargeError(f"a job post takes at most {limit} candidates")
            if job
            else NotFoundError("no such job post")
        )
    taken = [
        resume.candidate.candidate_id
        for resume, item in zip(resumes, others, strict=False)
        if item is not None
    ]
    return ConflictError(f"there are candidates already with the ids {', '.join(taken)}")
