"""The rest of a name of which a resume's heading gives one word: "J. Doewell", "DOEWELL"."""

import re
from collections.abc import Iterator

from shortlist.redaction.folding import fold_in_place
from shortlist.redaction.name_hits import find_hits
from shortlist.redaction.names import NamePart, PersonName, read_name
from shortlist.redaction.page import Page
from shortlist.redaction.vocabulary import is_ordinary

_WORD = r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?"
_BEFORE = re.compile(rf"(?<![^\W_])({_WORD}) \Z")
_AFTER = re.compile(rf"(,?) ({_WORD})(?![^\W\d_])")
_WITHIN = 64
_MOST_HITS = 20
_GLUE = ("", ".", "_", "-")


def complete_name(page: Page, person: PersonName, contacts: str) -> PersonName:
    """Give a name of one word with the other that the text writes beside it.

    The other word must begin with the name's initial, or stand beside it in the `contacts` too:
    a capital before a last name may as well begin a firm or a project.
    """
    if len(person.parts) != 1 or person.parts[0].is_ordinary or person.parts[0].is_unspaced:
        return person
    part = person.parts[0]
    for word, is_first in _find_neighbours(page, person):
        folded = fold_in_place(word).replace("-", "")
        is_meant = (is_first and folded[0] in person.letters) or _are_glued(contacts, folded, part)
        if is_meant and not is_ordinary(folded):
            words = (word, part.folded) if is_first else (part.folded, word)
            return read_name(" ".join(words)) or person
    return person


def _find_neighbours(page: Page, person: PersonName) -> Iterator[tuple[str, bool]]:
    """Find capitalised words beside a name, and whether each is a first name there."""
    for hit in find_hits(page.folded, person)[:_MOST_HITS]:
        before = _BEFORE.search(page.text, max(0, hit.start - _WITHIN), hit.start)
        if before and before[1][0].isupper():
            yield before[1], True
        after = _AFTER.match(page.text, hit.end)
        if after and after[2][0].isupper():
            yield after[2], after[1] == ","


def _are_glued(contacts: str, word: str, part: NamePart) -> bool:
    return any(
        f"{word}{glue}{part.folded}" in contacts or f"{part.folded}{glue}{word}" in contacts
        for glue in _GLUE
    )
