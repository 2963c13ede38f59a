"""Roots: what the forms of a word share, so that evidence is found in another form; no more.

The forms are those of the job post's language; German compounds are parted into their words.
"""

import re
from collections.abc import Iterator
from functools import cache

import snowballstemmer

from shortlist.words.lexicon import Lexicon, load_lexicon, read_lines
from shortlist.words.short_names import MARK, mark_short_names
from shortlist.words.tokens import find_root, find_words, fold

WHOLE = 1_000_000
_SHORT_NAME_WEIGHT = 0.7
# Words that the table does not have are weighed by their length: skills say more than those.
_SKILL_WEIGHT = 0.95
_DUTY_SHARE = 0.2
# What may stand between two words of a compound and belongs to neither.
_LINKS = ("", "s", "n", "en", "es")
_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 3
# What is left of Polish endings without accents and last vowels, of verbs and of their nouns too.
_POLISH_ENDINGS = (
    "owywan owan ywan iwan awan owywal owal ywal iwal awal owac ywac iwac awac owuj uj acj cj en an"
    " in il yl al el ac ic yc ec ilem alem ylem ilam alam ow em iem ach iach am iam om iom ych ich"
    " ym im eg ej ost osc isk ick"
)
_POLISH = re.compile(
    rf"(.{{4,}}?)(?:{'|'.join(sorted(_POLISH_ENDINGS.split(), key=len, reverse=True))})$"
)
_MOST_ENDINGS = 3
_SHORTEST_NAME = 5


class Roots:
    """Finds the roots of English terms, and of all where a text's language is not known."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the table that tells how common words are."""
        self._lexicon = lexicon

    def find(self, term: str) -> tuple[str, ...]:
        """Give the root of a term; of a compound those of its words."""
        return (find_root(term),)

    def weigh(self, term: str) -> float:
        """Tell how much a term says."""
        return self._lexicon.weights[term]


class StemmedRoots(Roots):
    """Finds the roots of the terms of one other language, by its Snowball stemmer."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        """Take a language by its English name."""
        super().__init__(lexicon)
        # One that is in use holds its word, so that each call makes its own.
        self._make_stemmer = type(snowballstemmer.stemmer(language.lower()))
        names = lexicon.list_names()
        self._skills = frozenset(names.values())
        # Other names of a skill have forms too: "inwentaryzacjach" is stocktaking.
        self._roots: dict[str, str] = {}
        for name, term in names.items():
            stem = self._cut(name)
            # Short stems of one language are everyday words of another: "casa" is no cashier.
            if len(stem) >= _SHORTEST_NAME:
                self._roots.setdefault(stem, find_root(term))

    def find(self, term: str) -> tuple[str, ...]:
        """Cut endings of the language; English terms and marked names are as everywhere."""
        if not term.isascii() or term.startswith(MARK) or self._is_known(term):
            return (find_root(term),)
        return self._find_own(term)

    def weigh(self, term: str) -> float:
        """Tell how much a term says; skills say much."""
        weight = super().weigh(term)
        return max(weight, _SKILL_WEIGHT) if term in self._skills else weight

    def _is_known(self, term: str) -> bool:
        return term in self._skills or self._lexicon.is_english(term)

    def _find_own(self, term: str) -> tuple[str, ...]:
        stem = self._cut(term)
        return (self._roots.get(stem, stem),)

    def _cut(self, term: str) -> str:
        stem: str = self._make_stemmer().stemWord(term)
        return stem


class PolishRoots(StemmedRoots):
    """Cuts also what Snowball leaves of words without accents: "wozkow" and "wozka" are one."""

    def _cut(self, term: str) -> str:
        for _ in range(_MOST_ENDINGS):
            found = _POLISH.match(term)
            if not found:
                break
            term = found[1]
        return super()._cut(term)


class GermanRoots(StemmedRoots):
    """Parts German compounds: "Pflegedokumentation" is documentation, and of care."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        """Load the words that German makes others of."""
        super().__init__(language, lexicon)
        self._parts = _load_parts(lexicon)

    def _find_own(self, term: str) -> tuple[str, ...]:
        return self._split(term) or super()._find_own(term)

    def _split(self, term: str) -> tuple[str, ...]:
        """Give the roots of the words that a term is made of; the longest last word goes first."""
        if term in self._parts:
            return (self._parts[term],)
        if len(term) < _SHORTEST_COMPOUND or not term.isalpha():
            return ()
        for place in range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1):
            last = self._parts.get(term[place:])
            if last and (first := self._split_linked(term[:place])):
                return (*first, last)
        return ()

    def _split_linked(self, start: str) -> tuple[str, ...]:
        found = (self._split(start.removesuffix(link)) for link in _find_links(start))
        return next(filter(None, found), ())


def _find_links(start: str) -> Iterator[str]:
    return filter(start.endswith, _LINKS)


@cache
def _load_parts(lexicon: Lexicon) -> dict[str, str]:
    """Give the root of each form of the words that German compounds are made of."""
    parts: dict[str, str] = {}
    for line in read_lines("german_parts.txt"):
        forms = line.split(" ")
        parts |= dict.fromkeys(forms, find_root(lexicon.terms[forms[0]] or forms[0]))
    return parts


@cache
def find_roots(language: str | None) -> Roots:
    """Give the finder for texts of a language, by its English name; None if it is not known."""
    lexicon = load_lexicon()
    match language:
        case None | "English":
            return Roots(lexicon)
        case "German":
            return GermanRoots(language, lexicon)
        case "Polish":
            return PolishRoots(language, lexicon)
    return StemmedRoots(language, lexicon)


@cache
def _load_duties() -> frozenset[str]:
    """Load the terms of words with which duties of any trade are told; a skill is none of them."""
    lexicon = load_lexicon()
    words = (word for line in read_lines("duty_words.txt") for word in line.split())
    terms = frozenset(map(lexicon.terms.__getitem__, words))
    return terms - set(lexicon.list_names().values()) - {""}


def weigh_roots(text: str, lexicon: Lexicon, roots: Roots | None = None) -> dict[str, float]:
    """Weigh the roots of a text's words, squared so that the telling ones decide.

    The words of a compound share its weight. Without `roots` they are those of English.
    """
    roots = roots or find_roots(None)
    weights: dict[str, float] = {}
    for term in lexicon.find_concepts(find_words(fold(text))):
        if term != "\n":
            found = roots.find(term)
            share = (_DUTY_SHARE if term in _load_duties() else 1.0) / len(found)
            weight = share * roots.weigh(term) ** 2
            weights |= {root: max(weight, weights.get(root, 0.0)) for root in found}
    return weights


def share_out(text: str, lexicon: Lexicon, roots: Roots | None = None) -> dict[str, int]:
    """Share a whole out over a text's words; whole numbers add up the same in any order."""
    weights = weigh_roots(text, lexicon, roots)
    weights.update(dict.fromkeys(mark_short_names(text), _SHORT_NAME_WEIGHT))
    total = sum(weights.values())
    shares = {root: int(WHOLE * weight / total) for root, weight in weights.items()}
    if shares:
        shares[next(iter(shares))] += WHOLE - sum(shares.values())
    return shares
