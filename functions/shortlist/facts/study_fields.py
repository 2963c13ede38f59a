"""Fields of study and of trades: the one that is asked for, one near it, or plainly another."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import sqrt

from shortlist.facts.asides import is_of_studies, is_taken_back
from shortlist.facts.dates import find_points
from shortlist.facts.durations import load_numbers
from shortlist.facts.fact_words import load_pattern, load_phrases, read_vocabulary
from shortlist.facts.late_denials import is_of_denial, says_only_no
from shortlist.facts.naming import find_degrees, find_implied_fields
from shortlist.facts.needs import Need
from shortlist.facts.sheet import SEARCHED, NeedWords, Sheet, find_place
from shortlist.facts.stances import read_stance
from shortlist.words.lexicon import (
    DIMENSIONS,
    LARGEST_MEMORY,
    compare,
    load_lexicon,
    load_stop_words,
)
from shortlist.words.tokens import find_root, find_words, fold

_ENOUGH_FIELD = 300_000
# "Finance" is this near to accounting, and history is not.
_NEAR = 0.27
_LONGEST_VERDICT = 80
_WORD = re.compile(r"[^\W\d_]+")
# What nobody got who finished nothing, and where it would have been got.
_AWARD = re.compile(
    r"\b(?:abschluss|diplom\w*|titul\w*|titolo|laurea|dyplom\w*|degree|award|qualification|licenta)\b"
)
_SCHOOL = re.compile(
    r"\b(?:universi\w+|uniwersy\w+|politec\w+|politech\w+|\w*hochschule|college|faculty|faculte|facolta"
    r"|facultad|facultatea|wydzial|school|institut\w*|academy|akademi\w+|ecole|escuela|scuola|szkola)\b"
)
# "Gave up medicine for pharmacy": what stands behind it was not given up.
_TAKEN_UP = re.compile(
    r"\b(?:for|to (?:study|read|take)|in favour of|zugunsten|pour|para|per|pentru)\s\w"
)


def _is_other_trade(asked: str, line: str) -> bool:
    """Tell whether a line names no trade that has a field in common with those asked for.

    "Electrician or comparable" is no clerk, and no certificate of a school.
    """
    wanted = _find_fields(asked)
    return bool(wanted) and wanted.isdisjoint(find_implied_fields(line).split())


@cache
def _find_fields(text: str) -> frozenset[str]:
    return frozenset(find_implied_fields(fold(text)).split())


def has_field(need: Need, words: NeedWords, sheet: Sheet, number: int) -> bool:
    """Tell whether a degree on a line, from 0, is in the field that is asked for.

    Where related fields are welcome, any is that is not plainly another one.
    """
    if not words.shares:
        return True
    if need.is_field_open and _is_near(need, sheet, number):
        return True
    # "Pflegestudium" is asked for, and "Pflegemanagement" was studied.
    if need.stem and need.stem in sheet.folded[number]:
        return True
    roots = words.find(sheet.terms[number]) | words.find_kin(sheet.terms[number])
    implied = find_implied_fields(sheet.folded[number])
    roots |= words.find_in(implied)
    if words.cover(roots) >= _ENOUGH_FIELD:
        return True
    if implied:
        # Whoever was examined as a cook did not learn what the job below is about.
        return False
    # What is beside another degree is the field of that one.
    near = [
        one
        for one in range(max(0, number - 1), min(len(sheet.terms), number + 2))
        if one == number or not find_degrees(sheet.folded[one][:SEARCHED], sheet.texts[one])
    ]
    around = {root for one in near for root in words.find(sheet.terms[one])}
    names_field = len(sheet.terms[number]) > 4
    return not names_field and words.cover(around) >= _ENOUGH_FIELD


def _is_near(need: Need, sheet: Sheet, number: int) -> bool:
    if _is_other_trade(need.text, sheet.folded[number]):
        return False
    nearness = measure_nearness(need, sheet.terms[number])
    return nearness is None or nearness >= _NEAR


def measure_nearness(need: Need, terms: Iterable[str]) -> float | None:
    """Tell how near the nearest of some terms is to the field that is asked for, -1 to 1.

    None where the table of words does not know enough of either to tell.
    """
    centre = _find_centre(need.text, frozenset(need.shares))
    if not any(centre):
        return None
    telling = [term for term in terms if term not in _load_no_fields()]
    vectors = [vector for term in telling if (vector := load_lexicon().find_vector(term))]
    return max([compare(centre, one) / _measure_length(one) for one in vectors], default=None)


@cache
def _load_no_fields() -> frozenset[str]:
    """Load the words by which degrees and schools are called, whatever is studied there."""
    return frozenset(load_lexicon().find_terms(list(read_vocabulary("needs.txt")["no-field"])))


def _measure_length(vector: Iterable[float]) -> float:
    return sqrt(sum(value * value for value in vector))


@lru_cache(maxsize=LARGEST_MEMORY)
def _find_centre(text: str, roots: frozenset[str]) -> list[float]:
    """Add up the vectors of the telling words of a must-have, to a length of 1."""
    lexicon = load_lexicon()
    total = [0.0] * DIMENSIONS
    for term in lexicon.find_terms(find_words(fold(text))):
        vector = lexicon.find_vector(term) if find_root(term) in roots else None
        if vector:
            weight = lexicon.weights[term]
            total = [one + weight * value for one, value in zip(total, vector, strict=True)]
    length = _measure_length(total)
    return [value / length for value in total] if length else total


def find_given_up(words: NeedWords, sheet: Sheet) -> list[int]:
    """Find the lines, from 0, that say that studies in the field asked for were given up.

    None counts where another line of the education names the field: they may have been taken up
    again, as in "dropped out of law to study pharmacy".
    """
    places = [number for number, place in enumerate(sheet.places) if place == "education"]
    named = [
        number for number in places if words.cover(words.find(sheet.terms[number])) >= _ENOUGH_FIELD
    ]
    found = []
    for number, line in sheet.find_lines(load_phrases("stances.txt", "drop")):
        roots = words.find(sheet.terms[number])
        if number not in named or _TAKEN_UP.search(line):
            continue
        if read_stance(line, *find_place(line, words, roots), sheet.today) == "denied":
            found.append(number)
    return found if set(named) <= set(found) else []


def are_given_up_below(folded: Sequence[str], number: int) -> bool:
    """Tell whether the line below a degree says that it was never finished, and no more.

    Where the school has that line for itself, it is the one below.
    """
    below = [one[: _LONGEST_VERDICT + 1] for one in folded[number + 1 : number + 3]]
    if below and _names_only_school(below[0]):
        del below[0]
    return bool(below) and _says_given_up(below[0])


def _names_only_school(line: str) -> bool:
    return _SCHOOL.search(line) is not None and not find_degrees(line, line.upper())


def _says_given_up(line: str) -> bool:
    """Tell whether a line says that studies were given up, or led to no award, and no more."""
    if not line.strip() or len(line) > _LONGEST_VERDICT:
        return False
    for _, start, end in find_points(line):
        line = line[:start] + " " * (end - start) + line[end:]
    if says_only_no(_AWARD.sub(" ", line)):
        return True
    dropped = [one.span() for one in load_pattern("stances.txt", "drop").finditer(line)]
    if not dropped or any(is_taken_back(line, *one) for one in dropped):
        return False
    for start, end in dropped:
        line = line[:start] + " " * (end - start) + line[end:]
    small = load_stop_words() | load_numbers().keys()
    rest = set(_WORD.findall(line)) - small
    return all(is_of_studies(word) or is_of_denial(word) for word in rest)
