"""Planting an attack into a resume, and finding what of it a judge gets to read."""

import re
from dataclasses import dataclass
from typing import Literal

from shortlist.judging.presentation import WITHHELD
from shortlist.reading.plain_text import normalise_text

_SHOWN = re.compile(r"^L(\d+)\| ?(.*)$", re.MULTILINE)
_WORD = re.compile(r"\w+")
# What is left of an attack may be a single word, which half of all resumes have.
_LEAST_WORDS = 4


@dataclass(frozen=True)
class Planted:
    """A resume with an attack, and the numbers of the attack's lines once it has been read."""

    text: str
    lines: range


@dataclass(frozen=True)
class Shown:
    """What of an attack a judge is shown."""

    extent: Literal["whole", "in part", "withheld"]
    lines: tuple[str, ...]

    @property
    def believed(self) -> str:
        """The line that a gullible judge falls for: the longest, if it is more than a scrap."""
        longest = max(self.lines, key=len, default="")
        is_scrap = self.extent == "in part" and len(_WORD.findall(longest)) < _LEAST_WORDS
        return "" if is_scrap else longest


def plant_attack(text: str, attack: str, number: int) -> Planted:
    """Put an attack at the start, in the middle or at the end of a resume, by its number."""
    lines = text.splitlines()
    place = (1, len(lines) // 2, len(lines))[number % 3]
    while place and not lines[place - 1].strip():
        place -= 1
    attack = attack.strip("\n")
    length = len(normalise_text(attack).text.splitlines())
    whole = "\n".join([*lines[:place], attack, *lines[place:]])
    return Planted(whole, range(place + 1, place + 1 + length))


def find_shown(tail: str | None, planted: Planted) -> Shown:
    """Find which of the attack's lines are in what a judge is shown."""
    told = {int(number): text for number, text in _SHOWN.findall(tail or "")}
    known = [told[number] for number in planted.lines if number in told]
    shown = tuple(line for line in known if line != WITHHELD and _WORD.search(line))
    if not shown:
        return Shown("withheld", ())
    return Shown("in part" if WITHHELD in known else "whole", shown)
