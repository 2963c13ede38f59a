"""The words of a criterion, or of a part of one, and how much of it each of them shows."""

import re
from typing import NamedTuple

from shortlist.words.joints import OR
from shortlist.words.lexicon import Lexicon
from shortlist.words.roots import WHOLE, Roots, TitleRoots, share_out
from shortlist.words.tokens import find_words, fold

_ABBREVIATION = re.compile(r"\(([A-Z][A-Z0-9]{2,9})\)")
# Names are written with capitals or digits; of verbs and other small words each says too little.
_NAME = re.compile(r"\w[\w+#.&-]*")
_ONE_NAME = r"(?=[\w+#.&-]*[A-Z\d])\w[\w+#.&-]*"
_ALTERNATIVES = re.compile(rf"(?:{_ONE_NAME},\s)*{_ONE_NAME},?(?:\s(?:{OR})\s|\s?/\s?){_ONE_NAME}")
# Of so many words people use the first letters.
_INITIALS = (3, 4)
SMALL = 3
# What companies have behind their names is no skill: "lift 75 lbs and climb ladders" is no LLC.
_COMPANY_FORMS = frozenset(
    ("llc", "llp", "ltd", "plc", "inc", "srl", "spa", "sas", "sarl", "gmbh", "ohg", "gbr", "kgaa")
)
# So many millionths one line must name of a part of so many words; of more words the least.
_NEEDED = {0: WHOLE, 1: WHOLE, 2: 600_000, 3: 420_000, 4: 350_000, 5: 300_000}
_LEAST_NEEDED = 250_000
# A word of a phrase says less than the phrase does: any care is not personal care.
_OF_PHRASE = 0.75


class Weights(NamedTuple):
    """How many millionths of a part each root shows, and how many one line must show."""

    shares: dict[str, int]
    needed: int


def weigh_part(text: str, lexicon: Lexicon, roots: Roots) -> Weights:
    """Share a whole out over the words of a criterion's part, those of phrases among them."""
    shares, needed = _weigh(text, lexicon, roots)
    return Weights(_share_words_of_phrases(text, lexicon, roots) | shares, needed)


def weigh_title(title: str, lexicon: Lexicon, roots: Roots) -> Weights:
    """Share a whole out over the words of a job post's title.

    All of them are weighed as they are: "night" says as much of a night porter as "porter" does.
    """
    return _weigh(title, lexicon, TitleRoots(roots, lexicon))


def _weigh(text: str, lexicon: Lexicon, roots: Roots) -> Weights:
    """Share a whole out over a text's words; an abbreviation in it is enough by itself.

    "Early warning scores (NEWS2)" is shown by whoever names NEWS2, though not one of the words.
    """
    shares = share_out(text, lexicon, roots)
    # A compound counts as one word: that its parts are known makes nothing easier to show.
    enough = needed_share(len(share_out(text, lexicon)))
    for name in _find_alternatives(text):
        own = share_out(name, lexicon, roots)
        shares |= {
            root: max(shares[root], -(-enough * own[root] // WHOLE))
            for root in own
            if root in shares
        }
    for match in _ABBREVIATION.finditer(text):
        letters = match[1].casefold()
        initials = iter([word[0] for word in find_words(fold(text[: match.start()]))])
        if not letters.isalpha() or all(letter in initials for letter in letters):
            named = share_out(match[1], lexicon, roots).keys() & shares.keys()
            shares |= {root: max(shares[root], enough) for root in named}
    return Weights(weigh_initials(text, lexicon, roots) | shares, enough)


def _share_words_of_phrases(title: str, lexicon: Lexicon, roots: Roots) -> dict[str, int]:
    """Share a whole out over a part's words as if it held no phrase, and give those of phrases.

    "Factures fournisseurs" are one thing by name, and somebody may write of "factures" alone.
    """
    words = find_words(fold(title))
    plain = [term for word in words if (term := lexicon.terms[word])]
    parted = set(plain) - set(lexicon.find_concepts(words))
    weights = {term: roots.weigh(term) ** 2 for term in plain}
    total = sum(weights.values())
    return {
        root: int(_OF_PHRASE * WHOLE * weights[term] / total)
        for term in parted
        for root in roots.find(term)
    }


def _find_alternatives(title: str) -> list[str]:
    """Give the names of which any one is enough: "React, Vue or Angular", "SAP oder Navision"."""
    return [
        name
        for match in _ALTERNATIVES.finditer(title)
        for name in _NAME.findall(match.group())
        if name not in OR.split("|")
    ]


def weigh_initials(title: str, lexicon: Lexicon, roots: Roots) -> dict[str, int]:
    """Give what some words of a part are for short, and how much of it: EDC, HRIS, KPI.

    What is a word by itself is left out: "sales and purchasing" is no SAP. Nobody shortens words
    that any duty is told with: "participate in a call rotation" is no PCR.
    """
    words = [one for one in find_words(fold(title)) if len(one) > SMALL or lexicon.terms[one]]
    shares: dict[str, int] = {}
    for some in _find_windows(words):
        short = "".join([word[0] for word in some])
        if short in _COMPANY_FORMS or any(roots.is_of_any_duty(lexicon.terms[one]) for one in some):
            continue
        if lexicon.terms[short] == short and not lexicon.is_common(short):
            shares |= dict.fromkeys((short, f"{short}s"), WHOLE * len(some) // len(words))
    return shares


def _find_windows(words: list[str]) -> list[list[str]]:
    return [
        words[place : place + count]
        for count in _INITIALS
        for place in range(len(words) - count + 1)
    ]


def needed_share(word_count: int) -> int:
    """Tell how many millionths one line must name: most of two words, a quarter of six."""
    return _NEEDED.get(word_count, _LEAST_NEEDED)
