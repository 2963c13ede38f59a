"""Stretches of a line that deny or only wish for what they name, left out of what counts."""

import re
from collections.abc import Sequence, Set
from functools import cache
from itertools import compress, count

from shortlist.facts.asides import is_not_without
from shortlist.facts.fact_words import WORD, load_pattern, load_phrases, read_vocabulary
from shortlist.facts.stances import denies_more, find_clause, is_carrier
from shortlist.words.resume_text import END_OF_LINE

_FILE = "stances.txt"
_SEARCHED = 1000
_LETTERS = re.compile(r"[^\W_]+")
_PREPOSITION = re.compile(
    r"(\w+)\W+(?:on|in|with|for|during|since|at|under|by|to|while|mit|auf|im|bei|sur|avec|dans|con"
    r"|en|su|pe|cu|na|z|przy)\b"
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")


@cache
def _load_cues() -> tuple[frozenset[str], frozenset[str]]:
    """Load the first words of all cues, and the words that these begin with."""
    words = read_vocabulary(_FILE)
    cues = frozenset(name.split(" ")[0] for key in ("deny", "wish") for name in words[key])
    return cues, frozenset(_LETTERS.findall(cue)[0] for cue in cues)


def find_unheld(folded: Sequence[str], known: Set[str], words: Sequence[str]) -> dict[int, str]:
    """Give the lines that deny or wish for something, without it.

    `known` and `words` are the words of all lines: each once, and as they stand, line ends too.
    """
    cues, starts = _load_cues()
    present = starts & known
    if not present:
        return {}
    number = done = 0
    numbers = dict[int, None]()
    for place in compress(count(), map(present.__contains__, words)):
        number += words[done:place].count(END_OF_LINE)
        done = place
        numbers[number] = None
    cued = [one for one in numbers if not cues.isdisjoint(folded[one].replace(":", " ").split())]
    blanked = {one: blank_unheld(folded[one]) for one in cued}
    return {one: line for one, line in blanked.items() if line != folded[one]}


def take_denied(folded: str, unheld: str) -> str:
    """Give what of a line `blank_unheld` has blanked, with spaces in place of the rest."""
    pairs = zip(folded, unheld, strict=True)
    return "".join([sign if other == " " else " " for sign, other in pairs])


def blank_unheld(folded: str) -> str:
    """Blank what a line denies or wishes for."""
    line = folded[:_SEARCHED]
    words = frozenset(WORD.findall(line))
    stretches = [
        _find_denied(line, match.start(), match.end()) for match in _find_all("deny", line, words)
    ]
    for match in _find_all("wish", line, words):
        stop = _SENTENCE_END.search(line, match.end())
        stretches.append((match.start(), stop.start() if stop else len(line)))
    for start, end in stretches:
        line = line[:start] + " " * (end - start) + line[end:]
    return line + folded[_SEARCHED:]


def _find_all(key: str, line: str, words: Set[str]) -> list[re.Match[str]]:
    is_possible = bool(load_phrases(_FILE, key).find_possible(words))
    return list(load_pattern(_FILE, key).finditer(line)) if is_possible else []


def _find_denied(line: str, start: int, cue_end: int) -> tuple[int, int]:
    _, end = find_clause(line, start, cue_end)
    between = line[cue_end:end]
    if load_pattern(_FILE, "harmless").search(between) or is_not_without(line, start, cue_end):
        return start, start
    comma = between.find(",")
    if comma >= 0 and not denies_more(between):
        between = between[:comma]
    for match in _PREPOSITION.finditer(between):
        if not is_carrier(match.group(1)):
            between = between[: match.end(1)]
            break
    return start, cue_end + len(between)
