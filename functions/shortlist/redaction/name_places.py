"""Whether a single word that is also an ordinary one stands for the person at a place."""

import re
from dataclasses import dataclass

from shortlist.redaction.names import NamePart
from shortlist.redaction.page import Page
from shortlist.redaction.vocabulary import load_words

_PREVIOUS = re.compile(r"([\w']{1,30})([ ,(]{1,3})\Z")
_NEXT = re.compile(r" ([\w'’-]{1,30})")  # noqa: RUF001
_POSSESSIVE = re.compile(r"['’]s? ")  # noqa: RUF001
_LOOK_BACK = 34
_SENTENCE_ENDS = "\n.!?:•"
_COMPOUND_SIGNS = "-/&+#_0123456789"
CLOSINGS = re.compile(
    r"(?:sincerely|regards|respectfully|faithfully|truly|thanks|thank you|grussen|gruss"
    r"|cordialement|salutations|atentamente|saludos|respect|stima|saluti|signature|signed)"
    r"[ \t]{0,3}[,.!:]?[ \t]{0,3}(?=\n|$)"
)
_CLOSING_WITHIN = 60
_LONGEST_CLOSING_START = 20
_EDGE_LINES = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """A word in its line: what stands directly before and after it."""

    word: str
    previous: str
    is_previous_capital: bool
    following: str
    next_character: str
    is_owner: bool
    begins_sentence: bool


def stands_for_the_person(
    page: Page, start: int, end: int, part: NamePart, *, is_first: bool, is_whole: bool
) -> bool:
    """Tell whether a capitalised ordinary word is the person's name where it stands.

    It is when it stands alone on one of the first or last lines or below a closing formula, does
    something ("Grace led"), owns something ("Will's team"), or follows a word such as "ask". It
    is not where it may be a month, a product or a part of somebody else's name. `is_first` tells
    a given name, `is_whole` that the person has no other.
    """
    if _stands_alone(page, start, end):
        return True
    place = _look_around(page, start, end)
    is_in_file_name = is_whole and place.next_character == "_"
    if _is_something_else(place, part) and not is_in_file_name:
        return False
    if place.following in load_words("verb"):
        return not (part.is_skill and place.following in load_words("tool_verb"))
    if part.is_skill or part.folded in load_words("office"):
        return False
    before = load_words("before_first_name" if is_first else "before_name")
    if place.is_owner or (is_whole and not place.begins_sentence):
        return True
    return place.previous in before and not place.following[:1].isupper()


def _look_around(page: Page, start: int, end: int) -> _Place:
    previous = _PREVIOUS.search(page.folded, max(0, start - _LOOK_BACK), start)
    following = _NEXT.match(page.text, end)
    first = previous.start() if previous else 0
    first_begins = page.text[max(0, first - 2) : first].rstrip(" ")[-1:] in _SENTENCE_ENDS
    is_capital = previous is not None and page.text[first].isupper() and previous[2] == " "
    return _Place(
        word=page.text[start:end],
        previous=previous[1] if previous else "",
        is_previous_capital=is_capital and not first_begins,
        following=following[1] if following else "",
        next_character=page.folded[end : end + 1],
        is_owner=_POSSESSIVE.match(page.text, end) is not None,
        begins_sentence=page.text[max(0, start - 2) : start].rstrip(" ")[-1:] in "\n.!?•",
    )


def _is_something_else(place: _Place, part: NamePart) -> bool:
    """Tell abbreviations, compounds, dates, longer names: MARK, Li-ion, May 2020, Saint Grace."""
    if len(place.word) > 1 and place.word.isupper():
        return True
    if place.next_character and place.next_character in _COMPOUND_SIGNS:
        return True
    is_dated = place.previous in load_words("before_month") or place.previous.isdigit()
    if part.folded in load_words("month") and (is_dated or place.following[:1].isdigit()):
        return True
    return place.is_previous_capital


def is_place(page: Page, start: int) -> bool:
    """Tell whether a given name is part of a place's: San José, Santa María."""
    previous = _PREVIOUS.search(page.folded, max(0, start - _LOOK_BACK), start)
    if previous is None or previous[2] != " ":
        return False
    return page.text[previous.start()].isupper() and previous[1] in load_words("place_prefix")


def is_closing_line(folded: str, start: int) -> bool:
    """Tell whether a closing formula has its line for itself: "With best regards"."""
    return start - (folded.rfind("\n", 0, start) + 1) <= _LONGEST_CLOSING_START


def _stands_alone(page: Page, start: int, end: int) -> bool:
    """Tell whether a word has a line for itself at the top, at the end or after a closing."""
    line = page.find_line(start)
    line_start, line_end = page.line_bounds(line)
    around = page.text[line_start:start] + page.text[end:line_end]
    if len(around) > _CLOSING_WITHIN or any(map(str.isalnum, around)):
        return False
    if line < _EDGE_LINES or line >= len(page.starts) - _EDGE_LINES:
        return True
    above = page.folded[max(0, line_start - _CLOSING_WITHIN) : line_start].rstrip()
    closings = CLOSINGS.finditer(above)
    return any(one.end() == len(above) and is_closing_line(above, one.start()) for one in closings)
