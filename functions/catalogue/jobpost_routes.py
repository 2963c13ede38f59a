"""Routes of job posts, their rubrics and their schedules."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from adapters.rest.answers import answer, answer_list, answer_nothing, answer_revision, tell_replay
from adapters.rest.call import Call, link
from adapters.rest.operations import (
    ETAG,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    IF_MATCH,
    LOCATION,
    Operation,
    Routes,
    Tag,
)
from adapters.wiring import (
    get_candidates,
    get_creations,
    get_job_post_eraser,
    get_job_posts,
    get_schedules,
)
from shortlist.catalogue.jobpost import JobPost, ShownJobPost, ShownJobPosts, ShownRubric
from shortlist.catalogue.jobposts import JobPosts
from shortlist.catalogue.request_bodies import JobPostReplacement, NewJobPost
from shortlist.catalogue.schedules import JobPostSchedule, NewSchedule, ShownSchedule
from shortlist.queries import Listing, PageQuery, RubricQuery
from shortlist.rubric.rubric import RubricEdit
from shortlist.settings import get_settings
from shortlist.times import read_clock

JOB_POSTS = "/api/jobposts"
JOB_POST = f"{JOB_POSTS}/<job_id>"
RUBRIC = f"{JOB_POST}/rubric"
SCHEDULE = f"{JOB_POST}/schedule"

ROUTES = Routes(Tag.JOB_POSTS)

_LOST_RACE = (HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED)
_JOB_POST_EXAMPLE = {
    "title": "Backend engineer",
    "description": "You build services in Python.\nRequired:\n- 3 years of Python\n- PostgreSQL",
}
_RUBRIC_EXAMPLE = {
    "gates": [{"id": "work-permit", "text": "May work in Germany"}],
    "criteria": [
        {
            "id": "python",
            "title": "Python in services that people rely on",
            "importance": "critical",
            "levels": ["No sign of it", "Courses", "Some projects", "Years of it", "Leads others"],
        }
    ],
}
_SCHEDULE_EXAMPLE = {"expression": "cron(0 7 ? * MON-FRI *)", "timezone": "Europe/Berlin"}


def _get_job_posts() -> JobPosts:
    return JobPosts(get_creations(), get_job_posts(), get_candidates(), read_clock)


@ROUTES.add(
    "POST",
    JOB_POSTS,
    Operation(
        ShownJobPost,
        HTTPStatus.CREATED,
        sends=(LOCATION, ETAG, IDEMPOTENCY_REPLAYED),
        reads=(IDEMPOTENCY_KEY,),
        fails=(HTTPStatus.CONFLICT,),
        example=_JOB_POST_EXAMPLE,
    ),
)
def create_job_post(call: Call, body: NewJobPost) -> Response[str]:
    """Create a job post.

    Without a rubric, one is drafted from the description; people may edit it before it counts.
    """
    key = call.read_key("job post", body.model_dump())
    job, is_replay = _get_job_posts().create(call.tenant, body, key)
    headers = {LOCATION: link(call, "jobposts", job.job_id), **tell_replay(is_replay=is_replay)}
    return _answer_job_post(call, job, HTTPStatus.CREATED, headers)


@ROUTES.add("GET", JOB_POSTS, Operation(ShownJobPosts))
def list_job_posts(call: Call, query: PageQuery) -> Response[str]:
    """List job posts, newest first."""
    fetch = partial(_get_job_posts().list_page, call.tenant)
    return answer_list(ShownJobPosts, Listing(call.tenant, "jobposts"), query, fetch)


@ROUTES.add("GET", JOB_POST, Operation(ShownJobPost, sends=(ETAG,)))
def read_job_post(call: Call, job_id: str) -> Response[str]:
    """Read a job post."""
    return _answer_job_post(call, _get_job_posts().get(call.tenant, job_id))


@ROUTES.add(
    "PUT",
    JOB_POST,
    Operation(
        ShownJobPost,
        sends=(ETAG,),
        reads=(IF_MATCH,),
        fails=_LOST_RACE,
        example=_JOB_POST_EXAMPLE,
        deed="replace job post",
    ),
)
def replace_job_post(call: Call, job_id: str, body: JobPostReplacement) -> Response[str]:
    """Replace a job post.

    A rubric that was drafted is drafted anew; one that people have edited stays.
    """
    job = _get_job_posts().replace(call.tenant, job_id, body, expected=call.expected)
    return _answer_job_post(call, job)


@ROUTES.add("DELETE", JOB_POST, Operation(None, HTTPStatus.NO_CONTENT, deed="erase job post"))
def delete_job_post(call: Call, job_id: str) -> Response[str]:
    """Delete a job post with its candidates, files, rankings and schedule.

    Nothing shows it from now on; what is kept of it goes within minutes, and frees its id then.
    """
    subject = call.identity.subject
    get_job_post_eraser().erase(call.tenant, job_id, subject, get_schedules())
    return answer_nothing()


@ROUTES.add("GET", RUBRIC, Operation(ShownRubric, sends=(ETAG,)))
def read_rubric(call: Call, job_id: str, query: RubricQuery) -> Response[str]:
    """Read the rubric that the next ranking will use, or the version that an earlier one used."""
    rubric = _get_job_posts().get_rubric(call.tenant, job_id, query.version)
    return answer_revision(ShownRubric.model_validate(rubric), rubric.revision)


@ROUTES.add(
    "PUT",
    RUBRIC,
    Operation(
        ShownRubric,
        sends=(ETAG,),
        reads=(IF_MATCH,),
        fails=_LOST_RACE,
        example=_RUBRIC_EXAMPLE,
        deed="replace rubric",
    ),
)
def replace_rubric(call: Call, job_id: str, body: RubricEdit) -> Response[str]:
    """Make an edited rubric the next version."""
    rubric = _get_job_posts().edit_rubric(call.tenant, job_id, body, expected=call.expected)
    return answer_revision(ShownRubric.model_validate(rubric), rubric.revision)


def _answer_job_post(
    call: Call,
    job: JobPost,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    (shown,) = _get_job_posts().count_readings(call.tenant, [job])
    return answer_revision(ShownJobPost.model_validate(shown), job.revision, status, headers)


def _get_schedule(call: Call, job_id: str) -> JobPostSchedule:
    return JobPostSchedule(get_job_posts(), get_schedules(), call.tenant, job_id)


@ROUTES.add(
    "PUT", SCHEDULE, Operation(ShownSchedule, example=_SCHEDULE_EXAMPLE, deed="replace schedule")
)
def replace_schedule(call: Call, job_id: str, body: NewSchedule) -> Response[str]:
    """Rank again on a schedule."""
    _get_schedule(call, job_id).replace(body.schedule, get_settings().shortest_schedule_minutes)
    return answer(ShownSchedule.of(job_id, body.schedule))


@ROUTES.add("GET", SCHEDULE, Operation(ShownSchedule))
def read_schedule(call: Call, job_id: str) -> Response[str]:
    """Read the schedule."""
    return answer(ShownSchedule.of(job_id, _get_schedule(call, job_id).get()))


@ROUTES.add("DELETE", SCHEDULE, Operation(None, HTTPStatus.NO_CONTENT, deed="delete schedule"))
def delete_schedule(call: Call, job_id: str) -> Response[str]:
    """Delete the schedule."""
    _get_schedule(call, job_id).delete()
    return answer_nothing()
