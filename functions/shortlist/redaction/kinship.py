"""Marriage and children, told without a label: "married, two school-age daughters"."""

import re
from collections.abc import Iterator, Set

from shortlist.redaction.page import Page
from shortlist.redaction.phrases import Phrase, is_one_of
from shortlist.redaction.placeholders import FILLER, PERSONAL, Span

_PARTNER = re.compile(
    r"(?: (?:since|for|seit|depuis|desde|dal|din|od|sinds|sedan|siden) (?:19|20)\d\d,?)?"
    r" (?:to|with|mit|med|avec|con|cu|a|z|ze|met) ([^\W\d_a-z][\w'’-]+)"  # noqa: RUF001
)
_RAISING_ALONE = re.compile(
    r"(?:alleinerziehende[rn]?|single|lone|proud|stolze[rn]?|devoted|working|samotn[ya]) \Z"
)
_AGES = re.compile(
    r"(?: (?:of|de|di|von|under|unter|aged))? ?\(?\d[\d ,yet&und]{0,12}"
    r"(?: ?(?:years?|yrs|ans|anos|anni|jahre|lat|ani))?\)?| under \w+| babasi| annesi"
    r"| (?:majori|minori|adulti|adult[as]?|maggiorenni|mayores|majeurs|erwachsene|dorosl\w+)\b"
)
_OTHERS = re.compile(
    r" (?:couple|parents|women|men|people|household|life|filing|quarters|data|up\b|to a )"
)
_NAMES = re.compile(
    r"[ .:]{1,3}(?P<names>(?:[A-Z][a-z]{1,4}\.? )?[^\W\d_a-z][\w'’.-]*"  # noqa: RUF001
    r"(?:(?: ?\(\d[^()\n]{0,10}\))?,? (?:(?:and|e|y|et|und|de|da|i|si|en|och|og) )?"
    r"[^\W\d_a-z][\w'’.-]*){0,4}(?: ?\(\d[^()\n]{0,10}\))?)"  # noqa: RUF001
)
_HAPPILY = re.compile(r"(?:happily|recently|newly|never|glucklich|felizmente|felicemente) \Z")
_KIN_NAME = re.compile(r",? (?!I\b)[^\W\d_a-z][^\W\d_A-Z]+")
_CHILDREN = re.compile(
    r"(?:, | named | called | namens )[^\W\d_a-z][^\W\d_A-Z]+(?:, [^\W\d_a-z][^\W\d_A-Z]+){0,4}"
    r",? (?:and|und|et|y|e|en|i|si|och|og) [^\W\d_a-z][^\W\d_A-Z]+\b"
)
_I_AM = re.compile(
    r"\b(?:i am|i'm|ich bin|je suis|soy|estoy|sono|sunt|jestem|ik ben|jag ar|jeg er|sou)"
    r"(?: (?:currently|legally|happily|zurzeit|actuellement|actualmente|attualmente))? \Z"
)
_AND_CHILD = re.compile(r" (?:and|und|et|y|e|si|i|en|och|og) (?P<child>[^\W\d_]+)")
_DONE = re.compile(r",? (?:ab)?(?:geleistet|solviert)(?: (?:19|20)\d\d)?")
_MARITAL_LABEL = re.compile(
    r"\b(?:(?:marital|civil) status|familienstand|zivilstand|etat civil|situation familiale"
    r"|stato civile|estado civil|stare civila|stan cywilny|burgerlijke staat|civilstand) \Z"
)
_GOES_ON = re.compile(r" ?(?:[.,;]|\Z)| (?:and|und|et|y|e|si|i|en|och|og|with|mit|avec|con|cu|z) ")
_MOST_WORDS_BETWEEN = 3
_SHORTEST_COUNT = 3
_SINGLE_DIGITS = frozenset("123456789")
_NEAR = 80


def read_marital(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "married", "Gift med Signe"; not the family name Casado, nor married couples."""
    is_name = page.folded.startswith("casad", one.start) and page.text[one.start].isupper()
    is_name = is_name and not one.begins_part(page)
    if not is_name and not _OTHERS.match(page.folded, one.end):
        yield _with_partner(page, one)


def read_marital_alone(page: Page, one: Phrase, lines: Set[int]) -> Iterator[Span]:
    """Read "ledig" where nothing else stands beside it; "single" only among personal data."""
    if not one.is_alone(page):
        is_with_partner = _PARTNER.match(page.text, one.end, one.line_end) and one.begins_part(page)
        if is_with_partner or _is_said_of_oneself(page, one):
            yield _with_partner(page, one)
        return
    line = page.find_line(one.start)
    is_told = line in lines or line in page.contact_lines
    first, last = max(one.line_start, one.start - _NEAR), min(one.line_end, one.end + _NEAR)
    is_told = is_told or FILLER in page.folded[first:last]
    if is_told or not is_one_of(page.folded[one.start : one.end], "risky"):
        yield _with_partner(page, one)


def _is_said_of_oneself(page: Page, one: Phrase) -> bool:
    """Tell "je suis séparée et …", "I am single" from "I am engaged in …"."""
    first = max(one.line_start, one.start - 24)
    is_first = _I_AM.search(page.folded, first, one.start)
    is_first = is_first or _MARITAL_LABEL.search(page.folded, first, one.start)
    return is_first is not None and _GOES_ON.match(page.folded, one.end, one.line_end) is not None


def read_child_of(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read the names of parents: "D/o Mr. Vinayak Deshpande"."""
    names = _NAMES.match(page.text, one.end, one.line_end)
    if names and names["names"][0].isupper():
        yield Span(*names.span("names"), PERSONAL)


def read_by_itself(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "no children", "Grundwehrdienst abgeleistet 2010"."""
    done = _DONE.match(page.folded, one.end, one.line_end)
    yield Span(one.start, done.end() if done else one.end, PERSONAL)


def read_parent(page: Page, one: Phrase, lines: Set[int]) -> Iterator[Span]:
    """Read "mother of two", "Vater eines Sohnes"; not "father of the bride"."""
    words = one.words_after(page)[: _MOST_WORDS_BETWEEN + 1]
    if not words or words[0].start() != one.end + 1:
        return
    if not (is_one_of(words[0][0], "of") or is_one_of(words[0][0], "count")):
        return
    told = [
        word
        for place, word in enumerate(words)
        if is_one_of(word[0], "child") or (place <= 1 and _is_count(word[0]))
    ]
    alone = _RAISING_ALONE.search(page.folded, max(one.line_start, one.start - 20), one.start)
    start = alone.start() if alone else one.start
    names = _NAMES.match(page.text, words[0].end(), one.line_end)
    if told:
        yield Span(start, _skip_ages(page, told[-1].end()), PERSONAL)
    elif (
        names
        and names["names"][0].isupper()
        and (
            page.find_line(one.start) in lines
            or (one.begins_part(page) and one._replace(end=names.end()).is_alone(page))
        )
    ):
        yield Span(start, names.end(), PERSONAL)


def read_child(page: Page, one: Phrase, lines: Set[int]) -> Iterator[Span]:
    """Read "two school-age daughters" beside a marriage, or in the contact lines."""
    line = page.find_line(one.start)
    if line not in lines and line not in page.contact_lines:
        return
    words = one.words_before(page)[-3:]
    counts = [word for word in words if is_one_of(word[0], "count") or word[0] in _SINGLE_DIGITS]
    if counts:
        yield Span(counts[0].start(), _skip_ages(page, one.end), PERSONAL)
    elif line in lines and (own := [one for one in words[-2:] if is_one_of(one[0], "possessive")]):
        yield Span(own[0].start(), _skip_ages(page, one.end), PERSONAL)
    elif line in lines and page.folded[one.start - 2 : one.start] in (", ", "; "):
        yield Span(one.start, _skip_ages(page, one.end), PERSONAL)


def read_kin(page: Page, one: Phrase, _lines: Set[int]) -> Iterator[Span]:
    """Read "my wife Signe", "avec mon épouse", "cu soțul meu"; not a customer's wife."""
    # "My mother's stroke" tells of hers.
    if page.folded.startswith("'s", one.end):
        return
    before = one.words_before(page)[-2:]
    after = one.words_after(page)[:1]
    start = end = 0
    if page.folded[one.start - 1 : one.end + 1] == f"({page.folded[one.start : one.end]})":
        yield Span(one.start, one.end, PERSONAL)
        return
    if before and is_one_of(before[-1][0], "possessive"):
        start, end = before[-1].start(), one.end
    elif after and is_one_of(after[0][0], "possessive") and after[0].start() == one.end + 1:
        start, end = one.start, after[0].end()
    if end:
        name = _KIN_NAME.match(page.text, end, one.line_end)
        yield Span(start, name.end() if name else end, PERSONAL)
        # "z mężem i córką", "with my wife and daughter"
        also = _AND_CHILD.match(page.folded, end, one.line_end)
        if also and is_one_of(also["child"], "child"):
            yield Span(*also.span("child"), PERSONAL)


def _is_count(word: str) -> bool:
    return word.isdigit() or (is_one_of(word, "count") and len(word) >= _SHORTEST_COUNT)


def _with_partner(page: Page, one: Phrase) -> Span:
    partner = _PARTNER.match(page.text, one.end, one.line_end)
    before = _HAPPILY.search(page.folded, max(one.line_start, one.start - 12), one.start)
    start = before.start() if before else one.start
    return Span(start, partner.end() if partner else one.end, PERSONAL)


def _skip_ages(page: Page, end: int) -> int:
    ages = _AGES.match(page.folded, end)
    end = ages.end() if ages else end
    names = _CHILDREN.match(page.text, end)
    return names.end() if names else end
