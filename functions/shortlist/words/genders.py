"""Masculine and feminine forms of one word brought together, for seven languages at once.

A light stem, used for words that the English table does not know. It need not be a word: it is
only compared with other stems.
"""

import re

_SHORTEST_STEM = 4
# Endings of the masculine and the feminine form, the longest first; both become the third.
_PAIRS: tuple[tuple[str, str], ...] = (
    ("erinnen", "er"),
    ("innen", ""),
    ("kauffrau", "kaufmann"),
    ("fachfrau", "fachmann"),
    ("arztin", "arzt"),
    ("kochin", "koch"),
    ("waltin", "walt"),
    ("ologin", "olog"),
    ("schwester", "pfleg"),
    ("pfleger", "pfleg"),
    ("gogin", "gog"),
    ("erin", "er"),
    ("orin", "or"),
    ("urin", "ur"),
    ("entin", "ent"),
    ("antin", "ant"),
    ("istin", "ist"),
    ("atin", "at"),
    ("ikin", "ik"),
)
_STEMS: tuple[tuple[str, str], ...] = (
    ("eus", "eur"),
    ("teur", "tor"),
    ("tric", "tor"),
    ("oar", "or"),
    ("toreas", "tor"),
    ("areas", "ar"),
    ("iv", "if"),
    ("elk", "el"),
    ("erk", "er"),
    ("ork", "or"),
    ("ntk", "nt"),
    ("stk", "st"),
    ("rzk", "rz"),
    ("iczk", "ik"),
    ("awcz", "awc"),
    ("awczyn", "awc"),
    ("adczyn", "adc"),
    ("awczyni", "awc"),
)


# Whoever has learnt a trade whole, or more: "Dachdeckergeselle".
_GRADE = re.compile(r"(\w{4,}?)(?:gesell(?:e|en|in|innen)|meister(?:in|innen|s)?)")

# Asking for all endings at once is many times faster than one by one.
_PAIR_ENDINGS = tuple(ending for ending, _ in _PAIRS)
_STEM_ENDINGS = tuple(ending for ending, _ in _STEMS)


def fold_gender(word: str) -> str:
    """Give the stem that the masculine and the feminine form of a word share."""
    if not word.endswith(_PAIR_ENDINGS):
        return _fold_stem(word)
    for ending, common in _PAIRS:
        if word.endswith(ending) and len(word) - len(ending) + len(common) >= _SHORTEST_STEM:
            return _fold_stem(word[: len(word) - len(ending)] + common)
    return _fold_stem(word)


def _fold_stem(word: str) -> str:
    if len(word) <= _SHORTEST_STEM + 1:
        return word
    stem = word.removesuffix("s")
    bare = stem.rstrip("aeioy")
    stem = bare if len(bare) >= _SHORTEST_STEM else stem
    if stem.endswith(_STEM_ENDINGS):
        ending, common = next(pair for pair in _STEMS if stem.endswith(pair[0]))
        return stem[: len(stem) - len(ending)] + common
    if stem[-1] == stem[-2]:
        return stem[:-1]
    return stem


def drop_grade(word: str) -> str:
    """Give what a German word is a grade of, as the trade of a journeyman; empty for any other."""
    grade = _GRADE.fullmatch(word)
    return grade[1] if grade else ""
