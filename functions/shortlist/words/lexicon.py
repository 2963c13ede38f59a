"""What is known about words before any job post is read: how common, how alike, how empty."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from operator import mul
from typing import Generic, TypeVar

from shortlist.words.tokens import find_root, find_words, fold, fold_plural

DIMENSIONS = 128
Value = TypeVar("Value")
LARGEST_MEMORY = 100_000


def read_lines(name: str) -> list[str]:
    """Read the lines of a data file, without comments and blanks."""
    text = files("shortlist.words").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class Memory(dict[str, Value], Generic[Value]):
    """Answers of a function, kept until there are too many of them."""

    def __init__(self, work_out: Callable[[str], Value]) -> None:
        """Keep the answers of `work_out`."""
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> Value:
        if len(self) > LARGEST_MEMORY:
            self.clear()
        answer = self[word] = self._work_out(word)
        return answer


class Lexicon:
    """The word table: background weights, and vectors of ordinary words (no names of people)."""

    def __init__(self) -> None:
        """Read the data files."""
        vectors = files("shortlist.words").joinpath("data", "vectors.bin").read_bytes()
        self._vectors = memoryview(vectors).cast("b")
        self._rows: dict[str, int] = {}
        self._ranks: dict[str, int] = {}
        for row, line in enumerate(read_lines("words.txt")):
            word, rank_text = line.split(" ")
            self._add(word, row, int(rank_text))
        self._stop_words = frozenset(map(fold, read_lines("stop_words.txt")))
        self._aliases = dict(_read_aliases("aliases.txt"))
        self._phrases = _read_phrases("phrases.txt")
        self._phrase_starts = frozenset(first for first, _ in self._phrases)
        self.terms = Memory(self._find_term)
        self.weights = Memory(self._find_weight)

    def _add(self, word: str, row: int, rank: int) -> None:
        term = fold_plural(word)
        if word == term or term not in self._rows:
            self._rows[term] = row
        if rank:
            self._ranks[term] = min(rank, self._ranks.get(term, rank))

    def _find_term(self, word: str) -> str:
        """Give the form under which a word is counted; empty for a word that says nothing."""
        if word == "\n":
            return word
        alias = self._aliases.get(word)
        if alias:
            return alias
        if word in self._stop_words or word.isdigit() or (len(word) == 1 and word.isascii()):
            return ""
        return fold_plural(word)

    def _find_weight(self, term: str) -> float:
        """Tell how much a term says: common words little, rare and long ones more."""
        rank = self._ranks.get(term)
        if rank:
            return log(rank + 1) / 10
        return 0.5 + min(len(term), 10) / 20

    def find_terms(self, words: list[str]) -> list[str]:
        """Give the terms of a line's words, with a term for each known phrase at the end."""
        return self._with_phrases(list(filter(None, map(self.terms.__getitem__, words))))

    def find_terms_by_line(self, words: list[str]) -> list[list[str]]:
        """Give the terms of every line of a text whose words were found together."""
        terms = [*filter(None, map(self.terms.__getitem__, words)), "\n"]
        lines = []
        start = 0
        while start < len(terms):
            end = terms.index("\n", start)
            lines.append(terms[start:end])
            start = end + 1
        if self._phrase_starts.isdisjoint(terms):
            return lines
        return [self._with_phrases(line) for line in lines]

    def _with_phrases(self, terms: list[str]) -> list[str]:
        if not self._phrase_starts.isdisjoint(terms):
            phrases = map(self._phrases.get, pairwise(terms))
            terms += [phrase for phrase in phrases if phrase]
        return terms

    def find_vector(self, term: str) -> list[int] | None:
        """Give the term's vector in signed bytes."""
        row = self._rows.get(term)
        if row is None:
            return None
        return self._vectors[row * DIMENSIONS : (row + 1) * DIMENSIONS].tolist()


def compare(left: list[float], right: list[int]) -> float:
    """Give the inner product of two vectors."""
    return float(sum(map(mul, left, right)))


def _read_aliases(name: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for line in read_lines(name):
        known_as, _, term = line.partition(" = ")
        pairs.extend((alias, fold_plural(term)) for alias in known_as.split(", "))
    return pairs


def _read_phrases(name: str) -> dict[tuple[str, str], str]:
    phrases = {}
    for line in read_lines(name):
        words, _, term = line.partition(" = ")
        first, second = words.split(" ")
        phrases[fold_plural(first), fold_plural(second)] = fold_plural(term)
    return phrases


@cache
def load_lexicon() -> Lexicon:
    """Load the word table once in a process."""
    return Lexicon()


def weigh_roots(text: str, lexicon: Lexicon) -> dict[str, float]:
    """Weigh the roots of a text's words, squared so that the telling ones decide."""
    terms = lexicon.find_terms(find_words(fold(text)))
    return {find_root(term): lexicon.weights[term] ** 2 for term in terms}
