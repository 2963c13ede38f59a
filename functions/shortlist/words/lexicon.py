"""What is known about words before any job post is read: how common, how alike, how empty."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import chain, compress, count, pairwise
from math import log
from operator import mul
from typing import Generic, TypeVar

from shortlist.words.genders import drop_grade, fold_gender
from shortlist.words.tokens import fold, fold_plural

DIMENSIONS = 128
Key = TypeVar("Key")
Value = TypeVar("Value")
LARGEST_MEMORY = 100_000
PROFESSIONS = "professions.txt"
VOCABULARIES = ("skills.txt", PROFESSIONS)


def read_lines(name: str) -> list[str]:
    """Read the lines of a data file, without comments and blanks."""
    text = files("shortlist.words").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def load_stop_words() -> frozenset[str]:
    """Load the words of ten languages that say nothing by themselves, folded."""
    return frozenset(map(fold, read_lines("stop_words.txt")))


def _read_bytes(name: str) -> bytes:
    return files("shortlist.words").joinpath("data", name).read_bytes()


class Memory(dict[Key, Value], Generic[Key, Value]):
    """Answers of a function, kept until there are too many of them."""

    def __init__(self, work_out: Callable[[Key], Value], *, largest: int = LARGEST_MEMORY) -> None:
        """Keep the answers of `work_out`."""
        super().__init__()
        self._work_out = work_out
        self._largest = largest

    def __missing__(self, key: Key) -> Value:
        if len(self) > self._largest:
            self.clear()
        answer = self[key] = self._work_out(key)
        return answer


class Lexicon:
    """The word table: background weights, and vectors of ordinary words (no names of people).

    Words of other languages stand at the place of the English words that mean the same.
    """

    def __init__(self) -> None:
        """Read the data files."""
        vectors = _read_bytes("vectors.bin") + _read_bytes("foreign_vectors.bin")
        self._vectors = memoryview(vectors).cast("b")
        self._rows: dict[str, int] = {}
        self._ranks: dict[str, int] = {}
        english = read_lines("words.txt")
        for row, line in enumerate(english):
            word, rank_text = line.split(" ")
            self._add(word, row, int(rank_text))
        self._foreign: dict[str, int] = {}
        for row, line in enumerate(read_lines("foreign_words.txt"), start=len(english)):
            stem, rank_text = line.split(" ")
            self._foreign[stem] = row
            self._ranks.setdefault(stem, int(rank_text))
        self._stop_words = load_stop_words()
        self._aliases: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        lines = read_lines(PROFESSIONS)
        self._professions = {fold_plural(line.partition(" = ")[0]) for line in lines}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        # Phrases that are known by their words as they stand, small ones among them.
        self._worded: dict[str, list[tuple[str, ...]]] = {}
        self._read_vocabularies()
        self._phrase_starts = frozenset(
            (first, rest[0]) for first, phrases in self._phrases.items() for rest, _ in phrases
        )
        self._worded_starts = frozenset(
            words[:2] for phrases in self._worded.values() for words in phrases
        )
        self.terms = Memory(self._find_term)
        self.weights = Memory(self._find_weight)

    def _add(self, word: str, row: int, rank: int) -> None:
        term = fold_plural(word)
        if word == term or term not in self._rows:
            self._rows[term] = row
        if rank:
            self._ranks[term] = min(rank, self._ranks.get(term, rank))

    def _read_vocabularies(self) -> None:
        """Read other names of terms: single words first, since phrases are made of them."""
        phrases: list[tuple[list[str], str]] = []
        for line in chain.from_iterable(map(read_lines, VOCABULARIES)):
            name_of_term, _, names = line.partition(" = ")
            term = fold_plural(name_of_term)
            for words in map(str.split, names.split(", ")):
                if len(words) == 1:
                    self._aliases.setdefault(words[0], term)
                    self._stems.setdefault(fold_gender(words[0]), term)
                else:
                    phrases.append((words, term))
        for words, term in phrases:
            found = [one for word in words if (one := self._find_term(word))]
            if len(found) > 1:
                self._phrases.setdefault(found[0], []).append((tuple(found[1:]), term))
            else:
                # "Data entry" and "goods in": what is left without small words says too little.
                self._worded.setdefault(words[0], []).append(tuple(words))
                self._aliases[" ".join(words)] = term

    def _find_term(self, word: str) -> str:
        """Give the form under which a word is counted; empty for a word that says nothing."""
        if word == "\n":
            return word
        alias = self._aliases.get(word)
        if alias:
            return alias
        if word in self._stop_words or word.isdigit() or (len(word) == 1 and word.isascii()):
            return ""
        term = fold_plural(word)
        if term in self._rows or not term.isascii():
            return term
        stem = fold_gender(word)
        trade = self._aliases.get(drop_grade(word), "")
        return self._stems.get(stem, trade if trade in self._professions else stem)

    def _find_weight(self, term: str) -> float:
        """Tell how much a term says: common words little, rare and long ones more."""
        rank = self._ranks.get(term)
        if rank:
            return log(rank + 1) / 10
        return 0.5 + min(len(term), 10) / 20

    def is_english(self, term: str) -> bool:
        """Tell whether a term is a word of the English table, or stands for one."""
        return term in self._rows

    def list_names(self) -> dict[str, str]:
        """Give the terms of skills and professions by their other names that are one word."""
        return self._stems | self._aliases

    def is_common(self, term: str) -> bool:
        """Tell whether a term is a word that many texts have."""
        return term in self._ranks

    def find_terms(self, words: list[str]) -> list[str]:
        """Give the terms of a line's words, with a term for each known phrase behind its words.

        It stands there whatever else is on the line, so that lines may be cut anywhere else.
        """
        words = self._name_worded(words, is_kept=True)
        return self._with_phrases(list(filter(None, map(self.terms.__getitem__, words))))

    def find_terms_by_line(self, words: list[str]) -> list[list[str]]:
        """Give the terms of every line of a text whose words were found together."""
        terms = [*self.find_terms(words), "\n"]
        lines = []
        start = 0
        while start < len(terms):
            end = terms.index("\n", start)
            lines.append(terms[start:end])
            start = end + 1
        return lines

    def _name_worded(self, words: list[str], *, is_kept: bool) -> list[str]:
        """Name the phrases that are known by their words: behind these, or in their place."""
        if self._worded_starts.isdisjoint(pairwise(words)):
            return words
        starts = compress(count(), map(self._worded_starts.__contains__, pairwise(words)))
        named: list[str] = []
        done = 0
        for place in starts:
            phrases = self._worded[words[place]]
            fits = [one for one in phrases if tuple(words[place : place + len(one)]) == one]
            if not fits or place < done:
                continue
            phrase = max(fits, key=len)
            end = place + len(phrase)
            named += [*words[done : end if is_kept else place], " ".join(phrase)]
            done = end
        return [*named, *words[done:]]

    def find_words_within(self, words: list[str]) -> frozenset[str]:
        """Give the words that stand nowhere but in phrases known by their words."""
        return frozenset(words) - frozenset(self._name_worded(words, is_kept=False))

    def _with_phrases(self, terms: list[str]) -> list[str]:
        # Two words of a phrase side by side are far rarer than its first one.
        firsts = compress(count(), map(self._phrases.__contains__, terms[:-1]))
        starts = self._phrase_starts
        found: dict[int, list[str]] = {}
        for place in [n for n in firsts if (terms[n], terms[n + 1]) in starts]:
            for rest, term in self._phrases[terms[place]]:
                last = place + len(rest)
                if tuple(terms[place + 1 : last + 1]) == rest and term not in found.get(last, ()):
                    found.setdefault(last, []).append(term)
        pieces = []
        done = 0
        for last in sorted(found):
            pieces += [*terms[done : last + 1], *found[last]]
            done = last + 1
        return [*pieces, *terms[done:]] if found else terms

    def find_concepts(self, words: list[str]) -> list[str]:
        """Give the terms of a text, each known phrase in the place of its words."""
        words = self._name_worded(words, is_kept=False)
        terms = list(filter(None, map(self.terms.__getitem__, words)))
        concepts: list[str] = []
        place = 0
        while place < len(terms):
            length, concept = self._find_phrase(terms, place)
            concepts.append(concept)
            place += length
        return concepts

    def _find_phrase(self, terms: list[str], place: int) -> tuple[int, str]:
        best = (1, terms[place])
        for rest, term in self._phrases.get(terms[place], ()):
            if len(rest) >= best[0] and tuple(terms[place + 1 : place + 1 + len(rest)]) == rest:
                best = (1 + len(rest), term)
        return best

    def find_vector(self, term: str) -> list[int] | None:
        """Give the term's vector in signed bytes."""
        row = self._rows.get(term, self._foreign.get(term))
        if row is None:
            return None
        return self._vectors[row * DIMENSIONS : (row + 1) * DIMENSIONS].tolist()


def compare(left: list[float], right: list[int]) -> float:
    """Give the inner product of two vectors."""
    return float(sum(map(mul, left, right)))


@cache
def load_lexicon() -> Lexicon:
    """Load the word table once in a process."""
    return Lexicon()
