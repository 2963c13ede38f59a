"""A job post read into items: short statements, each with the section it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shortlist.rubric.post_headings import (
    BULLET,
    EDGE,
    Kind,
    find_post_heading,
    is_label,
    plain_heading,
    split_inline_heading,
)
from shortlist.rubric.post_words import load_cues, load_noise
from shortlist.words.tokens import fold

_MOST_ITEMS = 400
_LONGEST_LINE = 20_000
_NUMBERING = re.compile(r"^\s{0,20}(?:\(?\d{1,2}[.)]|[a-z]\))\s{1,10}")
# Not after an abbreviation, a single letter or a number with a point.
_SENTENCE_END = re.compile(r"(?<=[^\s.]{3}[.;!?])\s{1,20}(?=[^\sa-z])|(?<=;)\s{1,20}")
_LIST_MARK = re.compile(r"[,;|/]\s{0,10}")
_TO_READER = re.compile(
    r"^(?:you|your|du|sie|ihr|vous|tu|usted|lei|dumneavoastra|ty|applicants?|candidates?)\b"
    r"|\b(?:you (?:will|must|have|should|need|are|can|bring|know|hold|speak)|you'll"
    r"|du (?:hast|bist|bringst)|sie (?:haben|sind|bringen|verfugen)"
    r"|vous (?:etes|avez|maitrisez|serez|devez)|candidates? (?:must|should|need))\b"
)
_LONG_PROSE_WORDS = 6
# "We check it before the interview", but not "We require a certificate".
_OF_EMPLOYER = re.compile(
    r"^(?:we|our|wir|unsere?|nous|notre|nos)\b(?!.{0,20}\b(?:requir|need|expect|look|ask|want|erwart|such"
    r"|recherch|attend|exig))|^without it\b|\bbased (?:at|in) our\b"
)


@dataclass(frozen=True)
class Item:
    """A statement of the job post."""

    text: str
    folded: str
    kind: Kind
    is_required: bool
    is_listed: bool = False


def read_items(description: str) -> list[Item]:
    """Read a job post into its items, in order."""
    lines = description.splitlines()
    items: list[Item] = []
    kind: Kind = "neutral"
    named: set[Kind] = set()
    has_list = False
    for line, after in zip(lines, _find_next(lines), strict=True):
        head, colon, _ = line.partition(":")
        if colon and not BULLET.match(line) and is_label(plain_heading(head)):
            continue
        heading = find_post_heading(line, after)
        if heading:
            kind, has_list = heading, False
            named.add(kind)
            continue
        is_listed = BULLET.match(line) is not None
        has_list = has_list or is_listed
        if has_list and not is_listed and _is_prose(line):
            # A paragraph below a list belongs to it no more.
            kind, has_list = "neutral" if kind != "other" else "other", False
        inline = None if is_listed else split_inline_heading(line)
        if inline:
            kind = inline[0]
            named.add(kind)
        rest = inline[1] if inline else line
        for text in _split_line(rest, is_list=inline is not None):
            item = _make_item(text, kind, is_listed=is_listed)
            if item:
                items.append(item)
        if len(items) >= _MOST_ITEMS:
            break
    return _settle(items[:_MOST_ITEMS], named)


def _find_next(lines: list[str]) -> list[str]:
    """Give for each line the next one that is not blank."""
    found: list[str] = []
    after = ""
    for line in reversed(lines):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def _is_prose(line: str) -> bool:
    return len(line.split()) >= _LONG_PROSE_WORDS and line.rstrip().endswith((".", "!", "?"))


def _settle(items: list[Item], named: set[Kind]) -> list[Item]:
    """Decide about the items that no heading places, by what else the post has.

    Lists of a post without headings are what it asks for; prose without a word to the reader is
    about the employer, unless there is nothing else.
    """
    is_parted = bool(named) or any(item.is_listed for item in items)
    placed = [_place(item, named, is_parted=is_parted) for item in items]
    if any(item.kind != "other" for item in placed):
        return placed
    return [
        item if load_noise().search(item.folded) else replace(item, kind="neutral")
        for item in items
    ]


def _place(item: Item, named: set[Kind], *, is_parted: bool) -> Item:
    if item.kind != "neutral":
        return item
    if item.is_listed:
        if named & {"required"}:
            return item
        return replace(item, kind="required", is_required=True)
    if item.is_required or _TO_READER.search(item.folded):
        return item
    is_long = len(item.folded.split()) >= _LONG_PROSE_WORDS
    is_statement = is_long and (is_parted or _tells(item.folded))
    return replace(item, kind="other") if is_statement else item


_THIRD_PERSON = re.compile(
    r"\b(?:we|our|us|is|are|was|were|has|have been|wir|unser\w{0,2}|uns|ist|sind|nous|notre|nos"
    r"|est|sont|nuestr\w{1,2}|es|son|tiene|siamo|lavora|suntem|nostr\w{1,3}|este|sunt|jestesmy"
    r"|nasz\w{0,3}|jest|ma)\b"
    r"|^(?:the |a )?\w+(?: (?:&|and) \w+| \w+)? [a-z]{3,}s\b"
)


def _tells(folded: str) -> bool:
    """Tell whether a sentence says what is, of the employer or of anybody, not what to do."""
    return _THIRD_PERSON.search(" ".join(folded.split()[:6])) is not None


def _split_line(text: str, *, is_list: bool) -> Iterator[str]:
    text = _NUMBERING.sub("", text)[:_LONGEST_LINE]
    marks = text.count(",") + text.count(";") + text.count("|")
    if is_list and marks >= 2 and "." not in text[:-1]:
        yield from _LIST_MARK.split(text)
    else:
        yield from _SENTENCE_END.split(text)


def _make_item(text: str, kind: Kind, *, is_listed: bool) -> Item | None:
    text = " ".join(text.strip(EDGE).split())
    if not text:
        return None
    folded = fold(text)
    if load_noise().search(folded) or _OF_EMPLOYER.search(folded):
        kind = "other"
    says_nice = load_cues("nice").search(folded) is not None
    says_required = load_cues("required").search(folded) is not None
    if kind != "other" and says_nice and not says_required:
        kind = "nice"
    is_required = kind == "required" or (says_required and kind in ("duty", "neutral"))
    return Item(text, folded, kind, is_required, is_listed)
