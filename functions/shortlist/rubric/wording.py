"""The words of a criterion: a title without filler, cut where a clause ends."""

import re
from functools import cache

from shortlist.facts.durations import find_durations
from shortlist.rubric.cue_words import load_marks, load_signs, read_lines
from shortlist.rubric.remarks import cut_reason, fold_evenly
from shortlist.words.joints import AND, OF_THOSE, OR
from shortlist.words.tokens import fold

# "E' gradita la patente" is typed where the keyboard has no "È".
_ACCENT = re.compile(r"^E['\u2019]\s")
_NUMBER = re.compile(r"^\s{0,5}\(?\d{1,2}[.)]\s{1,5}")
_YEARS = re.compile(
    r"^(?:at least|minimum(?: of)?|over|more than)?\s?"
    r"\(?\d{1,2}\s?\+?\s?(?:[-\u2013]\s?\d{1,2}\s?\+?)?\)?\s?(?:years?|yrs?)['\u2019]?"
    r"(?: of)?(?: \w{1,20}){0,2}? ?experience (?:in|with|of|as an?|as|using) ",
    re.IGNORECASE,
)
# "We need a clerk who can ...", "Wir wünschen uns eine Kollegin mit ...": folded.
_SEEKING = re.compile(
    r"^(?:\w+ ){0,2}?(?:we'd like to hear from people with|we're after someone with"
    r"|i can only take people who"
    r"|you(?:'re| are| might be| may be| could be) (?:an? |the |our )?(?:\w+ )?"
    r"(?:fit|match|person|one) if"
    r"(?: you(?:'ve|'re| have| are| can)?)?"
    r"|we (?:want|need|seek|are (?:looking for|seeking)) an? [^,.;]{3,40}? (?:who|with)"
    r"|wir (?:suchen|wunschen uns|brauchen) [^,.;]{3,60}? mit"
    r"|nous (?:re)?cherchons [^,.;]{3,60}? avec"
    r"|(?:buscamos|cerchiamo) [^,.;]{3,60}? con"
    r"|(?:cautam|avem nevoie de) [^,.;]{3,60}? cu"
    r"|(?:szukamy|potrzebujemy) [^,.;]{3,60}? z) (?:can |is |has |have |hold |will )?"
)
# "La patente B", "Ein sicherer Umgang mit DATEV"; "La Poste" is a name.
_ARTICLE = re.compile(
    r"(?:(?:la|le|les|lo|gli|il|el|los|las|une?|una)\s(?=(?-i:[^\WA-Z]))|l['\u2019]"
    r"|(?:die|der|das|den|eine?n?)\s(?=(?-i:[A-ZÄÖÜ]))|eine?n?\s)",
    re.IGNORECASE,
)
_EXPERIENCES = ("experien", "esperien", "erfahrung", "doswiadcz")
# "Expérience clinique" has its adjective behind it.
_ACCENTED = re.compile(r"exp\u00e9rience\s(?!(?:en|de|dans|du|des)\s|d['\u2019])", re.IGNORECASE)
# Articles that a preposition has bent.
_BOUND = re.compile(r"(?:einem|einer|eines|einen|dem|den|der|des|diesem|dieser)\s", re.IGNORECASE)
_COPULA = "is|are|est|sont|ist|sind|wird|werden|es|son|e|sono|este|sunt|jest|sa|seran?|sara"
# "..., but not mandatory" goes as a whole: "preferred, but not" says nothing.
_DENIAL = (
    r"(?:(?:but|though|aber|jedoch|mais|pero|ma|dar|ale|lecz)\s)?(?:(?:is|are|ist|sind|es|e|este|jest)\s)?"
    r"(?:not|nicht|kein\w?|pas|no|non|nu|nie)\s(?:zwingend\s|unbedingt\s|strictly\s|absolutely\s)?"
)
_ASIDE = re.compile(r"\s{0,3}\((?:required|preferred|optional|desired|mandatory)\)", re.IGNORECASE)
# "Dozent:innen" is one word.
_CLAUSE_END = re.compile(r"[,;(]|:(?!in(?:nen)?\b)|\s[\u2013-]\s|\w{3}[.!?]\s")
_JOINED = re.compile(rf"\s(?:{AND}|{OR}|oraz)\s")
_WORD_END = re.compile(r"\s")
_HALF_CLAUSE = re.compile(
    r"\s(?:that|which|who|whose|where|welche[rsnm]?|dont|quien|kt[oó]r\w{1,4})(?:\s[^\s,;:]+){0,3}\Z"
)
_SIGNS = " ,:;-\u2013(/&.\"'\u201c\u201e"
_SHORTEST_CLAUSE = 0.45
_SHORTEST_ASIDE = 15
# Longer than any word that ties a phrase to what stands before it.
_LONGEST_JOINT = 16
# "Of which two in a leading post" is said as "two in a leading post".
_OF_THOSE = re.compile(rf"(?:{OF_THOSE})\s(?=.*\d)|(?:at least )?one of (?:them|those|which) in ")
# What is left in front when "experience" was cut from "experience in a kitchen".
_LED = re.compile(r"(?:with|in|of|using|mit|im|en|sur|con|di|cu|w)\s(?=\S)", re.IGNORECASE)


@cache
def _load_openings() -> tuple[str, ...]:
    return tuple(sorted(read_lines("openings.txt"), key=len, reverse=True))


@cache
def _load_closings() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(read_lines("closings.txt"), key=len, reverse=True)))
    return re.compile(
        rf"[\s,(\u2013-]{{1,5}}(?:{_DENIAL})?(?:(?:{_COPULA})\s)?(?:{words})[\s).!]{{0,3}}$"
    )


@cache
def _load_joints(key: str) -> frozenset[str]:
    lines = (line.partition(" = ") for line in read_lines("joints.txt"))
    return frozenset(word for name, _, words in lines if name == key for word in words.split(", "))


# "Die Erstellung von Plänen" says its own; "die Kunden kennen" would be tied by its first word.
_ARTICLE_AND_NOUN = re.compile(
    r"(?:die|der|das|den|eine?)\s[A-ZÄÖÜ]\w+(?:ung|ungen|heit|keit|arbeit|pflege|schaft|ion|ahme|gabe|olle|nis)\b"
)


def is_dependent(text: str) -> bool:
    """Tell whether a text begins with a word that ties it to what stood before it."""
    if _ARTICLE_AND_NOUN.match(text):
        return False
    first = fold(text).split(maxsplit=1)
    return bool(first) and first[0].strip(_SIGNS) in _load_joints("tie")


def shorten(text: str, longest: int) -> str:
    """Cut a text where a clause ends, or where a phrase does if that would lose too much."""
    if len(text) <= longest:
        return text
    cut = best = ""
    for pattern in (_CLAUSE_END, _JOINED, _WORD_END, _WORD_END):
        ends = [match.start() for match in pattern.finditer(text[: longest + 1])]
        if pattern is _WORD_END and not cut:
            # "models that another person can audit" is cut before "can", and then before "that".
            ends = [end for end in ends if _may_end(text, end)]
        cut = _drop_loose_end(_drop_half_clause(_close(text[: ends[-1]])), "tie") if ends else ""
        if len(cut) >= longest * _SHORTEST_CLAUSE:
            return cut
        best = max(best, cut, key=len)
    return best or text[:longest]


def _may_end(text: str, end: int) -> bool:
    """Tell whether a phrase may end before a word that ties what follows, but is no article.

    "Practice in applying" has lost what is applied, where "the" begins it.
    """
    after = text[end : end + _LONGEST_JOINT]
    first = fold(after).split(maxsplit=1)
    return is_dependent(after) and first[0].strip(_SIGNS) not in _load_joints("article")


def _close(text: str, *, keep: bool = False) -> str:
    """Cut off a bracket that is not closed, or close it if it says enough to be kept."""
    if text.count("(") <= text.count(")"):
        return text
    before, _, within = text.rpartition("(")
    return f"{text})" if keep and len(within) >= _SHORTEST_ASIDE else before


def _drop_half_clause(text: str) -> str:
    """Cut off a clause whose verb is no longer there: "models that another person"."""
    clause = _HALF_CLAUSE.search(text)
    return text[: clause.start()] if clause else text


def _drop_loose_end(text: str, key: str) -> str:
    """Drop the last words of a text as long as they tie it to what is no longer there."""
    joints = _load_joints(key)
    words = text.rstrip(_SIGNS).split(" ")
    while len(words) > 1 and any(
        fold(" ".join(words[-count:])).strip(_SIGNS) in joints for count in (1, 2)
    ):
        words.pop()
    return " ".join(words).rstrip(_SIGNS)


def strip_filler(text: str) -> str:
    """Cut the openings and closings that say nothing, as long as something is left."""
    text = _ASIDE.sub("", _NUMBER.sub("", _ACCENT.sub("È ", text)))
    text = cut_reason(_strip_of_those(_strip_seeking(_YEARS.sub("", text))))
    for _ in range(6):
        rest = _strip_opening(text)
        if rest == text:
            break
        led = _LED.match(rest)
        # "In einem jungen Betrieb" keeps the word that has bent its article.
        text = rest[led.end() :] if led and not _BOUND.match(rest, led.end()) else rest
    for _ in range(2):
        closing = _load_closings().search(fold_evenly(text))
        if closing and closing.start() > 0:
            text = text[: closing.start()]
    kept = _close(text, keep=True).rstrip(" ,:;-")
    if kept.split(" ")[-1].casefold() in _load_joints("open"):
        kept = _drop_loose_end(kept, "open")
    return kept[:1].upper() + kept[1:]


def _strip_seeking(text: str) -> str:
    found = _SEEKING.match(fold_evenly(text))
    return text[found.end() :] if found else text


def _strip_of_those(text: str) -> str:
    found = _OF_THOSE.match(fold_evenly(text))
    return text[found.end() :] if found else text


def _end_word(opening: str) -> str:
    """Let an opening end where a word does: with a space, unless it has an apostrophe."""
    return opening if opening.endswith("'") else f"{opening} "


@cache
def _load_ended_openings() -> tuple[str, ...]:
    return tuple(map(_end_word, _load_openings()))


def _find_opening(folded: str, start: int) -> str:
    """Find the opening that stands in a place; empty if none does."""
    if not folded.startswith(_load_ended_openings(), start):
        return ""
    return next(one for one in _load_openings() if folded.startswith(_end_word(one), start))


def _strip_opening(text: str) -> str:
    article = _ARTICLE.match(text)
    start = article.end() if article else 0
    folded = fold_evenly(text)
    opening = _find_opening(folded, 0)
    if not opening and start:
        opening = folded[:start] + _find_opening(folded, start)
    if opening.startswith(_EXPERIENCES) and (find_durations(folded) or _ACCENTED.match(text)):
        # "Experience in sales, two years", "Expérience professionnelle": the rest says nothing.
        return text
    rest = text[len(opening) :].strip(" ,:-")
    # "Expérience exigée de 6 mois" without its first word says nothing, nor "einem CAD-Programm".
    is_bound = _BOUND.match(rest) or load_marks().match(fold(rest))
    return text if not rest or is_bound else rest


def is_condition(title: str) -> bool:
    """Tell whether a statement is of hours that somebody agrees to, not of work or knowledge."""
    return load_signs("condition").search(fold(title)) is not None
