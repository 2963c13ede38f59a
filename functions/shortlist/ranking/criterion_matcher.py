"""The level a resume reaches on a criterion, judged by where its words stand."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import NamedTuple

from shortlist.ranking.criterion_words import (
    SMALL,
    Weights,
    weigh_initials,
    weigh_part,
    weigh_title,
)
from shortlist.rubric.rubric import PART_MARK, Criterion
from shortlist.words.broader_terms import load_broader_terms
from shortlist.words.lexicon import LARGEST_MEMORY, Lexicon
from shortlist.words.roots import Roots
from shortlist.words.sections import Place
from shortlist.words.short_names import MARK, ShortNames

MOST_LINES = 3
LONGEST_LINE = 200
ENOUGH_TOGETHER = 600_000
_LEVELS = dict[Place, int](role=3, project=2, education=2, list=1, mention=1, unknown=1)
_OUTCOME = re.compile(
    r"\d\s?%|[$€£]\s?\d|\b\d+(?:[.,]\d+)?\s?(?:k|m|mio|million|milioane|bn|x)\b"
    r"|\b(?:increas|reduc|improv|sav|grew|achiev|exceed|won|award|decreas|cut|doubl|tripl|gesteiger"
    r"|augment|redus|cresc|creste|aument)\w{0,8}\b"
)


@dataclass(frozen=True, slots=True)
class ResumeLines:
    """The lines of a resume as the evidence search sees them, by their numbers from 0.

    `heads` are those that name a job.
    """

    texts: Sequence[str]
    folded: Sequence[str]
    places: Sequence[Place]
    recent: Sequence[bool]
    foreign: Sequence[bool]
    terms: Sequence[Sequence[str]]
    heads: Set[int] = frozenset()
    _levels: dict[int, int] = field(default_factory=dict)

    def reach(self, number: int) -> int:
        """Give the level that evidence on a line supports."""
        level = self._levels.get(number)
        if level is None:
            level = self._levels[number] = self._find_level(number)
        return level

    def _find_level(self, number: int) -> int:
        level = _LEVELS[self.places[number]]
        if level == 3 and self.foreign[number]:
            return 2
        if level == 3 and self.recent[number] and _OUTCOME.search(self.folded[number][:600]):
            return 4
        return level

    def cite(self, numbers: Sequence[int]) -> list[dict[str, int | str]]:
        """Cite the first of some lines, as fields of evidence."""
        return [
            {"line": number + 1, "text": self.texts[number].strip()[:LONGEST_LINE]}
            for number in numbers[:MOST_LINES]
        ]


class Reached(NamedTuple):
    """What a criterion or a part of it reaches, and the lines (from 0) that show it."""

    level: int = 0
    lines: tuple[int, ...] = ()


@dataclass(slots=True)
class _LineSupport:
    """What one resume offers for one criterion: lines, and words by the level they reach."""

    lines: list[tuple[int, int]] = field(default_factory=list)
    roots: tuple[set[str], ...] = field(default_factory=lambda: (set(), set(), set()))


class CriterionMatcher:
    """The words of every criterion of a rubric, and of the post's title, looked up together."""

    def __init__(
        self, criteria: tuple[Criterion, ...], title: str, lexicon: Lexicon, roots: Roots
    ) -> None:
        """Weigh the words of each criterion's title, of each part by itself.

        Words meet by their `roots`, which are of the job post's language.
        """
        parts = [*map(split_parts, criteria), [title]]
        flat = list(chain.from_iterable(parts))
        self._roots = roots
        self._broader_terms = load_broader_terms()
        self._initials = frozenset(
            chain.from_iterable(weigh_initials(part, lexicon, roots) for part in flat)
        )
        self._weights = [weigh_part(part, lexicon, roots) for part in flat[:-1]]
        self._weights.append(weigh_title(title, lexicon, roots))
        title_roots = frozenset(weigh_part(title, lexicon, roots).shares)
        self._title_roots = title_roots
        # What asks for no more than the post's title does is shown by that.
        self._is_of_title = [weights.shares.keys() <= title_roots for weights in self._weights]
        self._parts: list[range] = []
        for some in parts:
            start = self._parts[-1].stop if self._parts else 0
            self._parts.append(range(start, start + len(some)))
        self._short_names = ShortNames(
            {
                root.removeprefix(MARK)
                for some in self._weights
                for root in some.shares
                if root[0] == MARK
            }
        )
        self._owners: dict[str, list[int]] = {}
        for index, weights in enumerate(self._weights):
            for root in weights.shares:
                self._owners.setdefault(root, []).append(index)
        self._hits: dict[str, list[tuple[str, list[int]]]] = {}
        self._judged: set[str] = set()

    def _find_hits(self, terms: frozenset[str]) -> frozenset[str]:
        """Give those of the terms that any criterion names, and remember what they are to it."""
        if len(self._judged) > LARGEST_MEMORY:
            self._judged.clear()
        fresh = terms - self._judged
        for term in fresh:
            shown = (term, *self._broader_terms.get(term, ()))
            roots = chain.from_iterable(map(self._roots.find, shown))
            found = [root for root in roots if root in self._owners]
            if found:
                self._hits[term] = [(root, self._owners[root]) for root in found]
        self._judged |= fresh
        return terms & self._hits.keys()

    def judge(
        self, lines: ResumeLines, known_terms: frozenset[str]
    ) -> tuple[list[list[Reached]], int]:
        """Give the parts of every criterion what they reach, and the title its level.

        `known_terms` are those of all lines, or more.
        """
        supports = defaultdict[int, _LineSupport](_LineSupport)
        named = self._short_names.mark_lines(lines.texts).items()
        # Nothing is left of a quarantined line where it is folded.
        marked = {number: names for number, names in named if lines.folded[number]}
        hits = self._find_hits(known_terms.union(*marked.values()))
        short = hits & self._initials
        for number, terms in enumerate(lines.terms):
            own = [*terms, *marked[number]] if number in marked else terms
            if not hits.isdisjoint(own):
                found = hits.intersection(own)
                if short and not short.isdisjoint(found):
                    found = self._drop_small_letters(found, lines.texts[number])
                self._collect(number, found, lines, supports)
        parts = [Reached()] * len(self._weights)
        for index, support in supports.items():
            parts[index] = _conclude(self._weights[index], support, lines)
        return [parts[own.start : own.stop] for own in self._parts[:-1]], parts[-1].level

    def _drop_small_letters(self, found: frozenset[str], text: str) -> frozenset[str]:
        """Drop the short forms that a line does not have in capitals, as they are written."""
        kept = {one for one in found if one not in self._initials or one[:SMALL].upper() in text}
        return frozenset(kept)

    def _collect(
        self,
        number: int,
        named: Set[str],
        lines: ResumeLines,
        supports: Mapping[int, _LineSupport],
    ) -> None:
        found: dict[int, set[str]] = {}
        for root, owners in chain.from_iterable([self._hits[term] for term in named]):
            for index in owners:
                found.setdefault(index, set()).add(root)
        place = min(lines.reach(number), _LEVELS["role"]) - 1
        is_head = number in lines.heads
        for index, roots in found.items():
            shares, support = self._weights[index].shares, supports[index]
            support.roots[place].update(roots)
            if is_head and roots <= self._title_roots and not self._is_of_title[index]:
                # "HR Advisor" alone says nothing of policies, though they are those of HR.
                continue
            support.lines.append((sum([shares[root] for root in roots]), number))


def _conclude(weights: Weights, support: _LineSupport, lines: ResumeLines) -> Reached:
    """Give the level that one part of a criterion reaches, and the lines that support it."""
    if not support.lines:
        return Reached()
    shares, needed = weights
    reach = lines.reach
    strong = [reach(number) for coverage, number in support.lines if coverage >= needed]
    level = max(max(strong, default=0), _join_lines(shares, support))
    if not level:
        return Reached()
    wanted = min(level, 3)
    # The best first: it reaches the level, says enough alone, says most, stands first.
    ranked = sorted(
        [
            (reach(number) < wanted, coverage < needed, -coverage, number)
            for coverage, number in support.lines
        ]
    )
    if ranked[0][:2] == (False, False):
        # Lines that share one word with the criterion prove nothing beside one that shows it.
        ranked = [place for place in ranked if not place[1]]
    return Reached(level, tuple([place[3] for place in ranked[:MOST_LINES]]))


def split_parts(criterion: Criterion) -> list[str]:
    """Part a criterion that was merged of several; most have one part."""
    return criterion.title.split(PART_MARK)


def join_parts(parts: Sequence[Reached]) -> Reached:
    """Give a criterion the mean of its parts, and the best lines of each in turn."""
    if len(parts) == 1:
        return parts[0]
    level = (2 * sum([part.level for part in parts]) + len(parts)) // (2 * len(parts))
    if level == 0:
        return Reached()
    turns = chain.from_iterable(zip_longest(*[part.lines for part in parts]))
    return Reached(level, tuple(dict.fromkeys([one for one in turns if one is not None])))


def _join_lines(shares: dict[str, int], support: _LineSupport) -> int:
    """Give the highest level at which lines that say little alone say enough together."""
    roots: set[str] = set()
    for level in (3, 2, 1):
        roots |= support.roots[level - 1]
        if sum([shares[root] for root in roots]) >= ENOUGH_TOGETHER:
            return level
    return 0
