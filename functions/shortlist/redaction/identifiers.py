"""Numbers and statements that identify a person or say what no job asks."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import PERSONAL, Span

_SOCIAL_SECURITY = re.compile(r"\d{3}(?<![\w-]\d{3})-\d{2}-\d{4}(?![\w-])")
_MIDDLE = re.compile(r"-\d{2}-")
_NUMBERED = re.compile(
    r"\b(?:passport|ssn|social security|national insurance|national id|id card|identity card"
    r"|aadhaar|driv(?:ing|er'?s) licen[cs]e|personalausweis|reisepass|dni|cnp|pesel|codice fiscale"
    r"|(?:nmc|hcpc|gmc|gphc) (?:pin|registration))"
    r"(?: (?:number|no|nr|num)\b\.?)?[ :#.-]{1,4}([a-z]{0,3}[ -]?\d(?:[ -]?[\da-z]){4,16})\b"
)
_FEWEST_DIGITS = 5
_FAMILY = re.compile(
    r"\b(?:happily )?(?:married|divorced|widowed|unmarried|verheiratet|ledig|geschieden|celibataire"
    r"|mariee?|divorcee?|casad[oa]|solter[oa]|casatorita?|necasatorita?|sposat[oa])"
    r"(?:,? (?:with |and |mit |avec |con |cu )?"
    r"(?:\d|one|two|three|four|zwei|drei|deux|trois|dos|tres|doi)"
    r" (?:child(?:ren)?|kids|kinder|enfants|hijos|copii|figli))?\b"
)
_FAMILY_ALONE = re.compile(r"(?:^|[|•·;,\n])[ ]{0,3}\Z")


def find_identifiers(page: Page) -> Iterator[Span]:
    """Find numbers of documents, and the state of a marriage where it stands by itself."""
    folded = page.folded
    if _MIDDLE.search(folded):
        for match in _SOCIAL_SECURITY.finditer(folded):
            yield Span(match.start(), match.end(), PERSONAL)
    if page.has_any("identifier_sign"):
        for match in _NUMBERED.finditer(folded):
            if sum(map(str.isdigit, match[1])) >= _FEWEST_DIGITS:
                yield Span(*match.span(1), PERSONAL)
    for start, end in page.contact_bounds():
        for match in _FAMILY.finditer(folded, start, end):
            before = folded[max(start, match.start() - 4) : match.start()] or "\n"
            if _FAMILY_ALONE.search(before):
                yield Span(match.start(), match.end(), PERSONAL)
