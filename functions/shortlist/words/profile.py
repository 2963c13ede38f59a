"""A job post as weights on words: everything about it that does not depend on a resume."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from shortlist.words.lexicon import DIMENSIONS, Lexicon, Memory, compare
from shortlist.words.tokens import find_words, fold

TITLE_SHARE = 2.0
_LOGS = [0.0] + [1.0 + log(count) for count in range(1, 257)]


def damp(count: int) -> float:
    """Let repetition count less and less."""
    return _LOGS[min(count, 256)]


class TermValue(NamedTuple):
    """What a term adds to the sums that make up relevance, as often as it stands in a text."""

    square: float
    shared: float
    near: float
    near_weight: float


class JobProfile:
    """Weights of the job post's words, of its word pairs, and of the words near them."""

    def __init__(
        self,
        title: str,
        text: str,
        lexicon: Lexicon,
        emphasis: Iterable[tuple[str, float]] = (),
    ) -> None:
        """Weigh title and text; the title's words count again.

        `emphasis` are texts and the share that their words count on top.
        """
        self.lexicon = lexicon
        title_terms = self.read(title)
        terms = title_terms + self.read(text)
        counts, title_counts = Counter(terms), Counter(title_terms)
        self.words = {term: damp(count) * lexicon.weights[term] for term, count in counts.items()}
        self.length = sqrt(sum(weight * weight for weight in self.words.values())) or 1.0
        for term in title_counts:
            self.words[term] += TITLE_SHARE * lexicon.weights[term]
        self._add(emphasis)
        self.pairs = {
            pair: damp(count) * (lexicon.weights[pair[0]] + lexicon.weights[pair[1]]) ** 2
            for pair, count in Counter(pairwise(terms)).items()
        }
        self.pair_starts = frozenset(first for first, _ in self.pairs)
        self._centre = self._find_centre(counts, title_counts)
        self._nearness = Memory(self._find_nearness)
        self.values = Memory(self._find_value)

    def _add(self, emphasis: Iterable[tuple[str, float]]) -> None:
        shares: dict[str, float] = {}
        for text, share in emphasis:
            for term in self.read(text):
                shares[term] = max(share, shares.get(term, 0.0))
        for term, share in shares.items():
            self.words[term] = self.words.get(term, 0.0) + share * self.lexicon.weights[term]

    def _find_value(self, counted: tuple[str, int]) -> TermValue:
        term, count = counted
        weight = self.lexicon.weights[term]
        nearness = self._nearness[term]
        square = weight * weight
        shared = weight * self.words.get(term, 0.0)
        near = square * (nearness or 0.0)
        times = damp(count)
        return TermValue(
            square * times**2,
            shared * times,
            near * times,
            0.0 if nearness is None else square * times,
        )

    def _find_nearness(self, term: str) -> float | None:
        """Tell how near a term is to the job post's centre; None for one that has no vector."""
        vector = self.lexicon.find_vector(term)
        return compare(self._centre, vector) if vector else None

    def measure_nearness(self, text: str) -> float:
        """Tell how near a text's words are to the job post's centre, on the average."""
        values = [self.values[term, 1] for term in self.read(text)]
        weight = sum(value.near_weight for value in values)
        return max(0.0, sum(value.near for value in values) / weight) if weight else 0.0

    def read(self, text: str) -> list[str]:
        """Give the terms of a text in order."""
        lines = text.splitlines()
        return [term for line in lines for term in self.lexicon.find_terms(find_words(fold(line)))]

    def _find_centre(self, counts: Counter[str], title_counts: Counter[str]) -> list[float]:
        whole, known_share = self._sum_vectors(counts)
        title, _ = self._sum_vectors(title_counts)
        return _scale([a + b for a, b in zip(whole, title, strict=True)], known_share / 127.0)

    def _sum_vectors(self, counts: Counter[str]) -> tuple[list[float], float]:
        total = [0.0] * DIMENSIONS
        known = everything = 0.0
        for term, count in counts.items():
            weight = damp(count) * self.lexicon.weights[term] ** 2
            everything += weight
            vector = self.lexicon.find_vector(term)
            if vector:
                known += weight
                total = [a + weight * b for a, b in zip(total, vector, strict=True)]
        return _scale(total, 1.0), known / everything if everything else 0.0


def _scale(vector: list[float], length: float) -> list[float]:
    norm = sqrt(sum(value * value for value in vector))
    return [value * length / norm for value in vector] if norm else vector
