"""Where a person's name stands in a text, in any of its forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shortlist.redaction.name_places import is_place, stands_for_the_person
from shortlist.redaction.names import NamePart, PersonName
from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import NAME, Span
from shortlist.redaction.vocabulary import load_words

_GLUE = ("", ".", "_", "-")
_LONG = 8
_SHORTEST_WITH_INITIAL = 4
_SHORTEST_GLUED = 6


class Hit(NamedTuple):
    """A word of a name in a text."""

    start: int
    end: int
    part: NamePart


def find_hits(folded: str, name: PersonName) -> list[Hit]:
    """Find the words of a name as whole words, in the order of the text; they do not overlap."""
    hits = [hit for part in name.all_parts for hit in _find_part(folded, part)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _find_part(folded: str, part: NamePart) -> Iterator[Hit]:
    for spelling in filter(None, part.spellings):
        start = folded.find(spelling)
        while start >= 0:
            end = start + len(spelling)
            if part.is_unspaced or is_whole_word(folded, start, end):
                yield Hit(start, end, part)
            start = folded.find(spelling, end)


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Tell whether no letter stands on either side; digits and underscores may."""
    return not (start and folded[start - 1].isalpha()) and not folded[end : end + 1].isalpha()


def find_glued(folded: str, name: PersonName) -> Iterator[tuple[int, int]]:
    """Find the forms in which file names and handles glue a name together."""
    for form, is_anywhere in dict.fromkeys(_write_glued(name)):
        start = folded.find(form)
        while start >= 0:
            end = start + len(form)
            if is_anywhere or is_whole_word(folded, start, end):
                yield start, end
            start = folded.find(form, end)


def _write_glued(name: PersonName) -> Iterator[tuple[str, bool]]:
    """Write the glued forms, and whether each is long enough to be cut out of longer words."""
    words = [part for part in name.parts if not part.is_unspaced]
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    is_long = len(first.folded) + len(last.folded) >= _LONG
    is_distinct = len(first.folded) + len(last.folded) >= _SHORTEST_GLUED
    is_anywhere = is_long and not (first.is_ordinary or last.is_ordinary)
    for one, other in ((first, last), (last, first)):
        for glue in _GLUE if is_distinct else _GLUE[1:]:
            yield f"{one.folded}{glue}{other.folded}", is_anywhere
    if is_distinct:
        yield "".join(part.folded for part in words), False
    for part, letter in ((last, first.folded[0]), (first, last.folded[0])):
        if not part.is_ordinary and len(part.folded) >= _SHORTEST_WITH_INITIAL:
            for glue in _GLUE:
                yield f"{letter}{glue}{part.folded}", False
                yield f"{part.folded}{glue}{letter}", False


_PARTICLES = "|".join(sorted(load_words("particle"), key=len, reverse=True))
_SEPARATOR = r"[ \t]{0,2}[.,·_'-]?[ \t]{0,2}"
_GAP = re.compile(
    rf"{_SEPARATOR}(?:(?:{_PARTICLES})[' _-]){{0,3}}(?:[^\W\d_](?![^\W\d_])\.?{_SEPARATOR}){{0,3}}"
)
_BRIDGE = re.compile(r" ([^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?)[ -]")
_LONGEST_GAP = 40
# No resume names its candidate so often: whatever a word of more hits means, it goes.
_MOST_LOOKED_AT = 1_000
_ACADEMIC = ("dr", "prof", "professor", "doctor", "ing", "dipl")
_TITLES = "|".join(sorted(load_words("title").difference(_ACADEMIC), key=len, reverse=True))
_TITLE_BEFORE = re.compile(rf"(?<![^\W_])(?:(?:{_TITLES})(?:\. ?| )|[md]\. )\Z")
_INITIALS_BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_](?:\.[ -]?| )){1,3}\Z")
_INITIALS_AFTER = re.compile(r",?[ \t]{0,2}(?:(?:[^\W\d_]\.[ -]?){1,3}|[^\W\d_]{1,2}(?![\w']))")
_SUFFIX_AFTER = re.compile(r"[ ,_]{1,2}(?:jr\.?|sr\.|junior|ii|iii|iv)(?![^\W_])")
_PARTICLE_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,6})[ '_-]\Z")
_WITHIN = 20
_POSSESSIVE = re.compile(r"'s(?!\w)|(?<=s)'(?= [a-z])")


@dataclass(slots=True)
class _Cluster:
    """Neighbouring words of a name, with what belongs to them."""

    start: int
    end: int
    parts: list[NamePart]
    has_initials: bool = False
    has_title: bool = False


class NameFinder:
    """Finds one person's name in all its forms."""

    def __init__(self, name: PersonName) -> None:
        """Look for this name."""
        self._name = name
        self._order = {part.folded: index for index, part in enumerate(name.parts)}

    def find(self, page: Page) -> Iterator[Span]:
        """Find where the name stands."""
        hits = find_hits(page.folded, self._name)
        if len(hits) > _MOST_LOOKED_AT:
            yield from (Span(hit.start, hit.end, NAME) for hit in hits)
            hits = []
        for cluster in self._join_hits(page, hits):
            self._extend(page, cluster)
            if self._is_meant(page, cluster):
                yield Span(cluster.start, cluster.end, NAME)
                yield from _find_possessive(page, cluster.end)
        for start, end in find_glued(page.folded, self._name):
            yield Span(start, end, NAME)

    def _join_hits(self, page: Page, hits: Sequence[Hit]) -> Iterator[_Cluster]:
        cluster: _Cluster | None = None
        for hit in hits:
            if cluster and self._belong_together(page, cluster, hit):
                cluster.end = hit.end
                cluster.parts.append(hit.part)
                continue
            if cluster:
                yield cluster
            cluster = _Cluster(hit.start, hit.end, [hit.part])
        if cluster:
            yield cluster

    def _belong_together(self, page: Page, cluster: _Cluster, hit: Hit) -> bool:
        if hit.start - cluster.end > _LONGEST_GAP:
            return False
        if _GAP.fullmatch(page.folded, cluster.end, hit.start):
            return True
        last = cluster.parts[-1]
        bridge = _BRIDGE.fullmatch(page.folded, cluster.end, hit.start)
        if not bridge or (last.is_ordinary and hit.part.is_ordinary):
            return False
        is_in_order = self._order.get(last.folded, 99) < self._order.get(hit.part.folded, -1)
        return is_in_order and page.text[bridge.start(1)].isupper()

    def _extend(self, page: Page, cluster: _Cluster) -> None:
        """Take in the particles, initials, titles and suffixes around the words."""
        folded = page.folded
        cluster.start = self._skip_particles(folded, cluster.start)
        initials = _search_before(_INITIALS_BEFORE, folded, cluster.start)
        if initials and self._are_initials(page, *initials.span()):
            cluster.start = self._skip_particles(folded, initials.start())
            cluster.has_initials = True
        title = _search_before(_TITLE_BEFORE, folded, cluster.start)
        if title:
            cluster.start = title.start()
        cluster.has_title = title is not None
        after = _INITIALS_AFTER.match(folded, cluster.end)
        if after and self._are_initials(page, *after.span()):
            cluster.end = after.end() - (folded[after.end() - 1] in " -")
            cluster.has_initials = True
        suffix = _SUFFIX_AFTER.match(folded, cluster.end)
        if suffix:
            cluster.end = suffix.end()

    def _skip_particles(self, folded: str, start: int) -> int:
        """Step back over the particles of this name: "de la" before "Cruz"."""
        for _ in self._name.particles:
            before = _search_before(_PARTICLE_BEFORE, folded, start)
            if before is None or before[1] not in self._name.particles:
                break
            start = before.start()
        return start

    def _are_initials(self, page: Page, start: int, end: int) -> bool:
        """Tell capitals that the name's words begin with; ordinary names need a full stop."""
        letters = [letter for letter in page.text[start:end] if letter.isalpha()]
        if not all(letter.isupper() for letter in letters):
            return False
        if "." not in page.text[start:end] and any(part.is_ordinary for part in self._name.parts):
            return False
        return all(one in self._name.initials for one in page.folded[start:end] if one.isalpha())

    def _is_meant(self, page: Page, cluster: _Cluster) -> bool:
        """Tell a name from ordinary words that are written like it."""
        part = cluster.parts[0]
        words = page.text[cluster.start : cluster.end]
        if len({one.folded for one in cluster.parts}) > 1:
            return self._is_sequence(cluster, words) and not self._is_date(page, cluster)
        is_capital = any(one.isupper() for one in words) or not any(one.islower() for one in words)
        if cluster.has_title or cluster.has_initials:
            return is_capital
        if part.is_unspaced:
            return len(part.folded) > 1 or len(self._name.parts) == 1
        if not is_capital:
            return False
        if part.is_ordinary:
            is_whole = len(self._name.all_parts) == 1
            is_first = self._order.get(part.folded, 0) == 0
            return stands_for_the_person(
                page, cluster.start, cluster.end, part, is_first=is_first, is_whole=is_whole
            )
        is_last = self._order.get(part.folded) == len(self._name.parts) - 1
        return is_last or not is_place(page, cluster.start)

    def _is_date(self, page: Page, cluster: _Cluster) -> bool:
        """Tell "12 May, Mark": a month after its day."""
        before = page.text[max(0, cluster.start - 2) : cluster.start]
        is_after_day = before[:1].isdigit() and before[1:] == " "
        return is_after_day and cluster.parts[0].folded in load_words("month")

    def _is_sequence(self, cluster: _Cluster, words: str) -> bool:
        """Tell a name from ordinary words that happen to stand side by side."""
        if not all(part.is_ordinary for part in cluster.parts):
            return True
        if " " not in words:
            return True
        pieces = [piece for piece in re.findall(r"[^\W\d_]+", words) if not piece.islower()]
        order = [self._order.get(part.folded, 0) for part in cluster.parts]
        return len(pieces) >= len(order) and (order == sorted(order) or "," in words)


def _search_before(pattern: re.Pattern[str], folded: str, end: int) -> re.Match[str] | None:
    return pattern.search(folded, max(0, end - _WITHIN), end)


def _find_possessive(page: Page, end: int) -> Iterator[Span]:
    """Write a possessive one way, whatever the name ends with."""
    match = _POSSESSIVE.match(page.folded, end)
    if match:
        yield Span(match.start(), match.end(), "'s")
