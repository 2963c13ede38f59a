"""Headings of a job post, known by their shape and by the words in them."""

import re
from functools import cache
from typing import Literal

from shortlist.rubric.post_words import read_lines
from shortlist.words.lexicon import read_lines as read_word_lines
from shortlist.words.tokens import fold

Kind = Literal["required", "duty", "nice", "other", "neutral"]

EDGE = " \t\r\n:;-–—_*#•·|=>.,▪●■§~…?!"  # noqa: RUF001
BULLET = re.compile(r"^\s{0,12}(?:[-–—*•·▪●■§o>]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s)")  # noqa: RUF001
_ORDER: tuple[tuple[str, Kind], ...] = (
    ("profile", "required"),
    ("other", "other"),
    ("nice", "nice"),
    ("work", "duty"),
    ("required", "required"),
    ("duty", "duty"),
)
_LONGEST = 60
_MOST_WORDS = 7
_HEADING_WORDS = frozenset(
    (
        "key",
        "main",
        "training",
        "list",
        "job",
        "position",
        "basic",
        "general",
        "core",
        "criteria",
        "professional",
        "technical",
        "personal",
    )
)
_SENTENCE = re.compile(r"[.;,]\s*$|\.\s+\S")


@cache
def _load_kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    pairs = dict(line.split(" = ") for line in read_lines("sections.txt"))
    kinds: list[tuple[Kind, re.Pattern[str]]] = []
    for name, kind in _ORDER:
        words = sorted(set(pairs[name].split(", ")), key=lambda word: (-len(word), word))
        kinds.append((kind, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")))
    return tuple(kinds)


@cache
def _load_labels() -> frozenset[str]:
    return frozenset(word for line in read_lines("labels.txt") for word in line.split())


def plain_heading(text: str) -> str:
    """Give a heading's text folded, without the signs around it."""
    folded = fold(text).replace("&", " and ").replace("\u2019", "'")
    return " ".join(folded.strip(EDGE).split())


def name_kind(plain: str) -> Kind | None:
    """Tell which kind of section a heading opens, by its words."""
    return next((kind for kind, words in _load_kinds() if words.search(plain)), None)


def find_post_heading(line: str, after: str) -> Kind | None:
    """Tell which section a line opens; None if it is no heading. `after` is the next line.

    A heading is short, no sentence and no bullet, and either its words are those of headings or
    a list follows. One that says nothing of its section opens a neutral one.
    """
    stripped = line.strip()
    if not stripped or len(stripped) > _LONGEST or BULLET.match(line) or _SENTENCE.search(stripped):
        return None
    plain = plain_heading(stripped)
    if not plain or len(plain.split()) > _MOST_WORDS or ":" in stripped[:-1]:
        return None
    has_shape = stripped.endswith((":", "?")) or bool(BULLET.match(after)) or stripped.isupper()
    kind = name_kind(plain)
    if kind is not None and (has_shape or (after.strip() and _says_nothing_else(plain))):
        return kind
    return "neutral" if has_shape and not stripped[-1].isdigit() else None


def _says_nothing_else(plain: str) -> bool:
    """Tell whether a line has only words of headings and words that say nothing."""
    rest = plain
    for _, words in _load_kinds():
        rest = re.sub(words.pattern + r"\w*", " ", rest)
    return _load_empty_words().issuperset(re.findall(r"\w+", rest))


@cache
def _load_empty_words() -> frozenset[str]:
    return frozenset(map(fold, read_word_lines("stop_words.txt"))) | _HEADING_WORDS


def is_label(plain: str) -> bool:
    """Tell whether a folded text is the label of a short fact, as "Location"."""
    return _load_labels().issuperset(re.findall(r"\w+", plain))


def split_inline_heading(line: str) -> tuple[Kind, str] | None:
    """Split "Requirements: Python, SQL" into the kind of its section and the rest."""
    head, colon, rest = line.partition(":")
    plain = plain_heading(head)
    if not colon or not rest.strip() or len(head) > _LONGEST or len(plain.split()) > 4:
        return None
    if is_label(plain):
        return None
    kind = name_kind(plain)
    return (kind, rest) if kind else None
