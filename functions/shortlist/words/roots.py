"""Roots: what the forms of a word share, so that evidence is found in another form; no more."""

from functools import cache

from shortlist.words.lexicon import Lexicon, load_lexicon
from shortlist.words.short_names import MARK, mark_short_names
from shortlist.words.tokens import find_root, find_words, fold

WHOLE = 1_000_000
_SHORT_NAME_WEIGHT = 0.7


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

    def is_of_any_duty(self, term: str) -> bool:
        """Tell whether any duty is told with a term; without a language none is known."""
        return False


class TitleRoots(Roots):
    """Finds roots as others do, and weighs words as they are: a title tells no duty."""

    def __init__(self, roots: Roots, lexicon: Lexicon) -> None:
        """Take the roots of the job post's language."""
        super().__init__(lexicon)
        self._others = roots

    def find(self, term: str) -> tuple[str, ...]:
        """Give the roots that the others give."""
        return self._others.find(term)


@cache
def _load_plain() -> Roots:
    return Roots(load_lexicon())


def weigh_roots(text: str, lexicon: Lexicon, roots: Roots | None = None) -> dict[str, float]:
    """Weigh the roots of a text's words, squared so that the telling ones decide.

    The words of a compound share its weight. Without `roots` they are those of English.
    """
    roots = roots or _load_plain()
    weights: dict[str, float] = {}
    for term in lexicon.find_concepts(find_words(fold(text))):
        if term != "\n":
            found = roots.find(term)
            weight = roots.weigh(term) ** 2 / len(found)
            weights |= {root: max(weight, weights.get(root, 0.0)) for root in found}
    return weights


def share_out(text: str, lexicon: Lexicon, roots: Roots | None = None) -> dict[str, int]:
    """Share a whole out over a text's words; whole numbers add up the same in any order."""
    weights = weigh_roots(text, lexicon, roots)
    # "MS" of "MS Office" is no name of its own.
    within = lexicon.find_words_within(find_words(fold(text)))
    names = [one for one in mark_short_names(text) if one[len(MARK) :].casefold() not in within]
    weights.update(dict.fromkeys(names, _SHORT_NAME_WEIGHT))
    total = sum(weights.values())
    shares = {root: int(WHOLE * weight / total) for root, weight in weights.items()}
    if shares:
        shares[next(iter(shares))] += WHOLE - sum(shares.values())
    return shares
