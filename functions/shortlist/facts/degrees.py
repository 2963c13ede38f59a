"""Degrees of a resume compared with the one that a must-have asks for."""

import re

from shortlist.facts.careers import Job
from shortlist.facts.dates import find_ranges
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.later_dates import ends_later, is_later_year
from shortlist.facts.naming import (
    STUDIES,
    find_degrees,
    find_possible_degrees,
    load_short_degrees,
    load_trades,
)
from shortlist.facts.needs import Need
from shortlist.facts.ranks import has_other_rank
from shortlist.facts.sheet import SEARCHED, Finding, NeedWords, Sheet, Status
from shortlist.facts.stances import RANKED_STANCES, Stance, find_clause, read_stance
from shortlist.facts.study_fields import are_given_up_below, find_given_up, has_field
from shortlist.words.lexicon import load_lexicon
from shortlist.words.sections import find_heading
from shortlist.words.titles import load_professions
from shortlist.words.tokens import find_words

# The level of a trade or a school.
_TRADE = 1
_MOST_TRADE_WORDS = 4
_SEGMENT = re.compile(r"[,;|(:–—/]|\s-\s")  # noqa: RUF001
_EXAMINERS = ("ihk", "hwk", "kammerprufung", "gesellen", "abschlussprufung")
_EXAMINED = re.compile(rf"\b(?:lehr)?(?:{'|'.join(_EXAMINERS)})")
_SCHOOL_TRADE = re.compile(r"tecnic[oa] (?:superior )?en\b")
_BEFORE_TRADE = " :,;.|-\u2013\u2014()\t"
_NOT_LEARNT = re.compile(
    r"\b(?:praktik\w*|stage|stages|praktyk\w*|volunt\w*|fsj|bfd|cours\w*|kurs\w*|taster|hospit\w*|schnupper\w*"
    r"|tirocinio|practicas|practica|wunsch\w*|\w+wunsch|hygiene|seminar\w*|workshop\w*|fur|for|pour|para|per"
    r"|dla|pentru|mutter|vater|mother|father)\b"
)
# How far from a degree it may say that it was begun, and what follows where a job was.
_BEGUN_BEFORE = 15
_LONGEST_STUDIES = 96
_BEGUN_AFTER = 45
_OF_JOB = re.compile(r"\W+(?:work|career|as|at|als|bei|comme|como|come|ca|jako|my|the)\b")
# Whoever prepares for a diploma, or teaches those who do, need not have it.
_OF_LEARNERS = re.compile(
    r"\b(?:prepa|preparation|preparazione|preparacion|vorbereitung|pregatire|stagiaires?|etudiante?s?"
    r"|eleves?|tut(?:eur|rice|orat)s?|encadre\w*|jurys?|students?|trainees?)\b[^,;.|:]{0,40}$"
)
_WORD = re.compile(r"\w+")
# "Ausbildung zur Krankenpflegerin seit 2025" still goes on.
_STILL_LEARNT = re.compile(
    r"\b(?:ausbildung|umschulung|studium|formation|etudes|formacion|estudios|formazione|studi|studii"
    r"|studia|nauka|studies)\b[^.;|,]{0,60}\s(?:seit|since|depuis|desde|dal|din|od)\s(?:\w+\s)?20\d\d"
)


def compare_degree(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare degrees: the level, whether it is finished, and the field."""
    short = _compare_short_names(need, sheet)
    if short and short.status == "pass":
        return short
    named = _compare_named(need, words, sheet)
    return short if short and named.status != "pass" else named


def _compare_named(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare the degrees whose names are written out."""
    held: list[int] = []
    denied: list[int] = []
    other: list[int] = []
    lower: list[int] = []
    for number, line in _find_lines(need, sheet):
        found = find_degrees(line, sheet.texts[number]) or _find_learnt_trade(need, sheet, number)
        if not found or find_heading(line):  # A heading is no evidence.
            continue
        if not any(level >= need.degree for level, _, _ in found):
            lower.append(number)
            continue
        stance = _read_degree(need, number, found, sheet)
        is_named = stance == "held" and not has_other_rank(need.ranks, line)
        if is_named and has_field(need, words, sheet, number):
            held.append(number)
        elif stance == "denied":
            denied.append(number)
        else:
            other.append(number)
    if held:
        return Finding("pass", tuple(held))
    denied += [number for number in find_given_up(words, sheet) if number not in denied + other]
    if any(_is_higher(need, number, sheet) for number in denied):
        # Who gave up higher studies may have what is asked for.
        return Finding("unknown", tuple(denied + other))
    if any(has_field(need, words, sheet, number) for number in denied):
        # A degree in another field, or a title at work, does not make up for the one given up.
        other = [number for number in other if has_field(need, words, sheet, number)]
    status: Status = "fail" if denied and not other else "unknown"
    # What was read is shown, a lower degree where there is no other.
    return Finding(status, tuple(denied + other or lower))


def _is_higher(need: Need, number: int, sheet: Sheet) -> bool:
    """Tell whether all degrees of a line that are high enough are higher than what is asked for."""
    found = find_degrees(sheet.folded[number][:SEARCHED], sheet.texts[number])
    levels = [level for level, _, _ in found if level >= need.degree]
    return bool(levels) and min(levels) > need.degree


def _find_learnt_trade(need: Need, sheet: Sheet, number: int) -> list[tuple[int, int, int]]:
    """Find a trade where schools and trades stand: "2005 - 2008 Bürokauffrau, Kammer Ulm".

    Or one that somebody was examined in: "Fachlagerist (IHK 2011)".
    """
    line = sheet.folded[number][:SEARCHED]
    is_taught = sheet.places[number] == "education" or _EXAMINED.search(line) is not None
    if need.degree != _TRADE or not is_taught:
        return []
    start = max([dates.end for dates in find_ranges(line, sheet.today)], default=0)
    # What is learnt opens its line, behind the dates; who helped, watched or wished learnt nothing.
    name = _SEGMENT.split(line[start:].lstrip(_BEFORE_TRADE))[0]
    terms = load_lexicon().find_terms(find_words(name))
    is_trade = any(one.match(name) for one in (load_trades(), _SCHOOL_TRADE))
    is_trade = is_trade or not load_professions().isdisjoint(terms)
    said = line.replace(name, " ", 1) if load_trades().match(name) else line
    if not is_trade or _NOT_LEARNT.search(said) or len(terms) > _MOST_TRADE_WORDS:
        return []
    return [(_TRADE, place := line.index(name, start), place + len(name))]


def _find_lines(need: Need, sheet: Sheet) -> list[tuple[int, str]]:
    """Find the lines that may name a degree, or a trade learnt where a trade is asked for."""
    lines = dict(_find_degree_lines(sheet))
    if need.degree == _TRADE:
        taught = [number for number, place in enumerate(sheet.places) if place == "education"]
        lines |= {number: sheet.folded[number][:SEARCHED] for number in taught}
        lines |= dict(sheet.find_lines_with(_EXAMINERS))
    return sorted(lines.items())


def _find_degree_lines(sheet: Sheet) -> list[tuple[int, str]]:
    """Find the lines that may name a degree."""
    names = find_possible_degrees(sheet.single_words)
    if short := names & load_short_degrees():
        whole = "\n".join(sheet.texts)
        names -= {name for name in short if not any(map(whole.__contains__, _spell(name)))}
    words = {name for name in names if name.isalnum()}
    return sheet.find_lines_with([STUDIES, *(names - words)], words)


def _spell(name: str) -> tuple[str, str, str]:
    """Spell a short name with two capitals at least: BED, BEd, AuD."""
    return (
        name.upper(),
        name[:2].upper() + name[2:],
        name[:1].upper() + name[1:-1] + name[-1:].upper(),
    )


def _compare_short_names(need: Need, sheet: Sheet) -> Finding | None:
    """Compare a diploma that is mostly called by its first letters, DEA; None if no line has it."""
    stances: dict[Stance, list[int]] = {}
    for name in sorted(sheet.words & {need.abbreviation, *need.initials}):
        word = re.compile(rf"\b{re.escape(name)}\b")
        for number, line in sheet.find_lines_with((), {name}):
            if name != need.abbreviation and name.upper() not in _WORD.findall(sheet.texts[number]):
                continue
            for match in word.finditer(line[:SEARCHED]):
                stance = _read_short_name(need, number, match.span(), sheet)
                stances.setdefault(stance, []).append(number)
    if not stances:
        return None
    if held := stances.pop("held", None):
        return Finding("pass", tuple(held))
    numbers = tuple(number for found in stances.values() for number in found)
    is_lost = bool(stances) and stances.keys() <= {"denied", "expired"}
    return Finding("fail" if is_lost else "unknown", numbers)


def _read_short_name(need: Need, number: int, span: tuple[int, int], sheet: Sheet) -> Stance:
    """Read how a line stands to a diploma called by its first letters."""
    stance = _read_degree(need, number, [(need.degree, *span)], sheet)
    if stance == "held" and _OF_LEARNERS.search(sheet.folded[number], 0, span[0]):
        return "expected"
    return stance


def _read_degree(
    need: Need, number: int, found: list[tuple[int, int, int]], sheet: Sheet
) -> Stance:
    """Give the best stance of the degrees found on a line that are high enough."""
    line = sheet.folded[number][:SEARCHED]
    best: Stance = "denied"
    for level, start, end in found:
        if level < need.degree:
            continue
        # What is said after the next degree is said of that one.
        stop = min(
            [one for other, one, _ in found if one >= end and other != level], default=len(line)
        )
        stance = read_stance(line[:stop], start, end, sheet.today)
        said = line[:stop]
        _, last = find_clause(said, end, end)
        is_open = _is_only_begun(said, start, end) or ends_later(said, end, last, sheet.today)
        if stance == "held" and (is_open or _goes_on(sheet, number, start)):
            stance = "expected"
        if stance == "held" and are_given_up_below(sheet.folded, number):
            stance = "denied"
        if stance == "held" and load_pattern("stances.txt", "others").search(line[:start]):
            stance = "wished"
        best = min(best, stance, key=RANKED_STANCES.index)
    return best


def _goes_on(sheet: Sheet, number: int, start: int) -> bool:
    """Tell whether the studies that a line is about last until today, or end in a year to come."""
    return any(
        _lasts(job, sheet.today)
        for job in sheet.career.jobs
        if job.kind in ("study", "training") and _is_of(job, sheet, number, start)
    )


def _lasts(job: Job, today: int) -> bool:
    # Who studies "2022 - 2026" may have finished by now.
    # "Ausbildung zum Koch, seit 2010 Koch" has other dates than its own.
    goes_on = job.last == today and today - job.first < _LONGEST_STUDIES
    # "2024 - 2027" ends in 2027, whichever month of it.
    return goes_on or is_later_year(job.most, today)


def _is_of(job: Job, sheet: Sheet, number: int, start: int) -> bool:
    """Tell whether a degree on a line is what some dates are about: they stand there, or below."""
    if job.part:
        return number == job.head and job.part[0] <= start < job.part[1]
    if number in (job.head, job.date_line):
        return True
    is_above = number == job.head - 1 and bool(sheet.folded[job.head].strip())
    return is_above and all(number not in (one.head, one.date_line) for one in sheet.career.jobs)


def _is_only_begun(line: str, start: int, end: int) -> bool:
    """Tell whether a clause says of a degree that it was begun, and no job."""
    if _STILL_LEARNT.search(line):
        return True
    first, last = find_clause(line, start, end)
    if line.startswith(":", last - 1) or line.startswith(":", last):
        # "Laurea in Infermieristica: iscritta al 2° anno" is a label and what it says.
        _, last = find_clause(line, last + 1, last + 2)
    around = line[max(first, start - _BEGUN_BEFORE) : min(last, end + _BEGUN_AFTER)]
    begun = load_pattern("stances.txt", "begun").search(around)
    return begun is not None and not _OF_JOB.match(around, begun.end())
