"""The words by which the parts of a job post are known, read from data files."""

import re
from functools import cache
from importlib.resources import files


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Read the lines of a data file, without comments and blanks."""
    text = files("shortlist.rubric").joinpath("data", name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def load_cues(kind: str) -> re.Pattern[str]:
    """Load the words that mark a line as required or as nice to have."""
    pairs = dict(line.split(" = ") for line in read_lines("cues.txt"))
    words = sorted(set(pairs[kind].split(", ")), key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


@cache
def load_noise() -> re.Pattern[str]:
    """Load the signs of a line about the employer, the pay, equal chances or the application."""
    return re.compile("|".join(read_lines("noise.txt")))
