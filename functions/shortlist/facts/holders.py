"""Whose paper a line names: that of colleagues, or of those one worked under."""

import re

# "Under the broker's licence": somebody else holds it.
_LOOK_BACK = 60
_UNDER = re.compile(
    r"\b(?:under|unter|sous|bajo|sotto|sub|pod)(?:\s(?:the|a|an|our|his|her|their|der|dem|den|la|le|el|il|un|una|une))?"
    r"(?:\s\w+)?\s$"
)
# "Alongside SIA licensed door staff", "assisted a licensed plumber": others hold it.
_BESIDE = re.compile(
    r"\b(?:alongside|beside|work\w* with|assist(?:ed|ing|s|ant)|supervis(?:ed|es|ing)|led"
    r"|manag(?:ed|es|ing)|support(?:ed|ing|s)|shadow(?:ed|ing)|hir(?:ed|ing)|recruit(?:ed|ing)"
    r"|leading|teams? of)(?:\s(?:to|for|an?|the|our|other|all|several|\d+|two|three|four|five))*\s$"
)
_OTHERS = re.compile(
    r"\s(?:(?!(?:for|in|at|with|by|of|to|and|as)\s)\w+\s)?"
    r"(?:staff|teams?|personnel|crews?|people|compan(?:y|ies)|firms?|contractors?|agency|agencies"
    r"|colleagues|guards|officers|agents|supervisors|workers|employees|professionals|operatives|drivers"
    r"|nurses|plumbers|electricians|engineers|brokers|lifeguards|technicians)\b"
)
_SAID_OF_MORE = re.compile(r".*ed$|sia\b")
_OF_PEOPLE = re.compile(r"\bsia\b|\b(?:licen[cs]ed|certified|registered|qualified)\b")


def is_of_others(line: str, start: int, end: int) -> bool:
    """Tell whether somebody else holds the licence that a line names."""
    before = line[max(0, start - _LOOK_BACK) : start]
    if _UNDER.search(before):
        return True
    if not _OF_PEOPLE.search(line, start, end):
        return False
    is_said_of_more = _SAID_OF_MORE.match(line, start, end) and _OTHERS.match(line, end)
    return bool(is_said_of_more or _BESIDE.search(before))
