"""One word for one thing: a name in functions/ stands for one module or one class."""

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
FUNCTIONS = TOP / "functions"
MODULES = sorted(FUNCTIONS.rglob("*.py"))
# What a reader finds in more than one folder on purpose.
SHARED_NAMES = {"__init__", "errors", "handler", "ports"}
GLOSSARY = (TOP / "docs" / "glossary.md").read_text("utf-8")
ENTRIES = re.findall(r"^\| \*\*(.+?)\*\* \| .+ \| `(.+?)` \|$", GLOSSARY, flags=re.MULTILINE)


def list_classes(path: Path) -> list[str]:
    """Return the names of a module's classes without the mark of private ones."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node.name.lstrip("_") for node in nodes if isinstance(node, ast.ClassDef)]


def test_no_two_modules_have_the_same_name() -> None:
    counts = Counter(path.stem for path in MODULES)
    assert {name for name, count in counts.items() if count > 1} <= SHARED_NAMES


def test_no_two_classes_have_the_same_name() -> None:
    places = defaultdict(list)
    for path in MODULES:
        for name in list_classes(path):
            places[name].append(str(path.relative_to(FUNCTIONS)))
    assert not {name: where for name, where in places.items() if len(where) > 1}


def test_the_glossary_explains_each_word_once() -> None:
    words = [word for word, _ in ENTRIES]
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| **")]
    assert len(words) == len(rows) == len(set(words)) > 0
    assert [word.casefold() for word in words] == sorted(word.casefold() for word in words)


@pytest.mark.parametrize(("word", "owner"), ENTRIES)
def test_a_word_of_the_glossary_has_an_owner(word: str, owner: str) -> None:
    assert (TOP / owner).exists(), word
