"""Words that a line end parts: whole again, on the line where they begin."""

import re
from functools import cache

from shortlist.words.lexicon import read_lines

_HEAD = re.compile(r"(?P<head>[^\W\d_](?:[\w'-]*[^\W\d_])?)[-\u2010\u00ad]\Z")
_REST = re.compile(r"\s{0,40}(?P<rest>(?P<letters>[^\W\d_]{2,40})\S{0,60})[^\S\n]*")
_SHORTEST_HEAD = 2
# `pre- and post-sales`: the first hyphen stands for a part that comes later.
_CONJUNCTIONS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "i", "en", "of"})


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


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:()").casefold() for word in text.split())


@cache
def _known_words() -> frozenset[str]:
    ranked = (line.split(" ")[0] for line in read_lines("words.txt"))
    return frozenset([*ranked, *(word.casefold() for word in read_lines("stop_words.txt"))])
