"""How the lines of a job post stand: what heads others, and what is a list."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from shortlist.rubric.cue_words import load_signs
from shortlist.rubric.flat_posts import part_flat_lines
from shortlist.rubric.headings import BULLET
from shortlist.rubric.lines import (
    drop_links,
    join_other_ways,
    join_wrapped,
    part_lists,
    write_rows,
)
from shortlist.rubric.section_names import name_kind, plain_heading
from shortlist.rubric.sentences import SENTENCE_END
from shortlist.rubric.value_lines import join_values
from shortlist.words.tokens import fold

_FEWEST_HEADS = 2
_PICTURE = re.compile(r"[\U0001f300-\U0001faff]")
_LONGEST_HEADING = 60
_LONGEST_BARE_WORDS = 12
_FEWEST_IN_BLOCK, _SHARE_OF_BLOCK, _LONGEST_IN_BLOCK = 3, 0.7, 250
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class PostLayout:
    """How the lines of a job post stand: what heads others, and what is a list."""

    lines: list[str]
    marks: Counter[str]
    bare: set[int]
    blocks: set[int]
    alone: set[int]

    def is_rare_mark(self, number: int, after: str, last: str) -> bool:
        """Tell whether a line's bullet is another than those below it, or heads paragraphs."""
        mark, below = read_mark(self.lines[number]), read_mark(after)
        # The same sign above several paragraphs heads them all.
        is_head = mark != last and self.marks[mark] >= _FEWEST_HEADS
        # One picture above lines that have none: "📋 Requirements".
        is_head = is_head or (self.marks[mark] == 1 and _PICTURE.search(mark) is not None)
        return self.marks[mark] < self.marks[below] if below else is_head

    def is_printed_by_board(self, number: int) -> bool:
        """Tell whether a first line says no more than that a post follows, which has headings."""
        if not load_signs("board").fullmatch(plain_heading(self.lines[number])):
            return False
        if number + 1 in self.bare:
            # Bare lines below it are what it heads.
            return False
        short = [one for one in self.lines[number + 1 :] if len(one) <= _LONGEST_HEADING]
        return any(name_kind(plain_heading(one)) and not BULLET.match(one) for one in short)

    def is_listed(self, number: int, *, is_below_heading: bool, is_placed: bool) -> bool:
        """Tell whether a line is an entry of a list, with a bullet or without.

        Lines without one are so only below a heading, whole sentences below one that places them.
        """
        if BULLET.match(self.lines[number]):
            return True
        is_bare = number in self.bare and is_below_heading
        return is_bare or (number in self.blocks and is_placed)

    def find_next(self) -> list[str]:
        """Give for each line the next one that is not blank."""
        found: list[str] = []
        after = ""
        for line in reversed(self.lines):
            found.append(after)
            after = line if line.strip() else after
        return found[::-1]


def lay_out(description: str) -> PostLayout:
    """Part a job post into lines, and look how they stand."""
    lines = join_values(list(part_flat_lines(drop_links(write_rows(description)).splitlines())))
    lines = join_wrapped(lines)
    lines = _mark_indented(part_lists(join_other_ways(lines)))
    return PostLayout(
        lines,
        Counter(map(read_mark, lines)),
        _find_bare_lists(lines),
        _find_list_blocks(lines),
        _find_alone(lines),
    )


def drop_posts(description: str, title: str) -> str:
    """Leave out the lines that only say whose conditions follow: "For the post of driver:"."""
    if not title or load_signs("for-post").search(fold(description)) is None:
        return description
    lines = description.splitlines()
    named = (load_signs("for-post").sub("", plain_heading(line)) for line in lines)
    return "\n".join(
        line
        for line, plain in zip(lines, named, strict=True)
        if plain != title or plain == plain_heading(line)
    )


def read_mark(line: str) -> str:
    """Give the kind of bullet that a line has, "" for none; numbers are of one kind."""
    bullet = BULLET.match(line)
    if bullet is None:
        return ""
    mark = bullet.group().strip()
    return "1" if any(map(str.isdigit, mark)) else mark[-1:] if mark[0].isalpha() else mark[0]


def _mark_indented(lines: list[str]) -> list[str]:
    """Give a bullet to lines that only a gap in front sets off below "...:"."""
    marked: list[str] = []
    start = 0
    for number, line in enumerate([*lines, ""]):
        is_entry = line[:1] == " " and bool(line.strip()) and not BULLET.match(line)
        if is_entry:
            continue
        entries = lines[start:number]
        is_list = len(entries) >= _FEWEST_IN_BLOCK and start > 0
        is_list = is_list and lines[start - 1].rstrip().endswith(":")
        marked += [f"- {one.strip()}" if is_list else one for one in entries]
        marked += lines[number : number + 1]
        start = number + 1
    return marked


def _find_bare_lists(lines: list[str]) -> set[int]:
    """Find the short lines without an end of sentence that stand next to others of the kind.

    Some leave a blank line between all of them.
    """
    short = [
        bool(line.strip())
        and line.rstrip()[-1] not in ".!?:;,"
        and len(line.split()) <= _LONGEST_BARE_WORDS
        for line in lines
    ]
    said = [number for number, line in enumerate(lines) if line.strip()]
    pairs = [
        (one, two)
        for one, two in pairwise(said)
        if short[one]
        and short[two]
        # "Offer: weekly pay" apart from others is no entry of theirs.
        and (two == one + 1 or ":" not in lines[one] + lines[two])
    ]
    return {number for pair in pairs for number in pair}


def _find_list_blocks(lines: list[str]) -> set[int]:
    """Find the blocks of lines that say one sentence each, as a list is pasted from a page."""
    found: set[int] = set()
    block: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            block.append(number)
            continue
        single = [one for one in block if _says_one_thing(lines[one])]
        is_bare = not any(BULLET.match(lines[one]) for one in block)
        is_list = len(single) >= max(_FEWEST_IN_BLOCK, _SHARE_OF_BLOCK * len(block))
        if is_bare and is_list:
            found.update(block)
        block = []
    return found


def _says_one_thing(line: str) -> bool:
    is_short = len(line) <= _LONGEST_IN_BLOCK and ":" not in line[:_LONGEST_LABEL]
    return is_short and not SENTENCE_END.search(line.strip())


def _find_alone(lines: list[str]) -> set[int]:
    """Find the lines that stand alone above a block of several lines."""
    is_blank = [not line.strip() for line in ["", *lines, "", "", ""]]
    found: set[int] = set()
    for number in range(len(lines)):
        before, line, after = is_blank[number : number + 3]
        if not before or line or not after:
            continue
        below = next((n for n in range(number + 2, len(lines)) if lines[n].strip()), len(lines))
        if lines[below + 1 : below + 2] and lines[below + 1].strip():
            found.add(number)
    return found
