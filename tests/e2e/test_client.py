"""The Python client and its command line, as somebody has installed them, on the local cloud."""

import csv
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest

from shortlist_client import ServiceUser, Shortlist
from tests.support.cloud import Cloud
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

README = ROOT / "clients" / "python" / "README.md"
POST = "Required:\n- 3 years of Python\n- PostgreSQL\n"
RESUMES = {
    "first.txt": "Work\n2015 - 2024 Backend developer, Python and PostgreSQL in production\n",
    "second.txt": "Work\n2019 - 2021 Gardener\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a folder to work in, with resumes."""
    (tmp_path / "resumes").mkdir()
    for name, text in RESUMES.items():
        (tmp_path / "resumes" / name).write_text(text, encoding="utf-8")
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def environment(cloud: Cloud, place: Path) -> dict[str, str]:
    """Give the environment of somebody who has the client installed and a token."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "clients" / "python"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "SHORTLIST_URL": cloud.api_url,
        "SHORTLIST_TOKEN": cloud.tokens["acme"],
        "NO_COLOR": "1",
    }


# Whoever runs the tests in the background may have told their children to ignore an interrupt.
PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " from shortlist_client.cli.main import main; main()"
)
COMMAND = (sys.executable, "-c", PROGRAM)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(environment: dict[str, str], place: Path) -> Run:
    """Give a function that runs a command of the command line."""

    def run_command(*arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run_command


@pytest.fixture
def job(run: Run) -> Iterator[str]:
    """Create a job post, and delete it in the end."""
    made = json.loads(run("jobs", "create", "Engineer", "post.txt", "-o", "json").stdout)
    yield made["job_id"]
    run("jobs", "delete", made["job_id"], "--yes")


def test_a_recruiters_whole_way_from_a_shell(run: Run, job: str, place: Path) -> None:
    files = json.loads(run("upload", job, "resumes", "-o", "json").stdout)
    assert [(one["file"], one["state"]) for one in files] == [
        ("resumes/first.txt", "read"),
        ("resumes/second.txt", "read"),
    ]
    run("add", job, "resumes/first.txt", "--id", "by-hand", "--name", "Application 3")
    (place / "rubric.json").write_text(run("rubric", "show", job, "-o", "json").stdout)
    run("rubric", "edit", job, "rubric.json")
    rows = json.loads(run("rank", job, "-o", "json").stdout)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    (task,) = json.loads(run("tasks", "--job", job, "-o", "json").stdout)
    assert task["status"] == "SUCCESS"
    assert json.loads(run("rows", task["task_id"], "-o", "json").stdout) == rows
    run("decide", job, "by-hand", "no", "--reason", "Applied twice")
    run("export", task["task_id"], "--to", "ranking.csv")
    text = (place / "ranking.csv").read_text(encoding="utf-8-sig")
    exported = list(csv.DictReader(text.splitlines()))
    assert [row["decision"] for row in exported if row["candidate_id"] == "by-hand"] == ["no"]
    assert run("export", task["task_id"]).stdout.count("\n") == 4
    run("erase", job, "by-hand", "--yes")
    left = [row["candidate_id"] for row in json.loads(run("candidates", job, "-o", "json").stdout)]
    assert sorted(left) == sorted(one["candidate_id"] for one in files)
    run("schedule", "set", job, "rate(1 day)")
    assert json.loads(run("schedule", "show", job, "-o", "json").stdout)["timezone"] == "UTC"
    run("schedule", "delete", job)


def test_what_is_not_there_or_not_meant_is_told_by_the_exit_status(
    run: Run, environment: dict[str, str]
) -> None:
    refused = run("jobs", "show", "nowhere", status=1)
    assert re.fullmatch(r"error: .* \(request [\w-]+\)\n", refused.stderr)
    assert refused.stdout == ""
    run("jobs", "show", status=2)
    environment["SHORTLIST_TOKEN"] = "not.a.token"
    run("whoami", status=3)


def test_the_readmes_ten_lines_rank_a_folder(
    environment: dict[str, str], place: Path, cloud: Cloud
) -> None:
    (program,) = re.findall(r"(?ms)^```python\n(.*?)^```$", README.read_text(encoding="utf-8"))
    assert len([line for line in program.splitlines() if line]) == 10
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2].startswith("1 first")
    assert (place / "ranking.csv").read_bytes().count(b"\n") == 3
    with Shortlist(cloud.api_url, token=cloud.tokens["acme"]) as client:
        newest = next(client.list_job_posts())
        assert newest.title == "Backend engineer"
        client.delete_job_post(newest.job_id)


def test_a_service_user_calls_with_a_refresh_token(cloud: Cloud) -> None:
    outputs = cloud.connect("cloudformation").describe_stacks(
        StackName=cloud.endpoint["stack_name"]
    )["Stacks"][0]["Outputs"]
    ids = {one["OutputKey"]: one["OutputValue"] for one in outputs}
    passwords = json.loads((cloud.place.state / "passwords.json").read_text(encoding="utf-8"))
    signed_in = cloud.connect("cognito-idp").admin_initiate_auth(
        UserPoolId=ids["UserPoolId"],
        ClientId=ids["ServiceClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "acme@shortlist.example", "PASSWORD": passwords["acme"]},
    )
    token = signed_in["AuthenticationResult"]["RefreshToken"]
    user = ServiceUser(
        ids["ServiceClientId"], "eu-central-1", token, endpoint=f"{cloud.place.aws_endpoint_url}/"
    )
    with Shortlist(cloud.api_url, token=user) as client:
        assert client.read_caller().tenant == "acme"


def fill_in_the_sign_in_page(address: str, email: str, password: str) -> str:
    """Do what a person does in a browser; return the page that is shown in the end."""
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=30) as shown:
        page, url = shown.read().decode(), shown.url
    fields: dict[str, Any] = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', page)
    }
    fields |= {"username": email, "password": password}
    (action,) = re.findall(r'action="([^"]+)"', page)
    with browser.open(urljoin(url, action), urlencode(fields).encode(), timeout=30) as shown:
        text: str = shown.read().decode()
        return text


def begin_sign_in(environment: dict[str, str], url: str) -> tuple[subprocess.Popen[str], str]:
    """Start `shortlist login` and return it with the address that it tells."""
    started = subprocess.Popen(
        [*COMMAND, "login", url, "--no-browser"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stderr is not None
    lines = [started.stderr.readline(), started.stderr.readline()]
    return started, lines[1].strip()


def test_a_person_signs_in_on_the_pools_own_page(
    cloud: Cloud, environment: dict[str, str], run: Run
) -> None:
    del environment["SHORTLIST_TOKEN"], environment["SHORTLIST_URL"]
    passwords = json.loads((cloud.place.state / "passwords.json").read_text(encoding="utf-8"))
    started, address = begin_sign_in(environment, cloud.api_url)
    page = fill_in_the_sign_in_page(address, "globex@shortlist.example", passwords["globex"])
    assert "You are signed in" in page
    _, told = started.communicate(timeout=60)
    assert started.returncode == 0, told
    assert "globex@shortlist.example (recruiter of globex)" in told
    assert json.loads(run("whoami", "-o", "json").stdout)["tenant"] == "globex"
    run("logout")
    run("whoami", status=2)


def test_an_interrupted_command_is_130(cloud: Cloud, environment: dict[str, str]) -> None:
    started, _ = begin_sign_in(environment, cloud.api_url)
    time.sleep(0.3)
    started.send_signal(signal.SIGINT)
    try:
        _, told = started.communicate(timeout=60)
    finally:
        started.kill()
    assert started.returncode == 130
    assert "Traceback" not in told
