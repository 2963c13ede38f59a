"""Names of languages in seven others, and how well somebody says to know one."""

import re
from collections.abc import Mapping
from functools import cache

from shortlist.facts.fact_words import Phrases, join_words, read_vocabulary
from shortlist.facts.naming import climb

_NATIVE = 6


@cache
def _read_languages() -> Mapping[str, tuple[str, ...]]:
    """Read the names of languages; the German ones also with what somebody knows of them.

    Polish ones have the endings of an adjective.
    """
    german = ("", "kenntnisse", "kenntnissen", "sprachkenntnisse", "sprachkenntnissen")
    polish = ("", "ego", "m", "emu")
    ends = {"sch": german, "ski": polish, "cki": polish}
    return {
        language: tuple([n + end for n in names for end in ends.get(n[-3:], ("",))])
        for language, names in read_vocabulary("languages.txt").items()
    }


@cache
def load_languages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load the names of languages."""
    return tuple(
        (language, re.compile(rf"\b(?:{join_words(names)})\b"))
        for language, names in _read_languages().items()
    )


@cache
def load_language_list() -> re.Pattern[str]:
    """Load a pattern of the languages that stand in a list before the last of them."""
    names = join_words({name for names in _read_languages().values() for name in names})
    joint = r"\s?[,/]\s?|\s(?:and|und|et|y|e|i|si)\s"
    return re.compile(rf"\b(?:(?:{names})(?:{joint})){{1,5}}$")


@cache
def load_language(language: str) -> tuple[re.Pattern[str], Phrases]:
    """Load the names of one language, and the phrases that a text with any of them has."""
    return dict(load_languages())[language], Phrases(_read_languages()[language])


def find_languages(folded: str) -> list[tuple[int, int]]:
    """Find where a text names languages, each once."""
    found = [match.span() for _, words in load_languages() if (match := words.search(folded))]
    return sorted(found)


def climb_stated(folded: str) -> int:
    """Give the level of a language that a text states: the European scale before words."""
    scale = re.search(r"\b([abc])([12])\b", folded)
    if scale:
        return 2 * "abc".index(scale.group(1)) + int(scale.group(2))
    level = climb("language_levels.txt", folded)
    return min(level, _NATIVE)
