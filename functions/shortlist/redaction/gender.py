"""Words that tell a person's gender: pronouns, forms of address, and what people call themselves.

Every pronoun becomes the same placeholder, so that a resume reads the same whoever it is about.
"""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import GENDER, THEY, Span

_DECLARED = re.compile(
    r"\b(?:she|he|they)\s?/\s?(?:her|him|them|they|his|(?:s?he)(?=\s?/\s?(?:they|her|him|his)))"
    r"(?:\s?/\s?(?:hers|his|theirs|they|them|her|him))?\b"
)
_PRONOUN = re.compile(r"\b[HhSs](?:e|he|im|er|is|ers|imself|erself)\b(?:/[Hh]er|/[Hh]im)?")
_PRONOUNS = frozenset("he she him her his hers himself herself".split())
_NO_PRONOUN_BEFORE = re.compile(r" (?:majesty|highness|excellency|honou?r|grace)\b")
_CAPITALS = re.compile(r"\b(?:SHE|HIM|HERS|HIMSELF|HERSELF|HE|HER|HIS)\b")
_CERTAIN_CAPITALS = frozenset(["SHE", "HIMSELF", "HERSELF"])
_EITHER = re.compile(r"\bs/he\b|\(s\)he\b")

_TITLE = re.compile(
    r"\b(?:M(?:r|rs|s|iss|x)\b\.?|Herrn?|Frau|Fräulein|Madame|Mademoiselle|Monsieur|Mme|Mlle"
    r"|Señora?|Señorita|Srta?\b\.|Sra\b\.?|Domnul|Doamna|Domnișoara|Dl\.|Dna\.?|D-na|D-l)"
    r" (?=[^\W\d_a-z])"
)
_TITLE_SIGNS = ("Mr ", "Mr.", "Mrs", "Ms ", "Ms.", "Miss ", "Mx", "Herr", "Frau ", "Fräu", "Madame ",
                "Mademo", "Monsieur", "Mme ", "Mlle ", "Señor", "Srt", "Sra", "Domn", "Doamna", "Dl.",
                "Dna", "D-na", "D-l")  # fmt: skip
_PRODUCT_AFTER = re.compile(
    r"(?:office|excel|word|access|sql|project|powerpoint|power|outlook|windows|visio|dynamics|teams"
    r"|sharepoint|azure|paint|dos|exchange|publisher|onenote|in|degree|developer)\b"
)
_SEX = re.compile(r"\b(?:fe)?male\b")
_SEX_OF_OTHERS = re.compile(
    r"(?:s\b|[ -]?(?:/|and|or|&) ?(?:fe)?male|-to-|(?: [\w-]{1,20}){0,2} (?:patient|client|customer|resident|student"
    r"|inmate|prisoner|offender|youth|adult|child|population|group|section|ward|unit|team|athlete"
    r"|employee|worker|staff|audience|health|anatomy|reproductive|condom|catheter|connector|thread"
    r"|leader|founder|entrepreneur|applicant|member|consumer|shopper|user|fraternal|connect))"
)
_SEX_BEFORE = re.compile(r"(?:(?:fe)?male ?(?:/|and|or|&) ?|to-)$")
_KIN = re.compile(
    r"\b(?:as|am|i'm|being|proud|devoted|single|stay-at-home|family|working) (?:an? )?(?:young )?"
    r"(mothers?|fathers?|mum|mom|dad|daughter|son|wife|husband|m[ae]n|wom[ae]n|lady|gentleman)\b"
    r"|\b(mother|father|mum|mom|dad) of (?:\d|an?\b|one|two|three|four|five)"
    r"|\bmy (wife|husband|girlfriend|boyfriend)\b"
    r"|\b((?:m|p)aternity)[ -]leave\b"
)
_KIN_SIGNS = (" mother", " father", " mum", " mom ", " dad", " daughter", " son ", " wife", " husb",
              " man ", " man.", " man,", " woman", " lady", " gentlem", "lfriend", "oyfriend",
              "ternity", "\nmother", "\nfather")  # fmt: skip
_WORDS_OF_FORMS = re.compile(
    r"(?:^|(?<=[|•·;,\t]))[ ]{0,3}(fe|m|w|f|male|female|mannlich|weiblich|masculin|feminine?|masculino"
    r"|femenino|hombre|mujer|homme|femme|barbat|femeie|maschio|femmina|mann|frau|man|woman)"
    r"[ ]{0,3}(?=$|[|•·;,\t])"
)

_START = r"(?:(?<=^)|(?<=\n)|(?<=[.!?•*:-] ))"
# Words by which a language is known, its pronouns, and those that count at a sentence's start only.
_LANGUAGES = (
    (
        (" und ", " der ", " die ", " mit ", " fur ", " im ", " bei ", " von "),
        re.compile(
            r"\b(?:er|sie|ihn|ihm|ihr(?:e[rmns]?)?|sein(?:e[rmns]?)?)\b"
            rf"|{_START}(?:Er|Sie|Ihm|Ihr(?:e[rmns]?)?|Sein(?:e[rmns]?)?)\b"
        ),
    ),
    (
        (" et ", " les ", " des ", " pour ", " dans ", " avec ", " une ", " du "),
        re.compile(rf"\b(?:ils?|elles?|lui)\b|{_START}(?:Ils?|Elles?|Lui)\b"),
    ),
    (
        (" y ", " los ", " las ", " para ", " con ", " una ", " del ", " por "),
        re.compile(rf"\b(?:él|ellas?|ellos)\b|{_START}(?:Él|Ellas?|Ellos)\b"),
    ),
    (
        (" si ", " pentru ", " din ", " prin ", " este ", " sunt ", " cu ", " echipa "),
        re.compile(
            rf"\b(?:el|ea|lui|ei|dansul|dansa|dânsul|dânsa)\b|{_START}(?:El|Ea|Lui|Ei|Dânsul|Dânsa)\b"
        ),
    ),
)
_FEWEST_WORDS_OF_A_LANGUAGE = 4


def find_gender(page: Page) -> Iterator[Span]:
    """Find the words that tell a gender."""
    yield from _find_declared(page)
    yield from _find_pronouns(page)
    yield from _find_titles(page)
    yield from _find_words(page)
    yield from _find_foreign_pronouns(page)


def _find_declared(page: Page) -> Iterator[Span]:
    if any(sign in page.folded for sign in ("he/", "he /", "hey/", "s/he", "(s)")):
        for match in _DECLARED.finditer(page.folded):
            yield Span(match.start(), match.end(), GENDER)
        for match in _EITHER.finditer(page.folded):
            yield Span(match.start(), match.end(), THEY)


def _find_pronouns(page: Page) -> Iterator[Span]:
    for match in _PRONOUN.finditer(page.text):
        is_pronoun = page.folded[match.start() : match.end()].partition("/")[0] in _PRONOUNS
        if is_pronoun and not _NO_PRONOUN_BEFORE.match(page.folded, match.end()):
            yield Span(match.start(), match.end(), THEY)
    if not any(sign in page.text for sign in ("HE", "HIM", "HIS")):
        return
    for match in _CAPITALS.finditer(page.text):
        if match[0] in _CERTAIN_CAPITALS or _is_in_capitals(page.text, match.start(), match.end()):
            yield Span(match.start(), match.end(), THEY)


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words around are in capitals too, so that these are no abbreviation."""
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    around = before.rpartition("\n")[2] + after.partition("\n")[0]
    return around.isupper() and sum(map(str.isalpha, around)) > 4


def _find_titles(page: Page) -> Iterator[Span]:
    if not any(sign in page.text for sign in _TITLE_SIGNS):
        return
    for match in _TITLE.finditer(page.text):
        if not _PRODUCT_AFTER.match(page.folded, match.end()):
            yield Span(match.start(), match.end() - 1, GENDER)


def _find_words(page: Page) -> Iterator[Span]:
    folded = page.folded
    if "male" in folded:
        for match in _SEX.finditer(folded):
            before = folded[max(0, match.start() - 12) : match.start()]
            if not _SEX_BEFORE.search(before) and not _SEX_OF_OTHERS.match(folded, match.end()):
                yield Span(match.start(), match.end(), GENDER)
    if any(sign in folded for sign in _KIN_SIGNS):
        for match in _KIN.finditer(folded):
            yield Span(*match.span(match.lastindex or 0), GENDER)
    for start, end in page.contact_bounds():
        for match in _WORDS_OF_FORMS.finditer(folded[start:end]):
            yield Span(start + match.start(1), start + match.end(1), GENDER)


def _find_foreign_pronouns(page: Page) -> Iterator[Span]:
    for words, pronouns in _LANGUAGES:
        if sum(word in page.folded for word in words) >= _FEWEST_WORDS_OF_A_LANGUAGE:
            for match in pronouns.finditer(page.text):
                yield Span(match.start(), match.end(), THEY)
