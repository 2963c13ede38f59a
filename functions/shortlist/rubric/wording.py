"""The words of a criterion: a title without filler, cut where a clause ends, and five levels."""

import re
from functools import cache

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.post_words import read_lines
from shortlist.words.tokens import fold

_NUMBER = re.compile(r"^\s{0,5}\(?\d{1,2}[.)]\s{1,5}")
_YEARS = re.compile(
    r"^(?:at least|minimum(?: of)?|over|more than)?\s?"
    r"\(?\d{1,2}\s?\+?\s?(?:[-\u2013]\s?\d{1,2}\s?\+?)?\)?\s?(?:years?|yrs?)['\u2019]?"
    r"(?: of)?(?: \w{1,20}){0,2}? ?experience (?:in|with|of|as|using) ",
    re.IGNORECASE,
)
# "We need a clerk who can ...", "Wir wünschen uns eine Kollegin mit ...": folded.
_SEEKING = re.compile(
    r"^(?:\w+ ){0,2}?(?:we'd like to hear from people with|we're after someone with"
    r"|i can only take people who"
    r"|we (?:want|need|seek|are (?:looking for|seeking)) an? [^,.;]{3,40}? (?:who|with)"
    r"|wir (?:suchen|wunschen uns|brauchen) [^,.;]{3,60}? mit"
    r"|nous (?:re)?cherchons [^,.;]{3,60}? avec"
    r"|(?:buscamos|cerchiamo) [^,.;]{3,60}? con"
    r"|(?:cautam|avem nevoie de) [^,.;]{3,60}? cu"
    r"|(?:szukamy|potrzebujemy) [^,.;]{3,60}? z) (?:can |is |has |have |hold |will )?"
)
_ASIDE = re.compile(r"\s{0,3}\((?:required|preferred|optional|desired|mandatory)\)", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:(\u2013]| and | or | to | in order | for | with | as | that | which "
)
_EDGE = " ,:;-\u2013(/&"
_SHORTEST_CLAUSE = 0.5
# A ladder for work done, another for facts.
_LADDER = (
    "Nothing in the resume points to it: {title}.",
    "Named in a skill list or in passing, with no use shown: {title}.",
    "Used in a project, a course or in education: {title}.",
    "Part of the work in at least one role: {title}.",
    "Part of the work in a recent role, with an outcome the resume states: {title}.",
)
_FACT_LADDER = (
    "Nothing in the resume points to it, or a line denies it: {title}.",
    "Named, but expected, run out, or with nothing that verifies it: {title}.",
    "Something close to it, or less of it than asked for: {title}.",
    "Held, as a line says: {title}.",
    "Held in full, as a line says: {title}.",
)


@cache
def _load_openings() -> tuple[str, ...]:
    return tuple(sorted(read_lines("openings.txt"), key=len, reverse=True))


@cache
def _load_closings() -> re.Pattern[str]:
    words = sorted(read_lines("closings.txt"), key=len, reverse=True)
    return re.compile(
        r"[\s,(\u2013-]{1,5}(?:" + "|".join(map(re.escape, words)) + r")[\s).!]{0,3}$"
    )


def shorten(text: str, longest: int) -> str:
    """Cut a text where a clause ends, or at a word's end when that would lose too much."""
    if len(text) <= longest:
        return text
    ends = [match.start() for match in _CLAUSE_END.finditer(text[: longest + 1])]
    end = ends[-1] if ends and ends[-1] >= longest * _SHORTEST_CLAUSE else 0
    cut = text[:end] if end else text[:longest].rsplit(" ", 1)[0]
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")]
    return cut.rstrip(_EDGE) or text[:longest]


def strip_filler(text: str) -> str:
    """Cut the openings and closings that say nothing, as long as something is left."""
    text = _ASIDE.sub("", _NUMBER.sub("", text))
    text = _strip_seeking(_YEARS.sub("", text))
    for _ in range(6):
        rest = _strip_opening(text)
        if rest == text:
            break
        text = rest
    closing = _load_closings().search(fold(text))
    if closing and len(fold(text)) == len(text) and closing.start() > 0:
        text = text[: closing.start()].rstrip(" ,:;-")
    return text[:1].upper() + text[1:]


def _strip_seeking(text: str) -> str:
    folded = fold(text)
    found = _SEEKING.match(folded)
    return text[found.end() :] if found and len(folded) == len(text) else text


def _end_word(opening: str) -> str:
    """Let an opening end where a word does: with a space, unless it has an apostrophe."""
    return opening if opening.endswith("'") else f"{opening} "


def _strip_opening(text: str) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        return text
    opening = next((one for one in _load_openings() if folded.startswith(_end_word(one))), "")
    return text[len(opening) :].strip(" ,:-") or text


def write_levels(title: str) -> tuple[str, ...]:
    """Write the anchors for levels 0 to 4: of work done, or of a fact that is held or not."""
    kind = find_need_kind(title)
    ladder = _LADDER if kind in (None, "words", "experience") else _FACT_LADDER
    return tuple(text.format(title=title) for text in ladder)
