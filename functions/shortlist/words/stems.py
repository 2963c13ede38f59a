"""Stems: the roots of German, French, Spanish, Italian, Romanian and Polish words.

For criteria alone, in the language of the job post; German compounds are parted into their words.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import snowballstemmer

from shortlist.words.genders import fold_gender
from shortlist.words.lexicon import Lexicon, load_lexicon, read_lines
from shortlist.words.roots import Roots
from shortlist.words.short_names import MARK
from shortlist.words.titles import load_role_nouns
from shortlist.words.tokens import find_root

_SKILL_WEIGHT = 1.15
# Squared, a fifth: how much "carrying out" says of what is carried out.
_DUTY_SHARE = 0.45
_EVERY_LANGUAGE = "every"
# What may stand between two words of a compound and belongs to neither.
_LINKS = ("", "s", "n", "en", "es")
_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 3
# The endings of the words of compounds; those with other vowels are folded alike.
_PART_ENDINGS = ("", "e", "en", "n", "er", "ern", "s", "es", "nen")
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


class WeighedRoots(Roots):
    """Weighs the terms of criteria in one language: how much each says of a duty.

    Its roots are those of English.
    """

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        """Take a language by its English name."""
        super().__init__(lexicon)
        duties = _load_duties(lexicon)
        self._duties = duties[language] | duties[_EVERY_LANGUAGE]

    def weigh(self, term: str) -> float:
        """Tell how much a term says: words with which any duty is told say little."""
        weight = super().weigh(term)
        return weight * _DUTY_SHARE if term in self._duties else weight

    def is_of_any_duty(self, term: str) -> bool:
        """Tell whether any duty is told with a term."""
        return term in self._duties


class StemmedRoots(WeighedRoots):
    """Finds the roots of the terms of one other language, by its Snowball stemmer."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        """Take a language by its English name."""
        super().__init__(language, lexicon)
        # One that is in use holds its word, so that each call makes its own.
        self._make_stemmer = type(snowballstemmer.stemmer(language.lower()))
        names = lexicon.list_names()
        self._skills = frozenset(names.values())
        # Other names of a skill have forms too: "inwentaryzacjach" is stocktaking.
        self._roots: dict[str, str] = {}
        for name, term in names.items():
            if term in load_role_nouns():
                # "Lavorare" is any work, and none of an "addetto".
                continue
            stem = self._cut(name)
            # Short stems of one language are everyday words of another: "casa" is no cashier.
            if len(stem) >= _SHORTEST_NAME:
                self._roots.setdefault(stem, find_root(term))

    def weigh(self, term: str) -> float:
        """Tell how much a term says: skills much.

        Most words of these languages are weighed by their length, less than what a skill says.
        """
        weight = super().weigh(term)
        is_skill = term in self._skills and not self.is_of_any_duty(term)
        return max(weight, _SKILL_WEIGHT) if is_skill else weight

    def find(self, term: str) -> tuple[str, ...]:
        """Cut endings of the language; English terms and marked names are as everywhere."""
        if not term.isascii() or term.startswith(MARK) or self._is_known(term):
            return (find_root(term),)
        return self._find_own(term)

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
    for word in " ".join(read_lines("german_parts.txt")).split():
        root = find_root(lexicon.terms[word] or word)
        forms = {fold_gender(f"{word}{ending}") for ending in _PART_ENDINGS} | {word}
        parts = dict.fromkeys(forms, root) | parts
    return parts


@cache
def _load_duties(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Load the terms of words with which duties of any trade are told, by language."""
    lines = (line.partition(" = ") for line in read_lines("duty_words.txt"))
    return {
        language: frozenset(filter(None, map(lexicon.terms.__getitem__, words.split())))
        for language, _, words in lines
    }


@cache
def find_roots(language: str | None) -> Roots:
    """Give the finder for texts of a language, by its English name; None if it is not known."""
    lexicon = load_lexicon()
    match language:
        case None:
            return Roots(lexicon)
        case "English":
            return WeighedRoots(language, lexicon)
        case "German":
            return GermanRoots(language, lexicon)
        case "Polish":
            return PolishRoots(language, lexicon)
    return StemmedRoots(language, lexicon)
