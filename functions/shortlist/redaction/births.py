"""Dates of birth and ages; dates of work are left alone."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import BIRTH_DATE, Span

_MONTH = (
    r"(?:jan|feb|fev|mar|maerz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aou|ago|sep|okt|oct|nov|noi"
    r"|dec|dez|dic|des|sty|lut|kwi|maj|cze|lip|sie|wrz|paz|lis|gru|mrt|maa|oca|sub|nis|haz|tem|agu|eyl|eki|kas|ara|ian|iun|iul|ene|gen|mag|giu|lug|set|ott|[а-я]{3})[^\W\d_]{0,9}\.?"  # noqa: RUF001
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
    r"(?:(?:i was |was )?born|geboren(?: (?:wurde|bin) ich)?"
    r"|geb\.|nee? le|nacid[oa]|naci|nasci"
    r"|nascut[a]?|nat[oa](?= (?:il|nel) )|nascid[oa]|родил(?:ся|ась)"
    r"|f(?:odd|odt|\.)|nee? en|ur\.|jg\.?"
    r"|jahrgang|classe|\*"
    r"|(?P<label>date of birth|birth ?date|birthday|d\.?o\.?b\.?|geburtsdatum|fecha de nacimiento"
    r"|data nasterii|date de naissance))"
    rf"[ :,.(–-]{{0,3}}{_PLACE}?[ ]?"  # noqa: RUF001
    r"(?:(?:on|in|am|im|le|el|en|la|the|il|nel|em|w|the year|data de|pe) ){0,2}"
    rf"(?P<date>{_DATE}){_PLACE}?"
)
_BORN_BEHIND = re.compile(
    rf"\b(?:am )?(?:{_DATE})(?:,? in [^\W\d_]{{2,30}}(?:[ -][^\W\d_]{{2,30}})?)?"
    r" (?:geboren|dogumlu)\b"
)
# Whatever stands between: "urodziłam się w Bochni dnia 3 lutego 1979".
_WHOLE_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.|º)? {0,2}(?:[./-] ?\d{1,2}[./-] ?|(?:of |de )?"
    rf"{_MONTH} (?:del? )?)(?:19|20)\d\d|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)
_BORN_SOMEWHERE = re.compile(
    r"\b(?:born|geboren|nac[ií]|nacid[oa]|nasci|nascid[oa]|nascut[a]?|nat[oa]|nee|urodz\w{1,6}"
    rf"|fodd|fodt|geb|dogum\w*)\b[^\d\n;|\x01]{{1,40}}?(?P<date>\b{_WHOLE_DATE})\b"
)
_UNIT = (
    r"(?:[ -]years?[ -](?:old|of age)|[ -]?yrs?[ -]old| y/o| yo| ans| (?:de )?ani| anos| anni"
    r"| lat\w?| jahre?(?: alt| jung)?| jaar(?: oud| jong)?| ar(?: gammal)?| yasinda\w*)"
)
# "Tengo 15 años de experiencia" tells no age.
_OF_WORK = (
    r"(?! ?(?:of |de |d'|di |da |w |in |en |im |i )?(?:exp|esp|dosw|berufs|erfahr|ervar|prac|prax"
    r"|praktyk|pracy|stazu|vechime|antigu|ancien|anzian|tatig|erfarenhet|erfaring|betrieb|branche))"
)
_OWN_AGE = re.compile(
    r"\b(?:(?:i'm|i am|ich bin|ich werde|j'ai|j ai|ik ben|jag ar|jeg er|jestem) "
    rf"([1-7]\d)(?:{_UNIT})?"
    r"(?= ?(?:[.,;:)!\x01–-]|$| (?:and|und|et|y|e|si|i|en|og|och|from|with)\b))"  # noqa: RUF001
    rf"|(?:am|ho|tengo|tenho|mam|at the age of) ([1-7]\d){_UNIT}"
    r"|(?:ich bin|ik ben|als|jestem|jag ar|jeg er|mit) (?:eine?n?r? |een |en )?([1-7]\d)"
    r"[ -]?(?:jahrige?[nrs]?|jarige?|letni\w{0,2}|aring)"
    rf"|(?:soy|sou|sono|je suis|sunt) [^.;,\n\d]{{1,40}} (?:de|di|da|cu) ([1-7]\d){_UNIT})"
    rf"(?!\w){_OF_WORK}",
    re.MULTILINE,
)
_AGE_IN_WORDS = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"[ -]years?[ -]old\b"
)
_AGE = re.compile(
    r"(?:\b(?:aged?|alter|age de|agee de|varsta de|edad de|eta di|tengo|tenho|wiek|mam"
    r"|(?:wo)?man of)[ :]{1,2}(?:de )?(?<![\d-])"
    r"([1-7]\d)(?: years?(?: old)?| ans| ani| de ani| anos| lat| jahre(?: alt)?)?+"
    rf"(?![\d%+-]| ?[-–] ?\d| (?:and|or|to) ){_OF_WORK}"  # noqa: RUF001
    r"|(?<![\d.,–-])\b([1-7]\d)"  # noqa: RUF001
    r"(?:[ -]years?[ -]old|[ -]?yr[ -]old| y/o| jahre alt| anos de edad| ani impliniti)\b)"
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:child(?:ren)?|patients?|kids?|students?|residents?|pupils?|people|persons?|adults?|boys?"
    r"|girls?|men|women|clients?|users?|over|under|till|until|than|between|from|members|youth|an?)\W{1,3}"
    r"(?:(?:who|that) (?:is|are|were) |were |are |the )?\Z"
)
_OF_ONESELF = (" am a ", " am an ", "i'm a ", " as a ", "\nas a ", "\nam a ", " am a fit ")
_OTHERS_AFTER = re.compile(
    r"[ -](?:child|patient|kid|boy|girl|student|resident|pupil|compan|firm|business|build|system"
    r"|code|platform|brand|school|legacy|organi|process|machine|product|house|institution|tree)"
)
_FULL_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.)?[ ./-]+(?:\w+[ ./-]+)?\d{4}")
_BARE_AGE = re.compile(
    r"(?:(?<=[|•·;\t\n,(])|(?<= [-–—])|^) ?"  # noqa: RUF001
    r"([2-6]\d (?:years old|ans|ani|de ani|anos|anni|jahre|jaar|lat)|lat [2-6]\d)"
    r"(?= ?(?:[|•·;\t,).]|[-–—] |$))",  # noqa: RUF001
    re.MULTILINE,
)
_I_AM = re.compile(r"\b(?:i'm|i am|ich bin|j'ai|ik ben|jag ar|jeg er) \d\d\b")
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
        for match in _BORN_SOMEWHERE.finditer(folded):
            yield Span(*match.span("date"), BIRTH_DATE)
    if not page.words.isdisjoint(("geboren", "dogumlu")):
        for match in _BORN_BEHIND.finditer(folded):
            yield Span(*match.span(), BIRTH_DATE)
    if page.has_any("age_sign") or "y/o" in folded or _I_AM.search(folded):
        yield from _find_ages(folded)
    for start, end in page.contact_bounds():
        yield from _find_bare_dates(folded, start, end)


def _find_ages(folded: str) -> Iterator[Span]:
    for match in _AGE.finditer(folded):
        if _is_own_age(folded, match):
            yield Span(match.start(), match.end(), BIRTH_DATE)
    for match in _OWN_AGE.finditer(folded):
        yield Span(match.start(match.lastindex or 0), match.end(), BIRTH_DATE)
    for match in _AGE_IN_WORDS.finditer(folded):
        if _is_own(folded, match.start(), match.end()):
            yield Span(*match.span(), BIRTH_DATE)


def _is_own_age(folded: str, match: re.Match[str]) -> bool:
    is_age = 15 <= int(match[1] or match[2]) <= 79
    return is_age and _is_own(folded, match.start(), match.end())


def _is_own(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - _LOOK_BACK) : start]
    is_own = not _OTHERS_BEFORE.search(before) or before.endswith(_OF_ONESELF)
    return is_own and not _OTHERS_AFTER.match(folded, end)


def _find_bare_dates(folded: str, start: int, end: int) -> Iterator[Span]:
    """Find a whole date that stands by itself in a contact line."""
    for match in _SEGMENT.finditer(folded, start, end):
        segment = match[0].partition(" (")[0].strip(" ,*")
        if _FULL_DATE.fullmatch(segment) and int(segment[-4:]) <= _LATEST_BIRTH:
            first = match.start() + match[0].index(segment)
            yield Span(first, first + len(segment), BIRTH_DATE)
        for part in _BARE_AGE.finditer(folded, *match.span()):
            yield Span(*part.span(1), BIRTH_DATE)
