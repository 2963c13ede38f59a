"""The lines of a job post: which belong together, and which are lists."""

import re
from itertools import pairwise

from shortlist.rubric.cue_words import load_signs
from shortlist.rubric.headings import BULLET
from shortlist.rubric.section_names import name_kind, plain_heading
from shortlist.rubric.sentences import SENTENCE_END
from shortlist.words.joints import OR, OTHER_WAY
from shortlist.words.tokens import fold

# No line is broken before it is so long. After one full line, another may well say its own.
_NARROWEST = 66
_FEWEST_FULL = 2
_LONGEST_HEADING = 4
# "[the form](https://...)", and "(see https://...)".
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(https?:[^()\n]{1,400}\)")
_LINK_ASIDE = re.compile(r"\s?\([^()\n]{0,200}(?:https?://|www\.)[^()\n]{1,300}\)")
# "or" on a line of its own, or at the end of one, in the languages we read.
_OR = rf"(?:{OTHER_WAY})"
_OTHER_WAY = re.compile(rf"[^\w]{{0,12}}{_OR}[^\w]{{0,12}}", re.IGNORECASE)
_OR_WORD = re.compile(rf"(?:^\W{{0,12}}|\s)({_OR})(?=\W{{0,12}}$|[\s,])", re.IGNORECASE)
# "Or, in their place, ..." begins an entry.
_OTHER_WAY_START = re.compile(rf"{_OR}(?:,|\s)\s{{0,3}}(?=\S)", re.IGNORECASE)
_OTHER_WAY_END = re.compile(rf"[,;]?\s(?:and/)?{_OR}\s*$|;\s{_OR}\s*$", re.IGNORECASE)
# Signs that stand between the statements of one line.
_SIGNS_WITHIN = "•▸►▶➤➔✓✔✅❖◆■★»➢✦"
_FEWEST_WITHIN = 2
# "tact -patience -French": the gap behind each sign was lost.
_GLUED = re.compile(r"(?<=[^\W\d_]|\)) -(?=[^\W\d_]{2})")
_FEWEST_GLUED = 3
# Two columns of a table, copied with the tab between them.
_ROW = re.compile(r"(?m)^([^\t\n:]{2,40}?)[ ]?\t+[ ]?(?=\S)")
_FEWEST_ROWS = 3
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# "iv.", "aa)" and "(B)": numbers of entries that have the tab of a list behind them.
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z]{1,2})[.)]", re.IGNORECASE)
_LIST_MARK = re.compile(r"[,;|]\s{0,10}|\s/\s")
_FEWEST_MARKS = 2
# "Bachelor's in statistics, mathematics or economics" is one degree.
_DEGREE_IN_ANY = re.compile(
    r"\s?(?:a |an )?(?:bachelor|master|degree|bsc|msc|studium|abschluss|dipl|licen|grado|laurea)"
    rf"[^,;|]{{0,40}}\s(?:in|en|der|de|des|im|di)\s[^,;|]+,[^;|]*\s(?:{OR})\s[^,;|]+$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"'“”„«‘]([^\"“”„«»]{3,200})[\"'”“»’]")  # noqa: RUF001
_MARKED_HEAD = re.compile(r"\[(\w[\w ]{1,24})\]\s|([A-ZÀ-Þ][A-ZÀ-Þ ]{3,30})\s[–—-]\s")  # noqa: RUF001


def join_wrapped(lines: list[str]) -> list[str]:
    """Join the lines that were broken only because they were full."""
    joined: list[str] = []
    # Who begins all lines small does not go on with the one above.
    is_small = sum(line.lstrip()[:1].islower() for line in lines) > sum(map(_begins_great, lines))
    for block in _find_blocks(lines):
        width = max(_NARROWEST, *map(len, block))
        full = [len(line) + 1 + len(after.split()[0]) > width for line, after in pairwise(block)]
        # Lines of a list may be as long as each other, but each begins anew.
        goes_on = any(
            is_full and line.lstrip()[:1].islower() and not is_small
            for line, is_full in zip(block[1:], full, strict=True)
        )
        is_prose = goes_on and sum(full) >= _FEWEST_FULL
        # Where a short line is followed by a small one, each begins anew.
        is_list = any(
            not is_full and line.lstrip()[:1].islower()
            for line, is_full in zip(block[1:], full, strict=True)
        )
        joined.append(block[0])
        for line, is_full in zip(block[1:], full, strict=True):
            is_within = joined[-1].count("(") > joined[-1].count(")")
            is_going_on = line.lstrip()[:1].islower() and not (is_small or is_list)
            if is_full and (is_prose or is_within or is_going_on):
                joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
            else:
                joined.append(line)
    return joined


def _begins_great(line: str) -> bool:
    return line.lstrip()[:1].isupper()


def write_rows(text: str) -> str:
    """Write the rows of a table of two columns as labels with their values."""
    if sum(map(_is_label, _ROW.findall(text))) < _FEWEST_ROWS:
        return text
    return _ROW.sub(lambda row: f"{row[1]}: " if _is_label(row[1]) else row[0], text)


def _is_label(text: str) -> bool:
    """Tell whether what stands before a tab is a label, and no number or sign of a list."""
    is_mark = BULLET.match(f"{text} ") is not None or _NUMBER.match(text) is not None
    return _TWO_LETTERS.search(text) is not None and not is_mark


def drop_links(text: str) -> str:
    """Drop addresses that stand in brackets, and those behind the words that lead to them."""
    return _LINK_ASIDE.sub("", _LINK.sub(r"\1", text))


def join_other_ways(lines: list[str]) -> list[str]:
    """Join the entries of a list that are several ways to fulfil one requirement: "..., or"."""
    joined: list[str] = []
    is_open = False
    word = "or"
    for line in lines:
        said = _OR_WORD.search(line)
        word = said.group(1).lower() if said else word
        is_between = _OTHER_WAY.fullmatch(line) is not None
        while is_between and joined and not joined[-1].strip():
            joined.pop()
        way = _read_way(line, is_open=is_open and bool(line.strip()))
        if joined and joined[-1].strip() and way is not None:
            joined[-1] = _add_way(joined[-1], word, way) if way else joined[-1]
            is_open = is_between or _OTHER_WAY_END.search(line) is not None
        elif line.strip() or not is_open:
            joined.append(line)
            is_open = _OTHER_WAY_END.search(line) is not None
    return joined


def _read_way(line: str, *, is_open: bool) -> str | None:
    """Read what a line adds to the entry above it as another way; "" for no more than "or"."""
    if _OTHER_WAY.fullmatch(line):
        return ""
    said = BULLET.sub("", line).strip()
    start = _OTHER_WAY_START.match(said)
    way = said[start.end() :] if start else said
    is_short = len(way.split()) <= _LONGEST_HEADING
    is_heading = is_short and name_kind(plain_heading(way)) is not None
    is_way = (start is not None or is_open) and not is_heading
    return way if is_way and load_signs("contact").match(fold(way)) is None else None


def _add_way(before: str, word: str, way: str) -> str:
    """Add a way behind the first sentence of the one before it: the others say more of it."""
    before, way = _OTHER_WAY_END.sub("", before), _OTHER_WAY_END.sub("", way)
    bullet = BULLET.match(before)
    end = SENTENCE_END.search(before, bullet.end() if bullet else 0)
    first, more = (before[: end.start()], before[end.end() :]) if end else (before, "")
    return f"{first.rstrip('.;, ')}; {word} {way}{' ' if more else ''}{more}"


def part_lists(lines: list[str]) -> list[str]:
    """Give each statement of "TASKS ▸ plan menus ▸ order stock" a line of its own."""
    parted: list[str] = []
    for line in map(_part_glued, map(_write_colon, map(drop_stars, lines))):
        counts = [(line.count(f" {sign} "), sign) for sign in _SIGNS_WITHIN]
        count, sign = max(counts)
        if sign in "•»" and ":" not in (head := line.partition(f" {sign} ")[0]) and head.strip():
            # "Full-time • Leeds • permanent" and "Home » Jobs » Leeds" list no statements.
            count = 0
        if count < _FEWEST_WITHIN:
            parted.append(line)
            continue
        head, *items = (part.strip() for part in line.split(f" {sign} "))
        parted += [head or sign, *(f"- {item}" for item in items)]
    return parted


def _part_glued(line: str) -> str:
    """Write "Profile: tact -patience -French -order" with the signs of other lists."""
    if len(_GLUED.findall(line)) < _FEWEST_GLUED or BULLET.match(line):
        return line
    head, colon, said = line.partition(":")
    is_headed = bool(colon) and name_kind(plain_heading(head)) is not None
    said = said.strip() if is_headed else line
    return f"{head}: ▸ {_GLUED.sub(' ▸ ', said)}" if is_headed else f" ▸ {_GLUED.sub(' ▸ ', said)}"


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


def drop_quotes(text: str) -> str:
    """Drop quotation marks around the whole of a text: "Must hold a licence", said by somebody."""
    quoted = _QUOTED.fullmatch(text)
    return quoted.group(1).strip() if quoted else text


def _write_colon(line: str) -> str:
    """Write "[Duties] blasting", and what has a dash instead, as other headings go on."""
    match = _MARKED_HEAD.match(line)
    head = (match.group(1) or match.group(2)) if match else ""
    if match is None or name_kind(plain_heading(head)) is None:
        return line
    return f"{head}: {line[match.end() :]}"


def _find_blocks(lines: list[str]) -> list[list[str]]:
    """Part lines where one is blank, has a bullet or ends with a sign, each with what follows."""
    blocks: list[list[str]] = []
    is_open = False
    for line in lines:
        if is_open and line.strip() and not BULLET.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        is_within = line.count("(") > line.count(")")
        is_open = bool(line.strip()) and (is_within or line.rstrip()[-1] not in ".!?:;")
    return blocks


def split_list(text: str) -> list[str]:
    """Split what follows an inline heading at its commas, if it is a list."""
    marks = text.count(",") + text.count(";") + text.count("|")
    if marks < _FEWEST_MARKS or "(" in text or _DEGREE_IN_ANY.match(text):
        return [text]
    return _LIST_MARK.split(text)
