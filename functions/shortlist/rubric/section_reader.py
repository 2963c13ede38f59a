"""Where in a job post the reading of it is: in which section, and what of that has been read."""

import re
from dataclasses import dataclass, field

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import load_signs
from shortlist.rubric.headings import BULLET
from shortlist.rubric.section_names import Kind, says_nothing_else

_MOST_HEAD_WORDS = 4
# An entry of a list without bullets, which ends with a comma where others do not.
_LONGEST_ENTRY = 120
_LONGEST_HEADING = 60
# First and second persons, and verbs of giving, in the headings of what a firm offers.
_OFFERS = re.compile(
    r"\b(?:you|your|yours|our|ours|us|we|dich|dir|euch|ihnen|unser\w{0,2}|wir|nous|notre|nos|vous|te|ti"
    r"|nostr\w|nuestr\w{1,2}|noi|nasz\w{0,2}|ciebie|ci|iti|zapewniamy|dajemy|proponujemy)\b"
)


@dataclass
class SectionReader:
    """Where in a job post the reading is: the section, and what of it has been read."""

    kind: Kind = "neutral"
    heading: Kind = "neutral"
    section: int = 0
    has_list: bool = False
    has_bullets: bool = False
    is_inline: bool = False
    is_tail: bool = False
    is_new: bool = False
    is_guessed: bool = False
    is_described: bool = False
    named: set[Kind] = field(default_factory=set)

    def open(self, kind: Kind, plain: str) -> None:
        """Go on to a section; one that is not named but speaks of us or to you is an offer.

        That holds after the requirements: before them it may say what the work is.
        """
        is_printed = load_signs("board").fullmatch(plain) is not None
        if kind == "neutral" and self.is_new and not is_printed:
            # "This would thrill us:" right below "Your profile" says no more than that.
            kind = self.heading
        is_back = self.heading == "other" and kind == "duty" and self.named >= {"duty", "required"}
        if is_back and (self.is_new or not says_nothing_else(plain)):
            # "This awaits you" right below "Benefits", and "Learning and responsibility" among
            # them, go on with the offer; "Your tasks" behind its entries goes back to the work.
            kind = "other"
        self.is_guessed = kind == "neutral"
        self.is_described = self.is_guessed and is_printed
        if kind == "neutral" and self.named & {"required", "nice"}:
            # "Health:" goes on with the offer that it stands in.
            kind = "other" if self.heading == "other" or _OFFERS.search(plain) else kind
        self.kind = self.heading = kind
        self.section += 1
        self.has_list = self.has_bullets = self.is_tail = self.is_inline = False
        self.is_new = True
        self.named.add(kind)

    def open_inline(self, kind: Kind, plain: str) -> None:
        """Go on to a section whose heading stands in the line that begins it."""
        self.open(kind, plain)
        self.is_inline, self.is_new = True, False

    def may_open(self, kind: Kind, line: str, after: str) -> bool:
        """Tell whether a line opens a section; the only line of one is no heading of the next.

        Nor is a statement whose bullet was lost, as that of the first entry often is.
        """
        if kind == "neutral" and line[:1].islower():
            return False
        if self.is_new and self.kind != "neutral" and len(line) > _LONGEST_HEADING:
            # "In this post you work with the board and look into all of the firm:" leads to tasks.
            return False
        if kind != "neutral" or not self.is_new or self.kind == "neutral":
            return True
        if line.rstrip().endswith((":", "?")) or line.isupper():
            return True
        is_entry = len(line.split()) > _MOST_HEAD_WORDS or find_need_kind(line) is not None
        return BULLET.match(after) is not None and not is_entry

    def pass_line(self, line: str, *, is_listed: bool, is_apart: bool) -> None:
        """Leave a list where a paragraph follows it, and begin another where one goes on."""
        self.is_new = False
        self.section += is_listed and self.is_tail and not self.has_list
        self.has_list = self.has_list or is_listed
        self.has_bullets = self.has_bullets or BULLET.match(line) is not None
        was_inline = self.is_inline
        is_bare = self.has_list and not (self.has_bullets or was_inline)
        is_below = is_bare and not is_apart and len(line) <= _LONGEST_ENTRY
        is_over = self.has_list or was_inline
        self.is_inline = False
        if is_over and not (is_listed or is_below) and not _goes_on(line):
            self.is_tail = True
            self.kind = "neutral" if was_inline or self.kind != "other" else "other"
            self.has_list = False


def _goes_on(line: str) -> bool:
    """Tell whether a line goes on with the bullet above it."""
    return line[:1].isspace() or line[:1].islower()
