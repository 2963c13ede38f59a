"""Where somebody comes from: a nation, a birth place, a home, told in a sentence."""

import re
from collections.abc import Iterable, Iterator, Set

from shortlist.redaction.page import Page
from shortlist.redaction.phrases import Phrase, is_nation, is_one_of
from shortlist.redaction.placeholders import ADDRESS, PERSONAL, Span
from shortlist.redaction.vocabulary import load_values, load_words
from shortlist.words.joints import AND

_PLACE = re.compile(
    r"(?:St\. )?[^\W\d_a-z][\w'’-]{0,40}"  # noqa: RUF001
    r"(?: (?:(?:an der|am|de|del|della|di|la|le|les|sur|upon|do|da|y) )?"
    r"[^\W\d_a-z][\w'’-]{0,40}){0,2}(?: ?\([^()\n]{1,24}\))?"  # noqa: RUF001
)
_TO_PLACE = 40
# A full stop behind a short word is that of "str." and its like.
_HOME_END = re.compile(
    r"[;|•·\t]|(?:(?<=[^\W\d_]{4})|(?<=[\d)]))\. | [-–—] "  # noqa: RUF001
    r"|, (?=(?:phone|tel|mobil|e-?mail|permis|geb|born|nee?)\b)"
)
# In a sentence more follows: "I live in Leith with my wife", "… and work as a nurse".
_SENTENCE_GOES_ON = re.compile(
    r",? (?:with|where|and|but|since|together|mit|und|seit|zusammen|avec|et|depuis|con|junto|y"
    r"|desde|com|e|cu|impreuna|si|z|ze|oraz|od|met|en|sinds|med|och|og|sedan|insieme)"
    r" (?=[^\W\d_A-Z])"
)
# "Vivo con la mia compagna a Concesio"
_WITH_SOMEBODY = re.compile(
    r",? (?:with|mit|avec|con|com|cu|z|met|med) [^.;,\n]{2,40}?"
    r" (?:in|near|outside|a|à|en|em|în|w|we|te|i) (?=[^\W\d_a-z])"
)
# "com. Vidra, sat Sintești, nr. 55, jud. Ilfov"
_LOCALITY = re.compile(r"(?:com|sat|str|jud|loc|mun|ul|os|bd|calle|c/|rue|via|cl)\b")
_LONGEST_HOME = 90
_NEAR = 80
# Whoever may work where is for a gate.
_FOR_A_GATE = re.compile(
    r"\b(?:right to work|visas?|permit|clearance|eligible|authori[sz]ed|sponsor\w*|settled)\b"
)
_AFTER_CITIZEN = re.compile(
    r" (?:with|and|und|y|et|e|holding|living|by|since|seit|depuis|of|mit)\b"
)
_JOINING = frozenset(
    [*AND.split("|"), "a", "an", "en", "de", "or", "new", "un", "une", "una", "ein", "eine",
     "einen", "een", "um", "uma", "der", "die", "das", "den", "the", "le", "la", "les", "il",
     "proud", "practising", "practicing", "devout", "och", "og"]
)  # fmt: skip
# "A French teacher" has a language.
_OF_A_LANGUAGE = re.compile(
    r" (?:teacher|tutor|translator|interpreter|speaker|speaking|lecturer|language|native)"
)
_ISLANDER = " zealander"
_MOST_JOINED = 5
_THEN_PLACE = re.compile(
    r"(?:(?!graduat|degree|diploma|absolvent|absolviert)[^.;:\n\d]){0,60}?"
    r" (?:from|aus|uit|din|fran|fra)(?= )"
)
_WORD_AFTER = re.compile(r"(?:,? (?:and )?(?:an?|une?|una|eine?|een))? ([^\W\d_]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_nation_behind(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "I am British", "de nationalité franco-malienne", "dual British and German"."""
    first, last = None, 0
    for word in one.words_after(page)[: _MOST_JOINED + 1]:
        is_told = is_nation(word[0]) or _is_faith(page, word)
        if is_told or page.folded.startswith(f"new{_ISLANDER}", word.start()):
            first = word.start() if first is None else first
            last = word.end()
        elif word[0] not in _JOINING:
            break
    if first is not None and not _OF_A_LANGUAGE.match(page.folded, last):
        is_islander = page.folded.startswith(_ISLANDER, last)
        yield Span(first, last + len(_ISLANDER) * is_islander, PERSONAL)


def _is_faith(page: Page, word: re.Match[str]) -> bool:
    """Tell a religion; a word with another capital behind it may be the first name Christian."""
    is_name = page.text[word.end() + 1 : word.end() + 2].isupper()
    return word[0] in load_values("religion") and not is_name


def read_nation_before(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "Emirati national", "norsk statsborger", "British and French passports"."""
    words = one.words_before(page)[-_MOST_JOINED:]
    first, last = max(one.line_start, one.start - _NEAR), min(one.line_end, one.end + _NEAR)
    if _FOR_A_GATE.search(page.folded, first, last):
        return
    following = one.words_after(page, _NEAR)[:1]
    goes_on = page.text[one.end : min(one.end + 2, one.line_end)].strip().isalpha()
    goes_on = goes_on and not any(is_nation(word[0]) for word in following)
    goes_on = goes_on and not page.folded.startswith(" en", one.end - 3)
    if (
        not words
        or page.folded[words[-1].end() : one.start] != " "
        or (goes_on and not _AFTER_CITIZEN.match(page.folded, one.end))
    ):
        return
    start = None
    for word in reversed(words):
        if is_nation(word[0]):
            start = word.start()
        elif word[0] not in _JOINING:
            break
    if start is not None:
        yield Span(start, words[-1].end(), PERSONAL)


def read_birth_place(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "born and raised in Lafayette", "née le … à Brest", "originally from Leicester"."""
    phrase = page.folded[one.start : one.end]
    # Only with its accent: "NE region from".
    if page.text[one.start : one.end].isascii() and phrase in ("ne", "nee"):
        return
    starts = [one.end + 1] if is_one_of(phrase.rpartition(" ")[2], "place_before") else []
    words = one.words_after(page, _TO_PLACE)
    starts += [word.end() + 1 for word in words if is_one_of(word[0], "place_before")]
    for start in starts:
        place = _PLACE.match(page.text, start, one.line_end)
        is_place = place is not None and place[0][0].isupper()
        if place and is_place and place[0].lower() not in load_words("month"):
            yield Span(*place.span(), PERSONAL)
            return


def read_home(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "residente a Bergamo, via Pignolo n. 44"."""
    near = page.folded[one.end : min(one.line_end, one.end + _NEAR)]
    if _FOR_A_GATE.search(near):
        return
    start, has_word = one.end, False
    for word in one.words_after(page, _LONGEST_HOME):
        start = word.start()
        if not is_one_of(word[0], "place_before"):
            break
        has_word = True
    company = _WITH_SOMEBODY.match(page.text, one.end, one.line_end)
    if company:
        start, has_word = company.end(), True
    head = page.text[start : start + 1]
    is_place = head.isupper() or head.isdigit() or _LOCALITY.match(page.folded, start) is not None
    if is_place and (has_word or page.in_contact_lines(one.start)):
        reach = min(one.line_end, start + _LONGEST_HOME)
        ends = [_HOME_END.search(page.folded, start, reach)]
        ends.append(_SENTENCE_GOES_ON.search(page.text, start, reach))
        last = min([reach, *(end.start() for end in ends if end)])
        yield Span(start, start + len(page.folded[start:last].rstrip(" .,")), ADDRESS)


def find_beside_ages(page: Page, births: Iterable[Span]) -> Iterator[Span]:
    """Read the nation and the home beside an age: "a 34-year-old Scot from Leith"."""
    for birth in births:
        end = page.line_bounds(page.find_line(birth.start))[1]
        if _YEAR.search(page.folded, birth.start, birth.end):
            continue
        word = _WORD_AFTER.match(page.folded, birth.end, end)
        if word and is_nation(word[1]):
            yield Span(*word.span(1), PERSONAL)
        home = _THEN_PLACE.match(page.folded, birth.end, end)
        place = home and _PLACE.match(page.text, home.end() + 1, end)
        if place and place[0][0].isupper() and place[0].lower() not in load_words("month"):
            yield Span(*place.span(), ADDRESS)
