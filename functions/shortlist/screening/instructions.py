"""Lines that speak to whoever judges the resume instead of about its author."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shortlist.screening.disguises import load_known_words, undo_disguises
from shortlist.screening.folded_text import number_lines
from shortlist.screening.markers import find_marked_lines
from shortlist.screening.rules import load_rulebook
from shortlist.words.resume_text import ResumeText

_LARGEST_GAP = 3
_LONGEST_REST = 8
_WIDE_LINE = 50
_ENDS = (".", "!", "?", ":", ";")


def find_instructions(text: ResumeText) -> set[int]:
    """Give the numbers of the lines, those included that only carry the rest of a sentence."""
    known = load_known_words() & text.unique
    numbers = find_marked_lines(text) | _match_rules(text.words, known)
    for words in undo_disguises(text, known):
        numbers |= find_ruled_lines(words)
    return _extend(numbers, text.lines) if numbers else numbers


def find_ruled_lines(words: list[str]) -> set[int]:
    """Give the numbers of the lines on which words stand as a rule describes."""
    return _match_rules(words, load_rulebook().words.intersection(words))


def _match_rules(words: list[str], present: frozenset[str]) -> set[int]:
    return number_lines(words, load_rulebook().find_spans(words, present))


def _extend(numbers: set[int], lines: Sequence[str]) -> set[int]:
    ordered = sorted(numbers)
    extended = set(ordered)
    for number, following in pairwise(ordered):
        if following - number <= _LARGEST_GAP + 1:
            extended.update(range(number, following))
    for number in ordered:
        extended.update(_follow_sentence(number, lines, -1))
        extended.update(_follow_sentence(number, lines, 1))
    return extended


def _follow_sentence(number: int, lines: Sequence[str], step: int) -> Iterator[int]:
    for here in range(number, number + step * _LONGEST_REST, step):
        first, second = sorted((here, here + step))
        if first < 1 or second > len(lines) or not _runs_on(lines[first - 1], lines[second - 1]):
            return
        yield here + step


def _runs_on(line: str, following: str) -> bool:
    is_cut = len(line) >= _WIDE_LINE and line.rstrip()[-1:] not in _ENDS
    return is_cut and following.lstrip()[:1].islower()
