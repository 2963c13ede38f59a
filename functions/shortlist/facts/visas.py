"""Visas that let somebody work for now: whether a line says that they are one's own, today."""

import re

from shortlist.facts.dates import find_points
from shortlist.facts.fact_words import load_pattern, read_vocabulary

_FILE = "permits.txt"
_WORD = re.compile(r"[^\W\d_][\w'.-]*(?<![.'-])")
_PART_START = re.compile(r"[;|•·]|\.(?=\s)")
_GOES_ON = re.compile(r"\b(?:since|present|now|today|ongoing|current(?:ly)?)\b")


def is_own_visa(line: str, start: int, end: int, today: int) -> bool:
    """Tell whether a line labels a visa, or says that one has it, and nothing of other matters.

    "Processed spouse visa renewals" is work on others' visas, and "Dependant visa, Dubai" of
    another country; "Working holiday visa, 2016 - 2017" is over.
    """
    before = _PART_START.split(line[:start])[-1]
    after = line[end:]
    points = find_points(after)
    for _, first, last in points:
        after = after[:first] + " " * (last - first) + after[last:]
    beside = load_pattern(_FILE, "beside-visa")
    if not all(map(beside.fullmatch, _WORD.findall(_blank_countries(f"{before} {after}")))):
        return False
    lasts = [point.last for point, _, _ in points]
    return not lasts or max(lasts) >= today or _GOES_ON.search(after) is not None


def _blank_countries(text: str) -> str:
    """Blank the countries that are known by name, which are compared with what is asked for."""
    for key in read_vocabulary(_FILE):
        if key.startswith("country-"):
            text = load_pattern(_FILE, key).sub(" ", text)
    return text
