"""Lines that speak to whoever judges the resume, or to a program, instead of about its author."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from shortlist.screening.disguises import load_known_words, undo_disguises
from shortlist.screening.folded_text import number_lines
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


_ROLE = r"(?:system|assistant|user|human|developer|instructions?|prompt|inst|sys)"
_DATA = (
    r"(?:document|resume|cv|candidate|applicant|data|input|text|context|content|profile|file"
    r"|prompt|system|user|assistant|instructions?)(?:[_-][a-z]{1,12})?"
)
_VERDICT = (
    r"[\"'{,]\s{0,3}[\"']?[a-z_]{0,20}(?:score|rating|level|rank|verdict|decision|grade|match"
    r"|recommendation|recommended|hire|qualified|confidence)(?:_?[a-z]{0,12})[\"']\s{0,3}:"
    r"\s{0,3}(?:\d|true|[\"'\[{])"
)
_INVISIBLE_STYLE = (
    r"style\s{0,3}=[^>]{0,120}(?:color\s{0,3}:\s{0,3}(?:white|#fff|transparent|rgba?\(255)"
    r"|display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|opacity\s{0,3}:\s{0,3}0"
    r"|font-size\s{0,3}:\s{0,3}[01](?:px|pt)?\b)"
)
_CODE = (
    r"(?m:^)\s{0,8}(?:import\s\w+\s{0,3}(?:$|,|\n)|from\s[\w.]{1,40}\simport\s|#include\s{0,2}[<\"])"
    r"|\b(?:os\.system|subprocess\.\w{1,12}|requests\.(?:get|post)|eval|exec)\("
)

# A pattern is tried on a text that has its sign or its words: most texts are scanned by none.
_BY_SIGN = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("<", rf"<\|[a-z_ ]{{2,30}}\|>|<</?sys>>|<{_ROLE}>|</{_DATA}s?>"),
        ("[", rf"\[/?{_ROLE}(?:[ _-](?:message|prompt|note|override|instructions?))?\]"),
        ("##", rf"###{{0,4}}\s{{0,3}}(?:new |your |updated )?{_ROLE}\s{{0,3}}:"),
        ("##", r"###{0,4}\s{0,3}(?:system|instructions?|prompt)\s{0,3}(?:\n|prompt|override)"),
        ('":', _VERDICT),
        ("':", _VERDICT),
        ("```", "```"),
        ("#include", _CODE),
    )
)
_BY_WORDS = tuple(
    (frozenset(words.split()), re.compile(pattern))
    for words, pattern in (
        ("user assistant", r"user:.{3,200}[?!]\s{0,3}assistant\s?:"),
        ("human assistant", r"human:.{3,200}[?!]\s{0,3}assistant\s?:"),
        ("user ai", r"user:.{3,200}[?!]\s{0,3}ai\s?:"),
        ("system prompt", r"\bsystem prompt\s{0,3}[:\]]"),
        ("system message", r"\bsystem message\s{0,3}[:\]]"),
        ("system override", r"\bsystem override\s{0,3}[:\]]"),
        ("system command", r"\bsystem command\s{0,3}[:\]]"),
        ("system note", r"\bsystem note\s{0,3}[:\]]"),
        ("style color", _INVISIBLE_STYLE),
        ("style display", _INVISIBLE_STYLE),
        ("style visibility", _INVISIBLE_STYLE),
        ("style opacity", _INVISIBLE_STYLE),
        ("style font size", _INVISIBLE_STYLE),
        ("import", _CODE),
        ("os system", _CODE),
        ("subprocess", _CODE),
        ("requests get", _CODE),
        ("requests post", _CODE),
        ("exec", _CODE),
        ("eval", _CODE),
    )
)
_QUESTION = re.compile(
    r"(?:^|[.!?:;\"'>\])-]\s{0,3})(?:what|who|when|where|which|why|how)\s[a-z][^.!?]{6,90}\?"
    r"|\b(?:what|who|which)\s(?:is|are|was|were|does|do|did)\s[^.!?]{6,90}\?"
    r"|\btranslate\s{1,3}[\"'\u2018-\u201d]"
)
_REQUEST = re.compile(
    r"\b(?:how|what|where|which)\s(?:do|would|should|could)\s(?:i|one)\s[^.!?]{8,90}\?"
)
_OF_THE_AUTHOR = re.compile(
    r"\b(?:i|me|my|we|us|our|you|your"
    r"|(?:company|organi[sz]ation|team|work|offer|client|employer)s?)\b"
)


def find_marked_lines(text: ResumeText) -> set[int]:
    """Give the numbers of the lines with such a mark."""
    whole = text.whole
    # Looking for one character is many times faster than looking for two.
    patterns = {pattern for sign, pattern in _BY_SIGN if sign[0] in whole and sign in whole}
    patterns.update(pattern for words, pattern in _BY_WORDS if words <= text.unique)
    numbers: set[int] = set()
    matches = [match for pattern in patterns for match in pattern.finditer(whole)]
    if matches:
        ends = list(accumulate(len(line) + 1 for line in text.folded))
        numbers.update(number for match in matches for number in _number(match, ends))
    if "?" in whole or "translate" in text.unique:
        numbers.update(n for n, line in enumerate(text.folded, start=1) if _asks(line))
    return numbers


def _number(match: re.Match[str], ends: list[int]) -> range:
    last = match.start() + len(match[0].rstrip()) - 1
    return range(bisect_right(ends, match.start()) + 1, bisect_right(ends, last) + 2)


def _asks(line: str) -> bool:
    """Tell whether a line asks its reader something that is not about the author's work."""
    if "?" not in line and "translate" not in line:
        return False
    asked = any(not _OF_THE_AUTHOR.search(match[0]) for match in _QUESTION.finditer(line))
    return asked or bool(_REQUEST.search(line))
