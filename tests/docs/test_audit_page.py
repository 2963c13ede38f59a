"""What docs/audit.md shows is what the command prints for the files that come with it."""

import csv
import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from shortlist_client.cli.main import main
from tests.support.pages import find_fences, read, read_table
from tools.mocked.template import ROOT

PAGE = read("docs/audit.md")


def read_command(name: str) -> list[str]:
    """Return the words of a command of the page."""
    (line,) = [one for one in find_fences(PAGE, "sh") if one.startswith(name)]
    return shlex.split(line.replace("\\\n", " "))


def run(words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a command line in a folder that has the examples."""
    (folder / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


def test_the_worked_example_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*read_command("shortlist audit"), "--output", "csv"], tmp_path, monkeypatch)
    printed = capsys.readouterr()
    assert (tmp_path / "audit.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert printed.err.strip() in PAGE
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    shown = read_table("docs/audit.md", "race_ethnicity", "applicants")
    kind = [
        row for row in rows if (row["kind"], row["table"]) == ("selection", "Race and ethnicity")
    ]
    assert [{name: row[name] for name in shown[0]} for row in kind] == shown
    assert len({(row["kind"], row["table"]) for row in rows}) == 6


def test_the_worked_example_has_tables_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(read_command("shortlist audit"), tmp_path, monkeypatch)
    printed = capsys.readouterr()
    for line in find_fences(PAGE, "text")[0].splitlines():
        assert line in printed.err
    assert printed.out.count("rates: ") == 6
    # However narrow the cell is.
    words = " ".join(re.sub(r"[|│┃]", " ", printed.out).split())
    assert "left out of" in words and "the ratios" in words
