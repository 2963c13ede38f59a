"""Job posts with their piles of resumes, put in place through the API."""

import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from tools.demo.client import ApiClient, upload
from tools.demo.errors import DemoError
from tools.demo.material import DemoJobPost
from tools.demo.progress import ProgressBar

READING_SECONDS = 180
PAUSE_SECONDS = 0.3
UPLOADS_AT_ONCE = 4


def ensure_pile(client: ApiClient, job: DemoJobPost) -> None:
    """Make sure that the job post is there and each of its resumes is read or has failed.

    What an earlier demo left is used again if it is complete; anything else is replaced.

    Raises:
        DemoError: if the API refuses, or reading takes too long.
    """
    if _is_complete(client, job):
        return
    client.call("DELETE", _path(job))
    body = {"job_id": job.job_id, "title": job.title, "description": job.description}
    client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", body)
    _upload_files(client, job)
    _await_reading(client, job)


def _path(job: DemoJobPost, part: str = "") -> str:
    return f"/api/jobposts/{job.job_id}/{part}"


def _is_complete(client: ApiClient, job: DemoJobPost) -> bool:
    answer = client.call("GET", _path(job))
    if answer.status != HTTPStatus.OK or answer.body["description"] != job.description:
        return False
    wanted = {file.candidate_id for file in job.files}
    return _read_settled(client, job) == wanted


def _read_settled(client: ApiClient, job: DemoJobPost) -> set[str]:
    candidates = client.list_all(_path(job, "candidates/"))
    return {one["candidate_id"] for one in candidates if one["reading"]["state"] != "waiting"}


def _upload_files(client: ApiClient, job: DemoJobPost) -> None:
    contents = {file.candidate_id: file.path.read_bytes() for file in job.files}
    body = {
        "files": [
            {
                "filename": file.path.name,
                "size": len(contents[file.candidate_id]),
                "name": file.name,
                "candidate_id": file.candidate_id,
            }
            for file in job.files
        ]
    }
    answer = client.expect(HTTPStatus.CREATED, "POST", _path(job, "resumes/"), body)
    with ThreadPoolExecutor(UPLOADS_AT_ONCE) as pool:
        list(
            pool.map(
                lambda address: upload(address, contents[address["candidate_id"]]),
                answer.body["uploads"],
            )
        )


def _await_reading(client: ApiClient, job: DemoJobPost) -> None:
    progress = ProgressBar(f"reading  {job.job_id:<18}", len(job.files))
    deadline = time.monotonic() + READING_SECONDS
    while (settled := len(_read_settled(client, job))) < len(job.files):
        progress.show(settled)
        if time.monotonic() > deadline:
            progress.finish()
            raise DemoError(f"only {settled} of {len(job.files)} resumes were read; see make logs")
        time.sleep(PAUSE_SECONDS)
    progress.show(settled)
    progress.finish()
