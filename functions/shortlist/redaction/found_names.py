"""Names that a resume itself gives: in its heading line, in a field, below a closing formula."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from shortlist.redaction.name_places import CLOSINGS, is_closing_line
from shortlist.redaction.names import LETTER, PersonName
from shortlist.redaction.page import Page, is_title_or_heading
from shortlist.redaction.placeholders import EMAIL, FILLER, LINK, NAME, PHONE, Span
from shortlist.redaction.vocabulary import fold_in_place, is_ordinary, is_vocabulary, load_words
from shortlist.words.sections import find_heading

_HEADING_LINES = 4
_SEGMENT_END = re.compile(r" [-–—/] |[|,(\[\t•·:;–—\x01]| {3,}|$", re.MULTILINE)  # noqa: RUF001
_WORD = re.compile(rf"{LETTER}+(?:['’‑‐-]{LETTER}+)*\.?")  # noqa: RUF001
_LETTER_SPACED = re.compile(r"(?:[^\W\d_] ){3,40}[^\W\d_]|(?:[^\W\d_] {1,4}){4,40}[^\W\d_]")
_NAME_SHAPE = re.compile(rf"{LETTER}+(?:[ .'’‑‐-]{{1,2}}{LETTER}+){{0,5}}\.?")  # noqa: RUF001
_PREFIX = re.compile(r"(?:(?:curriculum vitae|resume|cv|lebenslauf) (?:of |von |de )?[-–—:]? ?)?")  # noqa: RUF001
# Two or three Chinese signs, two to four Korean ones; a title of the page is no heading line.
_EAST_ASIAN = re.compile("[\u4e00-\u9fff]{2,3}|[\uac00-\ud7a3]{2,4}")
_LONGEST_PARTICLE = 3
# "Ma." for "Maria", before the rest of a name.
_SHORTENED = re.compile(r"\A[A-Z][a-z]\. (?=[^\W\d_]{2})")
_NICKNAME = re.compile(rf""" ["'“”„«‘(]{LETTER}{{2,20}}["'”“»’)] (?={LETTER})""")  # noqa: RUF001
_IN_OTHER_LETTERS = re.compile(rf" ?[(/|] ?(?P<name>{LETTER}+(?:[ .-]{{1,2}}{LETTER}+){{1,4}})\)?")
# What somebody is called, in brackets behind the name.
_CALLED = re.compile(r" ?\((?P<name>[^\W\d_a-z][a-z]{2,14})\)")
_FEWEST_WORDS, _MOST_WORDS = 2, 4
_MOST_WORDS_OF_SIGNATURE, _MOST_WORDS_BEFORE_BREAK = 5, 2
_LONGEST_SEGMENT, _CLOSING_WITHIN = 60, 80
_SHORTEST_SUPPORT = 3
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class _NameSupport:
    """What may support that a heading is a name: words of the known name, e-mails and links."""

    words: frozenset[str]
    contacts: str
    contact_letters: str

    def holds(self, word: str) -> bool:
        """Tell whether a word is one of the known name's or stands in the contacts."""
        return word in self.words or (len(word) >= _SHORTEST_SUPPORT and word in self.contacts)

    def holds_letters(self, letters: str) -> bool:
        """Tell whether a heading without its spaces is a known name or stands in the contacts."""
        return any(word in letters for word in self.words) or letters in self.contact_letters


def find_names(page: Page, known: Sequence[PersonName], contacts: str) -> Iterator[Span]:
    """Find the spans of names that the resume gives, beside those in its fields.

    `contacts` are the folded e-mail addresses and links of the resume: a heading of ordinary
    words ("Grace May") is only taken for a name when they, or a known name, support it.
    """
    words = frozenset(part.folded for person in known for part in person.all_parts)
    support = _NameSupport(words, contacts, re.sub(r"\W", "", contacts))
    heading = list(_take_heading_lines(page))
    over_two = _read_over_two_lines(page, heading[:2], support)
    yield from over_two
    for start, end, is_first in () if over_two else heading:
        span = _read_heading(page, start, end, support, is_first=is_first)
        if span:
            yield span
            yield from _read_behind(page, span.end, support)
            break
    yield from _find_signatures(page)


def _read_behind(page: Page, start: int, support: _NameSupport) -> Iterator[Span]:
    """Read the same name in other letters, behind a stroke or in brackets."""
    end = page.line_bounds(page.find_line(start))[1]
    again = _IN_OTHER_LETTERS.match(page.text, start, end)
    if again and _is_name(again["name"], support, is_first=True):
        yield Span(*again.span("name"), NAME)
    called = None if again else _CALLED.match(page.text, start, end)
    if called and not is_ordinary(fold_in_place(called["name"])):
        yield Span(*called.span("name"), NAME)


def _read_over_two_lines(
    page: Page, lines: Sequence[tuple[int, int, bool]], support: _NameSupport
) -> list[Span]:
    """Read a first and a last name that have a line each."""
    if len(lines) < _FEWEST_WORDS:
        return []
    (first, stop, _), (second, end, _) = lines
    is_long = len(page.text[first:stop].split()) > _MOST_WORDS_BEFORE_BREAK
    if is_long or second - stop > 1 or _is_whole_name(page.text[first:stop], support):
        return []
    whole = f"{page.text[first:stop].strip()} {page.text[second:end].strip()}"
    if len(whole) > _LONGEST_SEGMENT or page.text[first:stop].isupper() != whole.isupper():
        return []
    return [Span(first, end, NAME)] if _is_name(whole, support, is_first=True) else []


def _is_whole_name(line: str, support: _NameSupport) -> bool:
    """Tell whether a line holds a known first and last name, so that the next one is a title."""
    words = [re.sub("['.-]", "", fold_in_place(match[0])) for match in _WORD.finditer(line)]
    return len(words) >= _FEWEST_WORDS and support.words.issuperset(words)


def _take_heading_lines(page: Page) -> Iterator[tuple[int, int, bool]]:
    """Give the bounds of the first lines that may hold a name, and whether each is the first.

    Lines with an e-mail address, a number or a link may come before the name and are not counted.
    """
    taken = 0
    for index in islice(sorted(page.contact_lines), _MOST_LINES):
        start, end = page.line_bounds(index)
        line = page.text[start:end].strip()
        if line == NAME or taken == _HEADING_LINES:
            return
        if not any(map(str.isalpha, line)) or is_title_or_heading(page.folded[start:end]):
            continue
        yield start, end, taken == 0
        taken += not any(placeholder in line for placeholder in (EMAIL, PHONE, LINK))


def _read_heading(
    page: Page, start: int, end: int, support: _NameSupport, *, is_first: bool
) -> Span | None:
    while start < end and not page.text[start].isalnum():
        start += 1
    start = _skip_prefix(page, start, end)
    nickname = _NICKNAME.search(page.text, start, end)
    if nickname:
        return _read_around(page, start, end, nickname, support)
    stop = _SEGMENT_END.search(page.text, start, end)
    end = min(end, stop.start() if stop else end, start + _LONGEST_SEGMENT)
    segment = page.text[start:end].rstrip(" .-_*#")
    if not segment or FILLER in page.folded[start:end]:
        return None
    if _LETTER_SPACED.fullmatch(segment):
        is_name = support.holds_letters(fold_in_place(re.sub(r"\W", "", segment)))
    else:
        line_end = page.line_bounds(page.find_line(start))[1]
        is_alone = _may_follow_a_name(page.folded[start + len(segment) : line_end])
        is_name = _is_name(segment, support, is_first=is_first and is_alone)
        is_name = is_name or (is_first and _EAST_ASIAN.fullmatch(segment) is not None)
        if not is_name and is_first and page.text[end : end + 2] == ", ":
            return _read_family_name_first(page, start, line_end, support)
    return Span(start, start + len(segment), NAME) if is_name else None


def _read_around(
    page: Page, start: int, end: int, nickname: re.Match[str], support: _NameSupport
) -> Span | None:
    """Read 'Jane "Janey" Doewell'."""
    stop = _SEGMENT_END.search(page.text, nickname.end(), end)
    end = stop.start() if stop else end
    last = page.text[nickname.end() : end].rstrip()
    is_name = _is_name(f"{page.text[start : nickname.start()]} {last}", support, is_first=True)
    return Span(start, nickname.end() + len(last), NAME) if is_name else None


def _read_family_name_first(page: Page, start: int, end: int, support: _NameSupport) -> Span | None:
    """Read "Doewell, Jane"."""
    line = page.text[start : min(end, start + _LONGEST_SEGMENT)].rstrip()
    family, _, given = line.partition(", ")
    is_name = _is_name(f"{given} {family}", support, is_first=True)
    return Span(start, start + len(line), NAME) if is_name else None


def _may_follow_a_name(rest: str) -> bool:
    """Tell a title or degrees after a comma from the rest of an address."""
    if not rest.lstrip().startswith(","):
        return True
    words = re.findall(r"[^\W\d_]+", rest)
    if any(word in load_words("job") or word in load_words("suffix") for word in words):
        return True
    return rest.count(",") == 1 and not any(map(str.isdigit, rest))


def _skip_prefix(page: Page, start: int, end: int) -> int:
    match = _PREFIX.match(page.folded, start, end)
    return match.end() if match else start


def _is_name(segment: str, support: _NameSupport, *, is_first: bool) -> bool:
    words = [match[0].rstrip(".") for match in _WORD.finditer(_SHORTENED.sub("", segment))]
    names = [word for place, word in enumerate(words) if not _is_small(word, is_first=not place)]
    if not names or not _NAME_SHAPE.fullmatch(segment):
        return False
    if any(word[0].islower() and not _has_particle(word) for word in names):
        return False
    folded = [re.sub("['.-]", "", fold_in_place(word)) for word in names]
    whole = [word for word in folded if len(word) > 1]
    if any(word in load_words("job") and word not in support.words for word in whole):
        return False
    supported = [word for word in whole if support.holds(word)]
    if supported and (len(supported) > 1 or is_first or not all(map(is_ordinary, supported))):
        known = load_words("particle").union(supported)
        other = [word for word in whole if word not in known and is_vocabulary(word)]
        # A second family name may be a word, too: "Guadalupe Quill Rios".
        is_longer = is_first and len(supported) > 1 and len(other) == 1
        return not other or (is_longer and load_words("skill").isdisjoint(other))
    is_plausible = is_first and _FEWEST_WORDS <= len(names) <= _MOST_WORDS and bool(whole)
    return is_plausible and _may_be_unknown(whole, support)


def _may_be_unknown(words: Sequence[str], support: _NameSupport) -> bool:
    """Tell words of no dictionary; beside contacts some may be of one: Ion, Islam."""
    if not load_words("skill").isdisjoint(words):
        return False
    unknown = len(words) - sum(map(is_vocabulary, words))
    return unknown == len(words) or (unknown > 0 and bool(support.contacts))


def _has_particle(word: str) -> bool:
    return fold_in_place(word.partition("-")[0]) in load_words("particle")


def _is_small(word: str, *, is_first: bool) -> bool:
    """Tell titles and the small words inside names: "de la", but no first name that is one too."""
    folded = fold_in_place(word)
    if folded in load_words("title"):
        return True
    is_short = len(word) <= _LONGEST_PARTICLE and (
        not is_first or (len(word) > 1 and word.isupper())
    )
    return (word.islower() or is_short) and folded in load_words("particle")


def _find_signatures(page: Page) -> Iterator[Span]:
    """Find the line below a closing formula when it has the shape of a name."""
    if not page.has_any("closing_sign"):
        return
    for match in CLOSINGS.finditer(page.folded):
        if not is_closing_line(page.folded, match.start()):
            continue
        after = page.text[match.end() : match.end() + _CLOSING_WITHIN]
        gap = len(after) - len(after.lstrip())
        line = after.lstrip().partition("\n")[0].rstrip(" .")
        words = [word[0] for word in _WORD.finditer(line)]
        is_name = (
            1 <= len(words) <= _MOST_WORDS_OF_SIGNATURE
            and _NAME_SHAPE.fullmatch(line.replace(", ", " ", 1))
            and find_heading(fold_in_place(line)) is None
            and not any(fold_in_place(word) in load_words("job") for word in words)
        )
        if is_name and all(
            word[0].isupper() or not word.isascii() or _has_particle(word) for word in words
        ):
            start = match.end() + gap
            yield Span(start, start + len(line), NAME)
