"""Routes of job posts and their rubrics."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.rest.answers import answer_json, answer_nothing
from adapters.rest.requests import read_body, read_identity, read_query
from adapters.wiring import get_catalogue, get_files, get_schedules, get_tasks
from shortlist.catalogue.jobposts import JobPosts
from shortlist.catalogue.request_bodies import JobPostReplacement, NewJobPost
from shortlist.erasure import Eraser
from shortlist.paging import read_cursor, read_limit, write_cursor
from shortlist.rubric.rubric import Rubric, RubricEdit
from shortlist.times import read_clock

JOB_POSTS = "/api/jobposts"
JOB_POST = f"{JOB_POSTS}/<job_id>"


def make_eraser() -> Eraser:
    """Return what erases job posts and candidates."""
    return Eraser(get_catalogue(), get_files(), get_tasks(), get_tasks())


def add_jobpost_routes(app: APIGatewayRestResolver) -> None:
    """Add the routes to an app."""
    job_posts = JobPosts(get_catalogue(), read_clock)

    def tenant() -> str:
        return read_identity(app.current_event).own_tenant

    @app.post(JOB_POSTS)
    def create() -> Response[str]:
        owner = tenant()
        job = job_posts.create(owner, read_body(app.current_event, NewJobPost))
        return answer_json(job.show(), HTTPStatus.CREATED)

    @app.get(JOB_POSTS)
    def list_all() -> Response[str]:
        scope = {"tenant": tenant(), "scope": "jobposts"}
        after = read_cursor(read_query(app.current_event, "cursor"), **scope)
        limit = read_limit(read_query(app.current_event, "limit"))
        page = get_catalogue().list_job_posts(tenant(), limit, after)
        items = [job.show() for job in page.items]
        return answer_json({"items": items, "next_cursor": write_cursor(page.position, **scope)})

    @app.get(JOB_POST)
    def read(job_id: str) -> Response[str]:
        return answer_json(job_posts.get(tenant(), job_id).show())

    @app.put(JOB_POST)
    def replace(job_id: str) -> Response[str]:
        owner = tenant()
        request = read_body(app.current_event, JobPostReplacement)
        return answer_json(job_posts.replace(owner, job_id, request).show())

    @app.delete(JOB_POST)
    def delete(job_id: str) -> Response[str]:
        get_schedules().delete(tenant(), job_id)
        make_eraser().erase_job_post(tenant(), job_id)
        return answer_nothing()

    @app.get(f"{JOB_POST}/rubric")
    def read_rubric(job_id: str) -> Response[str]:
        return answer_json(_show_rubric(job_posts.get_rubric(tenant(), job_id)))

    @app.put(f"{JOB_POST}/rubric")
    def edit_rubric(job_id: str) -> Response[str]:
        owner = tenant()
        edit = read_body(app.current_event, RubricEdit)
        return answer_json(_show_rubric(job_posts.edit_rubric(owner, job_id, edit)))


def _show_rubric(rubric: Rubric) -> dict[str, Any]:
    return rubric.model_dump(mode="json")
