"""A job post read into items: short statements, each with the section it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from shortlist.words.tokens import fold

Kind = Literal["required", "duty", "nice", "other", "neutral"]

_KINDS: dict[str, Kind] = {
    "required": "required",
    "duty": "duty",
    "nice": "nice",
    "other": "other",
}
_EDGE = " \t\r\n:;-–—_*#•·|=>.,▪●■§~…?!"  # noqa: RUF001
_LONGEST_HEADING = 60
_LONGEST_ITEM = 180
_MOST_ITEMS = 400
_NUMBERING = re.compile(r"^\s{0,20}(?:\(?\d{1,2}[.)]|[a-z]\))\s{1,10}")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s{1,20}")
_LIST_MARK = re.compile(r"[,;|/]\s{0,10}")


@dataclass(frozen=True)
class Item:
    """A statement of the job post."""

    text: str
    folded: str
    kind: Kind
    is_required: bool


def read_lines(name: str) -> list[str]:
    """Read the lines of a data file, without comments and blanks."""
    text = files("shortlist.rubric").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _load_headings() -> dict[str, Kind]:
    pairs = (line.split(" = ") for line in read_lines("sections.txt"))
    return {name: _KINDS[kind] for kind, names in pairs for name in names.split(", ")}


@cache
def load_cues(kind: str) -> re.Pattern[str]:
    """Load the words that mark a line as required or as nice to have."""
    pairs = dict(line.split(" = ") for line in read_lines("cues.txt"))
    words = sorted(pairs[kind].split(", "), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def read_items(description: str) -> list[Item]:
    """Read a job post into its items, in order."""
    items: list[Item] = []
    kind: Kind = "neutral"
    for line in description.splitlines():
        head, rest = _split_heading(line)
        kind = head or kind
        for text in _split_line(rest, is_list=head is not None):
            item = _make_item(text, kind)
            if item:
                items.append(item)
        if len(items) >= _MOST_ITEMS:
            break
    return items[:_MOST_ITEMS]


def _split_heading(line: str) -> tuple[Kind | None, str]:
    headings = _load_headings()
    if len(line) <= _LONGEST_HEADING:
        kind = headings.get(_plain(line))
        if kind:
            return kind, ""
    head, colon, rest = line.partition(":")
    if colon and len(head) <= _LONGEST_HEADING:
        kind = headings.get(_plain(head))
        if kind:
            return kind, rest
    return None, line


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("&", " and ").replace("\u2019", "'").strip(_EDGE).split())


def _split_line(text: str, *, is_list: bool) -> Iterator[str]:
    text = _NUMBERING.sub("", text)
    if (
        is_list
        and text.count(",") + text.count(";") + text.count("|") >= 2
        and "." not in text[:-1]
    ):
        yield from _LIST_MARK.split(text)
    elif len(text) > _LONGEST_ITEM:
        yield from _SENTENCE_END.split(text[:20_000])
    else:
        yield text


def _make_item(text: str, kind: Kind) -> Item | None:
    text = " ".join(text.strip(_EDGE).split())
    if not text:
        return None
    folded = fold(text)
    if kind != "other" and load_cues("nice").search(folded):
        kind = "nice"
    says_required = load_cues("required").search(folded) is not None
    is_required = kind == "required" or (says_required and kind in ("duty", "neutral"))
    return Item(text=text, folded=folded, kind=kind, is_required=is_required)
