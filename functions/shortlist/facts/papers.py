"""Papers of a resume compared by their words with the one that a must-have asks for."""

import re
from collections.abc import Sequence

from shortlist.facts.fact_words import load_pattern
from shortlist.facts.grades import is_of_other_grade
from shortlist.facts.heads import is_role
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
from shortlist.facts.sheet import Finding, NeedWords, Sheet, find_place
from shortlist.facts.stances import (
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
    # "On the register" of whoever is a pharmacist by title is that of pharmacists.
    titles = [n for n, line in enumerate(sheet.folded[:_TITLE_LINES]) if is_role(line)]
    own = [*titles, *(job.head for job in sheet.career.jobs)]
    heads = {root for number in own for root in words.find(sheet.terms[number])}
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
