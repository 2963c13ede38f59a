"""Every path of the API: what it does, takes and answers."""

from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True)
class Operation:
    """One method of one path; `answers` gives the schema by status, None for no body."""

    method: str
    path: str
    summary: str
    answers: dict[int, str | None]
    takes: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    problems: tuple[int, ...] = ()
    needs_token: bool = True
    needs_body: bool = field(default=True)


JOB_POSTS = "/api/jobposts/"
JOB_POST = "/api/jobposts/{job_id}/"
CANDIDATES = f"{JOB_POST}candidates/"
CANDIDATE = f"{CANDIDATES}{{candidate_id}}/"
RANK = f"{JOB_POST}rank-candidates/"
TASK = "/api/jobposts/task-status/{task_id}/"
PAGE = ("cursor", "limit")
BODY = (400, 413, 415, 422)

OPERATIONS = (
    Operation(
        "GET", "/api/health/", "Tell that the service is up", {200: "Health"}, needs_token=False
    ),
    Operation(
        "GET", "/api/openapi.json", "Return this document", {200: "Document"}, needs_token=False
    ),
    Operation(
        "POST",
        JOB_POSTS,
        "Create a job post",
        {201: "JobPost"},
        ("NewJobPost",),
        problems=(*BODY, 409),
    ),
    Operation(
        "GET",
        JOB_POSTS,
        "List job posts, newest first",
        {200: "JobPosts"},
        query=PAGE,
        problems=(400, 422),
    ),
    Operation("GET", JOB_POST, "Read a job post", {200: "JobPost"}, problems=(404,)),
    Operation(
        "PUT",
        JOB_POST,
        "Replace a job post; a drafted rubric is drafted anew, an edited one stays",
        {200: "JobPost"},
        ("JobPostReplacement",),
        problems=(*BODY, 404, 409),
    ),
    Operation(
        "DELETE",
        JOB_POST,
        "Delete a job post with its candidates, files and rankings",
        {204: None},
        problems=(404,),
    ),
    Operation("GET", f"{JOB_POST}rubric/", "Read the rubric", {200: "Rubric"}, problems=(404,)),
    Operation(
        "PUT",
        f"{JOB_POST}rubric/",
        "Make an edited rubric the next version",
        {200: "Rubric"},
        ("RubricEdit",),
        problems=(*BODY, 404, 409),
    ),
    Operation(
        "POST",
        CANDIDATES,
        "Add one candidate, or up to a hundred, as text",
        {201: "AddedCandidates"},
        ("NewCandidate", "NewCandidates"),
        problems=(*BODY, 404, 409),
    ),
    Operation(
        "GET",
        CANDIDATES,
        "List candidates by id",
        {200: "Candidates"},
        query=PAGE,
        problems=(400, 404, 422),
    ),
    Operation(
        "POST",
        f"{JOB_POST}resumes/",
        "Get addresses to upload resume files to",
        {201: "Uploads"},
        ("NewUploads",),
        problems=(*BODY, 404, 409),
    ),
    Operation(
        "GET",
        CANDIDATE,
        "Read a candidate with its reading state",
        {200: "Candidate"},
        problems=(404,),
    ),
    Operation("DELETE", CANDIDATE, "Erase a candidate everywhere", {204: None}, problems=(404,)),
    Operation(
        "PUT",
        f"{JOB_POST}schedule/",
        "Rank again on a schedule",
        {200: "Schedule"},
        ("NewSchedule",),
        problems=(*BODY, 404),
    ),
    Operation(
        "GET", f"{JOB_POST}schedule/", "Read the schedule", {200: "Schedule"}, problems=(404,)
    ),
    Operation(
        "DELETE", f"{JOB_POST}schedule/", "Delete the schedule", {204: None}, problems=(404,)
    ),
    Operation(
        "POST",
        RANK,
        "Start a ranking",
        {202: "Started"},
        ("StartRequest",),
        headers=("Idempotency-Key",),
        problems=(*BODY, 404, 409, 429),
        needs_body=False,
    ),
    Operation(
        "POST",
        f"{RANK}estimate/",
        "Tell what a ranking would take; nothing is started",
        {200: "Estimate"},
        ("StartRequest",),
        problems=(*BODY, 404, 409),
        needs_body=False,
    ),
    Operation(
        "GET",
        TASK,
        "Tell how far a ranking is, and its result",
        {200: "TaskStatus", 304: None},
        headers=("If-None-Match",),
        problems=(404,),
    ),
    Operation(
        "DELETE",
        TASK,
        "Cancel a ranking; one that has ended stays as it is",
        {200: "TaskStatus", 202: "TaskStatus"},
        problems=(404,),
    ),
    Operation(
        "GET",
        f"{TASK}candidates/",
        "Read the ranked rows",
        {200: "Rows"},
        query=PAGE,
        problems=(400, 404, 409, 422),
    ),
    Operation(
        "GET",
        "/api/tasks/",
        "List tasks, newest first; operators see all tenants",
        {200: "Tasks"},
        query=("status", "job_id", *PAGE),
        problems=(400, 422),
    ),
)
COMMON_PROBLEMS = (HTTPStatus.INTERNAL_SERVER_ERROR.value, HTTPStatus.SERVICE_UNAVAILABLE.value)
