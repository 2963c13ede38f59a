"""What the Python client's README claims: its commands, its variables, its exit statuses."""

import re
import shlex
from typing import Any

import pytest
import typer.main

import shortlist_client
from shortlist_client import client, connection
from shortlist_client.cli import main, sign_in
from tools.mocked.template import ROOT, resources_of

README = (ROOT / "clients" / "python" / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)[1:]
    for fence in re.findall(r"(?ms)^```sh\n(.*?)^```$", README)
    for line in fence.splitlines()
    if line.startswith("shortlist ")
]


def find_command(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that words name, and what is left for it."""
    found: Any = typer.main.get_command(main.app)
    rest = [*words]
    while rest and hasattr(found, "commands"):
        found = found.commands[rest.pop(0)]
    return found, rest


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_of_the_readme_is_one(words: list[str]) -> None:
    command, rest = find_command(words)
    named = {word for word in rest if word.startswith("--")}
    known = {option for one in command.params for option in one.opts}
    assert named <= known


def test_the_variables_of_the_readme_are_those_that_are_read() -> None:
    table = set(re.findall(r"`(SHORTLIST_[A-Z_]+)`", README))
    read = {client.URL, client.TOKEN, client.REFRESH_TOKEN, client.CLIENT_ID, client.REGION}
    assert table == {*read, client.POOL_URL}


def test_the_exit_statuses_of_the_readme_are_those_that_are_used() -> None:
    table = {int(number) for number in re.findall(r"(?m)^\| (\d+) \|", README)}
    assert table == {0, main.FAILED, main.USAGE, main.SIGN_IN, main.TIMED_OUT, 130}


def test_the_errors_of_the_readme_are_there() -> None:
    named = set(re.findall(r"`(\w+Error)`", README))
    assert len(named) >= 7
    assert not [name for name in named if not hasattr(shortlist_client, name)]


def test_the_numbers_of_the_readme_are_those_of_the_code() -> None:
    assert connection.TRIES == 5 and "five tries" in README
    assert f"{connection.LONGEST_WAIT_SECONDS:.0f} seconds between them" in README
    assert f"{sign_in.PORTS[0]} to {sign_in.PORTS[-1]}" in README


def test_the_ports_of_a_sign_in_are_those_that_the_template_registers() -> None:
    clients = resources_of("AWS::Cognito::UserPoolClient")
    addresses = [f"http://localhost:{port}/" for port in sign_in.PORTS]
    assert clients["CommandLineClient"]["CallbackURLs"] == addresses
