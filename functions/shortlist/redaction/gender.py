"""Words that tell a gender: forms of address, what people call themselves, and pronouns.

All pronouns become one placeholder, so that a resume reads the same whoever it is about.
"""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import GENDER, THEY, Span
from shortlist.redaction.vocabulary import WordKind, load_words

PRODUCT_AFTER = re.compile(
    r"(?:office|excel|word|access|sql|project|powerpoint|power|outlook|windows|visio|dynamics|teams"
    r"|sharepoint|azure|paint|dos|visual|asp|exchange|publisher|onenote|in|degree|developer)\b"
)
_KIN = re.compile(
    r"\b(?:as|am|i'm|being|proud|devoted|single|stay-at-home|family|working) (?:an? )?(?:young )?"
    r"(mothers?|fathers?|mum|mom|dad|daughter|son|wife|husband|m[ae]n|wom[ae]n|lady|gentleman)\b"
    r"|\b(mother|father|mum|mom|dad) of (?:\d|an?\b|one|two|three|four|five)"
    r"|\bmy (wife|husband|girlfriend|boyfriend)\b"
    r"|\b((?:m|p)aternity)[ -]leave\b"
    r"|\x01 (m[ae]n|wom[ae]n|lady|guy|gentleman|father|mother|(?:fe)?male|frau|mann|mutter|vater"
    r"|mujer|hombre|femme|homme|donna|uomo|kobieta|mezczyzna|vrouw|mulher|homem|kvinna|kvinne|femeie|barbat)\b"
)
_WORDS_OF_FORMS = re.compile(
    r"(?:^|(?<=[|•·;,\t]))[ ]{0,3}(m|w|f|male|female|mannlich|weiblich|masculin|feminine?"
    r"|masculino|femenino|hombre|mujer|homme|femme|barbat|femeie|maschio|femmina|mann|frau|man|woman)"
    r"[ ]{0,3}(?=$|[|•·;,\t])"
)
# Labels that decline: "Née le : ", "Nacida el", "Urodzona".
_BORN = re.compile(
    r"(?:^|(?<=[|•\n*-] )|(?<=[|•*\n]))[ ]{0,3}(nee?(?:\(e\))?(?: le| a)?|nacid[oa](?: el| en)?"
    r"|nascut[a]?(?: la(?: data de)?| in)?|nat[oa](?: il| a)?|nascid[oa](?: em| a)?|urodzon[ya]"
    r"|родил(?:ся|ась)|zamieszkal[ya]|domicilie?e?)"
    r"(?=[*]{0,2} {0,20}[:\x01]| {2,}| [-–] |[*|]| \||$)",  # noqa: RUF001
    re.MULTILINE,
)
_DECLARED = re.compile(
    r"\b(?:she|he|they) ?/ ?(?:her|him|them|they|his|s?he(?= ?/ ?(?:they|her|him|his)))"
    r"(?: ?/ ?(?:hers|his|theirs|they|them|her|him))?\b"
)
_DECLARED_SIGNS = ("he/", "he /", "they/", "they /")
_PRONOUN = re.compile(r"\b[HhSs](?:e|he|im|er|is|ers|imself|erself)\b(?:/[Hh]er|/[Hh]im)?")
_TITLE_AFTER = re.compile(r" (?:majesty|highness|excellency|honou?r|grace)\b")

_START = r"(?:(?<=^)|(?<=\n)|(?<=[.!?•*:-] ))"
# A language, its pronouns, and those that count at the start of a sentence only: German "Sie"
# elsewhere is a polite "you".
_LANGUAGES: tuple[tuple[WordKind, re.Pattern[str]], ...] = (
    (
        "german",
        re.compile(
            r"\b(?:er|sie|ihn|ihm|ihr(?:e[rmns]?)?|sein(?:e[rmns]?)?)\b"
            rf"|{_START}(?:Er|Sie|Ihm|Ihr(?:e[rmns]?)?|Sein(?:e[rmns]?)?)\b"
        ),
    ),
    ("french", re.compile(rf"\b(?:ils?|elles?|lui)\b|{_START}(?:Ils?|Elles?|Lui)\b")),
    ("spanish", re.compile(rf"\b(?:él|ellas?|ellos)\b|{_START}(?:Él|Ellas?|Ellos)\b")),
    (
        "romanian",
        re.compile(
            rf"\b(?:el|ea|lui|ei|d[aâ]nsul|d[aâ]nsa)\b|{_START}(?:El|Ea|Lui|Ei|D[aâ]nsul|D[aâ]nsa)\b"
        ),
    ),
)


def find_gender(page: Page) -> Iterator[Span]:
    """Find the words, pronouns apart, that tell a gender."""
    if page.has_any("birth_sign"):
        for match in _BORN.finditer(page.folded):
            yield Span(*match.span(1), GENDER)
    if page.has_any("kin_sign"):
        for match in _KIN.finditer(page.folded):
            yield Span(*match.span(match.lastindex or 0), GENDER)
    for start, end in page.contact_bounds():
        for match in _WORDS_OF_FORMS.finditer(page.folded[start:end]):
            yield Span(start + match.start(1), start + match.end(1), GENDER)


def find_pronouns(page: Page) -> Iterator[Span]:
    """Find pronouns that tell a gender, in the languages that the text is written in."""
    if page.has_any("pronoun"):
        yield from _find_declared(page)
        yield from _find_english(page)
    for language, pronouns in _LANGUAGES:
        if page.is_in(language):
            for match in pronouns.finditer(page.text):
                yield Span(match.start(), match.end(), THEY)


def _find_declared(page: Page) -> Iterator[Span]:
    """Find "she/her" and its like, which people write below their names."""
    if any(sign in page.folded for sign in _DECLARED_SIGNS):
        for match in _DECLARED.finditer(page.folded):
            yield Span(match.start(), match.end(), GENDER)


def _find_english(page: Page) -> Iterator[Span]:
    for match in _PRONOUN.finditer(page.text):
        word = page.folded[match.start() : match.end()].partition("/")[0]
        if word in load_words("pronoun") and not _TITLE_AFTER.match(page.folded, match.end()):
            yield Span(match.start(), match.end(), THEY)
