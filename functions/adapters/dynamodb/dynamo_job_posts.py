"""Job posts and rubrics in the catalogue table."""

from collections.abc import Mapping
from typing import Any

from adapters.dynamodb import keys
from adapters.dynamodb.table import ABSENT, Condition, Key, Table, Update
from adapters.dynamodb.translation import (
    Item,
    RefusedConditionError,
    pack,
    read_spend,
    unpack,
    write_spend,
)
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import RubricDraft
from shortlist.queries import ListPage
from shortlist.rubric.rubric import Rubric
from shortlist.times import read_clock, write_time


class DynamoJobPosts:
    """A JobPostStore in DynamoDB (shortlist.catalogue.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get_job_post(self, tenant: str, job_id: str) -> JobPost | None:
        """Return a job post, or None."""
        item = self._table.get(keys.job_post_key(tenant, job_id))
        return _read_job(item) if item else None

    def list_job_posts(self, tenant: str, limit: int, after: str | None) -> ListPage[JobPost]:
        """Return one page of a tenant's job posts, newest first."""
        partition = keys.tenant_pk(tenant)
        start = None
        if after:
            key = keys.job_post_key(tenant, after.partition("#")[2])
            start = {**key._asdict(), "tenant_pk": partition, "created_sk": after}
        items, position = self._table.query_page(
            Condition("tenant_pk = :pk", {":pk": partition}),
            limit,
            IndexName="by-tenant",
            ScanIndexForward=False,
            start=start,
        )
        return ListPage(
            [_read_job(item) for item in items], position["created_sk"] if position else None
        )

    def replace_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric | None, *, before: JobPost | None = None
    ) -> None:
        """Replace the texts; a new rubric must follow the version that the job post has."""
        texts = {"title": job.title, "description": job.description}
        self._table.transact(self._replacing(tenant, job, rubric, texts, before))

    def replace_rubric(self, tenant: str, job: JobPost, rubric: Rubric) -> None:
        """Keep the next version of a rubric, whatever the texts are by now."""
        self._table.transact(self._replacing(tenant, job, rubric, {}))

    def find_draft(self, tenant: str, job_id: str, text_hash: str) -> RubricDraft | None:
        """Return what a model drafted from a text before, or None."""
        item = self._table.get(keys.draft_key(tenant, job_id, text_hash))
        if item is None:
            return None
        return RubricDraft(item["version"], item["task_id"], read_spend(item.get("spend")))

    def keep_draft(
        self, tenant: str, job: JobPost, rubric: Rubric, draft: RubricDraft, *, text_hash: str
    ) -> None:
        """Make a model's draft the next rubric and note it, in one transaction."""
        note = {
            **keys.draft_key(tenant, job.job_id, text_hash)._asdict(),
            "version": draft.version,
            "task_id": draft.task_id,
            "spend": write_spend(draft.spend),
        }
        parts = self._replacing(tenant, job, rubric, {})
        self._table.transact([*parts, self._table.putting(note)])

    def _replacing(
        self,
        tenant: str,
        job: JobPost,
        rubric: Rubric | None,
        texts: Mapping[str, str],
        before: JobPost | None = None,
    ) -> list[Any]:
        """Change the version of a job post's rubric and these texts, and nothing else."""
        changes = {
            **texts,
            "rubric_version": job.rubric_version,
            "rubric_is_edited": job.rubric_is_edited,
        }
        update = Update(
            "SET " + ", ".join(f"{name} = :{name}" for name in changes),
            {f":{name}": value for name, value in changes.items()},
        )
        known: dict[str, Any] = {":previous": job.rubric_version - (1 if rubric else 0)}
        same = "rubric_version = :previous"
        if before:
            same += " AND title = :known_title AND description = :known_description"
            known |= {":known_title": before.title, ":known_description": before.description}
        key = keys.job_post_key(tenant, job.job_id)
        parts = [self._table.updating(key, update, Condition(same, known))]
        if rubric:
            parts.append(self._table.putting(write_rubric(tenant, job.job_id, rubric), ABSENT))
        return parts

    def close_job_post(self, tenant: str, job_id: str, created_at: str) -> bool:
        """Put a note in the place of a job post, on which every other use is conditional."""
        key = keys.closing_key(tenant, job_id)
        note = {**key._asdict(), "closed_at": write_time(read_clock())}
        same = Condition("created_at = :created_at", {":created_at": created_at})
        deleted = self._table.deleting(keys.job_post_key(tenant, job_id), same)
        try:
            self._table.transact([deleted, self._table.putting(note)])
        except RefusedConditionError:
            return self._table.get(key) is not None
        return True

    def clear_job_post(self, tenant: str, job_id: str) -> bool:
        """Delete what is left in the partitions of a closed job post, but for the note of that."""
        closing = keys.closing_key(tenant, job_id)
        # Again until nothing is left: a text may come as long as its candidate is there.
        while self._clear(keys.job_pk(tenant, job_id), closing):
            continue
        self._clear(keys.erased_pk(tenant, job_id), closing)
        return self._table.get(closing) is not None

    def _clear(self, partition: str, closing: Key) -> bool:
        """Delete the items of a partition; False if there was none to delete."""
        has_deleted = False
        condition = Condition("pk = :pk", {":pk": partition})
        for items in self._table.query(condition, ProjectionExpression="pk, sk"):
            found = [Key(item["pk"], item["sk"]) for item in items]
            stale = [key for key in found if key != closing]
            # What was read may belong to a new job post, after another call has come to its end.
            if stale and self._table.get(closing) is None:
                return False
            self._table.write_batch(deletes=stale)
            has_deleted = has_deleted or bool(stale)
        return has_deleted

    def forget_job_post(self, tenant: str, job_id: str) -> None:
        """Delete the note that a job post was closed."""
        self._table.delete(keys.closing_key(tenant, job_id))

    def get_rubric(self, tenant: str, job_id: str, version: int) -> Rubric | None:
        """Return one version of a rubric, or None."""
        item = self._table.get(keys.rubric_key(tenant, job_id, version))
        return Rubric.model_validate(unpack(item["rubric"])) if item else None


def write_job_post(tenant: str, job: JobPost) -> Item:
    """Return the item of a job post."""
    return {
        **keys.job_post_key(tenant, job.job_id)._asdict(),
        **job.model_dump(),
        "tenant_pk": keys.tenant_pk(tenant),
        "created_sk": f"{job.created_at}#{job.job_id}",
    }


def _read_job(item: Item) -> JobPost:
    # An item of an earlier release lacks what came later, which then has its default.
    kept = item.keys() & JobPost.model_fields
    return JobPost.model_validate({name: item[name] for name in kept})


def write_rubric(tenant: str, job_id: str, rubric: Rubric) -> Item:
    """Return the item of one version of a rubric."""
    key = keys.rubric_key(tenant, job_id, rubric.version)
    return {**key._asdict(), "rubric": pack(rubric.model_dump(mode="json"))}
