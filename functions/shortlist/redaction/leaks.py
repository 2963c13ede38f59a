"""A last look at redacted lines, with other and simpler rules than those that redacted them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist.redaction.leaked_names import LeakedName
from shortlist.redaction.names import read_name
from shortlist.words.tokens import fold

LeakKind = Literal["name", "email", "phone", "link"]

_AT = re.compile(r"@[^\s@]{1,200}\.\w|[(\[]at[)\]] ?\S{1,200} ?(?:\.|[(\[]dot[)\]])")
_PROFILE = re.compile(
    r"https?://|www\.\w|(?:linkedin|github|gitlab|xing|facebook|instagram|twitter|behance|dribbble"
    r"|kaggle|bitbucket)\.(?:com|net|org)/\w"
)
_DIGITS = re.compile(r"\d(?:[ ().-]{0,2}\d){8,17}")
_DATES = re.compile(
    r"(?<!\d)(?:\d{1,2}[ ./-]+){0,2}(?:19|20)\d\d(?!\d)(?:[ ./-]+\d{1,2}(?!\d)){0,2}"
)
_GROUP = re.compile(r"\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?: ?- ?\d{1,3}(?:[ .]\d{3})+)?")
_DOTTED = re.compile(r"\d{1,5}(?:\.\d{1,20}){1,4}")
_FEWEST_DIGITS = 9
_SIGNS = ("@", "at)", "at]", "://", "www.", "/")


@dataclass(frozen=True, slots=True)
class Leak:
    """What kind of personal data survived, and the number of its line, from 1; never the data."""

    kind: LeakKind
    line: int


def find_leaks(lines: Sequence[str], name: str | None) -> tuple[Leak, ...]:
    """Look for known fields in redacted lines: the name, e-mail addresses, numbers and profiles.

    A word of the name that is also an ordinary one is only looked for as part of the full name.
    """
    whole = "\n".join(lines)
    plain_whole = fold(whole)
    known = read_name(name) if name else None
    leaked = LeakedName(known) if known else None
    if leaked and not leaked.may_stand_in(plain_whole):
        leaked = None
    if not (leaked or _DIGITS.search(whole) or any(sign in plain_whole for sign in _SIGNS)):
        return ()
    folded = [fold(line) for line in lines]
    return tuple(
        Leak(kind, number)
        for number, (line, plain) in enumerate(zip(lines, folded, strict=True), start=1)
        for kind in _find_kinds(line, plain, leaked)
    )


def _find_kinds(line: str, folded: str, name: LeakedName | None) -> Iterator[LeakKind]:
    if name and name.stands_in(line, folded):
        yield "name"
    if ("@" in line or "at)" in folded or "at]" in folded) and _AT.search(folded):
        yield "email"
    if ("/" in line or "www." in folded) and _PROFILE.search(folded):
        yield "link"
    if any(map(_holds_number, _DIGITS.finditer(line))):
        yield "phone"


def _holds_number(match: re.Match[str]) -> bool:
    """Tell digits that may be a telephone number from amounts, versions and dates."""
    number, line = match[0], match.string
    start, end = match.span()
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    if before.isalpha() or (before and before in ",.:/_$€£") or (after and after in "%,:/_"):
        return False
    if _THOUSANDS.fullmatch(number) or _DOTTED.fullmatch(number):
        return before == "+"
    groups = _GROUP.findall(number)
    if len(groups) == 2 and before != "+" and not groups[0].startswith("0"):
        return False
    return sum(map(str.isdigit, _DATES.sub(" ", number))) >= _FEWEST_DIGITS
