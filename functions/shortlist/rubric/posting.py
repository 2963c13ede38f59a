"""A job post read into items: short statements, each with the section it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shortlist.rubric.post_headings import (
    BULLET,
    EDGE,
    Kind,
    find_post_heading,
    is_label,
    plain_heading,
    split_inline_heading,
)
from shortlist.rubric.post_words import load_cues, load_marks, load_noise, load_perks
from shortlist.words.titles import load_professions, load_role_nouns
from shortlist.words.tokens import fold

_MOST_ITEMS = 400
_LONGEST_LINE = 20_000
_NUMBERING = re.compile(r"^\s{0,20}(?:\(?\d{1,2}[.)]|[a-z]\))\s{1,10}")
# Not after an abbreviation, a single letter or a number with a point.
_SENTENCE_END = re.compile(
    r"(?<=[^\s.]{3}[.;!?])(?<!\b[kc]at\.)(?<!\bm[ia][nx]\.)(?<!\bincl\.)(?<!\bbzw\.)(?<!\betc\.)\s{1,20}(?=[^\sa-z])|(?<=;)\s{1,20}"
)
_LIST_MARK = re.compile(r"[,;|/]\s{0,10}")
_TO_READER = re.compile(
    r"^(?:you|your|du|sie|ihr|vous|tu|usted|lei|dumneavoastra|ty|applicants?|candidates?)\b"
    r"|\b(?:you (?:will|must|have|should|need|are|can|bring|know|hold|speak)|you'll"
    r"|du (?:hast|bist|bringst)|sie (?:haben|sind|bringen|verfugen)"
    r"|vous (?:etes|avez|maitrisez|serez|devez)|candidates? (?:must|should|need))\b"
)
# First and second persons, and verbs of giving, in the headings of what a firm offers.
_OFFERS = re.compile(
    r"\b(?:you|your|yours|our|ours|us|we|dich|dir|euch|ihnen|unser\w{0,2}|wir|nous|notre|nos|vous|te|ti"
    r"|nostr\w|nuestr\w{1,2}|noi|nasz\w{0,2}|ciebie|ci|iti|zapewniamy|dajemy|proponujemy)\b"
)
_LONG_PROSE_WORDS = 6
_OPENING_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+")
# "We check it before the interview", but not "We require a certificate".
_OF_EMPLOYER = re.compile(
    r"^(?:we|our|wir|unsere?|nous|notre|nos)\b(?!.{0,20}\b(?:requir|need|expect|look|ask|want|erwart|such"
    r"|recherch|attend|exig))|^without it\b|\bbased (?:at|in) our\b"
)


@dataclass(frozen=True)
class Item:
    """A statement of the job post. `section` counts headings; `is_tail` follows a list."""

    text: str
    folded: str
    kind: Kind
    is_required: bool
    is_listed: bool = False
    section: int = 0
    heading: Kind = "neutral"
    is_tail: bool = False


@dataclass
class _Reader:
    """Where in a job post the reading is: the section, and whether it has had a list."""

    kind: Kind = "neutral"
    heading: Kind = "neutral"
    section: int = 0
    has_list: bool = False
    is_inline: bool = False
    is_tail: bool = False
    named: set[Kind] = field(default_factory=set)

    def open(self, kind: Kind, plain: str) -> None:
        """Go on to a section; one that is not named but speaks of us or to you is an offer.

        That holds after the requirements: before them it may say what the work is.
        """
        if kind == "neutral" and self.named & {"required", "nice"} and _OFFERS.search(plain):
            kind = "other"
        self.kind = self.heading = kind
        self.section += 1
        self.has_list = self.is_tail = self.is_inline = False
        self.named.add(kind)

    def pass_line(self, line: str, *, is_listed: bool) -> None:
        """Leave a list where a paragraph follows it."""
        self.has_list = self.has_list or is_listed
        is_over = self.has_list or self.is_inline
        self.is_inline = False
        if is_over and not is_listed and not _goes_on(line):
            self.is_tail = True
            self.kind = "neutral" if self.kind != "other" else "other"
            self.has_list = False


def _goes_on(line: str) -> bool:
    """Tell whether a line goes on with the bullet above it."""
    return line[:1].isspace() or line[:1].islower()


def read_items(description: str, title: str = "") -> list[Item]:
    """Read a job post into its items, in order; the role in the title opens what is the work's."""
    lines = description.splitlines()
    items: list[Item] = []
    reader = _Reader()
    for line, after in zip(lines, _find_next(lines), strict=True):
        head, colon, said = line.partition(":")
        if not line.strip():
            continue
        if colon and said.strip() and not BULLET.match(line) and is_label(plain_heading(head)):
            continue
        heading = find_post_heading(line, after)
        if heading:
            reader.open(heading, plain_heading(line))
            continue
        is_listed = BULLET.match(line) is not None
        reader.pass_line(line, is_listed=is_listed)
        inline = None if is_listed else split_inline_heading(line)
        if inline:
            reader.open(inline[0], plain_heading(head))
            reader.is_inline = True
        rest = inline[1] if inline else line
        for text in _split_line(rest, is_list=inline is not None):
            item = _make_item(text, reader, is_listed=is_listed)
            if item:
                items.append(item)
        if len(items) >= _MOST_ITEMS:
            break
    return _settle(items[:_MOST_ITEMS], reader.named, _read_roles(title))


def _read_roles(title: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(fold(title)))
    return words & (load_role_nouns() | load_professions())


def _find_next(lines: list[str]) -> list[str]:
    """Give for each line the next one that is not blank."""
    found: list[str] = []
    after = ""
    for line in reversed(lines):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def _settle(items: list[Item], named: set[Kind], roles: frozenset[str]) -> list[Item]:
    """Decide about the items that no heading places, by what else the post has.

    Lists of a post without headings are what it asks for; prose without a word to the reader is
    about the employer, unless there is nothing else.
    """
    has_lists = any(item.is_listed for item in items)
    is_parted = bool(named - {"neutral"}) or has_lists
    of_perks = _find_perk_sections(items)
    placed = [
        replace(item, kind="other")
        if item.section in of_perks and not _names_must(item)
        else _place(item, named, roles, is_parted=is_parted, has_lists=has_lists)
        for item in items
    ]
    if any(item.kind != "other" for item in placed):
        return placed
    return [
        item if load_noise().search(item.folded) else replace(item, kind="neutral")
        for item in items
    ]


def _find_perk_sections(items: list[Item]) -> set[int]:
    """Find the sections that no heading names and half of whose items are about perks."""
    sections: dict[int, list[bool]] = {}
    for item in items:
        if item.is_listed and item.section and item.heading == "neutral":
            is_perk = item.kind == "other" or load_perks().search(item.folded) is not None
            sections.setdefault(item.section, []).append(is_perk)
    return {section for section, perks in sections.items() if 2 * sum(perks) >= len(perks)}


def _names_must(item: Item) -> bool:
    return item.is_required and load_marks().search(item.folded) is not None


def _place(
    item: Item, named: set[Kind], roles: frozenset[str], *, is_parted: bool, has_lists: bool
) -> Item:
    if item.kind != "neutral":
        return item
    if item.is_listed:
        if named & {"required"}:
            return item
        return replace(item, kind="required", is_required=True)
    is_about_firm = _is_about_firm(item, roles, is_parted=is_parted, has_lists=has_lists)
    return replace(item, kind="other") if is_about_firm else item


def _is_about_firm(item: Item, roles: frozenset[str], *, is_parted: bool, has_lists: bool) -> bool:
    """Tell whether prose is about the employer or its offer, not about the work.

    Where a post has lists, they say what it asks for; what stands around them does not.
    """
    if item.is_required or _TO_READER.search(item.folded):
        return False
    if load_perks().search(item.folded):
        return True
    if _OF_WORK.search(item.folded):
        return False
    words = _WORD.findall(item.folded)
    is_long = len(words) >= _LONG_PROSE_WORDS
    if is_long and not roles.isdisjoint(words[:_OPENING_WORDS]):
        return False
    return has_lists or (is_long and (is_parted or _tells(item.folded)))


_OF_WORK = re.compile(
    r"\b(?:(?:this|the) (?:role|job|position|post)\b|post ?holder"
    r"|successful (?:candidate|applicant)"
    r"|responsib|involves|duties|tasks|aufgaben|vos missions|tes missions|funciones|mansioni"
    r"|responsabil|zadania|obowiazki)"
)
_ASKS = re.compile(r"(?:experience|knowledge|familiarity|proficiency|skills?|ability)\b")
_THIRD_PERSON = re.compile(
    r"\b(?:we|our|us|is|are|was|were|has|have|had|have been|won|employs?|serves?|wir"
    r"|unser\w{0,2}|uns|ist|sind|hat|haben|wurde|besteht|nous|notre|nos|est|sont|compte|emploie|fabrique"
    r"|accompagne|nuestr\w{1,2}|es|son|tiene|lleva|cuenta|fabrica|vende|siamo|lavora|conta|gestisce|produce"
    r"|suntem|nostr\w{1,3}|este|sunt|are de|produce|jestesmy|nasz\w{0,3}|jest|ma|dziala|zatrudnia"
    r"|obsluguje)\b"
    r"|^(?:the |a )?\w+(?: (?:&|and) \w+| \w+)? [a-z]{3,}s\b"
)


def _tells(folded: str) -> bool:
    """Tell whether a sentence says what is, of the employer or of anybody, not what to do."""
    opening = " ".join(folded.split()[:6])
    return not _ASKS.match(opening) and _THIRD_PERSON.search(opening) is not None


def _split_line(text: str, *, is_list: bool) -> Iterator[str]:
    text = _NUMBERING.sub("", text)[:_LONGEST_LINE]
    marks = text.count(",") + text.count(";") + text.count("|")
    if is_list and marks >= 2 and "." not in text[:-1]:
        yield from _LIST_MARK.split(text)
    else:
        yield from _SENTENCE_END.split(text)


def _make_item(text: str, reader: _Reader, *, is_listed: bool) -> Item | None:
    text = " ".join(text.strip(EDGE).split())
    kind = reader.kind
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
    return Item(
        text,
        folded,
        kind,
        is_required,
        is_listed,
        reader.section,
        reader.heading,
        reader.is_tail and not is_listed,
    )
