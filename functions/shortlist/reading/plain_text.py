"""Text made plain: what a person would see of it, line by line."""

import re
import string
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from shortlist.words.joints import AND_OR_OF_PARTS
from shortlist.words.lexicon import read_lines

_HEAD = re.compile(r"(?P<head>[^\W\d_](?:[\w'-]*[^\W\d_])?)[-\u2010\u00ad]\Z")
_REST = re.compile(r"\s{0,40}(?P<rest>(?P<letters>[^\W\d_]{2,40})\S{0,60})[^\S\n]*")
_SHORTEST_HEAD = 2
# `pre- and post-sales`: the first hyphen stands for a part that comes later.
_CONJUNCTIONS = frozenset(AND_OR_OF_PARTS.split("|"))


def join_parted_words(text: str) -> str:
    """Put words that are parted by a hyphen at a line end together; a line that is left empty goes.

    The hyphen stays where it belongs to the word, as in `on-premise`: the rest of the text tells,
    else the words that are known.
    """
    lines = text.split("\n")
    seen: frozenset[str] | None = None
    joined: list[str] = []
    for line in lines:
        head = _HEAD.search(joined[-1].rstrip()[-80:]) if joined else None
        rest = _REST.match(line) if head else None
        if not (head and rest and _is_one_word(head["head"], rest["letters"])):
            joined.append(line)
            continue
        seen = seen or _words_of(text)
        hyphen = "-" if _keeps_hyphen(head["head"], rest["letters"], seen) else ""
        joined[-1] = joined[-1].rstrip()[:-1] + hyphen + rest["rest"]
        if line[rest.end() :]:
            joined.append(line[rest.end() :])
    return "\n".join(joined)


def _is_one_word(head: str, rest: str) -> bool:
    return (
        len(head) >= _SHORTEST_HEAD and rest[0].islower() and rest.casefold() not in _CONJUNCTIONS
    )


def _keeps_hyphen(head: str, rest: str, seen: frozenset[str]) -> bool:
    head, rest = head.casefold(), rest.casefold()
    if "-" in head or f"{head}-{rest}" in seen:
        return True
    if head + rest in seen or head + rest in _known_words():
        return False
    return head in _known_words() and rest in _known_words()


# Letters set apart by one space, and words by more, all over a line.
_SPREAD_LINE = re.compile(
    r"^ *(?P<words>[^\W\d_](?: +[^\W\d_])+)(?P<colon> ?:)?$",
    re.MULTILINE,
)
_BETWEEN_SPREAD = re.compile(" {2,}")
_FEWEST_SPREAD = 4
_LETTERS_A_WORD = 2.0
# `A B C A A` are grades.
_GRADES = frozenset("abcdef")


def join_spread_letters(text: str) -> str:
    """Put the letters of words together that stand apart all over a line, as in wide headings."""
    return _SPREAD_LINE.sub(_join_spread_line, text)


def _join_spread_line(line: re.Match[str]) -> str:
    words = [word.replace(" ", "") for word in _BETWEEN_SPREAD.split(line["words"])]
    letters = "".join(words)
    in_one_case = all(word.isupper() or word.islower() or word.istitle() for word in words)
    if (
        len(letters) < max(_FEWEST_SPREAD, _LETTERS_A_WORD * len(words))
        or not in_one_case
        or _GRADES.issuperset(letters.casefold())
        or letters.casefold() in string.ascii_lowercase
    ):
        return line[0]
    if len(words) == 1:
        words = _part_known_words(letters)
    return " ".join(words) + (":" if line["colon"] else "")


def _part_known_words(letters: str) -> list[str]:
    """Part what may be two words whose letters and themselves stand apart alike."""
    known, folded = _known_words(), letters.casefold()
    if folded not in known:
        for place in range(_FEWEST_SPREAD, len(letters) - _FEWEST_SPREAD + 1):
            if folded[:place] in known and folded[place:] in known:
                return [letters[:place], letters[place:]]
    return [letters]


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:()").casefold() for word in text.split())


@cache
def _known_words() -> frozenset[str]:
    ranked = (line.split(" ")[0] for line in read_lines("words.txt"))
    return frozenset([*ranked, *(word.casefold() for word in read_lines("stop_words.txt"))])


Flag = Literal[
    "hidden_text",
    "invisible_characters",
    "incomplete_file",
    "scanned_pages",
    "recognised_text",
    "unknown_letters",
    "unlike_letters",
]

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{4,}")
_MAX_MARKS = 4
# No combining mark is a letter, a digit or a space; only such runs are looked at one by one.
_MAY_BE_TOWER = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MAX_MARKS + 1},}}")

# Bidi overrides show a text in another order than it is read in, tags spell out a second text,
# and a zero-width character inside a Latin word hides the word from a search.
_DECEIVING = re.compile(
    "[\u202a-\u202e\u2066-\u206f\U000e0000-\U000e0fff]"
    "|(?<=[A-Za-z])[\u200b-\u200d\u2060\ufeff](?=[A-Za-z])"
)
# Ordinary typesetting leaves these behind: soft hyphens, marks of direction, joiners, variants;
# and controls.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_LIGATURES = str.maketrans(
    {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text fit to be numbered line by line, and what was conspicuous about its source.

    `scanned_pages` are those that hold a picture in place of text, counted from 1.
    """

    text: str
    flags: tuple[Flag, ...] = ()
    scanned_pages: tuple[int, ...] = ()


def plain_resume_text(text: str) -> NormalisedText:
    """Make the text of a resume plain, with words whole that a line end or wide letters part."""
    normalised = normalise_text(join_parted_words(text))
    return replace(normalised, text=join_spread_letters(normalised.text))


def normalise_text(text: str) -> NormalisedText:
    """Make a text plain: composed characters, one kind of newline and space, nothing invisible.

    Total and linear in the length of the text; keeps the lines, because they are cited as evidence.
    """
    text, is_deceiving = drop_invisible(_NEWLINES.sub("\n", text))
    lines = "\n".join([line.rstrip() for line in text.split("\n")])
    plain = _BLANK_LINES.sub("\n\n\n", lines).strip("\n")
    return NormalisedText(plain, ("invisible_characters",) if is_deceiving else ())


def drop_invisible(text: str) -> tuple[str, bool]:
    """Give a text without the characters that nobody sees, and whether any of them deceived.

    Letters are composed and all spaces are plain ones; lines stay lines.
    """
    if text.isascii() and text.isprintable():
        return text, False
    text, deceptions = _DECEIVING.subn("", text)
    text = _SPACES.sub(" ", _UNSEEN.sub("", text)).translate(_LIGATURES)
    return unicodedata.normalize("NFC", _MAY_BE_TOWER.sub(_cut_towers, text)), bool(deceptions)


def _cut_towers(run: re.Match[str]) -> str:
    """Cut runs of combining marks short: putting long ones in order takes quadratic time."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
