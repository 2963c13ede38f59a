"""The lines of a job post: which belong together, which are lists, and where sentences end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from shortlist.rubric.post_headings import BULLET, name_kind, plain_heading
from shortlist.rubric.post_words import load_abbreviations
from shortlist.words.tokens import fold

# No line is broken before it is so long. After one full line, another may well say its own.
_NARROWEST = 66
_FEWEST_FULL = 2
_LONGEST_BARE_WORDS = 12
_FEWEST_IN_BLOCK, _SHARE_OF_BLOCK, _LONGEST_IN_BLOCK = 3, 0.7, 250
_LONGEST_LABEL = 40
_LONGEST_ASIDE = 200
# Signs that stand between the statements of one line.
_SIGNS_WITHIN = "•▸►▶➤➔✓✔✅❖◆■★»➢✦"
_FEWEST_WITHIN = 2
_LIST_MARK = re.compile(r"[,;|]\s{0,10}|\s/\s")
_FEWEST_MARKS = 2
_MARKED_HEAD = re.compile(r"\[(\w[\w ]{1,24})\]\s|([A-ZÀ-Þ][A-ZÀ-Þ ]{3,30})\s[–—-]\s")  # noqa: RUF001

# "A drone licence? Even better."
_ASKED = re.compile(
    r"\s?\?\s(?=(?:even better|encore mieux|umso besser|mejor|ancora meglio|super|great|perfect"
    r"|bonus|genial|tym lepiej|cu atat mai)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s{1,20}(?=[^\sa-z])|(?<=;)\s{1,20}")
_SMALL_SENTENCE_END = re.compile(r"(?<=[.!?…])\s{1,20}|(?<=;)\s{1,20}")
_SMALL_START = re.compile(r"(?<=\w\w\w[.!?])!*\s(?=[a-z])")
_GREAT_START = re.compile(r"(?<=\w\w[.!?])!*\s(?=[A-Z])")
# "Zum 1. April" goes on.
_MONTH = re.compile(r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w{0,6}\b")
_SINGLE_LETTER = re.compile(r"(?:^|[\s(.])[A-Za-z]\.$")
# "In the U.S. We offer" ends a sentence; "the U.S. Army" and "a B.S. degree" do not.
_LETTERS_AND_START = re.compile(r"(?:The|We|Our|This|These|You|It|In|As|For|If|All|At)\b")
# "Tools such as; Puppet" goes on.
_OPEN_END = re.compile(
    r"\b(such as|like|including|includes?|with|in|of|following|e\.?g\.?|i\.?e\.?);(?=\s)",
    re.IGNORECASE,
)
# "Permis B." ends a sentence; "J. Doe" does not.
_CLASS_LETTER = re.compile(r"\b[^\W\d_]{3,}\.?\s(?:[Cc]ategor\w+ |[Kk]at\. |[Kk]lasse )?[A-E]\.$")


def join_wrapped(lines: list[str]) -> list[str]:
    """Join the lines that were broken only because they were full."""
    joined: list[str] = []
    for block in _find_blocks(lines):
        width = max(_NARROWEST, *map(len, block))
        full = [len(line) + 1 + len(after.split()[0]) > width for line, after in pairwise(block)]
        is_prose = sum(full) >= _FEWEST_FULL
        joined.append(block[0])
        for line, is_full in zip(block[1:], full, strict=True):
            if is_full and (is_prose or line.lstrip()[:1].islower()):
                joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
            else:
                joined.append(line)
    return joined


def part_lists(lines: list[str]) -> list[str]:
    """Give each statement of "TASKS ▸ plan menus ▸ order stock" a line of its own."""
    parted: list[str] = []
    for line in map(_write_colon, map(drop_stars, lines)):
        counts = [(line.count(f" {sign} "), sign) for sign in _SIGNS_WITHIN]
        count, sign = max(counts)
        if sign == "•" and ":" not in line.partition(f" {sign} ")[0]:
            # "Full-time • Leeds • permanent" is no list of statements.
            count = 0
        if count < _FEWEST_WITHIN:
            parted.append(line)
            continue
        head, *items = (part.strip() for part in line.split(f" {sign} "))
        parted += [head or sign, *(f"- {item}" for item in items)]
    return parted


def drop_stars(line: str) -> str:
    """Drop the stars with which a line was set bold; what begins with one alone is a bullet."""
    stripped = line.strip()
    if "*" not in (stripped[:1], stripped[-1:]):
        return line
    inner = stripped.strip("* ")
    is_bullet = stripped.startswith("* ") or (
        stripped[:1] == "*" and stripped[1:2] != "*" and not inner.endswith((":", "-", "?"))
    )
    return f"- {inner}" if is_bullet and inner else inner


def _write_colon(line: str) -> str:
    """Write "[Duties] blasting", and what has a dash instead, as other headings go on."""
    match = _MARKED_HEAD.match(line)
    head = (match.group(1) or match.group(2)) if match else ""
    if match is None or name_kind(plain_heading(head)) is None:
        return line
    return f"{head}: {line[match.end() :]}"


def read_mark(line: str) -> str:
    """Give the kind of bullet that a line has, "" for none; numbers are of one kind."""
    bullet = BULLET.match(line)
    if bullet is None:
        return ""
    mark = bullet.group().strip()
    return "1" if any(map(str.isdigit, mark)) else mark[-1:] if mark[0].isalpha() else mark[0]


def _find_blocks(lines: list[str]) -> list[list[str]]:
    """Part lines where one is blank, has a bullet or ends with a sign, each with what follows."""
    blocks: list[list[str]] = []
    is_open = False
    for line in lines:
        if is_open and line.strip() and not BULLET.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        is_open = bool(line.strip()) and line.rstrip()[-1] not in ".!?:;"
    return blocks


def find_bare_lists(lines: list[str]) -> set[int]:
    """Find the short lines without an end of sentence that stand next to others of the kind."""
    short = [
        bool(line.strip())
        and line.rstrip()[-1] not in ".!?:;,"
        and len(line.split()) <= _LONGEST_BARE_WORDS
        for line in lines
    ]
    pairs = [n for n, (one, two) in enumerate(pairwise(short)) if one and two]
    return {number for n in pairs for number in (n, n + 1)}


def find_list_blocks(lines: list[str]) -> set[int]:
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
    return is_short and not _SENTENCE_END.search(line.strip())


def find_alone(lines: list[str]) -> set[int]:
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


def split_list(text: str) -> list[str]:
    """Split what follows an inline heading at its commas, if it is a list."""
    marks = text.count(",") + text.count(";") + text.count("|")
    return _LIST_MARK.split(text) if marks >= _FEWEST_MARKS and "(" not in text else [text]


def find_next(lines: list[str]) -> list[str]:
    """Give for each line the next one that is not blank."""
    found: list[str] = []
    after = ""
    for line in reversed(lines):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def split_sentences(text: str) -> Iterator[str]:
    """Split a text where a sentence ends, not after an abbreviation or an initial."""
    text = _OPEN_END.sub(r"\1", _ASKED.sub(" - ", text))
    start = 0
    # Some begin all their sentences small.
    small = len(_SMALL_START.findall(text)) >= 2 and not _GREAT_START.search(text)
    ends = _SMALL_SENTENCE_END if small else _SENTENCE_END
    for match in ends.finditer(text):
        before = text[start : match.start()]
        if before.count("(") > before.count(")") and ")" in text[match.end() :][:_LONGEST_ASIDE]:
            continue
        is_initial = _SINGLE_LETTER.search(before) and not _CLASS_LETTER.search(before)
        is_abbreviation = before[-3:-2] == "."
        if is_initial and not (is_abbreviation and _LETTERS_AND_START.match(text, match.end())):
            continue
        if before[-2:-1].isdigit() and _MONTH.match(text, match.end()):
            continue
        last = re.search(r"(\w+)\.$", before[-20:])
        if last and fold(last.group(1)) in load_abbreviations():
            continue
        yield before
        start = match.end()
    yield text[start:]
