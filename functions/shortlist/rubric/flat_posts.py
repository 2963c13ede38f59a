"""Job posts whose line ends were lost on the way: one long line with its headings and bullets."""

import re
from collections.abc import Iterator
from functools import lru_cache

from shortlist.rubric.cue_words import load_signs
from shortlist.rubric.section_names import (
    Kind,
    is_label,
    name_kind,
    plain_heading,
    says_nothing_else,
)
from shortlist.rubric.wording import is_dependent

_LONGEST_LINE = 700
_FEWEST_BULLETS = 3
# "The following: - plan menus - order stock" is a list, however short the line.
_LIST = re.compile(r":\s[-–•*](?:\s|(?=[A-ZÀ-Þ]))")  # noqa: RUF001
# "Plan menus.- Order stock": the gap before a bullet was lost.
_BULLET = re.compile(r"(?:\s|(?<=\w[.;]))[-–•*▪●]\s(?=[A-ZÀ-Þ0-9$(])")  # noqa: RUF001
_LIST_BULLET = re.compile(r"(?:\s|(?<=\w[.;]))[-–•*](?:\s|(?=[A-ZÀ-Þ]))")  # noqa: RUF001
# "Excel - advanced - SAP - basic": levels, which belong to what stands before them.
_VALUE = re.compile(r"\s[-–]\s[a-z]+\s[-–]\s")  # noqa: RUF001
# "You will have: .A first-aid card .A van": the bullets were lost, but for their dots.
_DOT_BULLET = re.compile(r"\s\.(?=[A-Z][a-z\s])")
# "... on the ward You will have:": the last clause before a list, without an end of sentence.
_LEAD_IN = re.compile(r"(.*\S)\s([A-Z][\w']*(?:\s[a-z][\w']*){0,6}:)", re.DOTALL)
# "Duties:  1. Cut pipes.  2. Fit valves." in one line, which counts from one.
_COUNTED = re.compile(
    r"(?:^|(?<=[.:;,])\s{1,8}|\bor\s{1,8}|\s{2,8})\(?(\d{1,2})[.)]\s{1,8}(?=[^\W\d])"
)
# "... Cut pipes   Fit valves   Test joints": gaps without a stop before them were bullets.
_GAP = re.compile(r"(?<=[a-z0-9):])\s{2,8}(?=[A-Z])")
_ANY_GAP = re.compile(r"(?<=[a-z0-9):.;,])\s{2,8}(?=[A-Z])")
_STOP = re.compile(r"[a-z][.!?]\s(?=[A-Z])(?:.*[a-z][.!?]\s(?=[A-Z])){2}")
_WIDE_GAP = re.compile(r"(?<=[a-z0-9):])\s{3,8}(?=[A-Z])")
_SENTENCE_GAP = re.compile(r"[a-z]{3}\s\s[a-z]{3,}")
_FEWEST_GAPS = 4
_FEWEST_COUNTED = 2
# Of a word before a full stop few signs are looked at, since a word may be as long as a post.
_LAST_CLAUSE = re.compile(r"^(.*[^\W\d_]\w{0,20}[.!?])\s+([^.!?]{1,200}:)$")
# "Skills requirement  Typing": a heading of which only the gap behind it is left.
_GAP_HEAD = re.compile(r"(?:^|\s{2,8})([A-Z][\w/& ]{3,40}?)\s{2,8}(?=[A-Z0-9])")
# "Apply by e-mail:Your tasks on board:": two lines became one.
_LOST_END = re.compile(r"(?<=[a-zà-ž]{3}):(?=[A-ZÀ-Þ][a-zà-ž]+\s[^:]{3,60}:$)")
_LAST_WORDS = re.compile(r"(.*\w[.!?;])\s+([A-ZÀ-Þ][^.!?;:]{2,40})", re.DOTALL)
_MOST_HEADING_WORDS = 7
_SHORTEST_BEFORE = 25
_WORD = re.compile(r"\S+")
# A heading has such words in it; it ends with one of the second kind only.
_TIES = frozenset(
    ("a", "an", "and", "the", "of", "to", "for", "in", "with", "at", "or", "on", "is")
)
_SMALL_WORDS = _TIES | {"this", "it", "us", "you", "we", "your", "our", "have", "be", "do", "are"}
_GOES_ON = (",", ";", "(", "/", "&")


def part_flat_lines(lines: list[str]) -> Iterator[str]:
    """Give headings and bullets that stand within a line a line of their own."""
    for line in lines:
        for part in _part_at_gaps(line):
            yield from _part_flat_line(part, is_flat=len(line) >= _LONGEST_LINE)


def _part_at_gaps(line: str) -> list[str]:
    """Part a line where gaps, counting or single dots are all that is left of its layout."""
    line = _LOST_END.sub(":\n", _GAP_HEAD.sub(_end_head, line))
    if len(_WIDE_GAP.findall(line)) >= _FEWEST_GAPS or _has_gaps_alone(line):
        line = _GAP.sub("\n- ", line)
    elif len(_ANY_GAP.findall(line)) >= _FEWEST_GAPS and _STOP.search(line):
        # Between sentences one gap is enough for whoever wrote it.
        line = _ANY_GAP.sub("\n- ", line)
    return [
        half
        for part in line.split("\n")
        for entry in _part_counted(part)
        for piece in _part_dotted(entry)
        # "... in Leeds. Your tasks:" leads to the list below it.
        for half in _LAST_CLAUSE.sub(r"\1\n\2", _part_head(piece)).split("\n")
    ]


def _has_gaps_alone(line: str) -> bool:
    """Tell whether gaps stand only where an entry begins, and not between sentences too."""
    gaps = len(_GAP.findall(line))
    return gaps >= max(_FEWEST_GAPS, _FEWEST_GAPS * len(_SENTENCE_GAP.findall(line)))


def _part_head(piece: str) -> str:
    """Part "... in Leeds Candidate requirements:" before the heading of the list below it."""
    lead = _LEAD_IN.fullmatch(piece.strip())
    plain = plain_heading(lead.group(2)) if lead else ""
    # "Chances and Perspectives:" is one heading.
    if (
        lead is None
        or len(lead.group(1)) < _SHORTEST_BEFORE
        or not says_nothing_else(plain)
        or _name_kind(plain) is None
        # "Insight into the issues of the Company:" ends with a noun, no heading.
        or is_dependent(lead.group(1).split()[-1])
    ):
        return piece
    return f"{lead.group(1)}\n{lead.group(2)}"


def _end_head(match: re.Match[str]) -> str:
    plain = plain_heading(match.group(1))
    is_head = _name_kind(plain) is not None and says_nothing_else(plain)
    return f"\n{match.group(1)}:\n" if is_head else match.group()


def _part_counted(line: str) -> list[str]:
    """Part "Duties: 1. Cut pipes. 2. Fit valves." into its entries."""
    starts: list[int] = []
    for match in _COUNTED.finditer(line):
        if int(match.group(1)) == len(starts) + 1:
            starts.append(match.start(1))
    if len(starts) < _FEWEST_COUNTED:
        return [line]
    ends = [*starts[1:], len(line)]
    head = line[: starts[0]].rstrip(" (")
    entries = [line[start:end].rstrip(" (") for start, end in zip(starts, ends, strict=True)]
    return [head, *entries] if head.strip() else entries


def _part_dotted(line: str) -> list[str]:
    """Part a line at bullets of which only dots are left, each clause that leads to them apart."""
    first, *others = _DOT_BULLET.split(line)
    if len(others) < _FEWEST_BULLETS:
        return [line]
    parts: list[str] = []
    for number, part in enumerate((first, *others)):
        mark = "- " if number else ""
        lead = _LEAD_IN.fullmatch(part.strip())
        parts += [f"{mark}{lead.group(1)}", lead.group(2)] if lead else [f"{mark}{part.strip()}"]
    return parts


def _part_flat_line(line: str, *, is_flat: bool) -> Iterator[str]:
    """Give headings and bullets that stand within a very long line a line of their own."""
    if is_flat and line.startswith("- "):
        yield from _part_at_headings(line[2:], "- ")
        return
    is_list = _LIST.search(line) is not None and len(_LIST_BULLET.findall(line)) > 1
    if not (is_flat or is_list):
        yield line
        return
    is_list = is_list and not _VALUE.search(line)
    first, *others = (_LIST_BULLET if is_list else _BULLET).split(line)
    if len(others) < _FEWEST_BULLETS and not is_list:
        first, others = line, []
    yield from _part_at_headings(first, "")
    for other in others:
        # A short list has no heading among its entries: "Forklift licence: B" is one.
        yield from _part_last_words(other) if is_list else _part_at_headings(other, "- ")


def _part_last_words(entry: str) -> list[str]:
    """Part "Order stock. Requirements" before the heading of the entries that follow."""
    match = _LAST_WORDS.fullmatch(entry)
    plain = plain_heading(match.group(2)) if match else ""
    if match is None or _name_kind(plain) is None or not says_nothing_else(plain):
        return [f"- {entry}"]
    return [f"- {match.group(1)}", f"{match.group(2)}:"]


def _part_at_headings(text: str, mark: str) -> Iterator[str]:
    """Yield a text's parts, each heading in it as a line that ends with a colon."""
    words = list(_WORD.finditer(text))
    start, number = 0, 0
    while number < len(words):
        count = _count_heading_words(text, words, number)
        if not count:
            number += 1
            continue
        before = text[start : words[number].start()].strip()
        if before:
            yield f"{mark}{before}"
        head = text[words[number].start() : words[number + count - 1].end()]
        yield f"{head.rstrip(':')}:"
        number += count
        start, mark = words[number - 1].end(), ""
    rest = text[start:].strip()
    if rest:
        yield f"{mark}{rest}"


@lru_cache(maxsize=4096)
def _name_kind(plain: str) -> Kind | None:
    return name_kind(plain)


def _count_heading_words(text: str, words: list[re.Match[str]], number: int) -> int:
    """Count the words of the heading that begins with a word; 0 if none does."""
    first = words[number].group()
    if len(first) == 1 or not first[0].isupper():
        return 0
    before = words[number - 1].group() if number else ""
    # "40 HOURS PER WEEK" is no heading.
    if (
        before[-1:].isdigit()
        or before.endswith(_GOES_ON)
        or before in _SMALL_WORDS
        or before.startswith("(")
    ):
        return 0
    for count in range(min(_MOST_HEADING_WORDS, len(words) - number), 0, -1):
        last = words[number + count - 1]
        after = text[last.end() : last.end() + 3].lstrip()
        if _is_heading(text[words[number].start() : last.end()], after):
            return count
    return 0


def _is_heading(phrase: str, after: str) -> bool:
    words = phrase.rstrip(":?").split()
    is_title = all(word[:1].isupper() or word in _SMALL_WORDS for word in words)
    # "Skills required:" is one by its colon.
    is_title = is_title or (phrase.endswith(":") and len(words) > 1)
    # "Licence THE REWARDS" is the end of a sentence, and a heading.
    is_shouted = [word.isupper() for word in words if len(word) > 1]
    is_mixed = any(is_shouted) and not all(is_shouted) and not phrase.endswith(":")
    if (
        is_mixed
        or not is_title
        or words[-1] in _TIES
        or any(word.endswith((",", ".", ";")) for word in words)
    ):
        return False
    plain = plain_heading(phrase)
    if _name_kind(plain) is None:
        return False
    if phrase.endswith(":"):
        # "Driving licence: B" is a label with its value, "Your tasks:" a heading.
        return says_nothing_else(plain)
    if is_label(plain):
        return False
    goes_on = after[:1].isupper() or after[:1] in "-–$0123456789"  # noqa: RUF001
    is_clause = len(words) > 2 and load_signs("clause").match(plain) is not None
    return goes_on and len(words) > 1 and (says_nothing_else(plain) or is_clause)
