"""Dates of birth and ages; dates of work are left alone."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import BIRTH_DATE, Span

_MONTH = (
    r"(?:jan|feb|fev|mar|maerz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aou|ago|sep|okt|oct|nov|noi"
    r"|dec|dez|dic|des|ian|iun|iul|ene|gen|mag|giu|lug|set|ott|[а-я]{3})[^\W\d_]{0,9}\.?"  # noqa: RUF001
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º)? {{0,2}}(?:[./-] ?\d{{1,2}}[./-] ?|(?:of |de )?{_MONTH} "
    rf"(?:del? )?)(?:\d{{4}}|\d{{2}}(?!\d))"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    rf"|(?:{_MONTH} )?(?:19|20)\d\d)"
)
_PLACE = (
    r"(?:,? (?:in|at|a|en|la|zu) (?:bad |sankt |st\. |san |santa |saint |new |los |las )?"
    r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30}){0,3})"
)
_BORN = re.compile(
    r"(?:\b|(?<=\n)(?=\*))"
    r"(?:(?:i was |was )?born|geboren|geb\.|nee? le|nacid[oa]"
    r"|nascut[a]?|nat[oa] il|nascid[oa]|родил(?:ся|ась)|f(?:odd|odt|\.)|nee? en|ur\.|jg\.?"
    r"|jahrgang|classe|\*"
    r"|(?P<label>date of birth|birth ?date|birthday|d\.?o\.?b\.?|geburtsdatum|fecha de nacimiento"
    r"|data nasterii|date de naissance))"
    rf"[ :,.(–-]{{0,3}}{_PLACE}?[ ]?"  # noqa: RUF001
    r"(?:(?:on|in|am|im|le|el|en|la|the|il|em|the year|data de|pe) ){0,2}"
    rf"(?P<date>{_DATE}){_PLACE}?"
)
_BORN_BEHIND = re.compile(
    rf"\b(?:am )?(?:{_DATE})(?:,? in [^\W\d_]{{2,30}}(?:[ -][^\W\d_]{{2,30}})?)?"
    r" (?:geboren|dogumlu)\b"
)
_AGE = re.compile(
    r"(?:\b(?:aged?|alter|age de|agee de|varsta de|edad de|eta di|tengo|tenho|wiek|mam"
    r"|(?:wo)?man of)[ :]{1,2}(?:de )?(?<![\d-])"
    r"([1-7]\d)(?: years?(?: old)?| ans| ani| de ani| anos| lat| jahre(?: alt)?)?+"
    r"(?![\d%+-]| ?[-–] ?\d| (?:and|or|to) )"  # noqa: RUF001
    r"|(?<![\d.,–-])\b([1-7]\d)"  # noqa: RUF001
    r"(?:[ -]years?[ -]old|[ -]?yr[ -]old| y/o| jahre alt| anos de edad| ani impliniti)\b)"
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:child(?:ren)?|patients?|kids?|students?|residents?|pupils?|people|persons?|adults?|boys?"
    r"|girls?|men|women|clients?|users?|over|under|till|until|than|between|from|members|youth|an?)\W{1,3}"
    r"(?:(?:who|that) (?:is|are|were) |were |are |the )?\Z"
)
_OTHERS_AFTER = re.compile(
    r"[ -](?:child|patient|kid|boy|girl|student|resident|pupil|compan|firm|business|build|system"
    r"|code|platform|brand|school|legacy|organi|process|machine|product|house|institution|tree)"
)
_FULL_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.)?[ ./-]+(?:\w+[ ./-]+)?\d{4}")
_BARE_AGE = re.compile(
    r"(?:(?<=[|•·;\t\n,(])|(?<= [-–—])|^) ?"  # noqa: RUF001
    r"([2-6]\d (?:years old|ans|ani|de ani|anos|anni|jahre|jaar|lat))"
    r"(?= ?(?:[|•·;\t,).]|[-–—] |$))",  # noqa: RUF001
    re.MULTILINE,
)
_SEGMENT = re.compile(r"[^|•·;\t\n]+")
_LATEST_BIRTH = 2010
_LOOK_BACK = 40


def find_births(page: Page) -> Iterator[Span]:
    """Find dates of birth, and ages where they are the candidate's."""
    folded = page.folded
    if page.has_any("birth_sign") or "d.o.b" in folded or "\n*" in folded:
        for match in _BORN.finditer(folded):
            start = match.start("date") if match["label"] else match.start()
            yield Span(start, match.end(), BIRTH_DATE)
    if not page.words.isdisjoint(("geboren", "dogumlu")):
        for match in _BORN_BEHIND.finditer(folded):
            yield Span(*match.span(), BIRTH_DATE)
    if page.has_any("age_sign") or "y/o" in folded:
        for match in _AGE.finditer(folded):
            if _is_own_age(folded, match):
                yield Span(match.start(), match.end(), BIRTH_DATE)
    for start, end in page.contact_bounds():
        yield from _find_bare_dates(folded, start, end)


def _is_own_age(folded: str, match: re.Match[str]) -> bool:
    years = int(match[1] or match[2])
    before = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
    is_own = not _OTHERS_BEFORE.search(before) or before.endswith((" am a ", "i'm a ", " as a "))
    return 15 <= years <= 79 and is_own and not _OTHERS_AFTER.match(folded, match.end())


def _find_bare_dates(folded: str, start: int, end: int) -> Iterator[Span]:
    """Find a whole date that stands by itself in a contact line."""
    for match in _SEGMENT.finditer(folded, start, end):
        segment = match[0].partition(" (")[0].strip(" ,*")
        if _FULL_DATE.fullmatch(segment) and int(segment[-4:]) <= _LATEST_BIRTH:
            first = match.start() + match[0].index(segment)
            yield Span(first, first + len(segment), BIRTH_DATE)
        for part in _BARE_AGE.finditer(folded, *match.span()):
            yield Span(*part.span(1), BIRTH_DATE)
