"""Names of languages in seven others, and how well somebody says to know one."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from shortlist.facts.fact_words import (
    Phrases,
    group_words,
    join_words,
    load_pattern,
    read_vocabulary,
)
from shortlist.facts.naming import climb
from shortlist.words.joints import AND, AND_ALSO, OR

_FILE = "languages.txt"
_NO_LANGUAGES = ("adjective", "lead")
_NATIVE = 6
_LOOK_BACK, _LONGEST_GAP = 80, 200
_WORD_BEFORE = re.compile(r"\b([a-z]{4,})\s$")
_OR = re.compile(rf"\b(?:(?:{AND})/)?(?:{OR})\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINT = re.compile(rf"(?<=\w),\s|;\s|\b(?:{AND_ALSO}|as well as|ainsi que|plus)\b(?!/)|[&+]")
_MORE = re.compile(
    r"\s(?:above|better|higher|more|superior\w*|superieur\w*|mehr|hoher\w*|besser\w*|mieux|mejor|mas"
    r"|migliore|meglio|piu|mai (?:mult|bun)|wyz\w+|lepiej|lepszy\w*|beyond|equivalent\w*)\b"
)


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
        for language, names in read_vocabulary(_FILE).items()
        if language not in _NO_LANGUAGES
    }


@cache
def load_languages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Load the names of languages."""
    return tuple(
        (language, re.compile(rf"\b(?:{join_words(names)})\b"))
        for language, names in _read_languages().items()
    )


@cache
def _load_any_language() -> re.Pattern[str]:
    """Load one pattern of all names, which most texts have none of."""
    names = chain.from_iterable(_read_languages().values())
    return re.compile(rf"\b(?:{group_words(names)})\b")


@cache
def load_language_list() -> re.Pattern[str]:
    """Load a pattern of the languages that stand in a list before the last of them."""
    names = join_words({name for names in _read_languages().values() for name in names})
    joint = rf"\s?[,/]\s?|\s(?:{AND})\s"
    return re.compile(rf"\b(?:(?:{names})(?:{joint})){{1,5}}$")


@cache
def load_language(language: str) -> tuple[re.Pattern[str], Phrases]:
    """Load the names of one language, and the phrases that a text with any of them has."""
    return dict(load_languages())[language], Phrases(_read_languages()[language])


def find_languages(folded: str) -> list[tuple[int, int]]:
    """Find where a text names languages, each once."""
    if not _load_any_language().search(folded):
        return []
    found = [find_language(words, folded) for _, words in load_languages()]
    return sorted([place for place in found if place])


def find_language(words: re.Pattern[str], folded: str) -> tuple[int, int] | None:
    """Find where a text names one language; "cocina francesa" names none."""
    places = (match.span() for match in words.finditer(folded))
    return next((one for one in places if not _is_adjective(folded, *one)), None)


def _is_adjective(folded: str, start: int, end: int) -> bool:
    """Tell whether the name of a language only says where something is from."""
    before = folded[max(0, start - _LOOK_BACK) : start]
    names = {folded[start:end]}
    word = _WORD_BEFORE.search(before)
    if word is None and (listed := load_language_list().search(before)):
        names.update(listed.group().split())
        word = _WORD_BEFORE.search(before[: listed.start()])
    if names.isdisjoint(read_vocabulary(_FILE)["adjective"]):
        return False
    return word is not None and not _is_of_tongue(word[1])


def _is_of_tongue(word: str) -> bool:
    known = (load_pattern("needs.txt", "language"), load_pattern(_FILE, "lead"))
    return any(one.fullmatch(word) for one in known) or climb("language_levels.txt", word) > 0


def find_gaps(folded: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """Find what stands between the languages in these places."""
    return [folded[end:start] for (_, end), (start, _) in pairwise(places)]


def ask_for_any(gaps: Sequence[str]) -> bool:
    """Tell by what stands between languages whether one is enough: "English or French".

    "Or" may join levels and ways too: "French (B2 or above) and Italian".
    """
    return any(map(_has_or, gaps))


def _has_or(gap: str) -> bool:
    for match in _OR.finditer(_BRACKETS.sub(" ", gap[-_LONGEST_GAP:])):
        before, after = match.string[: match.start()], match.string[match.end() :]
        # "B2 or above and Italian", "and fluent or native Italian"
        is_joint_later = _JOINT.search(after) and not after.startswith(",")
        is_of_level = is_joint_later or _MORE.match(after) or _ends_in_level(before, after)
        if not is_of_level:
            return True
    return False


def _ends_in_level(before: str, after: str) -> bool:
    """Tell whether "or" joins two levels of the language behind it."""
    own = _JOINT.split(before)
    return len(own) > 1 and climb_stated(own[-1]) > 0 and climb_stated(after) > 0


def climb_stated(folded: str) -> int:
    """Give the level of a language that a text states: the European scale before words."""
    scale = re.search(r"\b([abc])([12])\b", folded)
    if scale:
        return 2 * "abc".index(scale.group(1)) + int(scale.group(2))
    level = climb("language_levels.txt", folded)
    return min(level, _NATIVE)
