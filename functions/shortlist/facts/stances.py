"""How a resume stands to what a line names: held, denied, wished for, expected or expired."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from shortlist.facts.asides import is_not_without, is_taken_back, may_be_of_other
from shortlist.facts.dates import find_points
from shortlist.facts.fact_words import load_pattern, read_vocabulary
from shortlist.facts.late_denials import read_denial
from shortlist.facts.later_dates import begins_later
from shortlist.words.joints import NOR

Stance = Literal["held", "expected", "wished", "expired", "denied"]
# What is said twice counts as the better of both.
RANKED_STANCES: tuple[Stance, ...] = ("held", "expected", "wished", "expired", "denied")

_FILE = "stances.txt"
_SEARCHED = 1000
_AFTER = 60
_CLAUSE_END = re.compile(
    r"(?<=\w{3})\.(?=\s|$)|(?<=\bno)\.(?=\s[a-z])|[;:|•·–—()!?](?=\s|$)|\s[-–—]\s|\b(?:but|aber|mais|pero|ma|dar|ale)\b"  # noqa: RUF001
)
_NOR = re.compile(rf"\b(?:{NOR})\b")
_PREPOSITION = re.compile(
    r"\b(on|in|with|for|during|since|at|under|by|to|while|mit|auf|im|bei|fur|sur|avec|dans|pour"
    r"|con|en|para|su|per|pe|cu|pentru|la|na|z|dla|przy)\b"
)
_WORD = re.compile(r"\w+")
_LABEL_SIGNS = " :.-"
_LABEL = re.compile(r"(?:\s[\w'-]+){1,4}(?=\s?[:=]\s)")
_VALUE = re.compile(r"[^.;|]*")
_DASH = re.compile(r"\s[-\u2013\u2014]\s")
_COLON = re.compile(r"\s?[:=]\s{0,2}(?:is |est |ist )?")
# "En cours" alone is not held yet.
# And who is on a roll holds what the roll is kept for.
_LINK = re.compile(r"^[\W_]*(?:(?:is|are|now|ist|sind|est|e)\s)?(?:now\s)?")
_IN_FORCE = re.compile(
    r"\b(?:en cours|in corso|in curs) d(?:e|i) v\w+"
    # "Iscritta all'OPI di Torino"; whoever is enrolled at a university is none.
    r"|\b(?:iscritt\w|iscrizione) (?:all'|all |al )"
    r"(?!(?:\w+ )?(?:univers|corso|anno|esame|facolt|scuola|laurea|master|politecn|accademi))\w+"
    r"|\b(?:iscritt\w|iscrizione|inscrit\w?|inscris\w?|inscrit[oa])"
    r" (?:all'|all |al |nel |presso l'|au |a l'|a la |en el |in |la )"
    r"(?:albo|ordine|ruolo|collegio|registro|casellario|elenco|tableau|ordre|registre|colegio|corpul|colegiul|registrul)"
    r"|\biscritt\w (?:opi|ipasvi|fnomceo|tsrm|albo|ordine)\b"
    r"|\benrolled (?:nurse|agent)"
)


@lru_cache(maxsize=1024)
def is_carrier(word: str) -> bool:
    """Tell whether what a word is of, or for, is denied with it: "no licence for forklifts"."""
    if word in read_vocabulary(_FILE)["carry"]:
        return True
    return load_pattern("needs.txt", "paper").fullmatch(word) is not None


def denies_more(words: str) -> bool:
    """Tell whether a denial goes on in some words, behind a comma too: "no car, nor a licence"."""
    return _NOR.search(words) is not None


def find_clause(folded: str, start: int, end: int) -> tuple[int, int]:
    """Find the bounds of the clause that a place on a line stands in."""
    first, last = 0, min(len(folded), _SEARCHED)
    for begins, ends in _find_clause_ends(folded[:_SEARCHED]):
        if ends <= start:
            first = ends
        elif begins >= end:
            last = begins
            break
    return first, last


# A line is asked about once for each word of it that matters.
@lru_cache(maxsize=128)
def _find_clause_ends(line: str) -> tuple[tuple[int, int], ...]:
    return tuple([match.span() for match in _CLAUSE_END.finditer(line)])


def is_denied(folded: str, start: int, end: int) -> bool:
    """Tell whether the words from `start` to `end` are what the line says it lacks."""
    if end > _SEARCHED:
        return False
    first, last = find_clause(folded, start, end)
    before, after = folded[first:start], folded[end:last]
    if load_pattern(_FILE, "harmless").match(after.lstrip()):
        return False
    if read_denial(folded[:_SEARCHED], start, end) == "denied":
        return True
    cues = list(load_pattern(_FILE, "deny").finditer(before))
    return bool(cues) and _reaches_from(cues[-1].span(), folded, (first, start), after)


def _reaches_from(cue: tuple[int, int], folded: str, stretch: tuple[int, int], after: str) -> bool:
    """Tell whether a denial denies what stands behind the stretch it is in, not something else."""
    first, start = stretch
    between = folded[first + cue[1] : start]
    if load_pattern(_FILE, "harmless").search(between):
        return False
    # "Never struck off the register" denies the end.
    if load_pattern(_FILE, "expire").match(folded, first + cue[1] + 1):
        return False
    return not is_not_without(folded[first:start], *cue) and _reaches(between, after)


def _reaches(between: str, after: str) -> bool:
    """Tell whether a denial goes on over the words that stand between it and what is asked."""
    if "," in between and not (denies_more(between) or denies_more(after)):
        return False
    for match in _PREPOSITION.finditer(between):
        words = _WORD.findall(between[: match.start()])
        if words and not is_carrier(words[-1]):
            return False
    return True


def read_stance(folded: str, start: int, end: int, today: int) -> Stance:
    """Read how the line stands to the words from `start` to `end`."""
    line = folded[:_SEARCHED]
    if is_denied(line, start, end):
        return "denied"
    first, last = find_clause(line, start, end)
    if load_pattern(_FILE, "wish").search(line, 0, start):
        return "wished"
    if _is_expired(line, (first, last), end, today):
        return "expired"
    is_open = read_denial(line, start, end) == "open"
    if dropped := _find_dropped(line, start, end) or ("expected" if is_open else None):
        return dropped
    around = line[max(first, start - 40) : end + 60]
    is_expected = load_pattern(_FILE, "expect").search(_IN_FORCE.sub(" ", around))
    if is_expected or begins_later(line, end, today):
        return "expected"
    return "held"


def _find_dropped(line: str, start: int, end: int) -> Stance | None:
    """Find what a line says was never finished: what it names, or what may be another thing."""
    found = [
        match.span()
        for match in load_pattern(_FILE, "drop").finditer(line)
        if not is_taken_back(line, *match.span())
    ]
    if not found:
        return None
    is_other = all(may_be_of_other(line, (start, end), one) for one in found)
    return "expected" if is_other else "denied"


def _is_expired(line: str, clause: tuple[int, int], end: int, today: int) -> bool:
    """Tell whether a clause, or the value behind its colon, says that something has ended."""
    expire = load_pattern(_FILE, "expire")
    start = _find_value(line, end)
    value = _VALUE.match(line, start)
    found = list(expire.finditer(line, *clause))
    found += [
        one
        for one in (expire.finditer(line, *value.span()) if value else ())
        if not may_be_of_other(line, (start, start), one.span())
    ]
    if any(not is_taken_back(line, *one.span()) for one in found):
        return True
    dash = _DASH.match(line, clause[1] - 1) or _DASH.match(line, clause[1])
    ended = expire.match(line, dash.end()) if dash else None
    if ended and not is_taken_back(line, *ended.span()):
        # "SEP E - expired 2021": an end that follows the dash at once is of what stands before it.
        return True
    return _ends_expired(line[end : clause[1]]) or _is_over(line[end:], today)


def find_label_end(folded: str, end: int) -> int:
    """Find where a label ends that goes on behind its first word: "forno a legna: mai usato"."""
    found = _LABEL.match(folded, end)
    return found.end() if found else end


def _find_value(line: str, end: int) -> int:
    """Find what stands behind a name and a colon: "SIA licence: expired"; else the line's end."""
    return found.end() if (found := _COLON.match(line, end)) else len(line)


def _ends_expired(after: str) -> bool:
    """Tell whether "is overdue" stands directly behind a paper, and ends the clause."""
    rest = _LINK.sub("", after)
    found = load_pattern(_FILE, "expire-after").match(rest)
    return found is not None and not rest[found.end() :].strip(" .!)")


def _is_over(after: str, today: int) -> bool:
    valid = load_pattern(_FILE, "valid").search(after)
    if valid is None:
        return False
    points = find_points(after[valid.end() : valid.end() + 30])
    return bool(points) and points[0][0].last < today


def is_lost_below(folded: Sequence[str], number: int, name: tuple[int, int], today: int) -> bool:
    """Tell whether a name has a line of its own, and the next one says that it is not held.

    As "Colegiación" is with "none" below.
    """
    line = folded[number]
    label = line[slice(*name)]
    is_alone = line.strip(_LABEL_SIGNS) == label.strip(_LABEL_SIGNS)
    if not is_alone or number + 1 >= len(folded):
        return False
    below = folded[number + 1][:_SEARCHED]
    if read_denial(f"{label}: {below}", 0, len(label)) == "denied":
        return True
    place = below.find(label)
    stance = read_stance(below, place, place + len(label), today) if place >= 0 else "held"
    return stance in ("denied", "expired")
