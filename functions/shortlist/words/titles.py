"""Titles of jobs compared by the profession that they name."""

import re
from collections.abc import Sequence, Set
from functools import cache

from shortlist.words.lexicon import Lexicon, read_lines
from shortlist.words.tokens import find_root, find_words, fold, fold_plural

_PARTS = re.compile(r"[,;|(@/–—]|\s-\s|\s(?:at|bei|chez|en|presso|la|w|in|of|for|with)\s")  # noqa: RUF001
# "Addetto/a", "aide-soignant(e)", "Verkäufer*in": the other gender's ending, which parts nothing.
_OTHER_GENDER = re.compile(
    r"(?<=\w\w)(?:\((?:a|e|ere|in|ne|ra|rice|se|trice|euse|ka|[mfwdx/ ]+)\)"
    r"|(?:/-?|[*:_])(?:a|e|ere|in|innen|ne|r|ra|rice|trice|euse|ka)\b(?!-))"
)
# What a title says of the contract, the hours and the genders, and nothing of the work; some words
# only where they stand apart: a "hybrid car mechanic" mends hybrid cars.
_TERMS_OF_EMPLOYMENT = re.compile(
    r"\(?\b(?:[mwfdxh]\s?[/|]\s?[mwfdxh](?:\s?[/|]\s?[mwfdx*])?|all genders|k/m)(?!\w)\)?"
    r"|\b(?:full|part)[ -]?time\b|\b(?:in |auf )?(?:vollzeit|teilzeit|minijob(?:-basis)?)\b"
    r"|\b(?:en )?(?:cdi|cdd|temps (?:plein|partiel))\b"
    r"|\b(?:a )?(?:jornada (?:completa|parcial)|media jornada|tiempo (?:completo|parcial))\b"
    r"|\b(?:a )?tempo (?:pieno|parziale|determinato|indeterminato)\b"
    r"|\b(?:norm\u0103 \u00eentreag\u0103|pe\u0142ny etat|p\u00f3\u0142 etatu|umowa o prac\u0119)\b"
    r"|(?:(?<=[(|/])|(?<=[-\u2013,|/]\s))(?:permanent|temporary|fixed[ -]term|freelance|jour"
    r"|int[e\u00e9]rim|(?:\d+[ -]months? )?contract|remote|hybrid|home[ -]?office|unbefristet"
    r"|befristet)(?=\s*(?:$|[),/|-]))",
    re.IGNORECASE,
)
_LOOSE = " -,/|\u2013"
_EMPTY_BRACKETS = re.compile(r"\([\s,/|-]*\)")
_GENERIC_WEIGHT = 0.3
_SAME = 0.5
# Words of a title that say how senior somebody is, or that one may do the work.
_RANKS = frozenset(
    ("senior", "junior", "deputy", "general", "registered", "qualified", "certified", "licensed")
)


def drop_terms_of_employment(title: str) -> str:
    """Leave what a title says of the work: "Nurse - full time" without the hours."""
    return _EMPTY_BRACKETS.sub("", _TERMS_OF_EMPLOYMENT.sub(" ", title)).strip(_LOOSE) or title


@cache
def load_role_nouns() -> frozenset[str]:
    """Load the words that end the name of many roles."""
    words = (word for line in read_lines("role_nouns.txt") for word in line.split())
    return frozenset(map(fold_plural, words))


@cache
def load_professions() -> frozenset[str]:
    """Load the terms that name a profession of their own."""
    terms = (line.partition(" = ")[0] for line in read_lines("professions.txt"))
    return frozenset(map(fold_plural, terms)) - load_role_nouns()


@cache
def load_role_roots() -> frozenset[str]:
    """Load the roots of all words that name a role or a profession, or how senior one is."""
    return frozenset(map(find_root, load_role_nouns() | load_professions() | _RANKS))


def find_field(head: str, lexicon: Lexicon) -> frozenset[str]:
    """Find what a head says of its role besides the role: the field of a "ward nurse"."""
    for part in _PARTS.split(head):
        terms = lexicon.find_terms(find_words(part))
        if names_role(set(terms)):
            return frozenset(map(find_root, terms)) - load_role_roots()
    return frozenset()


class TitleMatch:
    """The title of a job post, compared with the heads of many jobs."""

    def __init__(self, title: str, lexicon: Lexicon) -> None:
        """Take the profession out of the title: what stands before its first comma or dash."""
        self.lexicon = lexicon
        terms = self._read(title, first_part=True) or self._read(title, first_part=False)
        self._is_role = names_role(set(terms))
        self._professions = load_professions().intersection(terms)
        self._weights = {find_root(term): self._weigh(term) for term in terms}
        self._total = sum(self._weights.values()) or 1.0
        self.roots = frozenset(find_root(term) for term in self._read(title, first_part=False))

    def _weigh(self, term: str) -> float:
        weight = self.lexicon.weights[term]
        return weight * _GENERIC_WEIGHT if term in load_role_nouns() else weight

    def _read(self, text: str, *, first_part: bool) -> list[str]:
        folded = _OTHER_GENDER.sub("", fold(text))
        parts = [part for part in _PARTS.split(folded) if part.strip()] if first_part else [folded]
        return self.lexicon.find_terms(find_words(parts[0])) if parts else []

    def measure_fit(self, head: str, terms: Sequence[str]) -> float | None:
        """Give 0 to 1 for how far a job's head names the same profession; None if it names none.

        A title that no vocabulary knows may be the same, but no other one is known to differ.
        """
        known = set(terms)
        if self._professions & known and self._names(head):
            return 1.0
        fit = self._cover(terms)
        if fit >= _SAME:
            fit = self._cover_parts(head, fit)
        if fit >= _SAME:
            return fit
        return fit if self._is_role and names_role(known) else None

    def _cover_parts(self, head: str, most: float) -> float:
        """Tell how much a part of a head names, or two parts side by side; no more than `most`.

        "Manager, Customer Success, Fields Ltd" names what "Shop manager, Fields Ltd: customer
        complaints, success stories" does not.
        """
        fit = 0.0
        before: list[str] = []
        for part in _PARTS.split(head):
            terms = self.lexicon.find_terms(find_words(part))
            fit = max(fit, self._cover([*before, *terms]))
            if fit >= most:
                break
            before = terms
        return fit

    def _cover(self, terms: Sequence[str]) -> float:
        """Tell how much of the title some terms name, 0 to 1."""
        roots = set(map(find_root, terms))
        return sum(self._weights[root] for root in self._weights.keys() & roots) / self._total

    def _names(self, head: str) -> bool:
        """Tell whether one part of a head, as set apart by commas, names the profession itself."""
        for part in _PARTS.split(head):
            terms = self.lexicon.find_terms(find_words(part))
            if self._professions.isdisjoint(terms):
                continue
            others = load_professions().intersection(terms) - self._professions
            return not others or terms[-1] in self._professions
        return False


def names_role(terms: Set[str]) -> bool:
    """Tell whether terms name any role at all."""
    return not load_role_nouns().isdisjoint(terms) or not load_professions().isdisjoint(terms)
