"""Slavic case endings: the forms in which a name in Cyrillic letters stands in a sentence."""

import re

_CYRILLIC = re.compile(r"[\u0400-\u04ff]{4,}")
# Folded: й is и.
_VOWELS = "аеиоуыэюяьіє"
_ADJECTIVE = re.compile(r"(.{3,})(?:ыи|ои|(?<=к)ии|(?<=.{4})ая)")
_POSSESSIVES = ("ов", "ев", "ин", "ын")
_SHORT = (
    f"[{_VOWELS}]|ои|еи|ою|ею|ью|ом|ем|ов|ев|ам|ям|ах|ях|ым|им"  # noqa: RUF001
    "|ыи|ии|ая|ую|ое|ые|ие|ых|их|оі|єм|єю"  # noqa: RUF001
)
_LONG = "ами|ями|ыми|ими|ого|ому|ові|еві|єві"  # noqa: RUF001
# After a short stem a long ending makes other words: "Майами" is no form of "Майя".
_SHORTEST_BEFORE_LONG = 4
_ENDINGS = {
    (may_be_long, may_be_bare): re.compile(
        rf"(?:{f'{_LONG}|' if may_be_long else ''}{_SHORT})"
        rf"{'?' if may_be_bare else ''}(?![^\W\d_])"
    )
    for may_be_long in (True, False)
    for may_be_bare in (True, False)
}


def take_stem(folded: str) -> str | None:
    """Give what a name keeps in all its cases, at least three letters, when it has cases."""
    if not _CYRILLIC.fullmatch(folded):
        return None
    adjective = _ADJECTIVE.fullmatch(folded)
    if adjective:
        return adjective[1]
    return folded[:-1] if folded[-1] in _VOWELS else folded


def skip_ending(folded: str, end: int, stem: str, word: str) -> int | None:
    """Give where a form of a name ends whose stem ends here; None when it is another word."""
    may_be_bare = stem == word or stem.endswith(_POSSESSIVES)
    match = _ENDINGS[len(stem) >= _SHORTEST_BEFORE_LONG, may_be_bare].match(folded, end)
    return match.end() if match else None
