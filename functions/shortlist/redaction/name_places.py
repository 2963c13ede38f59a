"""Whether a single word that is also an ordinary one stands for the person at a place."""

import re

from shortlist.redaction.names import NamePart
from shortlist.redaction.page import Page
from shortlist.redaction.vocabulary import load_words

_PREVIOUS = re.compile(r"([\w'’]{1,30})[ ,(]{1,3}$")  # noqa: RUF001
_NEXT = re.compile(r" ([\w'’-]{1,30})")  # noqa: RUF001
_POSSESSIVE = re.compile(r"['’]s? ")  # noqa: RUF001
_LOOK_BACK = 34
_VERBS = frozenset(
    "is was has had led leads works worked joined built managed manages ran runs holds held brings"
    " brought speaks spoke writes wrote began became enjoys lives studied graduated trained grew"
    " loves designed developed delivered took made gave helped helps supports supported started"
    " taught teaches coordinated mentors mentored received won moved specialises specializes"
    " introduced founded owns owned reports reported".split()
)
_ALSO_OF_TOOLS = frozenset(
    "is was has had works worked runs ran supports helps helped made gave holds became grew began"
    " brings took started reports delivered".split()
)
_BEFORE_ANYBODY = frozenset(
    "called named i'm am hire contact meet ask thank trust recommend recommended invite call for"
    " with by".split()
)
_BEFORE_SOMEBODY = frozenset("called named i'm am hire ask thank recommend recommended".split())
_BEFORE_MONTHS = frozenset(
    "in since until till from to by of on early mid late last next every each before after".split()
)
CLOSINGS = re.compile(
    r"(?:sincerely|regards|respectfully|faithfully|truly|thanks|thank you|grussen|gruss|cordialement"
    r"|salutations|atentamente|saludos|respect|stima|saluti|signature|signed)[ \t]{0,3}[,.!:]?[ \t]{0,3}(?=\n|$)"
)
_EDGE_LINES = 3


def stands_for_the_person(
    page: Page, start: int, end: int, part: NamePart, is_first_name: bool
) -> bool:
    """Tell whether a capitalised ordinary word is the person's name where it stands.

    It is when it stands alone on one of the first or last lines or below a closing formula, does
    something ("Grace led"), owns something ("Will's team"), or follows a word such as "ask". It
    is not where it may be a month, a product or a part of somebody else's name.
    """
    word = page.text[start:end]
    if stands_alone(page, start, end):
        return True
    if len(word) > 1 and word.isupper():
        return False
    following = _NEXT.match(page.text, end)
    next_word = following[1] if following else ""
    if page.folded[end : end + 1] and page.folded[end] in "-/&+#_0123456789":
        return False
    previous = _PREVIOUS.search(page.folded, max(0, start - _LOOK_BACK), start)
    previous_word = previous[1] if previous else ""
    if part.folded in load_words("month") and (
        previous_word in _BEFORE_MONTHS or previous_word.isdigit() or next_word[:1].isdigit()
    ):
        return False
    if page.folded[start - 1 : start].isalnum() or _is_phrase(page, start, previous_word):
        return False
    if next_word in _VERBS:
        return not (part.is_skill and next_word in _ALSO_OF_TOOLS)
    if part.is_skill or part.folded in load_words("office"):
        return False
    if _POSSESSIVE.match(page.text, end):
        return True
    before = _BEFORE_ANYBODY if is_first_name else _BEFORE_SOMEBODY
    return previous_word in before and not next_word[:1].isupper()


def _is_phrase(page: Page, start: int, previous_word: str) -> bool:
    """Tell whether another capitalised word comes directly before: "Saint Grace"."""
    first = start - 1 - len(previous_word)
    return bool(previous_word) and first >= 0 and page.text[first].isupper() and (
        page.text[start - 1] == " " and page.folded[first:start - 1] == previous_word
        and first > 0 and page.text[first - 1] not in "\n.!?:•"
    )


def stands_alone(page: Page, start: int, end: int) -> bool:
    """Tell whether a word has a line for itself at the top, at the end or after a closing."""
    line_start = page.text.rfind("\n", 0, start) + 1
    line_end = page.text.find("\n", end)
    line_end = len(page.text) if line_end < 0 else line_end
    around = page.text[line_start:start] + page.text[end:line_end]
    if any(character.isalnum() for character in around):
        return False
    above = page.folded[max(0, line_start - 60) : line_start].rstrip()
    if any(match.end() == len(above) for match in CLOSINGS.finditer(above)):
        return True
    return page.text.count("\n", 0, line_start) < _EDGE_LINES or not page.text[line_end:].strip()
