"""Completion of the command line in shells, by the scripts that it writes for them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """#!{python}
import sys
sys.path.insert(0, {clients!r})
from shortlist_client.cli.main import main
main()
"""
COMPLETE = """
eval "$(_SHORTLIST_COMPLETE=source_bash shortlist)"
read -ra COMP_WORDS <<< "$LINE"
[[ $LINE == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
function_name=$(complete -p shortlist | sed 's/.*-F \\([^ ]*\\).*/\\1/')
"$function_name" shortlist
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(name="environment")
def install(tmp_path: Path) -> dict[str, str]:
    """Put the command on the path, and return an environment for a shell."""
    program = tmp_path / "shortlist"
    clients = str(ROOT / "clients" / "python")
    program.write_text(PROGRAM.format(python=sys.executable, clients=clients), encoding="utf-8")
    program.chmod(0o755)
    return {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}


def run(environment: dict[str, str], *command: str) -> str:
    """Run a command and return what it printed."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("shortlist ta", {"tasks"}),
        ("shortlist jobs ", {"list", "show", "create", "delete"}),
        ("shortlist rank j-1 --rank", {"--ranker"}),
        ("shortlist rank j-1 --ranker ", {"offline", "llm"}),
        ("shortlist tasks --output ", {"table", "json", "csv"}),
    ],
)
def test_bash_completes_commands_options_and_values(
    environment: dict[str, str], line: str, offered: set[str]
) -> None:
    found = run({**environment, "LINE": line}, "bash", "--norc", "-c", COMPLETE)
    assert set(found.split()) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_the_command(
    environment: dict[str, str], shell: str
) -> None:
    asking = {**environment, "_SHORTLIST_COMPLETE": f"source_{shell}"}
    script = run(asking, "shortlist")
    assert f"_SHORTLIST_COMPLETE=complete_{shell}" in script
    assert {"bash": "complete -o", "zsh": "#compdef shortlist", "fish": "complete --command"}[
        shell
    ] in script


def test_installing_completion_for_bash_takes_one_command(environment: dict[str, str]) -> None:
    known = {**environment, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    said = run(known, "shortlist", "--install-completion", "bash")
    assert "installed" in said
    home = Path(environment["HOME"])
    (script,) = [
        line.split()[-1].strip("'\"")
        for line in (home / ".bashrc").read_text().splitlines()
        if line.startswith("source")
    ]
    assert "_SHORTLIST_COMPLETE" in Path(script).read_text()
