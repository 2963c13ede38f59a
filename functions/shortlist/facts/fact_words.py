"""The words of facts, read from data files: "key = word, word" a line, folded.

A word that ends with "*" stands for all that begin so: the endings of one word in many languages.
"""

import re
from collections.abc import Iterable, Set
from functools import cache
from importlib.resources import files
from itertools import chain

from shortlist.words.lexicon import Memory

# A word as the names of facts are made of them.
WORD = re.compile(r"\w+")
_SPACED_WORD = re.compile(r" ?\w+ ?")
_MOST_WORDS = 20_000
_LETTER = r"\w"
_LETTER_OR_STOP = r"[\w.]"


@cache
def read_vocabulary(name: str) -> dict[str, tuple[str, ...]]:
    """Read a data file; lines of one key add up."""
    text = files("shortlist.facts").joinpath("data", name).read_text("utf-8")
    words: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        key, sign, names = line.partition(" = ")
        if sign and not line.startswith("#"):
            words[key] = words.get(key, ()) + tuple(names.split(", "))
    return words


def join_words(words: Iterable[str]) -> str:
    """Join words into the alternatives of a pattern, the longest first."""
    ranked = sorted(words, key=lambda one: (-len(one), one))
    return "|".join(_write_word(word) for word in ranked)


def _write_word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def group_words(words: Iterable[str], barred: str = "") -> str:
    """Join words as `join_words` does, each with those that begin with the same sign.

    The engine skips all places where none of these signs stands, which is most of its time; only
    from there it looks back at what must not stand before a word.
    """
    by_sign: dict[str, list[str]] = {}
    for word in words:
        by_sign.setdefault(word[0], []).append(word[1:])
    return "|".join(
        [
            f"{re.escape(sign)}{f'(?<!{barred}{re.escape(sign)})' if barred else ''}"
            f"(?:{join_words(rests)})"
            for sign, rests in sorted(by_sign.items())
        ]
    )


def match_words(words: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of whole words, the longest first."""
    # "Permis d'exploitation" is none for class D.
    return re.compile(rf"(?:{group_words(words, _LETTER)})(?!\w|(?<=\sd)')")


def match_names(names: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of whole names, the longest first, none of which follows a full stop."""
    return re.compile(rf"(?:{group_words(names, _LETTER_OR_STOP)})(?!\w)")


@cache
def load_pattern(name: str, key: str) -> re.Pattern[str]:
    """Make a pattern of whole words from a file's key."""
    return match_words(read_vocabulary(name)[key])


class WordParts:
    """Parts of words, of which a text has one wherever a rule fits.

    Words that have none are kept, since the same words stand in most texts; a part of several
    words is known by the longest of them, with the spaces beside it.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        """Keep the longest word of each part."""
        self._parts = [(max(_SPACED_WORD.findall(part), key=len), part) for part in parts]
        # Most words have none, which one search tells sooner than one for each part.
        pieces = sorted({re.escape(piece) for piece, _ in self._parts})
        self._any_piece = re.compile("|".join(pieces))
        self._without: set[str] = set()
        self._known = Memory(self._find, largest=_MOST_WORDS)

    def _find(self, word: str) -> tuple[str, ...]:
        spaced = f" {word} "
        if self._any_piece.search(spaced) is None:
            return ()
        return tuple([part for piece, part in self._parts if piece in spaced])

    def find_possible(self, words: Set[str]) -> set[str]:
        """Give the parts that may stand in a text of these words; no other one does."""
        if len(self._without) > _MOST_WORDS:
            self._without.clear()
        possible: set[str] = set()
        # Most words have none of them, and are left out by one look at all.
        for word in words - self._without:
            found = self._known[word]
            possible.update(found)
            if not found:
                self._without.add(word)
        return possible


class Phrases:
    """Phrases of whole words, each known by its longest word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases as a vocabulary has them."""
        # What a sign at its end leaves open has no whole word, unless there is one before it.
        self._open: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        for phrase in phrases:
            part = phrase.removesuffix("*")
            words = WORD.findall(part)[: -1 if part != phrase else None]
            if words:
                self._by_word.setdefault(max(words, key=len), []).append(part)
            else:
                self._open.append(part)
        self._words = frozenset(self._by_word)

    def find_possible(self, words: Set[str]) -> list[str]:
        """Give what may stand in a text of these words; no other phrase does."""
        found = [self._by_word[word] for word in self._words & words]
        return [*self._open, *chain.from_iterable(found)]


@cache
def load_phrases(name: str, *keys: str) -> Phrases:
    """Make the phrases of a file's keys once in a process."""
    words = read_vocabulary(name)
    return Phrases([phrase for key in keys for phrase in words[key]])


@cache
def load_parts(*parts: str) -> WordParts:
    """Make the parts once in a process."""
    return WordParts(parts)
