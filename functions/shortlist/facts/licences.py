"""Licences of a resume compared with those that a must-have asks for."""

import re
from collections.abc import Iterator

from shortlist.facts.asides import is_of_others
from shortlist.facts.dates import find_points
from shortlist.facts.fact_words import Phrases, load_pattern
from shortlist.facts.grades import is_of_other_grade
from shortlist.facts.licence_classes import (
    find_classes,
    find_denied_classes,
    find_next_classes,
    include_lower,
    join_permit,
)
from shortlist.facts.naming import load_licence
from shortlist.facts.needs import Need
from shortlist.facts.paper_spellings import is_paper
from shortlist.facts.papers import compare_words
from shortlist.facts.sheet import SEARCHED, Finding, NeedWords, Sheet
from shortlist.facts.stances import RANKED_STANCES, Stance, is_lost_below, read_stance
from shortlist.words.tokens import fold

# How long an entry of a driving licence is valid, as "bis 08/2029".
_UNTIL = re.compile(r"\W{0,3}(?:gultig )?bis\s")
_LONGEST_DATE = 14
# What a card of machines is for: "CPCS A04".
_ENTRY = re.compile(r"\b[a-z]\d{2,3}\b")
_CLASSED = ("driving", "cdl")


def compare_licences(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare licences: each one asked for must be held, or any of them where "or" stands."""
    stances = _read_stances(need, sheet)
    held = [number for stance, number in stances.values() if stance == "held"]
    lost = [number for stance, number in stances.values() if stance in ("denied", "expired")]
    if held and (need.any_licence or len(held) == len(need.licences)):
        is_long = need.years == 0 or any(_is_held_long(need, number, sheet) for number in held)
        return Finding("pass" if is_long else "unknown", tuple(dict.fromkeys(held)))
    if lost and (not need.any_licence or len(lost) == len(need.licences)):
        return Finding("fail", tuple(lost))
    if not held:
        found = compare_words(need, words, sheet)
        # "Journeyman Plumber, License #1": what the paper is for, and that it is one.
        names_one = any(_names_paper(need, line) for line in _read(found, sheet))
        if found.status == "fail" or (found.status == "pass" and names_one and not stances):
            return found
    elif (found := compare_words(need, words, sheet)).status == "fail":
        # One of several is held, and what is asked for is denied by its own name.
        return found
    return Finding("unknown", tuple(number for _, number in stances.values()))


def _read_stances(need: Need, sheet: Sheet) -> dict[str, tuple[Stance, int]]:
    """Read how the resume stands to each licence that it names, with the line that says so."""
    stances: dict[str, tuple[Stance, int]] = {}
    for paper in need.licences:
        pattern, starts = load_licence(paper)
        for number, line in _find_lines(need, paper, starts, sheet):
            for match in pattern.finditer(line):
                is_lost = is_lost_below(sheet.folded, number, match.span(), sheet.today)
                read = _read_licence(need, paper, line, match.span(), sheet.today)
                stance: Stance = "denied" if is_lost else read
                known = stances.get(paper)
                if known is None or _rank(stance, need) < _rank(known[0], need):
                    stances[paper] = (stance, number)
    denied = [] if stances else _find_denied_classes(need, sheet)
    if denied:
        stances[need.licences[0]] = ("denied", denied[0])
    return stances


def _find_lines(need: Need, paper: str, starts: Phrases, sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Find the lines that may name a licence; its classes may stand on the line below."""
    for number, line in sheet.find_lines(starts):
        if paper == "driving" and need.classes and number + 1 < len(sheet.folded):
            joined = join_permit(line, sheet.folded[number + 1][:SEARCHED])
            if joined:
                yield number + 1, joined
                continue
        yield number, line


def _is_held_long(need: Need, number: int, sheet: Sheet) -> bool:
    """Tell whether a line dates a licence back by the years for which it must have been held."""
    least = sheet.today - round(12 * need.years)
    return any(point.last <= least for point, _, _ in find_points(sheet.folded[number]))


def _find_denied_classes(need: Need, sheet: Sheet) -> list[int]:
    """Find lines that deny a class and name no licence: "I do not have Class 1 yet"."""
    return [
        number
        for number in sheet.unheld
        if not need.classes.isdisjoint(find_denied_classes(sheet.folded[number]))
    ]


def _rank(stance: Stance, need: Need) -> tuple[int, int]:
    """Rank what lines say of a licence: a class denied before one that is merely another."""
    is_other = bool(need.classes) and stance in ("expected", "wished")
    return int(is_other), RANKED_STANCES.index(stance)


def _names_paper(need: Need, line: str) -> bool:
    """Tell whether a line names a paper, of a class asked for where any is."""
    return is_paper(line) and (not need.classes or not need.classes.isdisjoint(find_classes(line)))


def _read(found: Finding, sheet: Sheet) -> list[str]:
    return [sheet.folded[number] for number in found.lines]


def _read_licence(need: Need, paper: str, line: str, span: tuple[int, int], today: int) -> Stance:
    if not find_denied_classes(line).isdisjoint(need.classes):
        return "denied"
    is_over = paper == "driver-cpc" and _has_run_out(line[span[1] :], today)
    stance = "expired" if is_over else read_stance(line, *span, today)
    if stance == "held":
        is_near = is_of_other_grade(need, line) or _has_other_code(need, line)
        is_near = is_near or is_of_others(line, *span)
    else:
        # "Klasse B, Klasse C nicht bestanden" says nothing against class B.
        named = need.classes and find_next_classes(line, *span)
        is_near = bool(named) and named.isdisjoint(need.classes)
    if is_near:
        return "expected"
    # "Schlüsselzahl 95" stands beside the classes, and has none.
    has_class = paper in _CLASSED or bool(find_classes(line))
    if stance != "held" or not need.classes or not has_class:
        return stance
    held = include_lower(find_classes(line) - _find_lost_classes(line, today))
    if not held.isdisjoint(need.classes):
        return "held"
    if "cdl" in need.licences and not held:
        return "held"
    return "denied" if load_pattern("permits.txt", "only").search(line) else "expected"


def _has_other_code(need: Need, line: str) -> bool:
    """Tell whether a line names entries of a card, and not the one asked for: A40 for A04."""
    asked = set(_ENTRY.findall(fold(need.text)))
    named = set(_ENTRY.findall(line))
    return bool(asked and named) and asked.isdisjoint(named)


def _has_run_out(after: str, today: int) -> bool:
    """Tell whether "bis 08/2023" stands directly behind an entry of a driving licence."""
    until = _UNTIL.match(after)
    points = find_points(after[until.end() : until.end() + _LONGEST_DATE]) if until else []
    return bool(points) and points[0][0].last < today


def _find_lost_classes(line: str, today: int) -> frozenset[str]:
    """Find the classes of the licences on a line that were taken: "B; patente C revocata"."""
    names = list(load_licence("driving")[0].finditer(line))
    lost = [one for one in names if read_stance(line, *one.span(), today) == "expired"]
    return frozenset().union(*[find_next_classes(line, *one.span()) for one in lost])
