"""Commands that the documents tell operators to type: whole, in their order, and as they work."""

import os
import re
import shlex
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from shortlist_client.cli.main import app
from tests.support.infra import load_leaf
from tests.support.pages import (
    DEPLOYMENT,
    DOCUMENTS,
    MODELS,
    README,
    SIGN_IN,
    describe,
    find_fences,
    read,
)
from tools.bench.costs import list_costs_at_rest
from tools.mocked.template import ROOT

RUNBOOK = "docs/runbook.md"
EVENTS = "docs/events.md"
WITH_STACK = re.findall(r"(?m)^([a-z-]+):.*## .*STACK=", read("Makefile"))
# What `make service-user` prints for whoever calls.
PRINTED = {"REGION", "CLIENT_ID", "REFRESH_TOKEN"}
# Answers as the AWS CLI does, and keeps what it was asked for, a line an argument.
FAKE_AWS = """#!/bin/bash
printf '%s\\n' "$@" >> "$KEPT"
case "$2" in
  describe-query-definitions) printf '%s\\n' "$QUERY" ;;
  get-query-results) if [[ "$*" == *"--query status"* ]]; then echo Complete; else echo a row; fi ;;
  *) echo "$2" ;;
esac
"""


def list_commands(text: str) -> Iterator[str]:
    """Yield the lines of the shell blocks of a document, continued ones as one."""
    for block in find_fences(text, "sh"):
        yield from block.replace("\\\n", " ").splitlines()


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_operators_command_names_its_stack_and_a_whole_task_id(path: Path) -> None:
    assert len(WITH_STACK) >= 6
    for line in list_commands(path.read_text(encoding="utf-8")):
        if re.search(rf"\bmake ({'|'.join(WITH_STACK)})\b", line):
            assert re.search(r"\bSTACK=shortlist-\w+", line), line
            assert all(
                re.fullmatch(r"[0-9a-f]{32}", one) for one in re.findall(r"TASK=(\S+)", line)
            )


@pytest.mark.parametrize("name", [DEPLOYMENT, EVENTS, SIGN_IN, RUNBOOK])
def test_every_variable_of_a_shell_block_is_set_in_it_or_before(name: str) -> None:
    known = PRINTED if name == SIGN_IN else set()
    for line in list_commands(read(name)):
        known = known | set(re.findall(r"\b([A-Z_]+)=", line))
        used = set(re.findall(r"\$\{?([A-Z][A-Z_]+)\b(?!:-)", line)) - {"BASH_REMATCH"}
        assert used <= known, line


def list_client_commands() -> list[list[str]]:
    """Return the commands of the command line that documents show, in words."""
    pages = [*DOCUMENTS, ROOT / "clients/python/README.md"]
    lines = [line for page in pages for line in list_commands(page.read_text(encoding="utf-8"))]
    found = [re.split(r" [>#] ", line)[0] for line in lines if line.startswith("shortlist ")]
    return [shlex.split(line)[1:] for line in dict.fromkeys(found)]


def make_path(path: Path) -> None:
    """Make an empty file, or a folder where the path says so."""
    folder = path if path.suffix == "" else path.parent
    folder.mkdir(parents=True, exist_ok=True)
    if path.suffix:
        path.touch()


@pytest.mark.parametrize("words", list_client_commands(), ids=" ".join)
def test_a_command_of_the_client_is_one_that_it_takes(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The files that whoever types it has.
    monkeypatch.chdir(tmp_path)
    for word in words:
        if re.fullmatch(r"[\w/.-]+(\.\w+|/)|demo/.+", word):
            make_path(Path(word))
    command, rest = typer.main.get_command(app), words
    context = command.make_context("shortlist", rest[:1], resilient_parsing=True)
    while hasattr(command, "commands"):
        command, rest = command.commands[rest[0]], rest[1:]
    with command.make_context(words[0], list(rest), parent=context) as made:
        assert made.command is command


def test_the_guide_leads_to_a_first_ranking_with_files_that_are_there() -> None:
    section = read(DEPLOYMENT).split("## A first ranking")[1].split("\n## ")[0]
    commands = [shlex.split(line) for line in list_commands(section)]
    kinds = [words[1] for words in commands if words[0] == "shortlist"]
    assert kinds == ["login", "jobs", "upload", "rank"]
    paths = [word for words in commands for word in words if word.startswith("demo/")]
    assert len(paths) == 2
    assert all((ROOT / path).exists() for path in paths)


def test_a_pools_guard_is_taken_away_before_it_is_deleted() -> None:
    block = find_fences(read(DEPLOYMENT).split("## Removing it")[1], "sh")[1]
    assert 0 < block.index("--deletion-protection INACTIVE") < block.index("delete-user-pool")


def test_the_line_that_names_a_model_leaves_the_rest_of_a_stage_as_it_is() -> None:
    config = tomllib.loads(read("samconfig.toml"))
    kept = config["dev"]["deploy"]["parameters"]["parameter_overrides"]
    (block,) = find_fences(read(MODELS), "toml")
    assert tomllib.loads(block)["parameter_overrides"].startswith(f"{kept} Model=")


def test_the_readmes_cost_at_rest_is_that_of_the_page_of_costs() -> None:
    month_usd = sum(line.usd for line in list_costs_at_rest())
    assert f"costs about {month_usd:.0f} USD a month" in read(README)


QUERIES = {
    one["Properties"]["Name"]["Fn::Sub"].partition("/")[2]: one["Properties"]["QueryString"]
    for one in load_leaf("queries")["Resources"].values()
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_runbooks_ask_fills_every_place_of_a_query_and_looks_back_as_far_as_is_asked(
    tmp_path: Path, name: str
) -> None:
    query, values = QUERIES[name], ["id-1", "a&b/c"]
    (block,) = [one for one in find_fences(read(RUNBOOK), "sh") if "ask() {" in one]
    fake, kept = tmp_path / "aws", tmp_path / "kept"
    fake.write_text(FAKE_AWS, encoding="utf-8")
    fake.chmod(0o755)
    places = re.findall(r"PUT THE [^\"]* HERE", query)
    asked = [name, *values[: len(places)]]
    settings = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "QUERY": query, "KEPT": str(kept)}
    script = f"{block}\nHOURS=720 ask {shlex.join(asked)}"
    done = subprocess.run(
        ["bash", "-eu", "-c", script], env=settings, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "a row\n"), done.stderr
    sent = kept.read_text(encoding="utf-8")
    for place, value in zip(places, values, strict=False):
        query = query.replace(place, value, 1)
    assert query in sent
    assert "PUT THE" not in sent
    (start,) = re.findall(r"--start-time\n(\d+)\n", sent)
    assert abs(time.time() - 720 * 3600 - int(start)) < 60
