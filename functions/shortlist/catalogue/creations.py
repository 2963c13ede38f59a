"""What a key has begun to make: a job post, or candidates of one, and how far that is."""

from typing import NamedTuple

from shortlist.catalogue.ports import Creation, CreationStore, JobPostStore
from shortlist.idempotency import RequestKey

# Adding a hundred candidates takes three writes, each of which another request may do first.
CREATION_ATTEMPTS = 6
BUSY_KEY = "other requests with this Idempotency-Key were faster each time; try again"


class KnownKey(NamedTuple):
    """A key, and what it has begun; nothing if it is free."""

    key: RequestKey | None
    begun: Creation | None = None


def look_up_key(
    creations: CreationStore, job_posts: JobPostStore, tenant: str, key: RequestKey | None
) -> KnownKey:
    """Look what a key has begun, by a request that asked for the same.

    Raises:
        KeyReusedError: if it came with another request.
    """
    begun = creations.find_creation(tenant, key) if key else None
    if key is None or begun is None:
        return KnownKey(key)
    job = job_posts.get_job_post(tenant, begun.job_id)
    if job is None or job.created_at != begun.job_created_at:
        return KnownKey(key._replace(stale_owner=begun.begun_at))
    key.check_request(begun.body_hash)
    return KnownKey(key, begun)
