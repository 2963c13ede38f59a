"""What sentences and lists say of a person without a label: family, origin, numbers, handles."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from shortlist.redaction.kinship import (
    read_by_itself,
    read_child,
    read_child_of,
    read_kin,
    read_marital,
    read_marital_alone,
    read_parent,
)
from shortlist.redaction.origins import (
    find_beside_ages,
    read_birth_place,
    read_home,
    read_nation_before,
    read_nation_behind,
)
from shortlist.redaction.page import Page
from shortlist.redaction.phrases import Phrase, PhraseKind, find_phrases, is_nation, is_one_of
from shortlist.redaction.placeholders import BIRTH_DATE, EMAIL, LINK, NAME, PERSONAL, Span
from shortlist.redaction.referees import read_superior
from shortlist.redaction.vocabulary import load_values, load_words
from shortlist.words.joints import AND

_NUMBER = re.compile(
    r"(?=(?:[^\d\n]{0,12}\d){4})(?P<letters>[a-z]{0,8})[ -]?"
    r"\d[\da-z]*(?:[ ./-]{1,2}[\da-z]*\d[\da-z]*){0,8}(?:[/-][a-z]{1,2}\b)?"
)
# "C.I. seria XC nr. 555012, eliberată de SPCLEP Bacău".
_ISSUER = (
    r"(?:,? (?:issued|eliberat\w?|ausgestellt|d[eé]livr[eé]e?|expedid[oa]|rilasciat[oa]|wydan[ya]"
    r"|afgegeven) [^;|\n]{1,40})"
)
_SERIES = re.compile(
    r"[ :.]{0,3}(?:[Ss]eria|[Ss]erie|SERIA)?[ :]{0,2}"
    rf"(?P<number>[A-Z]{{2,3}} ?(?:[Nn]r|NR|[Nn]o|n)?[.: ]{{0,2}}\d{{5,7}}){_ISSUER}?"
)
_DATE = re.compile(r"\D{0,9}(?:\d{1,2}\W){0,2}(?:19|20)\d\d\b")
_GAP = re.compile(r"(?:-[a-z]{2}\b| details)?[ :.#-]{0,4}")
_NUMBER_SIGN = re.compile(r"(?<![^\W\d_])(?:n[or]?\b\.?|num\w*|n[°º]|№|#|pin|id)[ :.]{0,3}")
_MAIDEN = re.compile(r" (?P<name>[^\W\d_a-z][^\W\d_A-Z][\w-]+)\b(?! ?[(,]?\d)")
_TO_NUMBER, _LONGEST_NUMBER = 34, 40
_HANDLE = re.compile(r"(?P<between> ?(?:: ?@?| ?/?in/|@))(?P<handle>\w[\w.-]{2,40})(?!\w| ?:)")
_PART = re.compile(r"[,|•·;\t]| [-–—] ")  # noqa: RUF001
_AGE = re.compile(
    r"[ (]{0,3}(?:age[d:]? ?)?(?P<age>[1-7]\d)(?P<unit> (?:yrs?|years|ans|ani|de ani|anos|anni"
    r"|jahre|jaar|ar|lat|lata|yas\w*)\b(?: old)?)?[ .)]{0,3}"
)
_MOST_WORDS_OF_A_NATION = 2
_AND = frozenset((*AND.split("|"), "en", "/"))
_YOUNGEST = 17
_LAST_OF_HEADING = 2
# No person has so much to tell; a hostile text would.
_MOST_PHRASES = 2_000


def find_statements(page: Page, births: Sequence[Span]) -> Iterator[Span]:
    """Find what sentences and unlabelled lists say of the candidate.

    `births` are the dates of birth and ages found before: more is told beside them.
    """
    found = list(islice(find_phrases(page), _MOST_PHRASES))
    lines = {page.find_line(one.start) for one in found if _tells_a_family(page, one)}
    lines.update(page.find_line(birth.start) for birth in births)
    yield from find_beside_ages(page, births)
    for one in found:
        yield from _READERS[one.kind](page, one, lines)
    yield from _find_parts(page, lines)


def _tells_a_family(page: Page, one: Phrase) -> bool:
    """Tell whether what stands beside a phrase on its line is personal, too."""
    if one.kind == "marital_alone":
        is_risky = is_one_of(page.folded[one.start : one.end], "risky")
        return one.is_alone(page) and (not is_risky or page.in_contact_lines(one.start))
    reader = {"kin": read_kin, "lives": read_home}.get(one.kind)
    if reader:
        return any(reader(page, one, frozenset()))
    return one.kind in ("marital", "by_itself")


def _read_superior(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    yield from read_superior(page, one.end)


def _read_named_superior(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    before = one.words_before(page)[-3:]
    is_own = any(is_one_of(word[0], "possessive") for word in before)
    is_aside = page.folded[one.start - 1 : one.start] == "("
    yield from read_superior(page, one.end, needs_colon=not (is_own or is_aside))


def _read_given_name(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "geborene Stachowiak", "goes by Dolly"."""
    name = _MAIDEN.match(page.text, one.end, one.line_end)
    if name:
        yield Span(*name.span("name"), NAME)


def _read_document(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read the number behind a document's name: at once, or behind a sign that says "number"."""
    series = _SERIES.match(page.text, one.end, one.line_end)
    if series:
        yield Span(series.start("number"), series.end(), PERSONAL)
        return
    gap = _GAP.match(page.folded, one.end, one.line_end)
    signs = _NUMBER_SIGN.finditer(page.folded, one.end, min(one.line_end, one.end + _TO_NUMBER))
    for place in [*([gap.end()] if gap else []), *(sign.end() for sign in signs)]:
        number = _NUMBER.match(page.folded, place, min(one.line_end, place + _LONGEST_NUMBER))
        if number and _is_number(page, number):
            yield Span(*number.span(), PERSONAL)
            return


def _is_number(page: Page, number: re.Match[str]) -> bool:
    """Tell the number of a document from a word with a date behind it."""
    letters = page.text[slice(*number.span("letters"))]
    return (not letters or letters.isupper()) and not _DATE.match(number[0])


def _read_handle(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "Instagram @somebody", "LinkedIn: some-body"; not "GitHub Actions"."""
    found = _HANDLE.match(page.folded, one.end, one.line_end)
    if found:
        start = found.start("handle") - found["between"].endswith("@")
        yield Span(start, found.end("handle"), LINK)


def _find_parts(page: Page, lines: Set[int]) -> Iterator[Span]:
    """Find an age, a nation or a religion that has a part of a contact line for itself."""
    for line in sorted(page.contact_lines | lines | page.find_lines_about(EMAIL)):
        start, end = page.line_bounds(line)
        is_told = line in lines
        reached = start
        for stop in [*_PART.finditer(page.folded, start, end), None]:
            last = stop.start() if stop else end
            yield from _read_part(page, reached, last, start, is_told=is_told)
            reached = stop.end() if stop else end


def _read_part(
    page: Page, start: int, end: int, line_start: int, *, is_told: bool
) -> Iterator[Span]:
    age = _AGE.fullmatch(page.folded, start, end)
    if age and int(age["age"]) >= _YOUNGEST:
        before = page.folded[line_start:start]
        is_beside = not load_words("job").isdisjoint(before.split())
        is_beside = is_beside or (page.find_line(start) <= _LAST_OF_HEADING and before.islower())
        if is_told or (age["unit"] is None and is_beside):
            yield Span(age.start("age"), end, BIRTH_DATE)
        return
    words = page.folded[start:end].strip(" .()").split()
    if words[1:-1] and words[-2] in _AND:
        del words[-2]
    if not 0 < len(words) <= _MOST_WORDS_OF_A_NATION:
        return
    is_language = not load_words("skill").isdisjoint(words)
    is_first = start == line_start and not is_language
    is_nation_alone = all(map(is_nation, words)) and (is_told or is_first)
    if is_nation_alone or load_values("religion").issuperset(words):
        yield Span(start, end, PERSONAL)


_READERS: Final[Mapping[PhraseKind, Callable[[Page, Phrase, Set[int]], Iterator[Span]]]] = {
    "marital": read_marital,
    "marital_alone": read_marital_alone,
    "parent": read_parent,
    "child": read_child,
    "by_itself": read_by_itself,
    "kin": read_kin,
    "before_nation": read_nation_behind,
    "after_nation": read_nation_before,
    "born": read_birth_place,
    "lives": read_home,
    "maiden": _read_given_name,
    "nickname": _read_given_name,
    "child_of": read_child_of,
    "boss": _read_named_superior,
    "boss_before": _read_superior,
    "document": _read_document,
    "network": _read_handle,
}
