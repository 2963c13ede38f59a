"""The words of a criterion, or of a part of one, and how much of it each of them shows."""

import re

from shortlist.words.joints import OR
from shortlist.words.lexicon import WHOLE, Lexicon, share_out
from shortlist.words.tokens import find_words, fold

_ABBREVIATION = re.compile(r"\(([A-Z][A-Z0-9]{2,9})\)")
# Names are written with capitals or digits; of verbs and other small words each says too little.
_NAME = re.compile(r"\w[\w+#.&-]*")
_ONE_NAME = r"(?=[\w+#.&-]*[A-Z\d])\w[\w+#.&-]*"
_ALTERNATIVES = re.compile(rf"(?:{_ONE_NAME},\s)*{_ONE_NAME},?(?:\s(?:{OR})\s|\s?/\s?){_ONE_NAME}")
# Of so many words people use the first letters.
_INITIALS = (3, 4)
SMALL = 3


def weigh_part(title: str, lexicon: Lexicon) -> dict[str, int]:
    """Share a whole out over the words of a part; an abbreviation in it is enough by itself.

    "Early warning scores (NEWS2)" is shown by whoever names NEWS2, though not one of the words.
    """
    shares = share_out(title, lexicon)
    enough = needed_share(len(shares))
    for name in _find_alternatives(title):
        roots = share_out(name, lexicon).keys() & shares.keys()
        shares |= {root: max(shares[root], enough) for root in roots}
    for match in _ABBREVIATION.finditer(title):
        letters = match[1].casefold()
        initials = iter([word[0] for word in find_words(fold(title[: match.start()]))])
        if not letters.isalpha() or all(letter in initials for letter in letters):
            roots = share_out(match[1], lexicon).keys() & shares.keys()
            shares |= {root: max(shares[root], enough) for root in roots}
    return shares


def _find_alternatives(title: str) -> list[str]:
    """Give the names of which any one is enough: "React, Vue or Angular", "SAP oder Navision"."""
    return [
        name
        for match in _ALTERNATIVES.finditer(title)
        for name in _NAME.findall(match.group())
        if name not in OR.split("|")
    ]


def find_initials(title: str, lexicon: Lexicon) -> dict[str, int]:
    """Give what some words of a part are for short, and how much of it: EDC, HRIS, KPI.

    What is a word by itself is left out: "sales and purchasing" is no SAP.
    """
    words = [one for one in find_words(fold(title)) if len(one) > SMALL or lexicon.terms[one]]
    shares: dict[str, int] = {}
    for count in _INITIALS:
        for place in range(len(words) - count + 1):
            short = "".join([word[0] for word in words[place : place + count]])
            if lexicon.terms[short] == short and not lexicon.is_common(short):
                shares |= dict.fromkeys((short, f"{short}s"), WHOLE * count // len(words))
    return shares


def needed_share(word_count: int) -> int:
    """Tell how many millionths one line must name: most of two words, a quarter of six."""
    if word_count <= 1:
        return WHOLE
    return max(250_000, 750_000 - 100_000 * (word_count - 1))
