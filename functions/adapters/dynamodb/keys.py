"""The keys of both tables, in one place; the tenant is the first part of every one.

`#` separates the parts and stands in no id. docs/decisions/0001 lists the access patterns.
"""

from adapters.dynamodb.table import Key

JOB_POST = "JOB"
TASK = "TASK"
CANDIDATE = "CANDIDATE#"
RESUME = "RESUME#"
RUBRIC = "RUBRIC#"
DECISION = "DECISION#"
UNREAD = "UNREAD#"
PAGE = "PAGE#"
READING_LEASE = "TURN#"
ASIDE = "ASIDE#"
# Stands for a whole job post where a candidate's id stands else, and is none.
EVERYBODY = "*"
# Sorts behind every id, so that `between` covers all that starts alike.
LAST = "\x7f"


def tenant_pk(tenant: str) -> str:
    """Return the partition of a tenant's lists."""
    return f"T#{tenant}"


def waiting_pk(tenant: str) -> str:
    """Return the partition of a tenant's uploads that wait to come or to be read."""
    return f"{tenant_pk(tenant)}#WAITING"


def readings_pk(tenant: str) -> str:
    """Return the partition of what a tenant's readers do, and of the notices they set aside."""
    return f"{tenant_pk(tenant)}#READINGS"


def reading_lease_key(tenant: str, lease: int) -> Key:
    """Return the key of one of the turns at which a tenant's uploads are read."""
    return Key(readings_pk(tenant), f"{READING_LEASE}{lease:02d}")


def aside_key(tenant: str, upload_id: str) -> Key:
    """Return the key of the notice of an upload that waits for its turn."""
    return Key(readings_pk(tenant), f"{ASIDE}{upload_id}")


def job_pk(tenant: str, job_id: str) -> str:
    """Return the partition of a job post and everything that belongs to it."""
    return f"T#{tenant}#J#{job_id}"


def job_post_key(tenant: str, job_id: str) -> Key:
    """Return the key of a job post."""
    return Key(job_pk(tenant, job_id), JOB_POST)


def rubric_key(tenant: str, job_id: str, version: int) -> Key:
    """Return the key of one version of a rubric."""
    return Key(job_pk(tenant, job_id), f"{RUBRIC}{version:08d}")


def draft_key(tenant: str, job_id: str, text_hash: str) -> Key:
    """Return the key of the note that a model drafted a rubric from a text."""
    return Key(job_pk(tenant, job_id), f"DRAFT#{text_hash}")


def candidate_key(tenant: str, job_id: str, candidate_id: str) -> Key:
    """Return the key of a candidate."""
    return Key(job_pk(tenant, job_id), f"{CANDIDATE}{candidate_id}")


def resume_key(tenant: str, job_id: str, candidate_id: str) -> Key:
    """Return the key of the text of a resume."""
    return Key(job_pk(tenant, job_id), f"{RESUME}{candidate_id}")


def decision_key(tenant: str, job_id: str, candidate_id: str) -> Key:
    """Return the key of what was decided about a candidate."""
    return Key(job_pk(tenant, job_id), f"{DECISION}{candidate_id}")


def event_prefix(candidate_id: str) -> str:
    """Return how the keys of everything that was done with a candidate start."""
    return f"EVENT#{candidate_id}#"


def reasons_key(tenant: str) -> Key:
    """Return the key of a tenant's own reasons for decisions."""
    return Key(tenant_pk(tenant), "REASONS")


def unread_key(tenant: str, job_id: str, candidate_id: str) -> Key:
    """Return the key of the note that a candidate's resume is not read, or cannot be."""
    return Key(job_pk(tenant, job_id), f"{UNREAD}{candidate_id}")


def closing_key(tenant: str, job_id: str) -> Key:
    """Return the key of the note that a job post is being deleted."""
    return Key(job_pk(tenant, job_id), "CLOSING")


def erased_pk(tenant: str, job_id: str) -> str:
    """Return the partition of the notes that candidates were erased."""
    return f"{job_pk(tenant, job_id)}#ERASED"


def erased_key(tenant: str, job_id: str, candidate_id: str) -> Key:
    """Return the key of the note that a candidate was erased."""
    return Key(erased_pk(tenant, job_id), candidate_id)


def erasures_pk(tenant: str, job_id: str) -> str:
    """Return the partition of the erasures of a job post's candidates that are not whole."""
    return f"{job_pk(tenant, job_id)}#ERASURES"


def erasure_key(tenant: str, job_id: str, candidate_id: str, erased_at: str) -> Key:
    """Return the key of an erasure that is not whole; without a candidate, of the job post."""
    return Key(erasures_pk(tenant, job_id), f"{candidate_id}#{erased_at}")


def hidden_key(tenant: str, job_id: str) -> Key:
    """Return the key of the set of those whom the pages of a job post's rankings hide."""
    return Key(erasures_pk(tenant, job_id), "HIDDEN")


def task_pk(tenant: str, task_id: str) -> str:
    """Return the partition of a task."""
    return f"T#{tenant}#K#{task_id}"


def task_key(tenant: str, task_id: str) -> Key:
    """Return the key of a task."""
    return Key(task_pk(tenant, task_id), TASK)


def plan_key(tenant: str, task_id: str, plan_id: str) -> Key:
    """Return the key of what a task ranks by."""
    return Key(task_pk(tenant, task_id), f"PLAN#{plan_id}")


def chunk_prefix(plan_id: str) -> str:
    """Return how the keys of all chunks of a plan start."""
    return f"CHUNK#{plan_id}#"


def chunk_key(tenant: str, task_id: str, plan_id: str, chunk: int) -> Key:
    """Return the key of a chunk."""
    return Key(task_pk(tenant, task_id), f"{chunk_prefix(plan_id)}{chunk:05d}")


def page_prefix(page: int) -> str:
    """Return how the keys of one page of rows start; a large page has several parts."""
    return f"{PAGE}{page:05d}#"


def rows_pk(tenant: str, job_id: str, fingerprint: str) -> str:
    """Return the partition of the rows that one job post, rubric and ranker gave."""
    return f"T#{tenant}#J#{job_id}#R#{fingerprint}"


def running_key(tenant: str) -> Key:
    """Return the key of the set of a tenant's running tasks."""
    return Key(f"T#{tenant}#RUNNING", "RUNNING")


def ending_key(tenant: str, task_id: str, attempt: int) -> Key:
    """Return the key of the note that the end of an attempt is to be told."""
    return Key(f"T#{tenant}#ENDINGS", f"{task_id}#{attempt:05d}")


def lock_key(tenant: str, job_id: str, options_hash: str) -> Key:
    """Return the key of the lock on one ranking of a job post with the same options."""
    return Key(f"T#{tenant}#J#{job_id}#LOCK", options_hash)


def idempotency_key(tenant: str, key_hash: str) -> Key:
    """Return the key of what an `Idempotency-Key` started."""
    return Key(f"T#{tenant}#I#{key_hash}", "IDEMPOTENCY")


def month_pk(created_at: str) -> str:
    """Return the partition of all tenants' tasks of one month, for operators."""
    return f"MONTH#{created_at[:7]}"


def spend_key(tenant: str, day: str) -> Key:
    """Return the key of what a tenant's tasks of one day have spent."""
    return Key(f"T#{tenant}#SPEND", day)
