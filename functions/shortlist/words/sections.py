"""Where a resume's lines stand: in a role, a project, education, a list or a summary."""

import re
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from shortlist.words.lexicon import read_lines

Place = Literal["role", "project", "education", "list", "mention", "unknown"]

_LONGEST_HEADING = 48
_EDGE = " \t\r\n:;-–—_*#•·|=>.▪●■§~"  # noqa: RUF001
_LONG_SENTENCE = 60
_MOST_HEADING_WORDS = 4
_MANY_WORDS = 10
_MOST_REPEATED = 0.65


@cache
def load_headings() -> dict[str, Place]:
    """Load the headings of resumes in several languages."""
    headings: dict[str, Place] = {}
    for line in read_lines("headings.txt"):
        place, _, names = line.partition(" = ")
        headings.update(dict.fromkeys(names.split(", "), _PLACES[place]))
    return headings


_PLACES: dict[str, Place] = {
    "role": "role",
    "project": "project",
    "education": "education",
    "list": "list",
    "mention": "mention",
}
_SPACES = re.compile(r"\s{1,50}")
# Some templates number their headings.
_NUMBER = re.compile(r"\A\s{0,9}(?:\d{1,2}|[ivx]{1,4})(?:\.\d{1,2}){0,2}[.)]\s{1,9}")


def find_heading(folded: str) -> Place | None:
    """Tell which section a line opens, if it is a heading."""
    if len(folded) > _LONGEST_HEADING:
        return None
    may_be_numbered = "." in folded or ")" in folded
    name = (_NUMBER.sub("", folded) if may_be_numbered else folded).strip(_EDGE)
    headings = load_headings()
    place = headings.get(name)
    if place is None and name and folded[0] not in "-*•" and "," not in name:
        place = _read_heading(name)
    if place is None and ("  " in name or "&" in name or "\t" in name):
        place = headings.get(_SPACES.sub(" ", name.replace("&", "and")))
    return place


def _read_heading(name: str) -> Place | None:
    """Know a heading by its last word or its first: "Clinical experience"."""
    words = name.split()
    if not 0 < len(words) <= _MOST_HEADING_WORDS:
        return None
    ends = load_heading_ends()
    place = ends.get(words[-1]) or (ends.get(words[0]) if len(words) <= 2 else None)
    return None if place and any(map(str.isdigit, name)) else place


@cache
def load_heading_ends() -> dict[str, Place]:
    """Load the words by which longer headings are known."""
    ends: dict[str, Place] = {}
    for line in read_lines("heading_ends.txt"):
        place, _, names = line.partition(" = ")
        ends.update(dict.fromkeys(names.split(", "), _PLACES[place]))
    return ends


class Placing(NamedTuple):
    """Every line's place, whether a heading gave it, and the lines (from 0) that are headings."""

    places: list[Place]
    in_section: list[bool]
    openings: list[int]


def place_lines(folded_lines: list[str]) -> Placing:
    """Give every line its place by the heading above it; without one, its shape decides."""
    # Most lines are neither short nor do they go on behind a colon.
    opened = {
        number: place
        for number, line in enumerate(folded_lines)
        if (len(line) <= _LONGEST_HEADING or ":" in line[:_LONGEST_HEADING])
        and (place := find_section(line))
    }
    openings = [*opened, len(folded_lines)]
    places = [_judge_shape(line) for line in folded_lines[: openings[0]]]
    for start, end in pairwise(openings):
        places += [opened[start]] * (end - start)
    in_section = [number >= openings[0] for number in range(len(folded_lines))]
    return Placing(places, in_section, list(opened))


def find_section(line: str) -> Place | None:
    """Tell which section a line opens, as a heading or before going on after a colon."""
    place = find_heading(line) if len(line) <= _LONGEST_HEADING else None
    if place is None and ":" in line[:_LONGEST_HEADING]:
        return load_headings().get(line.partition(":")[0].strip(_EDGE))
    return place


def _judge_shape(line: str) -> Place:
    length = len(line)
    if line.count(",") * 18 > length > 12:
        return "list"
    if length < _LONG_SENTENCE:
        return "mention"
    words = line.split()
    # Nobody tells of work in the same words again and again.
    if len(set(words)) <= _MOST_REPEATED * len(words) and len(words) >= _MANY_WORDS:
        return "list"
    return "project"
