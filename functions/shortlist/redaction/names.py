"""A person's name taken apart: its words in order, and the spellings by which each is found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from shortlist.redaction.vocabulary import compose, fold_in_place, is_ordinary, load_words

_LONGEST_NAME = 200
_MOST_WORDS = 12
_NICKNAME = re.compile(r"[(\[\"“«„]\s?([^\W\d_][^()\[\]\"“”«»„]{0,40})[)\]\"”»]")
# A letter, or a sign that some scripts write with one: a vowel, a tone.
LETTER = (
    r"(?:(?![\d_])"
    r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0e7f\u0f00-\u109f])"
)
_JOINT = "['\u2018\u2019\u02bc\u2010\u2011-]"
_JOINTS_OF_WORDS = _JOINT.strip("[]")
_WORD = re.compile(rf"{LETTER}+(?:{_JOINT}{LETTER}+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What a letter may have become on the way through files and keyboards, the folded one first.
_SPELLINGS = {
    "ä": ("a", "ae"), "ö": ("o", "oe"), "ü": ("u", "ue"), "ß": ("s", "ss"), "ø": ("o", "oe"),
    "å": ("a", "aa"), "æ": ("æ", "ae", "a"), "œ": ("œ", "oe"), "þ": ("t", "th"),
}  # fmt: skip
_SPELLED_OUT = {"ae": "a", "oe": "o", "ue": "u"}
_JOINTS = ("'", "-", "", " ")
_MOST_SPELLINGS = 12
# Particles that are also words of names in other languages.
_SPOKEN = frozenset(["van", "mac", "san", "thi", "del", "do", "lo", "le", "zu", "al", "ten", "may"])


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a name, folded and without joints; `spellings` are how it may be written.

    `is_unspaced`: the script has no spaces between words.
    """

    folded: str
    spellings: tuple[str, ...]
    is_ordinary: bool
    is_skill: bool
    is_unspaced: bool


@dataclass(frozen=True)
class PersonName:
    """The words of a name in the order in which they are spoken, without titles.

    `pieces` are the halves of hyphenated words, parts of unspaced ones, and nicknames; `letters`
    are words of which only the initial is known.
    """

    parts: tuple[NamePart, ...]
    pieces: tuple[NamePart, ...] = ()
    letters: str = ""
    particles: frozenset[str] = frozenset()

    @cached_property
    def all_parts(self) -> tuple[NamePart, ...]:
        """Every word that the person may be called by."""
        return tuple({part.folded: part for part in (*self.pieces, *self.parts)}.values())

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters of the name's words."""
        return frozenset(part.folded[0] for part in self.all_parts) | {*self.letters}


def read_name(name: str) -> PersonName | None:
    """Take a name apart, however it is written: "LAST, First", with titles, nicknames, degrees."""
    name = compose(name[:_LONGEST_NAME].replace("_", " "))
    nicknames = [match[1] for match in _NICKNAME.finditer(name)]
    found = _find_name_words(_turn_around(_NICKNAME.sub(" ", name)))
    particles = [word for word in found if _is_particle(word)]
    spoken = [word for word in found if word not in particles] or found
    words = [word for word in spoken if len(word) > 1 or _UNSPACED.match(word)]
    if not words:
        return None
    letters = "".join(fold_in_place(word) for word in spoken if word not in words)
    pieces = [piece for word in words for piece in _split_word(word)]
    pieces += [word for nickname in nicknames for word in _find_name_words(nickname)]
    return PersonName(
        tuple(map(_make_part, words)),
        tuple(map(_make_part, pieces)),
        letters,
        frozenset(map(fold_in_place, particles)),
    )


def _turn_around(name: str) -> str:
    """Give "First Last" for "Last, First", and drop degrees after a comma."""
    head, _, tail = name.partition(",")
    return f"{tail} {head}" if _find_name_words(tail) and _find_name_words(head) else head


def _find_name_words(name: str) -> list[str]:
    found = (match[0].strip(_JOINTS_OF_WORDS) for match in _WORD.finditer(name))
    words = [word for word in found if word][:_MOST_WORDS]
    titles = load_words("title") | load_words("document_title")
    kept = [word for word in words if fold_in_place(word) not in titles]
    return [word for word in kept if not _is_suffix(word)] or (kept if "," not in name else [])


def _is_suffix(word: str) -> bool:
    folded = fold_in_place(word)
    return folded in load_words("suffix") and (word.isupper() or folded in ("phd", "jr", "sr"))


def _is_particle(word: str) -> bool:
    folded = fold_in_place(word)
    return folded in load_words("particle") and (word.islower() or folded not in _SPOKEN)


def _split_word(word: str) -> Iterable[str]:
    if _UNSPACED.match(word):
        return [word[0], word[1:]] if len(word) in (2, 3) else []
    halves = re.split(_JOINT, word)
    return [half for half in halves if len(half) > 1] if len(halves) > 1 else []


def _make_part(word: str) -> NamePart:
    folded = re.sub(_JOINT, "", fold_in_place(word))
    is_unspaced = bool(_UNSPACED.match(word))
    return NamePart(
        folded=folded,
        spellings=tuple(_spell(word)),
        is_ordinary=not is_unspaced and is_ordinary(folded),
        is_skill=folded in load_words("skill"),
        is_unspaced=is_unspaced,
    )


def _spell(word: str) -> Iterator[str]:
    """Write a word in the ways in which it may stand in folded text."""
    letters = [_SPELLINGS.get(letter) or (fold_in_place(letter),) for letter in word.lower()]
    joined = [_JOINTS if one in (("'",), ("-",)) else one for one in letters]
    found = {
        "".join(some): None
        for some, _ in zip(product(*joined), range(_MOST_SPELLINGS), strict=False)
    }
    yield from found
    lower = fold_in_place(word)
    for pair, letter in _SPELLED_OUT.items() if len(lower) > 4 else ():
        if pair in lower and lower.replace(pair, letter) not in found:
            yield lower.replace(pair, letter)
