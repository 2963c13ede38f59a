"""Every entry of a vocabulary can be found in a text, which is folded before it is searched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist.facts.fact_words import match_words
from shortlist.words.lexicon import VOCABULARIES, read_lines
from shortlist.words.tokens import find_words, fold

PRODUCT = Path(__file__).parents[2] / "functions/shortlist"
# Patterns, sentences to show, and lists that are folded where they are read.
NOT_AS_THEY_STAND = {
    "rubric/signs", "rubric/warning_signs", "rubric/ladders", "screening/rules", "words/stop_words",
    "redaction/labels", "redaction/statements", "redaction/values", "redaction/words",
}  # fmt: skip
# Sections of posts are known by how a heading begins, so that an entry may end before a word.
BEGINNINGS = "rubric/sections"
FILES = {f"{path.parent.parent.name}/{path.stem}": path for path in PRODUCT.glob("*/data/*.txt")}


def read_entries(name: str) -> Iterator[str]:
    """Read what stands between commas; of a line with a key, what stands behind it."""
    for line in FILES[name].read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            _, sign, names = line.partition(" = ")
            yield from (names if sign else line).split(", ")


def list_files(*packages: str) -> list[str]:
    """List the vocabularies of some packages whose entries are searched for as they stand."""
    return sorted(
        name for name in FILES if name.startswith(packages) and name not in NOT_AS_THEY_STAND
    )


@pytest.mark.parametrize("name", list_files("facts", "rubric", "screening", "words"))
def test_entries_are_folded_as_texts_are(name: str) -> None:
    kept = str.lstrip if name == BEGINNINGS else str.strip
    assert [one for one in read_entries(name) if not one or one != kept(fold(one))] == []


@pytest.mark.parametrize("name", list_files("facts"))
def test_an_entry_finds_itself_and_stands_for_endings_at_its_end_only(name: str) -> None:
    missed = [
        one
        for one in read_entries(name)
        if "*" in one[:-1] or not match_words([one]).fullmatch(one.removesuffix("*"))
    ]
    assert missed == []


def test_broader_terms_are_words_or_the_terms_of_what_has_many_names() -> None:
    terms = {line.partition(" = ")[0] for name in VOCABULARIES for line in read_lines(name)}
    names = {one for line in read_lines("broader_terms.txt") for one in line.split(" = ")[:1]}
    names |= set(read_entries("words/broader_terms"))
    assert sorted(one for one in names - terms if find_words(one) != [one]) == []


@pytest.mark.parametrize("name", [one for one in list_files("words") if "broader" not in one])
def test_names_are_made_of_what_a_text_is_split_into(name: str) -> None:
    assert [one for one in read_entries(name) if find_words(one) != one.split()] == []


def test_all_files_that_are_left_out_are_there() -> None:
    assert FILES.keys() >= {*NOT_AS_THEY_STAND, BEGINNINGS}
