"""How many years of work a must-have asks for, and the words that only say so."""

import re
from functools import cache

from shortlist.facts.durations import find_durations, load_numbers
from shortlist.facts.fact_words import group_words, load_pattern
from shortlist.facts.ways import split_ways
from shortlist.words.joints import OF_THOSE

_FILE = "needs.txt"
# What "several years" and "many years" are at least.
_SEVERAL = (2, 3)
_BESIDE = 4
# "Over 18 months' experience" and "mindestens 18 Jahre Berufserfahrung" name no age.
_OF_WORK = re.compile(
    r"\s?(?:months?\b|(?:years?\b'?\s?)?(?:(?:of|an|de|di|in|der|als)\s|d')?"
    r"(?:(?:relevant\w*|professional\w*|practical|einschlagige\w?|work|working)\s)?"
    r"(?:experien|exp\b|work|\w*erfahrung|berufspraxis|esperien|doswiadcz|practice))"
)
# "Alle 3 Monate" and "6 months' probation" are no time of work behind somebody.
_NO_WORK = re.compile(
    r"\b(?:alle|every|tous les|toutes les|cada|ogni|la fiecare|co) \d{1,2} (?:\w*monat\w*|months?"
    r"|mois|mes(?:es|i)?|luni|miesiac\w*|miesiec\w*|years?|jahre?|ans?|anos|anni|ani|lata|lat)\b"
    r"|\b(?:engagement|contrat|contract|contrato|contratto|vertrag|umow[ay])\b(?!.*(?:exp|erfahr))[^.;]{0,60}"
    r"\b(?:d'un an|(?:de|of|von|di|na|pe) (?:\d|one|un|ein))"
    r"|(?:\b\d{1,2}[- ]\w+'?s?\s)?\b(?:probezeit|probation(?:ary)? period|periode d'essai"
    r"|probation\b(?! (?:officer|service|worker|practitioner))|periodo de prueba|periodo di prova"
    r"|okres\w* probn\w+|perioada de proba)\b[^.;,]{0,30}"
)
_AT_LEAST = (
    r"(?:(?:at least|a minimum of|mind\w*\.?|wenigstens|au moins|almeno|al menos|minimo|minim"
    r"|cel putin|co najmniej|min\.?)\s)?"
)
# What stands behind such a number: "including two Sundays a month" is of no years.
_IN = (
    "in|as|at|with|als|mit|bei|im|an|en|a|au|aux|comme|sur|dans|nel|nella|come|como|con|de|w|na|jako|ca"
    "|pe|intr-o|intr-un"
)
_OF_EXPERIENCE = re.compile(r"\b(?!berufs)(\w{4,}?)s?-?erfahrung(?:en)?\b")
_OF_FIELD = re.compile(r"\b(\w{4,}?)-?bereichs?\b")


# "Hands-on venepuncture within the last two years"; no record that was clean so long, and no paper.
_OF_LATE = re.compile(
    r"experien|esperien|erfahrung|doswiadcz|\bwork|hands[- ]on|practi[cs]|pratiqu|praktyk"
    r"|\bprac[ay]\b|tatig|lavor|trabaj|travaill|lucr|exerc"
)
_NOT_OF_LATE = re.compile(
    r"\b(?:no|record|violation\w*|accident\w*|conviction\w*|certificat\w*|test\w*|training|licen[cs]e\w*"
    r"|kurs\w*|corso|curso|formation|szkoleni\w*|registr\w*)\b"
)


@cache
def _load_recent() -> re.Pattern[str]:
    number = rf"(?:(?P<digits>\d{{1,2}})|(?P<word>{group_words(load_numbers())}))"
    unit = r"(?:years?|jahren?|annees|anos|anni|ani|lat|latach)"
    before = (
        r"(?:within|in|over|during)?\s?(?:the |your )?(?:last|past)"
        r"|(?:in den|innerhalb der|wahrend der) (?:letzten|vergangenen)|en los ultimos"
        r"|negli ultimi|in ultimii|w (?:ciagu )?ostatnich"
        r"|(?:au cours des|dans les|durant les|ces)"
    )
    return re.compile(rf"\b(?:{before})\s{number}\s(?:dernieres )?{unit}\b")


def read_recent_years(folded: str) -> float:
    """Give the years, back from today, in which something must have been done; 0 for no such."""
    found = _load_recent().search(folded)
    if found is None or not _OF_LATE.search(folded) or _NOT_OF_LATE.search(folded):
        return 0.0
    return float(found["digits"] or load_numbers()[found["word"]])


def drop_recent(folded: str) -> str:
    """Drop since when something must have been done."""
    return _load_recent().sub(" ", folded)


def read_years(folded: str) -> float | None:
    """Give the years of work that a must-have asks for: the fewest of several ways to fulfil it."""
    folded = drop_recent(folded)
    ages = load_pattern(_FILE, "age").finditer(folded)
    if any(_OF_WORK.match(folded, age.end()) is None for age in ages):
        return None
    folded = _NO_WORK.sub(" ", folded)
    ways = [find_durations(way) for way in split_ways(folded)]
    if any(ways):
        return min(durations[0].years for durations in ways if durations)
    if found := _load_some_of_those().match(folded):
        return load_numbers().get(found["word"]) or float(found["digits"] or 1)
    if load_pattern(_FILE, "one-year").search(folded):
        return 1.0
    return max([years for years in _SEVERAL if _says_several(years, folded)], default=None)


@cache
def _load_some_of_those() -> re.Pattern[str]:
    """Make a pattern of some of the years: "davon 2 in leitender Position"."""
    number = rf"(?:(?P<digits>\d{{1,2}})|(?P<word>{group_words(load_numbers())}))\b"
    return re.compile(
        rf"\W*(?:(?:{OF_THOSE})\s{_AT_LEAST}{number}|{_AT_LEAST}one of (?:them|those|which)\b)"
        rf"(?=\s(?:{_IN})\b)"
    )


def _says_several(years: float, folded: str) -> bool:
    """Tell whether a text asks for "several years" of work: what they are of stands beside them.

    "Experience with clients of many years" asks for none.
    """
    work = load_pattern(_FILE, "experience")
    for match in load_pattern(_FILE, f"several-{years}").finditer(folded):
        after = " ".join(folded[match.end() :].split()[:_BESIDE])
        # "Mehrjährig" says of its own noun that it lasted for years.
        is_adjective = " " not in match.group()
        before = " ".join(folded[: match.start()].split()[-1 if is_adjective else -_BESIDE :])
        beside = (match.group(), after, before)
        if any(work.search(one) or _OF_EXPERIENCE.search(one) for one in beside):
            return True
    return False


def drop_years(folded: str) -> str:
    """Leave the words that say what the years are to be in."""
    folded = drop_recent(folded)
    for duration in reversed(find_durations(folded)):
        folded = folded[: duration.start] + " " + folded[duration.end :]
    for years in _SEVERAL:
        folded = load_pattern(_FILE, f"several-{years}").sub(" ", folded)
    # "Lagererfahrung" is experience in the Lager, "Krippenbereich" is what is done there.
    return _OF_FIELD.sub(r"\1", _OF_EXPERIENCE.sub(r"\1", folded))
