"""The words of facts, read from data files: "key = word, word" a line, folded."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# A word as the names of facts are made of them.
WORD = re.compile(r"\w+")


@cache
def read_vocabulary(name: str) -> dict[str, tuple[str, ...]]:
    """Read a data file; lines of one key add up."""
    text = files("shortlist.facts").joinpath("data", name).read_text("utf-8")
    words: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        key, sign, names = line.partition(" = ")
        if sign and not line.startswith("#"):
            words[key] = words.get(key, ()) + tuple(names.split(", "))
    return words


def join_words(words: Iterable[str]) -> str:
    """Join words into the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one)))


@cache
def load_pattern(name: str, key: str) -> re.Pattern[str]:
    """Make a pattern of whole words from a file's key."""
    return re.compile(rf"(?<!\w)(?:{join_words(read_vocabulary(name)[key])})(?!\w)")
