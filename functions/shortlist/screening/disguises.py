"""The same words written so that a search misses them, put back into plain words.

Each disguise gives the words of the text again, ends of lines included, with as many lines.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache

from shortlist.screening.rules import load_rulebook
from shortlist.words.resume_text import ResumeText
from shortlist.words.tokens import find_words

_LEET = str.maketrans("013457@$+!|", "oieastastil")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝкмтнвгпиьαοενικρτυχωβγηɑɡıʟ",
    "aeopcyxijsdhlqwkmtnbrnubaoevikptuxwbynagil",
)
_FOREIGN_VOWELS = "аеоіαεοιɑı"
_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[ .\-_*|~][a-z0-9]){2,}(?![a-z0-9])")
_SEPARATORS = re.compile(r"[ .\-_*|~]")
_SHORTEST_ROTATED = 4
_LONGEST_CUE = 16
_LONG_WORD = 24
_ENOUGH = 3
_ENOUGH_LETTERS = 7
_FILLERS = (
    "the and this that with for you are have has will from your what when not all is of to in a"
)


@cache
def _list_plain() -> frozenset[str]:
    return load_rulebook().words.union(_FILLERS.split())


def _write_leet(word: str) -> Iterator[str]:
    for letters in ("aeio", "aeios", "aeiost", "eio", "aei", "eo", "aeo"):
        signs = {ord(letter): sign for letter, sign in zip("oieast", "013457", strict=True)}
        yield word.translate({code: s for code, s in signs.items() if chr(code) in letters})
    # A plus for a T is no part of a word, so that only pieces of the word are seen.
    yield from re.split("t", word.translate(str.maketrans("oieas", "01345")))


def _rotate(word: str) -> str:
    return codecs.encode(word, "rot13")


@cache
def _load_traces() -> dict[str, str]:
    """Give the words that betray a disguise, and which one."""
    traces = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "spaced")
    plain = [word for word in _list_plain() if word.isalpha() and word.isascii()]
    for word in plain:
        traces.update(
            (form, "leet") for form in _write_leet(word) if len(form) > 1 and _mixes(form)
        )
        if len(word) >= _SHORTEST_ROTATED:
            traces.setdefault(_rotate(word), "rot13")
            traces.setdefault(word[::-1], "reversed")
    return {word: kind for word, kind in traces.items() if word not in _list_plain()}


@cache
def load_known_words() -> frozenset[str]:
    """Load the words of rules, and those that betray one of them in disguise."""
    return load_rulebook().words.union(_load_traces())


def _mixes(word: str) -> bool:
    return not word.isalpha() and not word.isdigit()


def undo_disguises(text: ResumeText, known: Set[str]) -> Iterator[list[str]]:
    """Give the words again for every disguise of which the text's known words are traces."""
    traces = _load_traces()
    counts = Counter([traces[word] for word in known if word in traces])
    if counts["leet"] >= _ENOUGH:
        yield find_words(text.whole.translate(_LEET))
    if counts["rot13"] >= _ENOUGH:
        yield [_rotate(word) for word in text.words]
    if counts["reversed"] >= _ENOUGH:
        yield _reverse(text.words)
    if counts["spaced"] >= _ENOUGH_LETTERS and _SPACED.search(text.whole):
        yield _close_up(text.folded)
    if not text.whole.isascii() and any(vowel in text.whole for vowel in _FOREIGN_VOWELS):
        yield find_words(text.whole.translate(_LOOKALIKES))
    if text.longest >= _LONG_WORD:
        yield [part for word in text.words for part in _cut_up(word)]


def _reverse(words: list[str]) -> list[str]:
    lines = " ".join(words).split("\n")
    reversed_lines = (" ".join(line[::-1].split()) for line in lines)
    return " \n ".join(reversed_lines).split(" ")


def _close_up(folded: Sequence[str]) -> list[str]:
    lines = (_SPACED.sub(lambda match: _SEPARATORS.sub("", match[0]), line) for line in folded)
    words = (word for line in lines for word in (*line.split(), "\n"))
    return [part for word in words for part in _cut_up(word)]


def _cut_up(word: str) -> list[str]:
    """Cut words that were written as one where known words begin; other letters are left out."""
    if len(word) < _LONG_WORD:
        return [word]
    known = _list_plain()
    parts = []
    start = 0
    while start < len(word):
        ends = range(min(len(word), start + _LONGEST_CUE), start, -1)
        end = next((end for end in ends if word[start:end] in known), start)
        if end - start > 1:
            parts.append(word[start:end])
        start = max(end, start + 1)
    return parts
