"""Words that tell a gender: forms of address, and what people call themselves."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import GENDER, Span

_TITLE = re.compile(
    r"\b(?:M(?:r|rs|s|iss|x)\b\.?|Herrn?|Frau|Fräulein|Madame|Mademoiselle|Monsieur|Mme|Mlle"
    r"|Señora?|Señorita|Srta?\b\.|Sra\b\.?|Domnul|Doamna|Domnișoara|Dl\.|Dna\.?|D-na|D-l)"
    r" (?=[^\W\d_a-z])"
)
PRODUCT_AFTER = re.compile(
    r"(?:office|excel|word|access|sql|project|powerpoint|power|outlook|windows|visio|dynamics|teams"
    r"|sharepoint|azure|paint|dos|visual|asp|exchange|publisher|onenote|in|degree|developer)\b"
)
_SEX = re.compile(r"\b(?:fe)?male\b")
_SEX_OF_OTHERS = re.compile(
    r"(?:s\b|[ -]?(?:/|and|or|&) ?(?:fe)?male|-to-|(?: [\w-]{1,20}){0,2} (?:patient|client|customer"
    r"|resident|student|inmate|prisoner|offender|youth|adult|child|population|group|section|ward|unit|team|athlete"
    r"|employee|worker|staff|audience|health|anatomy|reproductive|condom|catheter|connector|thread"
    r"|leader|founder|entrepreneur|applicant|member|consumer|shopper|user|fraternal|connect))"
)
_SEX_BEFORE = re.compile(r"(?:(?:fe)?male ?(?:/|and|or|&) ?|to-)\Z")
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
_LOOK_BACK = 12
# Labels that decline: "Née le : ", "Nacida el", "Urodzona".
_BORN = re.compile(
    r"(?:^|(?<=[|•\n*-] )|(?<=[|•*\n]))[ ]{0,3}(nee?(?:\(e\))?(?: le| a)?|nacid[oa](?: el| en)?"
    r"|nascut[a]?(?: la(?: data de)?| in)?|nat[oa](?: il| a)?|nascid[oa](?: em| a)?|urodzon[ya]"
    r"|родил(?:ся|ась)|zamieszkal[ya]|domicilie?e?)"
    r"(?=[*]{0,2} {0,20}[:\x01]| {2,}| [-–] |[*|]| \||$)",  # noqa: RUF001
    re.MULTILINE,
)


def find_gender(page: Page) -> Iterator[Span]:
    """Find the words, pronouns apart, that tell a gender."""
    if page.has_any("address_sign"):
        yield from _find_titles(page)
    if not page.words.isdisjoint(("male", "female")):
        yield from _find_sexes(page.folded)
    if page.has_any("birth_sign"):
        for match in _BORN.finditer(page.folded):
            yield Span(*match.span(1), GENDER)
    if page.has_any("kin_sign"):
        for match in _KIN.finditer(page.folded):
            yield Span(*match.span(match.lastindex or 0), GENDER)
    for start, end in page.contact_bounds():
        for match in _WORDS_OF_FORMS.finditer(page.folded[start:end]):
            yield Span(start + match.start(1), start + match.end(1), GENDER)


def _find_titles(page: Page) -> Iterator[Span]:
    for match in _TITLE.finditer(page.text):
        if not PRODUCT_AFTER.match(page.folded, match.end()):
            yield Span(match.start(), match.end() - 1, GENDER)


def _find_sexes(folded: str) -> Iterator[Span]:
    """Find "male" and "female", where they do not tell of patients, students or users."""
    for match in _SEX.finditer(folded):
        before = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not _SEX_BEFORE.search(before) and not _SEX_OF_OTHERS.match(folded, match.end()):
            yield Span(match.start(), match.end(), GENDER)
