"""Each `python -m tools.…` says what it does when asked, and does nothing then."""

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# They run in environments of their own, with packages that a developer's has not.
ELSEWHERE = {
    "tools.demo",
    "tools.distil_foreign",
    "tools.distil_words",
    "tools.transform_template",
}


def list_commands() -> list[str]:
    """List the modules of tools that can be run."""
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
        for path in (ROOT / "tools").rglob("*.py")
        if 'if __name__ == "__main__"' in path.read_text("utf-8")
    )


@pytest.mark.parametrize("command", sorted({*list_commands()} - ELSEWHERE))
def test_a_tool_that_is_asked_for_help_does_nothing_else(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [command, "--help"])
    # Else a module that another test has imported would be run a second time, with a warning.
    monkeypatch.delitem(sys.modules, command, raising=False)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module(command, run_name="__main__")
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ")


def test_tools_of_other_environments_read_their_options_too() -> None:
    assert {*list_commands()} >= ELSEWHERE
    for command in ELSEWHERE:
        path = ROOT.joinpath(*command.split("."))
        module = path / "__main__.py" if path.is_dir() else path.with_suffix(".py")
        assert "parse_args()" in module.read_text("utf-8"), command
