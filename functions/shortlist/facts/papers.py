"""Licences and certificates of a resume compared with what a must-have asks for."""

import re
from collections.abc import Iterator, Sequence

from shortlist.facts.asides import is_of_others
from shortlist.facts.dates import find_points
from shortlist.facts.fact_words import Phrases, load_pattern
from shortlist.facts.grades import is_of_other_grade
from shortlist.facts.heads import is_role
from shortlist.facts.licence_classes import (
    find_classes,
    find_denied_classes,
    find_next_classes,
    include_lower,
    join_permit,
)
from shortlist.facts.naming import load_licence
from shortlist.facts.needs import Need
from shortlist.facts.paper_spellings import (
    MAIN_SHARE,
    Naming,
    find_inflected,
    find_parted,
    find_spelt,
    has_codes,
    has_only_no,
    is_paper,
    need_cover,
)
from shortlist.facts.sheet import SEARCHED, Finding, NeedWords, Sheet, find_place
from shortlist.facts.stances import (
    RANKED_STANCES,
    Stance,
    find_label_end,
    is_denied,
    is_lost_below,
    read_stance,
)
from shortlist.words.tokens import fold

_SHORT_CODE = 2
# What somebody is called at the top of a resume is no paper either.
_TITLE_LINES = 3
# A line of so many words says more than the name of a paper.
_MANY_TERMS = 3
# How long an entry of a driving licence is valid, as "bis 08/2029".
_UNTIL = re.compile(r"\W{0,3}(?:gultig )?bis\s")
_LONGEST_DATE = 14
_CLASSED = ("driving", "cdl")


def compare_licences(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare licences: each one asked for must be held, or any of them where "or" stands."""
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
    held = [number for stance, number in stances.values() if stance == "held"]
    lost = [number for stance, number in stances.values() if stance in ("denied", "expired")]
    if held and (need.any_licence or len(held) == len(need.licences)):
        return Finding("pass", tuple(dict.fromkeys(held)))
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


def _find_lines(need: Need, paper: str, starts: Phrases, sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Find the lines that may name a licence; its classes may stand on the line below."""
    for number, line in sheet.find_lines(starts):
        if paper == "driving" and need.classes and number + 1 < len(sheet.folded):
            joined = join_permit(line, sheet.folded[number + 1][:SEARCHED])
            if joined:
                yield number + 1, joined
                continue
        yield number, line


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
        is_near = is_of_other_grade(need, line) or is_of_others(line, *span)
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


def compare_words(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare by words what has no vocabulary of its own: one line must name most of them."""
    found = _sort_lines(need, words, sheet)
    if not found["held"] and not found["lost"]:
        for held, others in (find_parted(words, sheet), find_spelt(need, words, sheet)):
            found["held"] += held
            found["near"] += others
    if need.is_paper and not any(found.values()):
        for stance, number in find_inflected(need, words, sheet):
            found[stance].append(number)
    if found["held"]:
        return Finding("pass", tuple(found["held"]))
    if found["lost"]:
        return Finding("fail", tuple(found["lost"]))
    return Finding("unknown", tuple(found["near"] + found["worked"]), is_short=bool(found["near"]))


def _sort_lines(need: Need, words: NeedWords, sheet: Sheet) -> dict[Naming, list[int]]:
    """Sort the lines that name what is asked for by what they say of it."""
    found: dict[Naming, list[int]] = {"held": [], "lost": [], "near": [], "worked": []}
    heads = {root for job in sheet.career.jobs for root in words.find(sheet.terms[job.head])}
    needed = need_cover(words)
    known = words.find_known(sheet) | (need.initials & sheet.known_terms)
    for number, terms in enumerate(sheet.terms):
        if known.isdisjoint(terms):
            continue
        roots = words.find(terms)
        roots = roots | words.find_kin(terms) if roots else roots
        is_named = need.abbreviation in terms
        if need.initials:
            is_named = is_named or _has_initials(need, terms, sheet.texts[number])
        covers = is_named or words.cover(roots | (heads - need.codes)) >= needed
        is_thin = not covers or (not is_named and words.cover(roots) < needed / 2)
        if not is_named and (not roots or (is_thin and not _is_coded(need))):
            found["lost"] += _find_denied(need, words, sheet, number, roots)
            continue
        if not is_named and not has_codes(need, sheet.folded[number], roots):
            continue
        found[_place(need, words, sheet, number, roots)].append(number)
    return found


def _place(need: Need, words: NeedWords, sheet: Sheet, number: int, roots: set[str]) -> Naming:
    """Tell what a line that names a paper says of it: who has worked as a welder may have none."""
    line = sheet.folded[number]
    start, end = find_place(line, words, roots)
    stance = read_stance(line, start, find_label_end(line, end), sheet.today)
    if stance == "held" and is_lost_below(sheet.folded, number, (start, end), sheet.today):
        return "lost"
    if stance in ("denied", "expired") or (need.is_paper and _denies_kind(need, line)):
        return "lost"
    if stance == "held" and not need.is_paper and _denies_code(need, line):
        return "lost"
    if stance != "held" or is_of_other_grade(need, line):
        return "near"
    is_head = need.is_paper and any(job.head == number for job in sheet.career.work)
    # "Loaded holes for the blaster" shows no blaster's licence: one word of a task says too little.
    is_task = need.is_paper and not need.codes and len(words.shares) == 1
    is_task = is_task and len(sheet.terms[number]) >= _MANY_TERMS
    is_task = is_task and any(job.first_line < number < job.last_line for job in sheet.career.work)
    is_title = need.is_paper and number < _TITLE_LINES and is_role(line)
    return "worked" if (is_head or is_task or is_title) and not is_paper(line) else "held"


def _denies_kind(need: Need, line: str) -> bool:
    """Tell whether a line denies the kind of paper: "security agent without an attestation"."""
    asked = fold(need.text)
    return any(
        match.group() in asked and is_denied(line, *match.span())
        for match in load_pattern("needs.txt", "paper").finditer(line)
    )


def _denies_code(need: Need, line: str) -> bool:
    """Tell whether a line denies the name that a skill stands by: "MIG welding, no TIG"."""
    found = [match for one in need.codes for match in re.finditer(rf"\b{re.escape(one)}\b", line)]
    return bool(found) and all(is_denied(line, *match.span()) for match in found)


def _find_denied(
    need: Need, words: NeedWords, sheet: Sheet, number: int, roots: set[str]
) -> list[int]:
    """Give a line if it denies what it names the better part of, or says that it ended."""
    line = sheet.folded[number]
    is_main = words.cover(roots) >= MAIN_SHARE or has_only_no(line, need.codes.__contains__)
    if not is_main or (need.is_paper and not is_paper(line)):
        return []
    start, end = find_place(line, words, roots)
    stance = read_stance(line, start, find_label_end(line, end), sheet.today)
    return [number] if stance in ("denied", "expired") else []


def _has_initials(need: Need, terms: Sequence[str], text: str) -> bool:
    """Tell whether a line has what the name asked for is for short, written in capitals."""
    found = need.initials.intersection(terms)
    return any(re.search(rf"\b{one.upper()}\b", text) for one in found)


def _is_coded(need: Need) -> bool:
    """Tell whether a name with a digit in it says all by itself, as "CS30" does."""
    return any(len(code) > _SHORT_CODE and code[-1].isdigit() for code in need.codes)
