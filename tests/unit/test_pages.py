"""Pages of measurements: tools write between the marks, and leave people's words alone."""

import re
from pathlib import Path

import pytest

from tools.pages import fill, keep, make_parser, tabulate, tell

MEASUREMENTS = Path(__file__).parents[2] / "docs/measurements"

PAGE = "# Times\n\nOurs.\n<!-- a: begin -->\nold\n<!-- a: end -->\nAlso ours.\n"


def test_a_part_is_replaced_and_the_rest_stays() -> None:
    once = fill(PAGE, {"a": "new"})
    assert once == PAGE.replace("old", "new")
    assert fill(once, {"a": "new"}) == once


def test_a_page_without_the_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "times.md"
    page.write_text(PAGE)
    with pytest.raises(ValueError, match="no marks for its part b"):
        keep(page, {"a": "new", "b": "lost"})
    assert page.read_text() == PAGE


def test_a_page_that_is_not_there_is_made_of_the_parts(tmp_path: Path) -> None:
    page = tmp_path / "new" / "times.md"
    keep(page, {"a": "one", "b": "two"})
    keep(page, {"b": "three"})
    text = page.read_text()
    assert text.startswith("# times\n")
    assert "one" in text and "three" in text and "two" not in text


def test_a_table_is_written_in_markdown() -> None:
    assert tabulate(["a", "b"], [["1", 2]]) == "| a | b |\n|---|---|\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("benchmark", {"times", "calls", "prices"}),
        ("benchmark-model", {"made", "rankings", "first", "budgets"}),
        ("chaos", {"figures"}),
        ("costs", {"prices", "rest", "parameters", "rankings", "model", "assumed"}),
        ("evaluation", {"table"}),
        ("evaluation-model", {"table"}),
        ("everyday", {"table"}),
        ("injection", {"table"}),
        ("redaction", {"table"}),
    ],
)
def test_a_page_has_the_marks_of_all_its_parts(name: str, parts: set[str]) -> None:
    page = (MEASUREMENTS / f"{name}.md").read_text("utf-8")
    assert set(re.findall("<!-- (.+): begin -->", page)) == parts
    filled = fill(page, {part: f"the new {part}" for part in parts})
    assert all(f"\nthe new {part}\n" in filled for part in parts)


@pytest.mark.parametrize("given", [["--data", "/there/it/is"], ["--data=/there/it/is"]])
def test_a_page_keeps_the_command_but_not_where_the_data_lay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str]
) -> None:
    page = tmp_path / "page.md"
    arguments = [*given, "--step", "3", "--out", str(page)]
    monkeypatch.setattr("sys.argv", ["measure", *arguments])
    parser = make_parser("tools.measure", None, needs_data=True)
    parser.add_argument("--step", type=int)
    tell(parser, parser.parse_args(), "the tables")
    text = page.read_text("utf-8")
    assert "/there" not in text
    assert "FOLDER --step 3 --out" in text and "the tables" in text
