"""`make demo`: put the demo's piles in place, rank them, print the tables and how to go on."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tools.demo.client import ApiClient
from tools.demo.errors import DemoError
from tools.demo.material import read_job_posts
from tools.demo.piles import ensure_pile
from tools.demo.ranking import Ranking, rank
from tools.demo.table import draw_facts, draw_ranking

ROWS_OF_OTHERS = 5


def main() -> int:
    """Return 0 if every job post of the demo was ranked."""
    state = Path(os.environ.get("LOCAL_STATE") or ".local")
    started = time.monotonic()
    try:
        endpoint = _read_endpoint(state / "endpoint.json")
        client = ApiClient(endpoint["api_url"], endpoint["tokens"]["acme"])
        rankings = _rank_all(client)
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    result_file = state / "result.json"
    _write_result(result_file, rankings)
    for number, ranking in enumerate(rankings):
        print(*draw_ranking(ranking, limit=ROWS_OF_OTHERS if number else None), sep="\n")
        print(*draw_facts(ranking), sep="\n")
    print(_explain_next(client, rankings[0], state))
    print(f"done in {time.monotonic() - started:.1f} s; everything is in {result_file}")
    print(_explain_page(endpoint["page_url"], state))
    return 0


def _rank_all(client: ApiClient) -> list[Ranking]:
    jobs = read_job_posts()
    for job in jobs:
        ensure_pile(client, job)
    return [rank(client, job) for job in jobs]


def _read_endpoint(path: Path) -> dict[str, Any]:
    try:
        endpoint: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DemoError("the local cloud is not running; bring it up with make up") from error
    return endpoint


def _write_result(path: Path, rankings: list[Ranking]) -> None:
    rows = [
        {
            "job_id": ranking.job.job_id,
            "task_id": ranking.task_id,
            "seconds": round(ranking.seconds, 3),
            "result": ranking.result,
        }
        for ranking in rankings
    ]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _explain_page(page_url: str, state: Path) -> str:
    return f"""
The page: {page_url}
  Sign in as acme@shortlist.example (a recruiter, who sees these rankings), globex@shortlist.example
  (a recruiter of another tenant) or operator@shortlist.example (sees tasks only).
  Their passwords: {state}/passwords.json"""


def _explain_next(client: ApiClient, ranking: Ranking, state: Path) -> str:
    program = f"import json; print(json.load(open('{state}/endpoint.json'))['tokens']['acme'])"
    return f"""
How to go on:
  TOKEN=$(python3 -c "{program}")
  API={client.api_url}
  curl -H "Authorization: Bearer $TOKEN" $API/api/jobposts/task-status/{ranking.task_id}/
  curl -H "Authorization: Bearer $TOKEN" $API/api/jobposts/{ranking.job.job_id}/rubric/
  curl -X POST -H "Authorization: Bearer $TOKEN" \\
    $API/api/jobposts/{ranking.job.job_id}/rank-candidates/
  make down
"""


if __name__ == "__main__":
    sys.exit(main())
