"""`make demo`: rank the demo's resumes with the client and show them as its command line does."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from shortlist_client import NotFoundError, ResumeFile, Shortlist, ShortlistError
from shortlist_client.cli.output import make_console
from shortlist_client.cli.progress import Meter
from shortlist_client.cli.rows_table import draw_rows
from shortlist_client.shapes import Result, Row

DEMO = Path(__file__).parents[2] / "demo"
ROWS_OF_OTHERS = 5
LABEL_WIDTH = 18


@dataclass(frozen=True)
class DemoJobPost:
    """A job post of the demo with the resumes that came in for it."""

    job_id: str
    title: str
    description: str
    files: list[ResumeFile]


def read_job_posts(folder: Path = DEMO) -> list[DemoJobPost]:
    """Return the job posts in the order of the manifest."""
    posts = []
    for job in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        paths = [folder / "files" / job["job_id"] / file["filename"] for file in job["files"]]
        # A file is its candidate's, whose id is its stem.
        files = [ResumeFile(one, one.stem.replace("-", " ").title(), one.stem) for one in paths]
        posts.append(DemoJobPost(job["job_id"], job["title"], job["description"], files))
    return posts


@dataclass(frozen=True)
class Ranking:
    """A ranking that has succeeded."""

    job: DemoJobPost
    task_id: str
    seconds: float
    result: Result
    rows: Sequence[Row]


def main() -> int:
    """Return 0 if every job post of the demo was ranked; what goes wrong becomes one line."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        return show_demo()
    except KeyboardInterrupt:
        print("\nstopped; make demo goes on where it was", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"error: {error.strerror}: {error.filename}", file=sys.stderr)
        return 1


def show_demo() -> int:
    """Rank the job posts of the demo and show the rows; return 0 if each was ranked."""
    state = Path(os.environ.get("LOCAL_STATE") or ".local")
    result_file = state / "result.json"
    started = time.monotonic()
    if result_file.exists():
        # What cannot be written at the end is told before the work.
        result_file.open("a").close()
    try:
        endpoint = json.loads((state / "endpoint.json").read_text(encoding="utf-8"))
        with Shortlist(endpoint["api_url"], token=endpoint["tokens"]["acme"]) as client:
            jobs = read_job_posts()
            for job in jobs:
                ensure_pile(client, job)
            rankings = [rank(client, job) for job in jobs]
    except FileNotFoundError:
        print("error: the local cloud is not running; bring it up with make up", file=sys.stderr)
        return 1
    except ShortlistError as error:
        print(f"error: {error}; see make logs", file=sys.stderr)
        return 1
    kept = json.dumps([describe(one) for one in rankings], indent=2, ensure_ascii=False)
    result_file.write_text(kept + "\n", encoding="utf-8")
    console = make_console()
    for number, ranking in enumerate(rankings):
        draw_ranking(console, ranking, limit=ROWS_OF_OTHERS if number else None)
    print(explain_next(endpoint["api_url"], rankings[0], state))
    print(f"done in {time.monotonic() - started:.1f} s; everything is in {result_file}")
    print(explain_page(endpoint["page_url"], state))
    return 0


def ensure_pile(client: Shortlist, job: DemoJobPost) -> None:
    """Make sure that the job post is there and each of its resumes is read or has failed.

    What an earlier demo left is used again if it is complete; anything else is replaced.
    """
    try:
        found = client.read_job_post(job.job_id)
        candidates = client.list_candidates(job.job_id)
        settled = {one.candidate_id for one in candidates if one.reading.state != "waiting"}
        wanted = {file.candidate_id for file in job.files}
        if found.description == job.description and settled == wanted:
            return
        client.delete_job_post(job.job_id)
    except NotFoundError:
        pass
    client.create_job_post(job.title, job.description, job_id=job.job_id)
    with Meter(f"reading  {job.job_id:<{LABEL_WIDTH}}") as meter:
        client.upload(job.job_id, job.files, wait=True, on_progress=meter.show)


def rank(client: Shortlist, job: DemoJobPost) -> Ranking:
    """Rank a job post's candidates and return all rows."""
    started = time.monotonic()
    task_id = client.rank(job.job_id).task_id
    with Meter(f"ranking  {job.job_id:<{LABEL_WIDTH}}") as meter:
        status = client.wait(task_id, on_progress=meter.show_status)
    seconds = time.monotonic() - started
    assert status.result is not None  # noqa: S101 - a ranking that was waited for has one
    return Ranking(job, task_id, seconds, status.result, list(client.rows(status)))


def describe(ranking: Ranking) -> dict[str, Any]:
    """Return what the API said of a ranking, with all rows."""
    result, *rows = (
        one.model_dump(mode="json", by_alias=True) for one in (ranking.result, *ranking.rows)
    )
    return {
        "job_id": ranking.job.job_id,
        "task_id": ranking.task_id,
        "seconds": round(ranking.seconds, 3),
        "result": result | {"ranked_candidates": rows},
    }


def draw_ranking(console: Console, ranking: Ranking, limit: int | None = None) -> None:
    """Print a ranking's table and what it took."""
    scored = [row for row in ranking.rows if row.score is not None]
    unreadable = [row for row in ranking.rows if row.score is None]
    result, usage, cost = ranking.result, ranking.result.token_usage, ranking.result.estimated_cost
    title = f"{ranking.job.title}  ({len(ranking.rows)} candidates)"
    console.print(Text(f"\n{title}", style="bold"))
    draw_rows(console, [*scored[:limit], *unreadable])
    if limit is not None and limit < len(scored):
        console.print(f"... and {len(scored) - limit} more in .local/result.json")
    spent = "unknown (no price for this model)" if cost is None else f"${cost:.4f}"
    console.print(f"task {ranking.task_id}: {ranking.seconds:.1f} s, ranker {result.ranker},")
    console.print(f"{usage.total} tokens in {usage.calls} calls, cost {spent}")
    for warning in result.warnings:
        console.print(Text(f"note: {warning}"))


def explain_next(api_url: str, ranking: Ranking, state: Path) -> str:
    """Return commands that go on from here."""
    program = f"import json; print(json.load(open('{state}/endpoint.json'))['tokens']['acme'])"
    return f"""
How to go on:
  export SHORTLIST_URL={api_url}
  export SHORTLIST_TOKEN=$(python3 -c "{program}")
  .local/client/bin/shortlist rows {ranking.task_id}
  .local/client/bin/shortlist rubric show {ranking.job.job_id}
  .local/client/bin/shortlist rank {ranking.job.job_id}
  .local/client/bin/shortlist --help
  curl -H "Authorization: Bearer $SHORTLIST_TOKEN" \\
    $SHORTLIST_URL/api/jobposts/task-status/{ranking.task_id}/
  make down
"""


def explain_page(page_url: str, state: Path) -> str:
    """Return where the page is, and as whom to sign in."""
    return f"""
The page: {page_url}
  Sign in as acme@shortlist.example (a recruiter, who sees these rankings), globex@shortlist.example
  (a recruiter of another tenant) or operator@shortlist.example (sees tasks only).
  Their passwords: {state}/passwords.json"""


if __name__ == "__main__":
    sys.exit(main())
