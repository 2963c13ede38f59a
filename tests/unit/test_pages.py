"""Pages of measurements: tools write between the marks, and leave people's words alone."""

from pathlib import Path

import pytest

from tools.pages import fill, keep, tabulate

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
