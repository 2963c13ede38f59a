"""The command line `shortlist`: what goes where, in which form, and what a shell is told."""

import csv
import io
import json
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

from shortlist_client.cli import rows_table, sign_in_commands
from shortlist_client.cli.main import main
from shortlist_client.cli.rows_table import BANDS
from tests.support.client_answers import (
    FAILED,
    JOB,
    PROBLEM,
    RUBRIC,
    STARTED,
    STATUS,
    make_row,
    succeed,
)

NOT_FOUND = {**PROBLEM, "status": 404, "detail": "no such job post", "errors": None}
NOT_FOUND.pop("errors")
ESTIMATE = {"ranker": "offline", "model": None, "calls": 0, "tokens": {"input": 0, "output": 0},
            "cost_usd": {"low": 0, "high": 0}, "seconds": 1}  # fmt: skip
CALLER = {"tenant": "acme", "role": "recruiter", "subject": "s-1", "email": "a@acme.example"}
PAGE = """<!doctype html><html><head><meta name="shortlist-sign-in-url" content="{url}">
<meta name="shortlist-command-line-client-id" content="line-1"></head></html>"""


@dataclass
class Service:
    """An API and its user pool on this machine, which answer as a test lays down."""

    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    url: str = ""

    def find(self, method: str, path: str, body: str) -> tuple[int, bytes]:
        """Return the status and the content of an answer."""
        self.seen.append((method, path, body))
        status, content = self.answers.get(f"{method} {path}", (404, NOT_FOUND))
        return status, content if isinstance(content, bytes) else json.dumps(content).encode()

    def find_sent(self, path: str) -> str:
        """Return the body that was sent to a path last."""
        return [body for _, seen, body in self.seen if seen == path][-1]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Service]:
    """Start a service, and let the command line call it with a token."""
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            status, content = made.find(self.command, self.path.partition("?")[0], body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("SHORTLIST_URL", made.url)
    monkeypatch.setenv("SHORTLIST_TOKEN", "token-1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("SHORTLIST_REFRESH_TOKEN", "SHORTLIST_OUTPUT", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield made
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Give a function that runs a command."""

    def run_command(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["shortlist", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run_command


def lay_down_a_ranking(service: Service, end: dict[str, Any]) -> None:
    """Let a ranking of the job post end like this."""
    service.answers |= {
        "POST /api/jobposts/backend/rank-candidates/estimate/": (200, ESTIMATE),
        "POST /api/jobposts/backend/rank-candidates/": (202, STARTED),
        "GET /api/jobposts/task-status/t-1/": (200, end),
    }


def test_data_goes_to_standard_output_alone(service: Service, run: Any) -> None:
    lay_down_a_ranking(service, succeed(2))
    ended = run("rank", "backend", "--output", "json")
    assert ended.status == 0
    assert [row["candidate_id"] for row in json.loads(ended.out)] == ["c-1", "c-2"]
    assert "by rules" in ended.err and "success" in ended.err


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_fits_and_has_no_colours_off_a_terminal(
    service: Service, run: Any, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    reasons = {"matched": ["Python in services that people rely on"] * 3, "name": "Jana " * 9}
    end = succeed(2)
    end["result"]["ranked_candidates"] = [{**make_row(rank), **reasons} for rank in (1, 2)]
    lay_down_a_ranking(service, end)
    out = run("rank", "backend").out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= columns
    assert re.search(r"(?m)^ +1 +Jana Jana .* 89\.0 +(?:strong +)?- +Python in services", out)


@pytest.mark.parametrize("sign", ["=", "\n=", "\N{FULLWIDTH EQUALS SIGN}"])
def test_csv_is_what_a_spreadsheet_takes_for_text(service: Service, run: Any, sign: str) -> None:
    name = f'{sign}HYPERLINK("x")'
    row = {**make_row(1), "name": name, "score": -1.5}
    service.answers["GET /api/jobposts/task-status/t-1/candidates/"] = (
        200,
        {"items": [row], "next_cursor": None},
    )
    (found,) = csv.DictReader(io.StringIO(run("rows", "t-1", "-o", "csv").out))
    assert (found["name"], found["score"]) == (f"'{name}", "-1.5")


def test_a_resume_does_not_write_on_a_terminal(service: Service, run: Any) -> None:
    row = {**make_row(1), "name": "\x1b]0;owned\x07\u202eJ [bold]x"}
    service.answers["GET /api/jobposts/task-status/t-1/candidates/"] = (
        200,
        {"items": [row], "next_cursor": None},
    )
    out = run("rows", "t-1").out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "[bold]" in out


def test_a_row_says_in_whole_phrases_what_it_shows_and_what_it_does_not(
    service: Service, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    row = {
        **make_row(1),
        "score": 52.0,
        "scored_by": "offline",
        "flags": [],
        "matched": [
            "Design, build and run many event-driven services in Python on the cloud of AWS"
        ],
        "missing": [
            "PostgreSQL: schema design, query plans, migrations on large tables without rest"
        ],
    }
    service.answers["GET /api/jobposts/task-status/t-1/candidates/"] = (
        200,
        {"items": [row], "next_cursor": None},
    )
    out = run("rows", "t-1").out
    assert "52.0 strong" in out
    assert "Design, build and run many event-driven services...; not shown: PostgreSQL" in out


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("Own the ward's audits (falls, ulcers, infections) and act", "Own the ward's audits..."),
        ("Own the monthly forecast for two of our five groups", "Own the monthly forecast..."),
        ("Run the annual budget with plant and sales managers", "Run the annual budget..."),
        ("PostgreSQL: schema design, query plans, large tables", "PostgreSQL: schema design..."),
        ("Python", "Python"),
    ],
)
def test_a_reason_is_cut_between_phrases_and_shows_that_it_goes_on(reason: str, shown: str) -> None:
    assert rows_table._shorten(reason, 38) == shown


def test_the_bands_are_those_of_the_server() -> None:
    vectors = json.loads((Path(__file__).parents[1] / "vectors" / "score.json").read_text("utf-8"))
    assert [(one["least"], one["band"]) for one in vectors["bands"]] == list(BANDS)


def test_an_error_is_one_line_with_its_request(service: Service, run: Any) -> None:
    ended = run("jobs", "show", "gone")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "error: no such job post (request request-7)\n"


def test_wrong_fields_are_named(service: Service, run: Any) -> None:
    service.answers["PUT /api/jobposts/backend/schedule/"] = (422, PROBLEM)
    ended = run("schedule", "set", "backend", "rate(1 day)")
    assert (ended.status, ended.err) == (1, "error: /title: is too long (request request-7)\n")


def test_a_failed_ranking_is_1(service: Service, run: Any) -> None:
    lay_down_a_ranking(service, FAILED)
    ended = run("rank", "backend")
    assert ended.status == 1
    assert ended.err.endswith("error: It took too long (time_limit)\n")
    assert run("status", "t-1").status == 1


@pytest.mark.parametrize(
    "arguments", [("rank",), ("rank", "a", "--ranker", "magic"), ("fly",), ("rows", "t", "-n", "0")]
)
def test_a_wrong_command_is_2(service: Service, run: Any, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert service.seen == []


def test_nobody_signed_in_is_3(service: Service, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHORTLIST_TOKEN")
    ended = run("tasks")
    assert ended.status == 3
    assert f"shortlist login {service.url}" in ended.err


def test_a_token_that_is_over_is_3(service: Service, run: Any) -> None:
    service.answers["GET /api/me/"] = (401, {**PROBLEM, "status": 401})
    assert run("whoami").status == 3


def test_no_deployment_is_2(service: Service, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHORTLIST_URL")
    ended = run("tasks")
    assert (ended.status, service.seen) == (2, [])
    assert "SHORTLIST_URL" in ended.err


def test_a_ranking_that_takes_too_long_is_4(service: Service, run: Any) -> None:
    lay_down_a_ranking(service, STATUS)
    ended = run("rank", "backend", "--timeout", "1")
    assert ended.status == 4
    assert "it goes on" in ended.err


def test_what_costs_is_not_started_without_a_yes(service: Service, run: Any) -> None:
    lay_down_a_ranking(service, succeed(1))
    cost = {"ranker": "llm", "model": "m", "calls": 9, "cost_usd": {"low": 1, "high": 2}}
    service.answers["POST /api/jobposts/backend/rank-candidates/estimate/"] = (
        200,
        {**ESTIMATE, **cost},
    )
    refused = run("rank", "backend")
    assert refused.status == 2
    assert "9 calls of m, about 1 s, $1.00 to $2.00" in refused.err
    assert "/api/jobposts/backend/rank-candidates/" not in [path for _, path, _ in service.seen]
    assert run("rank", "backend", "--yes").status == 0


def test_options_of_a_ranking_are_passed_on(service: Service, run: Any) -> None:
    lay_down_a_ranking(service, succeed(1))
    run("rank", "backend", "--ranker", "offline", "--samples", "3", "--no-blind", "--no-wait")
    sent = json.loads(service.find_sent("/api/jobposts/backend/rank-candidates/"))
    assert sent == {"ranker": "offline", "samples": 3, "blind": False}


def test_erasing_needs_a_yes(service: Service, run: Any) -> None:
    service.answers["DELETE /api/jobposts/backend/candidates/c-1/"] = (204, b"")
    assert run("erase", "backend", "c-1").status == 2
    assert service.seen == []
    assert run("erase", "backend", "c-1", "--yes").status == 0


def test_a_job_post_comes_from_a_file_or_from_standard_input(
    service: Service, run: Any, tmp_path: Path
) -> None:
    service.answers["POST /api/jobposts/"] = (201, JOB)
    (tmp_path / "post.txt").write_text("You build services.", encoding="utf-8")
    run("jobs", "create", "Engineer", str(tmp_path / "post.txt"), "--job-id", "backend")
    run("jobs", "create", "Engineer", "-", typed="You test services.")
    first, second = (json.loads(body) for _, _, body in service.seen)
    assert first == {
        "title": "Engineer",
        "description": "You build services.",
        "job_id": "backend",
    }
    assert second["description"] == "You test services."


def test_a_rubric_that_was_shown_can_be_put_back(service: Service, run: Any) -> None:
    service.answers |= {
        "GET /api/jobposts/backend/rubric/": (200, RUBRIC),
        "PUT /api/jobposts/backend/rubric/": (200, {**RUBRIC, "version": 4}),
    }
    shown = run("rubric", "show", "backend", "-o", "json").out
    assert json.loads(shown) == RUBRIC
    assert run("rubric", "edit", "backend", "-", typed=shown).status == 0
    stale = run(
        "rubric", "edit", "backend", "-", typed=shown.replace('"version": 3', '"version": 2')
    )
    assert stale.status == 2
    assert "3 is there by now" in stale.err
    assert run("rubric", "edit", "backend", "-", typed="{}").status == 2


def test_a_decision_keeps_what_it_does_not_name(service: Service, run: Any) -> None:
    service.answers["POST /api/jobposts/backend/decisions/"] = (200, {"items": []})
    run("decide", "backend", "c-1", "none")
    sent = json.loads(service.find_sent("/api/jobposts/backend/decisions/"))
    assert sent == {"decisions": [{"candidate_id": "c-1", "decision": None, "reason": None}]}


def test_an_export_is_written_as_it_came(service: Service, run: Any, tmp_path: Path) -> None:
    content = "\ufeffrank,name\r\n1,Ä\r\n".encode()
    service.answers["GET /api/jobposts/task-status/t-1/export.csv"] = (200, content)
    target = tmp_path / "ranking.csv"
    run("export", "t-1", "--to", str(target))
    assert target.read_bytes() == content


def play_browser(code: str, state: str | None = None) -> Callable[[str], int]:
    """Return what opens the sign-in page and at once comes back with a code."""

    def launch(address: str) -> int:
        asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        query = urlencode({"code": code, "state": state or asked["state"]})

        def come_back() -> None:
            opener = build_opener(ProxyHandler({}))
            opener.open(f"{asked['redirect_uri']}?{query}", timeout=5).close()

        threading.Thread(target=come_back, daemon=True).start()
        return 0

    return launch


@pytest.fixture
def signed_in(service: Service, run: Any, monkeypatch: pytest.MonkeyPatch) -> Ended:
    """Sign in with a browser that is played."""
    monkeypatch.delenv("SHORTLIST_TOKEN")
    monkeypatch.delenv("SHORTLIST_URL")
    tokens = {"id_token": "id-1", "refresh_token": "refresh-1", "expires_in": 3600}
    service.answers |= {
        "GET /": (200, PAGE.format(url=service.url).encode()),
        "POST /oauth2/token": (200, tokens),
        "GET /api/me/": (200, CALLER),
    }
    monkeypatch.setattr(sign_in_commands.typer, "launch", play_browser("code-1"))
    ended: Ended = run("login", service.url)
    return ended


def test_a_sign_in_is_kept_for_its_owner_alone(
    service: Service, signed_in: Ended, run: Any, tmp_path: Path
) -> None:
    assert (signed_in.status, signed_in.out) == (0, "")
    assert signed_in.err.endswith("a@acme.example (recruiter of acme)\n")
    sent = {key: value[0] for key, value in parse_qs(service.find_sent("/oauth2/token")).items()}
    assert (sent["grant_type"], sent["code"], sent["client_id"]) == (
        "authorization_code",
        "code-1",
        "line-1",
    )
    assert len(sent["code_verifier"]) >= 43
    (file,) = (tmp_path / "shortlist").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(run("whoami", "-o", "json").out) == CALLER


def test_a_kept_sign_in_is_renewed_and_kept_again(
    service: Service, signed_in: Ended, run: Any, tmp_path: Path
) -> None:
    (file,) = (tmp_path / "shortlist").iterdir()
    text = re.sub(r'"good_until": [\d.]+', '"good_until": 1', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    service.answers["POST /oauth2/token"] = (200, {"id_token": "id-2", "expires_in": 3600})
    assert run("whoami").status == 0
    assert "refresh_token=refresh-1" in service.find_sent("/oauth2/token")
    kept = json.loads(file.read_text(encoding="utf-8"))["sign_ins"][service.url]
    assert (kept["id_token"], kept["refresh_token"]) == ("id-2", "refresh-1")


def test_a_sign_out_takes_the_sign_in_back(service: Service, signed_in: Ended, run: Any) -> None:
    service.answers["POST /oauth2/revoke"] = (200, b"")
    assert run("logout").status == 0
    assert "token=refresh-1" in service.find_sent("/oauth2/revoke")
    assert run("whoami").status == 2


def test_somebody_elses_code_is_not_taken(
    service: Service, signed_in: Ended, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(service.seen)
    monkeypatch.setattr(sign_in_commands.typer, "launch", play_browser("evil", state="other"))
    monkeypatch.setattr(sign_in_commands.CodeServer.await_code, "__defaults__", (1.0,))
    assert run("login", service.url).status == 4
    assert [path for _, path, _ in service.seen[before:]] == ["/"]


def test_a_place_that_is_not_shortlist_is_told(service: Service, run: Any) -> None:
    service.answers["GET /"] = (200, b"<html></html>")
    assert run("login", service.url).status == 2
