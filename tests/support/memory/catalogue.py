"""Job posts, rubrics and candidates in memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import Creation, Resume, RubricDraft
from shortlist.decisions.candidate_event import CandidateEvent, note_reading
from shortlist.decisions.decision import Decision
from shortlist.errors import ConflictError, LostRaceError, NotFoundError, TooLargeError
from shortlist.idempotency import RequestKey
from shortlist.queries import ListPage
from shortlist.reading.reading_state import ReadingCounts
from shortlist.rubric.rubric import Rubric
from shortlist.times import Clock, write_time
from tests.support.memory.probe import Probe

_Job = tuple[str, str]


class MemoryCatalogue:
    """A CreationStore, JobPostStore and CandidateStore in one (shortlist.catalogue.ports)."""

    def __init__(self, clock: Clock, probe: Probe | None = None) -> None:
        self._clock = clock
        self._probe = probe or Probe()
        self._jobs: dict[_Job, JobPost] = {}
        self._closed: set[_Job] = set()
        self._rubrics: dict[_Job, dict[int, Rubric]] = {}
        self._drafts: dict[_Job, dict[str, RubricDraft]] = {}
        self._resumes: dict[_Job, dict[str, Resume]] = {}
        self._erased: dict[_Job, dict[str, str]] = {}
        self._last_numbers: dict[_Job, int] = {}
        self._creations: dict[tuple[str, str], Creation] = {}
        self.decisions: dict[_Job, dict[str, Decision]] = {}
        self.events: dict[_Job, dict[str, list[CandidateEvent]]] = {}

    def add_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric, key: RequestKey | None = None
    ) -> None:
        """Add a job post and its first rubric, and note what the key has made."""
        name = (tenant, job.job_id)
        if name in self._jobs or name in self._closed:
            raise ConflictError(f"there is a job post {job.job_id} already")
        self._jobs[name] = job
        self._rubrics.setdefault(name, {})[rubric.version] = rubric
        if key:
            self._creations[tenant, key.key_hash] = _note(job, key, job.created_at, ())

    def find_creation(self, tenant: str, key: RequestKey) -> Creation | None:
        """Return what a key has begun, unless it has expired."""
        found = self._creations.get((tenant, key.key_hash))
        if found is None or found.expires_at < key.asked_at:
            return None
        return found

    def get_job_post(self, tenant: str, job_id: str) -> JobPost | None:
        """Return a job post, or None."""
        self._probe("catalogue.get_job_post")
        return self._jobs.get((tenant, job_id))

    def list_job_posts(self, tenant: str, limit: int, after: str | None) -> ListPage[JobPost]:
        """Return one page of a tenant's job posts, newest first."""
        mine = {
            f"{job.created_at}#{job.job_id}": job
            for (owner, _), job in self._jobs.items()
            if owner == tenant
        }
        places = sorted((one for one in mine if after is None or one < after), reverse=True)
        chosen = places[:limit]
        return ListPage([mine[one] for one in chosen], chosen[-1] if len(places) > limit else None)

    def replace_job_post(
        self, tenant: str, job: JobPost, rubric: Rubric | None, *, before: JobPost | None = None
    ) -> None:
        """Replace the texts; a new rubric must follow the version that the job post has."""
        known = self._jobs.get((tenant, job.job_id))
        if (
            before
            and known
            and (known.title, known.description)
            != (
                before.title,
                before.description,
            )
        ):
            raise LostRaceError("the job post has other texts")
        self._replace(tenant, job, rubric, "title", "description")

    def replace_rubric(self, tenant: str, job: JobPost, rubric: Rubric) -> None:
        """Keep the next version of a rubric, whatever the texts are by now."""
        self._replace(tenant, job, rubric)

    def _replace(self, tenant: str, job: JobPost, rubric: Rubric | None, *texts: str) -> None:
        key = (tenant, job.job_id)
        known = self._jobs.get(key)
        if known is None or known.rubric_version != job.rubric_version - (1 if rubric else 0):
            raise LostRaceError("the job post is gone or has another rubric")
        names = (*texts, "rubric_version", "rubric_is_edited")
        self._jobs[key] = known.model_copy(update={name: getattr(job, name) for name in names})
        if rubric:
            self._rubrics[key][rubric.version] = rubric

    def find_draft(self, tenant: str, job_id: str, text_hash: str) -> RubricDraft | None:
        """Return what a model drafted from a text before, or None."""
        self._probe("catalogue.find_draft")
        return self._drafts.get((tenant, job_id), {}).get(text_hash)

    def keep_draft(
        self, tenant: str, job: JobPost, rubric: Rubric, draft: RubricDraft, *, text_hash: str
    ) -> None:
        """Make a model's draft the next rubric and note it."""
        self._probe("catalogue.keep_draft")
        self._replace(tenant, job, rubric)
        self._drafts.setdefault((tenant, job.job_id), {})[text_hash] = draft
        self._probe("catalogue.keep_draft done")

    def close_job_post(self, tenant: str, job_id: str, created_at: str) -> bool:
        """Take a job post away, on which every other use is conditional, and note that."""
        self._probe("catalogue.close_job_post")
        job = self._jobs.get((tenant, job_id))
        if job is not None and job.created_at == created_at:
            del self._jobs[tenant, job_id]
            self._closed.add((tenant, job_id))
        return (tenant, job_id) in self._closed

    def clear_job_post(self, tenant: str, job_id: str) -> bool:
        """Delete what is left under a closed job post."""
        self._probe("catalogue.clear_job_post")
        if (tenant, job_id) not in self._closed:
            return False
        kept: Any
        for kept in (
            self._rubrics,
            self._drafts,
            self._resumes,
            self._erased,
            self.decisions,
            self.events,
            self._last_numbers,
        ):
            kept.pop((tenant, job_id), None)
        return True

    def forget_job_post(self, tenant: str, job_id: str) -> None:
        """Delete the note that a job post was closed."""
        self._probe("catalogue.forget_job_post")
        self._closed.discard((tenant, job_id))

    def get_rubric(self, tenant: str, job_id: str, version: int) -> Rubric | None:
        """Return one version of a rubric, or None."""
        self._probe("catalogue.get_rubric")
        return self._rubrics.get((tenant, job_id), {}).get(version)

    def add_candidates(
        self,
        tenant: str,
        job_id: str,
        resumes: Sequence[Resume],
        *,
        limit: int,
        key: RequestKey | None = None,
        begun: Creation | None = None,  # here they are added at once
    ) -> None:
        """Add all candidates or none, and count them at the job post."""
        name = (tenant, job_id)
        job = self._jobs.get(name)
        if job is None:
            raise NotFoundError("no such job post")
        if job.candidate_count + len(resumes) > limit:
            raise TooLargeError(f"a job post takes at most {limit} candidates")
        kept = self._resumes.setdefault(name, {})
        taken = [
            one.candidate.candidate_id for one in resumes if one.candidate.candidate_id in kept
        ]
        if taken:
            raise ConflictError(f"there are candidates already with the ids {', '.join(taken)}")
        for resume in resumes:
            number = self._last_numbers[name] = self._last_numbers.get(name, 0) + 1
            candidate = resume.candidate.model_copy(update={"number": number})
            kept[candidate.candidate_id] = Resume(candidate, resume.text)
        self._count(name, len(resumes))
        if key:
            first = resumes[0].candidate
            ids = tuple(one.candidate.candidate_id for one in resumes)
            self._creations[tenant, key.key_hash] = _note(job, key, first.created_at, ids)

    def get_resume(self, tenant: str, job_id: str, candidate_id: str) -> Resume | None:
        """Return a candidate with the text of the resume, or None."""
        self._probe("catalogue.get_resume")
        return self._resumes.get((tenant, job_id), {}).get(candidate_id)

    def list_candidates(
        self, tenant: str, job_id: str, limit: int, after: str | None
    ) -> ListPage[Candidate]:
        """Return one page of candidates in the order of their ids."""
        kept = self._resumes.get((tenant, job_id), {})
        ids = sorted(one for one in kept if after is None or one > after)
        chosen = ids[:limit]
        found = [kept[one].candidate for one in chosen]
        return ListPage(found, chosen[-1] if len(ids) > limit else None)

    def find_candidates(
        self, tenant: str, job_id: str, candidate_ids: Sequence[str]
    ) -> dict[str, Candidate]:
        """Return those of these candidates that are there, by id."""
        kept = self._resumes.get((tenant, job_id), {})
        return {one: kept[one].candidate for one in candidate_ids if one in kept}

    def add_event(self, tenant: str, job_id: str, candidate_id: str, event: CandidateEvent) -> None:
        """Keep what was done with a candidate."""
        kept = self.events.setdefault((tenant, job_id), {})
        kept.setdefault(candidate_id, []).append(event)

    def delete_candidate(self, tenant: str, job_id: str, candidate_id: str, *, actor: str) -> bool:
        """Delete a candidate, uncount it, and leave a note for rankings that are running."""
        key = (tenant, job_id)
        events = self.events.get(key, {}).get(candidate_id, [])
        events[:] = [event.without_words() for event in events]
        if key not in self._jobs or candidate_id not in self._resumes.get(key, {}):
            return False
        del self._resumes[key][candidate_id]
        self.decisions.get(key, {}).pop(candidate_id, None)
        now = write_time(self._clock())
        self.add_event(
            tenant, job_id, candidate_id, CandidateEvent(at=now, actor=actor, kind="erasure")
        )
        self._erased.setdefault(key, {})[candidate_id] = write_time(self._clock())
        self._count(key, -1)
        return True

    def save_reading(self, tenant: str, job_id: str, resume: Resume) -> None:
        """Keep what reading a file gave, if the candidate still awaits that upload."""
        kept = self._resumes.get((tenant, job_id), {})
        known = kept.get(resume.candidate.candidate_id)
        if known is None:
            raise LostRaceError("the candidate is gone")
        awaited = known.candidate.upload_id if known.candidate.reading.state == "waiting" else None
        if resume.candidate.upload_id not in (None, awaited):
            raise LostRaceError("the candidate awaits another upload, or none")
        kept[resume.candidate.candidate_id] = resume
        event = note_reading(resume.candidate.reading, write_time(self._clock()))
        self.add_event(tenant, job_id, resume.candidate.candidate_id, event)

    def list_candidate_ids(self, tenant: str, job_id: str) -> list[str]:
        """Return the ids of all candidates in order."""
        self._probe("catalogue.list_candidate_ids")
        return sorted(self._resumes.get((tenant, job_id), {}))

    def read_resumes(
        self, tenant: str, job_id: str, first_id: str, last_id: str
    ) -> Iterator[Resume]:
        """Yield the candidates whose ids lie between two ids, both included, in order."""
        self._probe("catalogue.read_resumes")
        for candidate_id, resume in sorted(self._resumes.get((tenant, job_id), {}).items()):
            if first_id <= candidate_id <= last_id:
                yield resume

    def count_readings(
        self, tenant: str, jobs: Sequence[JobPost], now: datetime
    ) -> list[ReadingCounts]:
        """Count the states of reading of each job post's candidates, as of a moment."""
        self._probe("catalogue.count_readings")
        counts = []
        for job in jobs:
            kept = self._resumes.get((tenant, job.job_id), {}).values()
            states = Counter(one.candidate.at(now).reading.state for one in kept)
            counts.append(ReadingCounts(**states))
        return counts

    def count_waiting_uploads(self, tenant: str, now: datetime) -> int:
        """Count a tenant's uploads that may still come, or wait to be read."""
        self._probe("catalogue.count_waiting_uploads")
        mine = [kept for (owner, _), kept in self._resumes.items() if owner == tenant]
        return sum(
            one.candidate.at(now).reading.state == "waiting"
            for kept in mine
            for one in kept.values()
        )

    def list_erased(self, tenant: str, job_id: str) -> dict[str, str]:
        """Return the ids of candidates that were erased lately, and when."""
        self._probe("catalogue.list_erased")
        return dict(self._erased.get((tenant, job_id), {}))

    def _count(self, key: _Job, more: int) -> None:
        job = self._jobs.get(key)
        if job is not None:
            count = job.candidate_count + more
            self._jobs[key] = job.model_copy(update={"candidate_count": count})


def _note(job: JobPost, key: RequestKey, begun_at: str, ids: tuple[str, ...]) -> Creation:
    return Creation(
        job_id=job.job_id,
        job_created_at=job.created_at,
        body_hash=key.body_hash,
        begun_at=begun_at,
        expires_at=key.expires_at,
        candidate_ids=ids,
        done=len(ids),
    )
